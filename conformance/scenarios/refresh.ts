import { said } from '../Answer.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const closed = { GenerateSecret: true }
const noClient = '400 ResourceNotFoundException: User pool client nobody does not exist.'
const MEANINGLESS = 'eyJjdHkiOiJKV1Qi.AAAA.BBBB.CCCC.DDDD'

/** Refreshing without rotation. */
export const refresh: readonly Scenario[] = [
  {
    name: 'refresh/no-new-token',
    claim: 'without rotation GetTokensFromRefreshToken works, and gives no refresh token',
    marks: ['D'],
    expected: ['200', 'AccessToken ExpiresIn IdToken TokenType', '200'],
    async observe(ground) {
      const session = await ground.session()
      const answer = await session.refreshed()
      ground.sessionOf(session.app, answer)
      const given = Object.keys(Object(answer.json['AuthenticationResult'])).toSorted().join(' ')
      return [said(answer), given, await session.tryRefresh()]
    },
  },
  {
    name: 'refresh/same-family',
    claim: 'origin_jti and auth_time stay, jti is new',
    marks: ['T', 'D'],
    expected: ['origin_jti same', 'auth_time same', 'jti new'],
    async observe(ground) {
      const session = await ground.session()
      const renewed = await session.renewed()
      return ['origin_jti', 'auth_time', 'jti'].map(
        (name) => `${name} ${session.claim(name) === renewed.claim(name) ? 'same' : 'new'}`,
      )
    },
  },
  {
    name: 'refresh/by-initiate-auth',
    claim: 'InitiateAuth refreshes too, under both of its names',
    marks: ['D'],
    expected: ['200', '200'],
    async observe(ground) {
      const { app, refresh: REFRESH_TOKEN } = await ground.session()
      const flow = (AuthFlow: string) =>
        ground.says('InitiateAuth', { AuthFlow, ClientId: app.id, AuthParameters: { REFRESH_TOKEN } })
      return [await flow('REFRESH_TOKEN_AUTH'), await flow('REFRESH_TOKEN')]
    },
  },
  {
    name: 'refresh/meaningless',
    claim: 'a refresh token that means nothing is refused as invalid',
    marks: ['T'],
    expected: [lines.invalidRefresh, lines.invalidRefresh],
    async observe(ground) {
      const session = await ground.session()
      return [
        await session.tryRefresh({ RefreshToken: MEANINGLESS }),
        await session.tryRefresh({ RefreshToken: session.access }),
      ]
    },
  },
  {
    name: 'refresh/foreign-client',
    claim: "another client's refresh token is refused as that",
    marks: ['T'],
    expected: [lines.foreignRefresh, lines.foreignRefresh],
    async observe(ground) {
      const { id: ClientId } = await ground.app({ ClientName: 'another' })
      const session = await ground.session()
      const AuthParameters = { REFRESH_TOKEN: session.refresh }
      return [
        await session.tryRefresh({ ClientId }),
        await ground.says('InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters }),
      ]
    },
  },
  {
    name: 'refresh/unknown-client',
    claim: 'an unknown client is ResourceNotFoundException',
    marks: ['B'],
    expected: [noClient],
    async observe(ground) {
      return [await (await ground.session()).tryRefresh({ ClientId: 'nobody' })]
    },
  },
  {
    name: 'refresh/secret',
    claim: 'a client with a secret has to send it, and the right one',
    marks: ['?'],
    expected: [
      '400 NotAuthorizedException: Client <client> is configured with secret but ClientSecret was not received',
      '400 NotAuthorizedException: Unable to verify secret for client <client>',
      '200',
    ],
    async observe(ground) {
      const session = await ground.session(await ground.app(closed))
      return [
        await session.tryRefresh({ ClientSecret: undefined }),
        await session.tryRefresh({ ClientSecret: 'x'.repeat(32) }),
        await session.tryRefresh(),
      ]
    },
  },
  {
    name: 'refresh/expired',
    claim: 'an expired refresh token says so, and so does an expired access token',
    marks: ['B'],
    needs: ['clock'],
    expected: [
      '400 NotAuthorizedException: Access Token has expired',
      '400 NotAuthorizedException: Refresh Token has expired',
    ],
    async observe(ground) {
      const session = await ground.session()
      await ground.later(31 * 86_400_000)
      return [await session.getUser(), await session.tryRefresh()]
    },
  },
  {
    name: 'refresh/expired-and-revoked',
    claim: 'an expired refresh token that was revoked before says one of the two',
    marks: ['?'],
    needs: ['clock'],
    expected: ['200 {}', '400 NotAuthorizedException: Refresh Token has expired'],
    async observe(ground) {
      const session = await ground.session()
      const revoked = await session.revoke()
      await ground.later(31 * 86_400_000)
      return [revoked, await session.tryRefresh()]
    },
  },
]
