import { member, said, textAt } from '../Answer.ts'
import { type App, type Ground, type Person, secretHash } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const closed = { GenerateSecret: true }
const hides = { PreventUserExistenceErrors: 'ENABLED' }
const noUser = '400 UserNotFoundException: User does not exist.'
const disabled = '400 NotAuthorizedException: User is disabled.'
const notConfirmed = '400 UserNotConfirmedException: User is not confirmed.'
const exceeded = '400 NotAuthorizedException: Password attempts exceeded'
const badSecretHash = '400 NotAuthorizedException: Unable to verify secret hash for client <client>'
const NEW_PASSWORD = 'Palm-shade-77-Palm'

const enter = (ground: Ground, app: App, who: Person, more: object = {}) =>
  ground.says('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: app.id,
    AuthParameters: { USERNAME: who.username, PASSWORD: who.password, ...more },
  })

const wrongly = (ground: Ground, app: App, who: Person) => enter(ground, app, { ...who, password: 'Not-the-one-1' })
const nobody: Person = { username: 'nobody-of-this-name', password: 'Not-the-one-1' }

/** The Session of somebody who has to choose a password, and the answer to it. */
const choosing = async (ground: Ground) => {
  const [app, who] = [await ground.app(), await ground.person('temporary')]
  const asked = await ground.openStep('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: app.id,
    AuthParameters: { USERNAME: who.username, PASSWORD: who.password },
  })
  const answer = (NEW_PASSWORD_: string, responses: Readonly<Record<string, string>> = {}) =>
    ground.says('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: app.id,
      Session: textAt(asked, 'Session'),
      ChallengeResponses: { USERNAME: who.username, NEW_PASSWORD: NEW_PASSWORD_, ...responses },
    })
  return { asked, answer, who }
}

