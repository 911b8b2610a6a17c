import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const closed = { GenerateSecret: true }

/** GlobalSignOut and AdminUserGlobalSignOut. */
export const signOut: readonly Scenario[] = [
  {
    name: 'global/ends-every-session',
    claim: 'GlobalSignOut ends every session of the person, at every client',
    marks: ['D'],
    expected: ['200 {}', ...lines.ended, ...lines.ended],
    async observe(ground) {
      const session = await ground.session()
      const elsewhere = await ground.signIn(await ground.app(closed), session.person)
      return [await session.globalSignOut(), ...(await session.vitals()), ...(await elsewhere.vitals())]
    },
  },
  {
    name: 'global/spares-others',
    claim: 'nobody else is signed out',
    marks: ['D'],
    expected: ['200 {}', ...lines.alive],
    async observe(ground) {
      const [session, somebody] = [await ground.session(), await ground.session()]
      return [await session.globalSignOut(), ...(await somebody.vitals())]
    },
  },
  {
    name: 'global/twice',
    claim: 'a second time with the same token is refused',
    marks: ['T'],
    expected: ['200 {}', lines.accessRevoked],
    async observe(ground) {
      const session = await ground.session()
      return [await session.globalSignOut(), await session.globalSignOut()]
    },
  },
  {
    name: 'global/after-revoke',
    claim: 'the access token of a revoked session cannot sign out everywhere any more',
    marks: ['D'],
    expected: ['200 {}', lines.accessRevoked],
    async observe(ground) {
      const session = await ground.session()
      return [await session.revoke(), await session.globalSignOut()]
    },
  },
  {
    name: 'global/revocation-off',
    claim: 'GlobalSignOut works where revocation is off',
    marks: ['?'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session(await ground.app({ EnableTokenRevocation: false }))
      return [await session.globalSignOut(), ...(await session.vitals())]
    },
  },
  {
    name: 'global/same-second',
    claim: 'a sign-in in the same second as a global sign-out survives it',
    marks: ['?'],
    expected: ['200 {}', ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const signedOut = await session.globalSignOut()
      const again = await ground.signIn(session.app, session.person)
      return [signedOut, ...(await again.vitals())]
    },
  },
  {
    name: 'global/no-access-token',
    claim: 'an ID token is no access token, and neither is anything else',
    marks: ['B'],
    expected: ['400 NotAuthorizedException: Invalid Access Token', '400 NotAuthorizedException: Invalid Access Token'],
    async observe(ground) {
      const session = await ground.session()
      return [
        await ground.says('GlobalSignOut', { AccessToken: session.id }),
        await ground.says('GlobalSignOut', { AccessToken: 'rubbish' }),
      ]
    },
  },
  {
    name: 'global/forged',
    claim: 'a changed signature is told from other rubbish',
    marks: ['B'],
    expected: ['400 NotAuthorizedException: Could not verify signature for Access Token'],
    async observe(ground) {
      const session = await ground.session()
      const [head, payload, signature = ''] = session.access.split('.')
      const AccessToken = [head, payload, `AAAA${signature.slice(4)}`].join('.')
      return [await ground.says('GlobalSignOut', { AccessToken })]
    },
  },
  {
    name: 'admin-global/ends-every-session',
    claim: 'AdminUserGlobalSignOut does to somebody what GlobalSignOut does to oneself',
    marks: ['D'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session()
      const signedOut = await ground.adminSays('AdminUserGlobalSignOut', { Username: session.person.username })
      return [signedOut, ...(await session.vitals())]
    },
  },
  {
    name: 'admin-global/twice',
    claim: 'AdminUserGlobalSignOut may be repeated',
    marks: ['?'],
    expected: ['200 {}', '200 {}'],
    async observe(ground) {
      const { username: Username } = await ground.person()
      const signOut = () => ground.adminSays('AdminUserGlobalSignOut', { Username })
      return [await signOut(), await signOut()]
    },
  },
  {
    name: 'admin-global/no-such-user',
    claim: 'an unknown user is UserNotFoundException',
    marks: ['B'],
    expected: ['400 UserNotFoundException: User does not exist.'],
    async observe(ground) {
      return [await ground.adminSays('AdminUserGlobalSignOut', { Username: 'nobody-of-this-name' })]
    },
  },
  {
    name: 'admin-global/no-such-pool',
    claim: 'an unknown pool is ResourceNotFoundException',
    marks: ['B'],
    expected: ['400 ResourceNotFoundException: User pool <pool>Nowhere does not exist.'],
    async observe(ground) {
      const UserPoolId = `${ground.poolId}Nowhere`
      return [await ground.adminSays('AdminUserGlobalSignOut', { UserPoolId, Username: 'nobody' })]
    },
  },
]
