import { member, textAt } from '../Answer.ts'
import type { Scenario } from '../Scenario.ts'

const expiredCode = '400 ExpiredCodeException: Invalid code provided, please request a code again.'
const wrongCode = '400 CodeMismatchException: Invalid verification code provided, please try again.'
const NEW_PASSWORD = 'Palm-shade-77-Palm'
const hides = { PreventUserExistenceErrors: 'ENABLED' }
const unknownName = '400 UserNotFoundException: Username/client id combination not found.'

/** Signing up, codes, forgotten passwords, and the secrets of app clients. */
export const accounts: readonly Scenario[] = [
  {
    name: 'codes/confirmed-already',
    claim: 'somebody who is confirmed cannot be confirmed again',
    marks: ['T'],
    expected: ['400 NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED'],
    async observe(ground) {
      const [{ id: ClientId }, { username: Username }] = [await ground.app(), await ground.person()]
      return [await ground.says('ConfirmSignUp', { ClientId, Username, ConfirmationCode: '123456' })]
    },
  },
  {
    name: 'codes/never-sent',
    claim: 'a code that was never sent is answered like an expired one',
    marks: ['?'],
    expected: [expiredCode, expiredCode],
    async observe(ground) {
      const app = await ground.app()
      const [newcomer, person] = [await ground.newcomer(app), await ground.person('email')]
      const code = { ClientId: app.id, ConfirmationCode: '123456' }
      return [
        await ground.says('ConfirmSignUp', { ...code, Username: newcomer.username }),
        await ground.says('ConfirmForgotPassword', { ...code, Username: person.username, Password: NEW_PASSWORD }),
      ]
    },
  },
  {
    name: 'forgot-password/nobody',
    claim: 'somebody who does not exist is told apart only by clients with legacy errors',
    marks: ['T', 'D'],
    expected: [unknownName, '200'],
    async observe(ground) {
      const Username = 'nobody-of-this-name'
      const at = async (settings: object) => ({ ClientId: (await ground.app({ ...settings })).id, Username })
      return [await ground.says('ForgotPassword', await at({})), await ground.says('ForgotPassword', await at(hides))]
    },
  },
  {
    name: 'forgot-password/nobodys-code',
    claim: 'any code of somebody who does not exist is a wrong one where the client hides it',
    marks: ['D', '?'],
    expected: [unknownName, wrongCode],
    async observe(ground) {
      const rest = { Username: 'nobody-of-this-name', ConfirmationCode: '123456', Password: NEW_PASSWORD }
      return [
        await ground.says('ConfirmForgotPassword', { ClientId: (await ground.app()).id, ...rest }),
        await ground.says('ConfirmForgotPassword', { ClientId: (await ground.app(hides)).id, ...rest }),
      ]
    },
  },
  {
    name: 'forgot-password/no-address',
    claim: 'somebody without a verified address or number cannot reset the password',
    marks: ['E', 'D'],
    expected: [
      '400 InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
    ],
    async observe(ground) {
      const [{ id: ClientId }, { username: Username }] = [await ground.app(), await ground.person()]
      return [await ground.says('ForgotPassword', { ClientId, Username })]
    },
  },
  {
    name: 'forgot-password/disabled',
    claim: 'a disabled person cannot reset the password',
    marks: ['E'],
    expected: ['400 NotAuthorizedException: User is disabled'],
    async observe(ground) {
      const [{ id: ClientId }, { username: Username }] = [await ground.app(), await ground.person('email')]
      await ground.step('AdminDisableUser', { Username })
      return [await ground.says('ForgotPassword', { ClientId, Username })]
    },
  },
  {
    name: 'forgot-password/hidden',
    claim: 'a client that hides who exists is told of a delivery to whoever is disabled or has nothing verified, too',
    marks: ['D', '?'],
    expected: ['200', '200', wrongCode, '200'],
    async observe(ground) {
      const { id: ClientId } = await ground.app(hides)
      const [plain, { username: Username }] = [await ground.person(), await ground.person('email')]
      await ground.step('AdminDisableUser', { Username })
      const code = { ConfirmationCode: '123456', Password: NEW_PASSWORD }
      return [
        await ground.says('ForgotPassword', { ClientId, Username: plain.username }),
        await ground.says('ForgotPassword', { ClientId, Username }),
        await ground.says('ConfirmForgotPassword', { ClientId, Username, ...code }),
        await ground.says('ResendConfirmationCode', { ClientId, Username }),
      ]
    },
  },
  {
    name: 'sign-up/name-taken',
    claim: 'a taken name is UsernameExistsException, with other words to whoever signs up than to an administrator',
    marks: ['B', 'T'],
    expected: [
      '400 UsernameExistsException: User already exists',
      '400 UsernameExistsException: User account already exists',
    ],
    async observe(ground) {
      const [{ id: ClientId }, { username: Username }] = [await ground.app(), await ground.person()]
      const created = { Username, TemporaryPassword: NEW_PASSWORD, MessageAction: 'SUPPRESS' }
      return [
        await ground.says('SignUp', { ClientId, Username, Password: NEW_PASSWORD }),
        await ground.adminSays('AdminCreateUser', created),
      ]
    },
  },
  {
    name: 'secrets/two',
    claim: 'an app client has two secrets at most and one at least, and ids that tell when they were made',
    marks: ['D', 'E', '?'],
    expected: [
      'id <client>--time',
      '400 LimitExceededException: Client secrets cannot exceed limit of 2 secrets.',
      '200 {}',
      '400 InvalidParameterException: The last secret of an app client cannot be deleted.',
    ],
    async observe(ground) {
      const { id: ClientId } = await ground.newApp({ GenerateSecret: true })
      const added = await ground.step('AddUserPoolClientSecret', { ClientId })
      const ClientSecretId = String(member(added, 'ClientSecretDescriptor.ClientSecretId'))
      ground.discretion.hide(String(member(added, 'ClientSecretDescriptor.ClientSecretValue')))
      const third = await ground.adminSays('AddUserPoolClientSecret', { ClientId })
      const listed = await ground.step('ListUserPoolClientSecrets', { ClientId })
      const first = String(member(listed, 'ClientSecrets.0.ClientSecretId'))
      return [
        `id ${ClientSecretId.replace(/\d{10,}$/, 'time')}`,
        third,
        await ground.adminSays('DeleteUserPoolClientSecret', { ClientId, ClientSecretId }),
        await ground.adminSays('DeleteUserPoolClientSecret', { ClientId, ClientSecretId: first }),
      ]
    },
  },
  {
    name: 'secrets/both-work',
    claim: 'while there are two secrets, either revokes and refreshes',
    marks: ['D'],
    expected: ['200', '200', '200 {}'],
    async observe(ground) {
      const app = await ground.newApp({ GenerateSecret: true })
      const session = await ground.session(app)
      const added = await ground.step('AddUserPoolClientSecret', { ClientId: app.id })
      const ClientSecret = String(member(added, 'ClientSecretDescriptor.ClientSecretValue'))
      ground.discretion.hide(ClientSecret)
      return [
        await session.tryRefresh(),
        await session.tryRefresh({ ClientSecret }),
        await session.revoke({ ClientSecret }),
      ]
    },
  },
  {
    name: 'secrets/client-token',
    claim:
      'GetClientToken takes any secret of a client with that flow, asks for no signature, and refuses a deleted one',
    marks: ['D', '?'],
    expected: [
      'Bearer for the client',
      'Bearer for the client',
      '200 {}',
      '400 NotAuthorizedException: Unable to verify secret for client <client>',
    ],
    async observe(ground) {
      const ExplicitAuthFlows = ['ALLOW_CLIENT_TOKEN_AUTH']
      const { id: ClientId, secret = '' } = await ground.newApp({ GenerateSecret: true, ExplicitAuthFlows })
      const added = await ground.step('AddUserPoolClientSecret', { ClientId })
      const fresh = textAt(added, 'ClientSecretDescriptor.ClientSecretValue')
      ground.discretion.hide(fresh)
      const listed = await ground.step('ListUserPoolClientSecrets', { ClientId })
      const ClientSecretId = textAt(listed, 'ClientSecrets.0.ClientSecretId')
      const token = async (Secret: string) => {
        const answer = await ground.openStep('GetClientToken', { ClientId, Secret })
        const made = textAt(answer, 'ClientAuthenticationResult.AccessToken')
        ground.discretion.hide(made)
        const { sub }: { sub?: unknown } = JSON.parse(atob(made.split('.')[1] ?? ''))
        const whose = sub === ClientId ? 'the client' : 'somebody else'
        return `${textAt(answer, 'ClientAuthenticationResult.TokenType')} for ${whose}`
      }
      return [
        await token(secret),
        await token(fresh),
        await ground.adminSays('DeleteUserPoolClientSecret', { ClientId, ClientSecretId }),
        await ground.says('GetClientToken', { ClientId, Secret: secret }),
      ]
    },
  },
  {
    name: 'secrets/client-token-off',
    claim: 'a client without that flow, or with another secret, gets no token for itself',
    marks: ['D', '?'],
    expected: [
      '400 InvalidParameterException: CLIENT_TOKEN_AUTH flow not enabled for this client',
      '400 NotAuthorizedException: Unable to verify secret for client <client>',
    ],
    async observe(ground) {
      const { id: ClientId, secret: Secret } = await ground.app({ GenerateSecret: true })
      const wrong = 'wrong0secret0wrong0secret0'
      return [
        await ground.says('GetClientToken', { ClientId, Secret }),
        await ground.says('GetClientToken', { ClientId, Secret: wrong }),
      ]
    },
  },
  {
    name: 'attributes/constraints',
    claim: 'a value that does not fit the schema is refused, and one that fits is taken',
    marks: ['D', '?'],
    expected: [
      '400 InvalidParameterException: Attributes did not conform to the schema: birthdate: String must be no shorter than 10',
      '200 {}',
    ],
    async observe(ground) {
      const { username: Username } = await ground.person()
      const write = (Value: string) =>
        ground.adminSays('AdminUpdateUserAttributes', { Username, UserAttributes: [{ Name: 'birthdate', Value }] })
      return [await write('1990'), await write('1990-02-28')]
    },
  },
  {
    name: 'secrets/public-client',
    claim: 'an app client without a secret can never have one',
    marks: ['D', '?'],
    expected: ['400 InvalidParameterException: A client secret cannot be added to a public app client.'],
    async observe(ground) {
      const { id: ClientId } = await ground.newApp()
      return [await ground.adminSays('AddUserPoolClientSecret', { ClientId })]
    },
  },
  {
    name: 'groups/removal-keeps-sessions',
    claim: 'leaving a group ends no session, and the next refresh does not name it any more',
    marks: ['D'],
    expected: ['groups ["conformance"]', '200', 'groups undefined'],
    async observe(ground) {
      const GroupName = 'conformance'
      const person = await ground.person()
      await ground.group(GroupName)
      await ground.step('AdminAddUserToGroup', { GroupName, Username: person.username })
      const session = await ground.signIn(await ground.app(), person)
      await ground.step('AdminRemoveUserFromGroup', { GroupName, Username: person.username })
      const groups = (of: { claim(name: string): unknown }) => `groups ${JSON.stringify(of.claim('cognito:groups'))}`
      return [groups(session), await session.getUser(), groups(await session.renewed())]
    },
  },
]
