import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const off = { EnableTokenRevocation: false }
const FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
const MEANINGLESS = 'eyJjdHkiOiJKV1Qi.AAAA.BBBB.CCCC.DDDD'

/** Switches revocation at an app client, with what has to be said again. */
const flip = (ground: Ground, ClientId: string, EnableTokenRevocation: boolean) =>
  ground.step('UpdateUserPoolClient', { ClientId, ExplicitAuthFlows: FLOWS, EnableTokenRevocation })

/** RevokeToken: what it ends. */
export const revokeToken: readonly Scenario[] = [
  {
    name: 'revoke/ends-its-session',
    claim: 'RevokeToken ends the refresh token and the access token that came with it, and answers {}',
    marks: ['D', 'T'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session()
      return [await session.revoke(), ...(await session.vitals())]
    },
  },
  {
    name: 'revoke/spares-other-sessions',
    claim: 'other sessions of the same person at the same client live on',
    marks: ['D'],
    expected: ['200 {}', ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const sibling = await ground.signIn(session.app, session.person)
      return [await session.revoke(), ...(await sibling.vitals())]
    },
  },
  {
    name: 'revoke/ends-refreshed-access-tokens',
    claim: 'access tokens that came of refreshes die too',
    marks: ['D'],
    expected: ['200 {}', lines.accessRevoked],
    async observe(ground) {
      const session = await ground.session()
      const renewed = await session.renewed()
      return [await session.revoke(), await renewed.getUser()]
    },
  },
  {
    name: 'revoke/twice',
    claim: 'revoking a token again succeeds',
    marks: ['T'],
    expected: ['200 {}', '200 {}'],
    async observe(ground) {
      const session = await ground.session()
      return [await session.revoke(), await session.revoke()]
    },
  },
  {
    name: 'revoke/expired',
    claim: 'revoking an expired refresh token succeeds',
    marks: ['D'],
    needs: ['clock'],
    expected: ['200 {}'],
    async observe(ground) {
      const session = await ground.session()
      await ground.later(31 * 86_400_000)
      return [await session.revoke()]
    },
  },
  {
    name: 'revoke/meaningless',
    claim: 'revoking what has the form of a refresh token and means nothing succeeds',
    marks: ['D'],
    expected: ['200 {}'],
    async observe(ground) {
      return [await ground.says('RevokeToken', { Token: MEANINGLESS, ClientId: (await ground.app()).id })]
    },
  },
  {
    name: 'revoke/off',
    claim: 'where revocation is off it is UnsupportedOperationException, and nothing is revoked',
    marks: ['D', '?'],
    expected: [
      '400 UnsupportedOperationException: Token revocation is not enabled for this app client.',
      ...lines.alive,
    ],
    async observe(ground) {
      const session = await ground.session(await ground.app(off))
      return [await session.revoke(), ...(await session.vitals())]
    },
  },
  {
    name: 'revoke/claims',
    claim: 'tokens carry origin_jti and jti while revocation is on, and neither while it is off',
    marks: ['D'],
    expected: ['on: origin_jti string, jti string', 'off: origin_jti undefined, jti undefined'],
    async observe(ground) {
      const kinds = async (settings: object) => {
        const session = await ground.session(await ground.app({ ...settings }))
        return `origin_jti ${typeof session.claim('origin_jti')}, jti ${typeof session.claim('jti')}`
      }
      return [`on: ${await kinds({})}`, `off: ${await kinds(off)}`]
    },
  },
  {
    name: 'revoke/switched-on-since',
    claim: 'a session from before revocation was switched on loses its refresh token, and keeps its access token',
    marks: ['D'],
    expected: ['200 {}', 'access: 200', `refresh: ${lines.refreshRevoked}`],
    async observe(ground) {
      const session = await ground.session(await ground.newApp(off))
      await flip(ground, session.app.id, true)
      return [await session.revoke(), ...(await session.vitals())]
    },
  },
  {
    name: 'revoke/origin-jti-since',
    claim: 'a session from before the switch gets origin_jti at its next refresh, and that access token can be revoked',
    marks: ['?'],
    expected: ['origin_jti string', '200 {}', lines.accessRevoked],
    async observe(ground) {
      const session = await ground.session(await ground.newApp(off))
      await flip(ground, session.app.id, true)
      const renewed = await session.renewed()
      return [`origin_jti ${typeof renewed.claim('origin_jti')}`, await session.revoke(), await renewed.getUser()]
    },
  },
  {
    name: 'revoke/stays-revoked',
    claim: 'switching revocation off afterwards brings nothing back',
    marks: ['D'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await ground.session(await ground.newApp())
      const revoked = await session.revoke()
      await flip(ground, session.app.id, false)
      return [revoked, ...(await session.vitals())]
    },
  },
  {
    name: 'revoke/after-global-sign-out',
    claim: 'revoking a token that a global sign-out has ended succeeds',
    marks: ['D'],
    expected: ['200 {}', '200 {}'],
    async observe(ground) {
      const session = await ground.session()
      return [await session.globalSignOut(), await session.revoke()]
    },
  },
  {
    name: 'revoke/disabled-person',
    claim: 'revoking succeeds while the person is disabled',
    marks: ['?'],
    expected: ['200 {}'],
    async observe(ground) {
      const session = await ground.session()
      await ground.step('AdminDisableUser', { Username: session.person.username })
      return [await session.revoke()]
    },
  },
]
