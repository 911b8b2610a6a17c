import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const NEW_PASSWORD = 'Palm-shade-77-Palm'
const mustReset = '400 PasswordResetRequiredException: Password reset required for the user'
const mayNot = '400 NotAuthorizedException: Password reset required for the user'
const noUser = '400 UserNotFoundException: User does not exist.'

/** What an administrator does to a person who has a session, and what then is left of it. */
const after = async (ground: Ground, operation: string, more: object = {}) => {
  const session = await ground.session()
  const { username: Username } = session.person
  return { session, Username, done: await ground.adminSays(operation, { Username, ...more }) }
}

/** What becomes of sessions when something becomes of the person or the app client. */
export const people: readonly Scenario[] = [
  {
    name: 'disable/ends-every-session',
    claim: 'AdminDisableUser ends every session, and GetUser says that the user is disabled',
    marks: ['D', 'B', '?'],
    expected: ['200 {}', 'access: 400 NotAuthorizedException: User is disabled.', `refresh: ${lines.refreshRevoked}`],
    async observe(ground) {
      const { session, done } = await after(ground, 'AdminDisableUser')
      return [done, ...(await session.vitals())]
    },
  },
  {
    name: 'disable/for-good',
    claim: 'AdminEnableUser brings no session back',
    marks: ['D'],
    expected: ['200 {}', '200 {}', ...lines.ended],
    async observe(ground) {
      const { session, Username, done } = await after(ground, 'AdminDisableUser')
      return [done, await ground.adminSays('AdminEnableUser', { Username }), ...(await session.vitals())]
    },
  },
  {
    name: 'disable/global-sign-out',
    claim: 'a disabled person cannot sign out everywhere',
    marks: ['?'],
    expected: ['400 NotAuthorizedException: User is disabled.'],
    async observe(ground) {
      return [await (await after(ground, 'AdminDisableUser')).session.globalSignOut()]
    },
  },
  {
    name: 'enable/again',
    claim: 'enabling somebody who is enabled changes nothing',
    marks: ['?'],
    expected: ['200 {}', ...lines.alive],
    async observe(ground) {
      const { session, done } = await after(ground, 'AdminEnableUser')
      return [done, ...(await session.vitals())]
    },
  },
  {
    name: 'reset-password/refuses-tokens',
    claim: 'while somebody has to reset the password, every token is refused',
    marks: ['?'],
    expected: ['200 {}', `access: ${mustReset}`, `refresh: ${mayNot}`, mustReset],
    async observe(ground) {
      const session = await resetOne(ground)
      return [session.done, ...(await session.vitals()), await session.globalSignOut()]
    },
  },
  {
    name: 'reset-password/tokens-work-again',
    claim: 'after a new password the same tokens work again',
    marks: ['?'],
    expected: lines.alive,
    async observe(ground) {
      const session = await resetOne(ground)
      await ground.step('AdminSetUserPassword', { ...session.name, Password: NEW_PASSWORD, Permanent: true })
      return session.vitals()
    },
  },
  {
    name: 'reset-password/no-address',
    claim: 'somebody without a verified address or number cannot be made to reset the password',
    marks: ['E'],
    expected: [
      '400 InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
    ],
    async observe(ground) {
      return [(await after(ground, 'AdminResetUserPassword')).done]
    },
  },
  {
    name: 'set-password/keeps-sessions',
    claim: 'AdminSetUserPassword ends no session',
    marks: ['B'],
    expected: ['200 {}', ...lines.alive],
    async observe(ground) {
      const change = { Password: NEW_PASSWORD, Permanent: true }
      const { session, done } = await after(ground, 'AdminSetUserPassword', change)
      return [done, ...(await session.vitals())]
    },
  },
  {
    name: 'change-password/keeps-sessions',
    claim: 'ChangePassword ends no session, neither this one nor another',
    marks: ['B'],
    expected: ['200 {}', ...lines.alive, ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const other = await ground.signIn(session.app, session.person)
      const change = { PreviousPassword: session.person.password, ProposedPassword: NEW_PASSWORD }
      const changed = await ground.says('ChangePassword', { AccessToken: session.access, ...change })
      return [changed, ...(await session.vitals()), ...(await other.vitals())]
    },
  },
  {
    name: 'get-user/readable',
    claim: 'GetUser shows what the client may read',
    marks: ['D'],
    expected: ['sub, email', 'sub, email, email_verified'],
    async observe(ground) {
      const who = await ground.person('email')
      const seen = async (ReadAttributes: readonly string[]) => {
        const { access: AccessToken } = await ground.signIn(await ground.app({ ReadAttributes }), who)
        const list = (await ground.openStep('GetUser', { AccessToken })).json['UserAttributes']
        const names = (Array.isArray(list) ? list : []).map((attribute) => String(Object(attribute).Name))
        return ['sub', 'email', 'email_verified'].filter((name) => names.includes(name)).join(', ')
      }
      return [await seen(['email']), await seen(['email', 'email_verified'])]
    },
  },
  {
    name: 'change-password/wrong-one',
    claim: 'a wrong old password is refused with the sentence of a sign-in',
    marks: ['B'],
    expected: [lines.wrongPassword],
    async observe(ground) {
      const { access: AccessToken } = await ground.session()
      const change = { PreviousPassword: 'Not-the-one-1', ProposedPassword: NEW_PASSWORD }
      return [await ground.says('ChangePassword', { AccessToken, ...change })]
    },
  },
  {
    name: 'delete-user/by-an-administrator',
    claim: 'a deleted person: GetUser says that there is none, refreshing that the token is invalid',
    marks: ['B', 'T', '?'],
    expected: ['200 (empty)', `access: ${noUser}`, `refresh: ${lines.invalidRefresh}`, lines.accessRevoked],
    async observe(ground) {
      const { session, done } = await after(ground, 'AdminDeleteUser')
      return [done, ...(await session.vitals()), await session.globalSignOut()]
    },
  },
  {
    name: 'delete-user/by-oneself',
    claim: 'DeleteUser does the same, with an empty body',
    marks: ['D', 'B'],
    expected: ['200 (empty)', `access: ${noUser}`],
    async observe(ground) {
      const session = await ground.session()
      const deleted = await ground.says('DeleteUser', { AccessToken: session.access })
      return [deleted, `access: ${await session.getUser()}`]
    },
  },
  {
    name: 'delete-user/revoke',
    claim: 'revoking the token of a deleted person succeeds',
    marks: ['?'],
    expected: ['200 {}'],
    async observe(ground) {
      return [await (await after(ground, 'AdminDeleteUser')).session.revoke()]
    },
  },
  {
    name: 'delete-client/ends-its-sessions',
    claim: 'the tokens of a deleted app client are ResourceNotFoundException everywhere',
    marks: ['?', 'D'],
    expected: [
      '200 (empty)',
      'access: 400 ResourceNotFoundException: User pool client <client> does not exist.',
      'refresh: 400 ResourceNotFoundException: User pool client <client> does not exist.',
      '400 UnauthorizedException: Invalid client id',
    ],
    async observe(ground) {
      const session = await ground.session(await ground.newApp())
      const deleted = await ground.adminSays('DeleteUserPoolClient', { ClientId: session.app.id })
      return [deleted, ...(await session.vitals()), await session.revoke()]
    },
  },
  {
    name: 'delete-client/spares-other-clients',
    claim: 'sessions at other app clients live on',
    marks: ['D'],
    expected: ['200 (empty)', ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const { id: ClientId } = await ground.newApp()
      return [await ground.adminSays('DeleteUserPoolClient', { ClientId }), ...(await session.vitals())]
    },
  },
]

/** Somebody with a verified address and a session, who has to reset the password. */
async function resetOne(ground: Ground) {
  const person = await ground.person('email')
  const session = await ground.signIn(await ground.app(), person)
  const name = { Username: person.username }
  const done = await ground.adminSays('AdminResetUserPassword', name)
  return Object.assign(session, { done, name })
}