/** Signing in by password: who is told what. */
export const signIn: readonly Scenario[] = [
  {
    name: 'sign-in/wrong-password',
    claim: 'a wrong password is told with the traced sentence',
    marks: ['T'],
    expected: [lines.wrongPassword],
    observe: async (ground) => [await wrongly(ground, await ground.app(), await ground.person())],
  },
  {
    name: 'sign-in/nobody',
    claim: 'somebody who does not exist is told apart only by clients with legacy errors',
    marks: ['T', 'D'],
    expected: [noUser, lines.wrongPassword],
    observe: async (ground) => [
      await enter(ground, await ground.app(), nobody),
      await enter(ground, await ground.app(hides), nobody),
    ],
  },
  {
    name: 'sign-in/disabled',
    claim: 'a disabled person is told so, and only with the right password',
    marks: ['T', '?'],
    expected: [disabled, lines.wrongPassword],
    async observe(ground) {
      const [app, who] = [await ground.app(), await ground.person()]
      await ground.step('AdminDisableUser', { Username: who.username })
      return [await enter(ground, app, who), await wrongly(ground, app, who)]
    },
  },
  {
    name: 'sign-in/unconfirmed',
    claim: 'somebody who did not confirm is told so, with a wrong password too',
    marks: ['T', 'B'],
    expected: [notConfirmed, notConfirmed],
    async observe(ground) {
      const app = await ground.app()
      const who = await ground.newcomer(app)
      return [await enter(ground, app, who), await wrongly(ground, app, who)]
    },
  },
  {
    name: 'sign-in/reset-required',
    claim: 'somebody who has to reset the password is told so',
    marks: ['B'],
    expected: ['400 PasswordResetRequiredException: Password reset required for the user'],
    async observe(ground) {
      const [app, who] = [await ground.app(), await ground.person('email')]
      await ground.step('AdminResetUserPassword', { Username: who.username })
      return [await enter(ground, app, who)]
    },
  },
  {
    name: 'sign-in/lock',
    claim: 'the fifth wrong password still says so, and the sixth attempt that passwords are not looked at',
    marks: ['D', '?'],
    expected: [...Array.from({ length: 5 }, () => lines.wrongPassword), exceeded],
    async observe(ground) {
      const [app, who] = [await ground.app(), await ground.person()]
      return ground.atOneMoment(async () => {
        const answers: string[] = []
        for (let attempt = 1; attempt <= 6; attempt += 1) answers.push(await wrongly(ground, app, who))
        return answers
      })
    },
  },
  {
    name: 'sign-in/lock-ends',
    claim: 'the lock after the fifth wrong password lasts a second, and the right one then ends the count',
    marks: ['D'],
    expected: ['200'],
    async observe(ground) {
      const [app, who] = [await ground.app(), await ground.person()]
      for (let attempt = 1; attempt <= 5; attempt += 1) await wrongly(ground, app, who)
      await ground.later(1500)
      await ground.settle()
      return [await enter(ground, app, who)]
    },
  },
  {
    name: 'sign-in/flow-not-allowed',
    claim: 'a flow that the client does not allow is told with the reported sentences',
    marks: ['B'],
    expected: [
      '400 InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
      '400 InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
      '400 InvalidParameterException: Auth flow not enabled for this client',
    ],
    async observe(ground) {
      const app = await ground.app({ ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] })
      const AuthParameters = { USERNAME: nobody.username, PASSWORD: nobody.password }
      const srp = { USERNAME: nobody.username, SRP_A: '1234' }
      const at = { ClientId: app.id }
      return [
        await enter(ground, app, nobody),
        await ground.says('InitiateAuth', { ...at, AuthFlow: 'USER_SRP_AUTH', AuthParameters: srp }),
        await ground.adminSays('AdminInitiateAuth', { ...at, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }),
      ]
    },
  },
  {
    name: 'sign-in/admin-flow-in-public',
    claim: "an administrator's flow is not for InitiateAuth",
    marks: ['B'],
    expected: ['400 InvalidParameterException: Initiate Auth method not supported.'],
    async observe(ground) {
      const [{ id: ClientId }, who] = [await ground.app(), await ground.person()]
      const AuthParameters = { USERNAME: who.username, PASSWORD: who.password }
      return [await ground.says('InitiateAuth', { AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', ClientId, AuthParameters })]
    },
  },
  {
    name: 'sign-in/unknown-client',
    claim: 'an unknown client is ResourceNotFoundException',
    marks: ['B'],
    expected: ['400 ResourceNotFoundException: User pool client nobody does not exist.'],
    observe: async (ground) => [await enter(ground, { id: 'nobody' }, nobody)],
  },
  {
    name: 'sign-in/missing-parameter',
    claim: 'a missing parameter is named',
    marks: ['B'],
    expected: ['400 InvalidParameterException: Missing required parameter USERNAME'],
    async observe(ground) {
      const { id: ClientId } = await ground.app()
      const AuthParameters = { PASSWORD: 'Not-the-one-1' }
      return [await ground.says('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters })]
    },
  },
  {
    name: 'sign-in/secret-hash',
    claim: 'a client with a secret needs a SECRET_HASH, and the right one',
    marks: ['T', 'B'],
    expected: [
      '400 NotAuthorizedException: Client <client> is configured with secret but SECRET_HASH was not received',
      badSecretHash,
      '200',
    ],
    async observe(ground) {
      const [app, who] = [await ground.app(closed), await ground.person()]
      return [
        await enter(ground, app, who),
        await enter(ground, app, who, { SECRET_HASH: 'AAAA' }),
        await enter(ground, app, who, secretHash(app, who.username)),
      ]
    },
  },
  {
    name: 'sign-in/secret-hash-unasked',
    claim: 'a client without a secret refuses a SECRET_HASH',
    marks: ['?'],
    expected: [badSecretHash],
    async observe(ground) {
      const [app, who] = [await ground.app(), await ground.person()]
      return [await enter(ground, app, who, { SECRET_HASH: 'AAAA' })]
    },
  },
  {
    name: 'sign-in/new-password',
    claim: 'a refused password does not use a Session up, and an accepted one does',
    marks: ['T', '?'],
    expected: [
      'NEW_PASSWORD_REQUIRED',
      '400 InvalidPasswordException: Password did not conform with policy: Password not long enough',
      '200',
      '400 NotAuthorizedException: Invalid session for the user, session can only be used once.',
    ],
    async observe(ground) {
      const { asked, answer } = await choosing(ground)
      const name = String(member(asked, 'ChallengeName'))
      return [name, await answer('short'), await answer(NEW_PASSWORD), await answer(NEW_PASSWORD)]
    },
  },
  {
    name: 'sign-in/answer-by-sub',
    claim: 'an answer to a challenge names the user by the username, not by the sub',
    marks: ['D', '?'],
    expected: ['400 NotAuthorizedException: Invalid session for the user.', '200'],
    async observe(ground) {
      const { answer, who } = await choosing(ground)
      const seen = await ground.step('AdminGetUser', { Username: who.username })
      const found = Array.isArray(member(seen, 'UserAttributes')) ? (member(seen, 'UserAttributes') as unknown[]) : []
      const { Value } = Object(found.find((attribute) => Object(attribute).Name === 'sub'))
      return [await answer(NEW_PASSWORD, { USERNAME: String(Value) }), await answer(NEW_PASSWORD)]
    },
  },
  {
    name: 'sign-in/new-password-verifies-nothing',
    claim: 'who chooses a password cannot say by the way that an address is verified',
    marks: ['D', '?'],
    expected: ['400 NotAuthorizedException: A client attempted to write unauthorized attribute'],
    async observe(ground) {
      const { answer } = await choosing(ground)
      const given = { 'userAttributes.email': 'curfew@example.com', 'userAttributes.email_verified': 'true' }
      return [await answer(NEW_PASSWORD, given)]
    },
  },
  {
    name: 'sign-in/session-expires',
    claim: 'a Session lives for AuthSessionValidity',
    marks: ['T', 'D'],
    needs: ['clock'],
    expected: ['400 NotAuthorizedException: Invalid session for the user, session is expired.'],
    async observe(ground) {
      const { answer } = await choosing(ground)
      await ground.later(3 * 60_000 + 1000)
      return [await answer(NEW_PASSWORD)]
    },
  },
  {
    name: 'sign-in/srp-of-nobody',
    claim: 'by SRP somebody who does not exist gets the same salt and id each time, where the client hides it',
    marks: ['D', 'T'],
    expected: [noUser, 'PASSWORD_VERIFIER', 'Session undefined', 'SALT same', 'USER_ID_FOR_SRP same'],
    async observe(ground) {
      const ask = (app: App) =>
        ground.caller.call('InitiateAuth', {
          AuthFlow: 'USER_SRP_AUTH',
          ClientId: app.id,
          AuthParameters: { USERNAME: nobody.username, SRP_A: 'a1'.repeat(384) },
        })
      const app = await ground.app(hides)
      const [told, one, two] = [await ask(await ground.app()), await ask(app), await ask(app)]
      const same = (name: string) =>
        `${name} ${textAt(one, `ChallengeParameters.${name}`) === textAt(two, `ChallengeParameters.${name}`) ? 'same' : 'new'}`
      return [
        said(told),
        textAt(one, 'ChallengeName'),
        `Session ${typeof one.json['Session']}`,
        same('SALT'),
        same('USER_ID_FOR_SRP'),
      ]
    },
  },
  {
    name: 'sign-in/srp-of-nought',
    claim: 'by SRP a public value of nought is InvalidParameterException',
    marks: ['?'],
    expected: ['400 InvalidParameterException: Invalid SRP_A'],
    async observe(ground) {
      const [{ id: ClientId }, { username }] = [await ground.app(), await ground.person()]
      const AuthParameters = { USERNAME: username, SRP_A: '0' }
      return [await ground.says('InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', ClientId, AuthParameters })]
    },
  },
]
