import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import type { Session } from '../Session.ts'
import { lines } from './lines.ts'

const FLOWS = ['ALLOW_USER_PASSWORD_AUTH']
const replaced = '400 RefreshTokenReuseException: The refresh token has been replaced by a newer one.'
const changed = (before: Session, after: Session) =>
  `refresh token ${before.refresh === after.refresh ? 'same' : 'new'}`

/** Somebody's session at a client that rotates, with this much grace. */
const rotating = async (ground: Ground, RetryGracePeriodSeconds: number, more: object = {}) => {
  const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds }
  return ground.session(await ground.app({ ExplicitAuthFlows: FLOWS, RefreshTokenRotation, ...more }))
}

/** Refresh token rotation. */
export const rotation: readonly Scenario[] = [
  {
    name: 'rotation/new-token',
    claim: 'with rotation every refresh gives a new refresh token of the same family',
    marks: ['D'],
    expected: ['refresh token new', 'refresh token new', 'origin_jti same'],
    async observe(ground) {
      const session = await rotating(ground, 0)
      const second = await session.renewed()
      const third = await second.renewed()
      const family = session.claim('origin_jti') === third.claim('origin_jti') ? 'same' : 'new'
      return [changed(session, second), changed(second, third), `origin_jti ${family}`]
    },
  },
  {
    name: 'rotation/grace',
    claim: 'within its grace the old refresh token works once more, and all that came of it live on',
    marks: ['D', '?'],
    expected: ['refresh token new', ...lines.alive, ...lines.alive],
    async observe(ground) {
      const session = await rotating(ground, 60)
      const once = await session.renewed()
      const twice = await session.renewed()
      return [changed(once, twice), ...(await once.vitals()), ...(await twice.vitals())]
    },
  },
  {
    name: 'rotation/no-grace',
    claim: 'without grace the old refresh token is RefreshTokenReuseException at once',
    marks: ['D', '?'],
    expected: [replaced],
    async observe(ground) {
      const session = await rotating(ground, 0)
      await session.renewed()
      return [await session.tryRefresh()]
    },
  },
  {
    name: 'rotation/grace-over',
    claim: 'after its grace the old refresh token is RefreshTokenReuseException',
    marks: ['D', '?'],
    needs: ['clock'],
    expected: ['200', replaced],
    async observe(ground) {
      const session = await rotating(ground, 30)
      await session.renewed()
      await ground.later(15_000)
      const within = await session.tryRefresh()
      await ground.later(16_000)
      return [within, await session.tryRefresh()]
    },
  },
  {
    name: 'rotation/reuse-revokes-nothing',
    claim: 'using an old refresh token again ends nothing: the newer tokens live on',
    marks: ['D'],
    expected: [replaced, ...lines.alive],
    async observe(ground) {
      const session = await rotating(ground, 0)
      const renewed = await session.renewed()
      return [await session.tryRefresh(), ...(await renewed.vitals())]
    },
  },
  {
    name: 'rotation/old-access-token',
    claim: 'the access token from before a rotation lives on',
    marks: ['?'],
    expected: ['200'],
    async observe(ground) {
      const session = await rotating(ground, 0)
      await session.renewed()
      return [await session.getUser()]
    },
  },
  {
    name: 'rotation/revoke-newest',
    claim: 'revoking the newest refresh token ends the whole family',
    marks: ['D'],
    expected: ['200 {}', lines.accessRevoked, ...lines.ended],
    async observe(ground) {
      const session = await rotating(ground, 0)
      const renewed = await session.renewed()
      return [await renewed.revoke(), await session.getUser(), ...(await renewed.vitals())]
    },
  },
  {
    name: 'rotation/revoke-old',
    claim: 'revoking a refresh token that was replaced ends the whole family',
    marks: ['?'],
    expected: ['200 {}', ...lines.ended],
    async observe(ground) {
      const session = await rotating(ground, 0)
      const renewed = await session.renewed()
      return [await session.revoke(), ...(await renewed.vitals())]
    },
  },
  {
    name: 'rotation/old-token-of-ended-session',
    claim: 'a replaced refresh token of an ended session says that it is revoked, not that it was replaced',
    marks: ['?'],
    expected: ['200 {}', lines.refreshRevoked],
    async observe(ground) {
      const session = await rotating(ground, 0)
      const renewed = await session.renewed()
      return [await renewed.revoke(), await session.tryRefresh()]
    },
  },
  {
    name: 'rotation/initiate-auth',
    claim: 'with rotation InitiateAuth does not refresh',
    marks: ['D', '?'],
    expected: ['400 InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client'],
    async observe(ground) {
      const { app, refresh: REFRESH_TOKEN } = await rotating(ground, 0)
      const AuthFlow = 'REFRESH_TOKEN_AUTH'
      return [await ground.says('InitiateAuth', { AuthFlow, ClientId: app.id, AuthParameters: { REFRESH_TOKEN } })]
    },
  },
  {
    name: 'rotation/allowed-flow',
    claim: 'rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other',
    marks: ['D', 'B'],
    expected: [
      '400 InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    ],
    async observe(ground) {
      const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
      const ExplicitAuthFlows = [...FLOWS, 'ALLOW_REFRESH_TOKEN_AUTH']
      const wanted = { ClientName: 'both', ExplicitAuthFlows, RefreshTokenRotation }
      return [await ground.adminSays('CreateUserPoolClient', wanted)]
    },
  },
  {
    name: 'rotation/claims-with-revocation-off',
    claim:
      'with rotation tokens carry origin_jti though revocation is off, and are refused by RevokeToken all the same',
    marks: ['D', '?'],
    expected: [
      'origin_jti string',
      '400 UnsupportedOperationException: Token revocation is not enabled for this app client.',
    ],
    async observe(ground) {
      const session = await rotating(ground, 0, { EnableTokenRevocation: false })
      return [`origin_jti ${typeof session.claim('origin_jti')}`, await session.revoke()]
    },
  },
  {
    name: 'rotation/expiry-never-moves',
    claim: 'a rotated refresh token expires when the first one would have',
    marks: ['D'],
    needs: ['clock'],
    expected: ['200', '400 NotAuthorizedException: Refresh Token has expired'],
    async observe(ground) {
      const session = await rotating(ground, 0)
      await ground.later(29 * 86_400_000)
      const renewed = await session.renewed()
      const works = await renewed.getUser()
      await ground.later(2 * 86_400_000)
      return [works, await renewed.tryRefresh()]
    },
  },
]
