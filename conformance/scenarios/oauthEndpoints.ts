import { said } from '../Answer.ts'
import type { Ground } from '../Ground.ts'
import type { Scenario } from '../Scenario.ts'
import { lines } from './lines.ts'

const closed = { GenerateSecret: true }
const MEANINGLESS = 'eyJjdHkiOiJKV1Qi.AAAA.BBBB.CCCC.DDDD'
type Fields = Readonly<Record<string, string>>

const basic = (id: string, secret = '') => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` })

const send = async (ground: Ground, name: 'token' | 'revocation', fields: Fields, headers: Fields = {}) =>
  said(
    await ground.caller.send(await ground.endpoint(name), {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
    }),
  )
const revoke = (ground: Ground, fields: Fields, headers?: Fields) => send(ground, 'revocation', fields, headers)
const token = (ground: Ground, fields: Fields, headers?: Fields) => send(ground, 'token', fields, headers)

/** /oauth2/revoke, and what /oauth2/token and /oauth2/userInfo say of sessions of the API. */
export const oauthEndpoints: readonly Scenario[] = [
  {
    name: 'oauth-revoke/ends-its-session',
    claim: '/oauth2/revoke ends a session and answers 200 with an empty body, the second time too',
    marks: ['D'],
    expected: ['200 (empty)', '200 (empty)', ...lines.ended],
    async observe(ground) {
      const session = await ground.session()
      const fields = { token: session.refresh, client_id: session.app.id }
      return [await revoke(ground, fields), await revoke(ground, fields), ...(await session.vitals())]
    },
  },
  {
    name: 'oauth-revoke/meaningless',
    claim: 'there a token that means nothing succeeds, whatever its form',
    marks: ['D'],
    expected: ['200 (empty)', '200 (empty)'],
    async observe(ground) {
      const { id: client_id } = await ground.app()
      return [
        await revoke(ground, { token: MEANINGLESS, client_id }),
        await revoke(ground, { token: 'rubbish', client_id }),
      ]
    },
  },
  {
    name: 'oauth-revoke/off',
    claim: 'there revocation that is off is invalid_request, and nothing is revoked',
    marks: ['D'],
    expected: ['400 invalid_request', ...lines.alive],
    async observe(ground) {
      const session = await ground.session(await ground.app({ EnableTokenRevocation: false }))
      const refused = await revoke(ground, { token: session.refresh, client_id: session.app.id })
      return [refused, ...(await session.vitals())]
    },
  },
  {
    name: 'oauth-revoke/token-missing',
    claim: 'there a missing token is invalid_request',
    marks: ['D'],
    expected: ['400 invalid_request'],
    async observe(ground) {
      return [await revoke(ground, { client_id: (await ground.app()).id })]
    },
  },
  {
    name: 'oauth-revoke/kind-of-token',
    claim: 'there an access token and an ID token are unsupported_token_type',
    marks: ['D'],
    expected: ['400 unsupported_token_type', '400 unsupported_token_type', ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const client_id = session.app.id
      return [
        await revoke(ground, { token: session.access, client_id }),
        await revoke(ground, { token: session.id, client_id }),
        ...(await session.vitals()),
      ]
    },
  },
  {
    name: 'oauth-revoke/bad-credentials',
    claim: 'there an unknown client, a missing and a wrong secret are invalid_client with status 401',
    marks: ['D'],
    expected: ['401 invalid_client', '401 invalid_client', '401 invalid_client'],
    async observe(ground) {
      const { id } = await ground.app(closed)
      return [
        await revoke(ground, { token: MEANINGLESS, client_id: 'nobody' }),
        await revoke(ground, { token: MEANINGLESS, client_id: id }),
        await revoke(ground, { token: MEANINGLESS }, basic(id, 'wrong')),
      ]
    },
  },
  {
    name: 'oauth-revoke/secret',
    claim: 'there a client sends its secret as Basic; in the form it is not taken',
    marks: ['D', '?'],
    expected: ['401 invalid_client', '200 (empty)', ...lines.ended],
    async observe(ground) {
      const session = await ground.session(await ground.app(closed))
      const { id, secret = '' } = session.app
      return [
        await revoke(ground, { token: session.refresh, client_id: id, client_secret: secret }),
        await revoke(ground, { token: session.refresh }, basic(id, secret)),
        ...(await session.vitals()),
      ]
    },
  },
  {
    name: 'oauth-revoke/foreign-client',
    claim: "there another client's token is invalid_request, and is not revoked",
    marks: ['?', 'D'],
    expected: ['400 invalid_request', ...lines.alive],
    async observe(ground) {
      const session = await ground.session()
      const { id: client_id } = await ground.app({ ClientName: 'another' })
      return [await revoke(ground, { token: session.refresh, client_id }), ...(await session.vitals())]
    },
  },
  {
    name: 'oauth-revoke/order',
    claim: 'there the token is missed before the client is looked at, and the switch seen before the kind of token',
    marks: ['?'],
    expected: ['400 invalid_request', '400 invalid_request'],
    async observe(ground) {
      const session = await ground.session(await ground.app({ EnableTokenRevocation: false }))
      return [
        await revoke(ground, { client_id: 'nobody' }),
        await revoke(ground, { token: session.access, client_id: session.app.id }),
      ]
    },
  },
  {
    name: 'oauth-revoke/methods',
    claim: 'there GET is 405',
    marks: ['?'],
    expected: ['405'],
    async observe(ground) {
      return [said(await ground.caller.send(await ground.endpoint('revocation')))]
    },
  },
  {
    name: 'oauth-token/refreshes-api-sessions',
    claim: '/oauth2/token refreshes a session that began through the API, until it is revoked',
    marks: ['D', 'B'],
    expected: ['200', '200 {}', '400 invalid_grant: Refresh Token has been revoked'],
    async observe(ground) {
      const session = await ground.session()
      const fields = { grant_type: 'refresh_token', refresh_token: session.refresh, client_id: session.app.id }
      return [await token(ground, fields), await session.revoke(), await token(ground, fields)]
    },
  },
  {
    name: 'oauth-token/invalid-refresh-token',
    claim: 'there a refresh token that means nothing is invalid_grant',
    marks: ['D', 'B'],
    expected: ['400 invalid_grant: Invalid Refresh Token.'],
    async observe(ground) {
      const { id: client_id } = await ground.app()
      return [await token(ground, { grant_type: 'refresh_token', refresh_token: MEANINGLESS, client_id })]
    },
  },
  {
    name: 'oauth-token/replayed-rotated-token',
    claim: 'there a rotated refresh token that is used again is invalid_grant',
    marks: ['?'],
    expected: ['400 invalid_grant: Refresh Token has been revoked'],
    async observe(ground) {
      const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 }
      const app = await ground.app({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'], RefreshTokenRotation })
      const session = await ground.session(app)
      await session.renewed()
      const fields = { grant_type: 'refresh_token', refresh_token: session.refresh, client_id: app.id }
      return [await token(ground, fields)]
    },
  },
  {
    name: 'oauth-token/refusals',
    claim: 'there bad credentials are invalid_client, an unknown grant unsupported_grant_type, none invalid_request',
    marks: ['D'],
    expected: ['400 invalid_client', '400 unsupported_grant_type', '400 invalid_request'],
    async observe(ground) {
      const { id: client_id } = await ground.app()
      return [
        await token(ground, { grant_type: 'refresh_token', refresh_token: MEANINGLESS, client_id: 'nobody' }),
        await token(ground, { grant_type: 'password', client_id }),
        await token(ground, { client_id }),
      ]
    },
  },
  {
    name: 'oauth-userinfo/needs-openid',
    claim: '/oauth2/userInfo refuses tokens of the API, which have no scope openid',
    marks: ['D', '?'],
    expected: ['403 insufficient_scope: The access token does not have the scope openid.'],
    async observe(ground) {
      const { access } = await ground.session()
      const headers = { authorization: `Bearer ${access}` }
      return [said(await ground.caller.send(await ground.endpoint('userinfo'), { headers }))]
    },
  },
  {
    name: 'oauth-userinfo/revoked',
    claim: 'there an ended session is invalid_token with status 401, whatever its scopes',
    marks: ['D', '?'],
    expected: [
      '200 {}',
      '401 invalid_token: Access token is expired, disabled, or deleted, or the user has globally signed out.',
    ],
    async observe(ground) {
      const session = await ground.session()
      const headers = { authorization: `Bearer ${session.access}` }
      const signedOut = await session.globalSignOut()
      return [signedOut, said(await ground.caller.send(await ground.endpoint('userinfo'), { headers }))]
    },
  },
  {
    name: 'oauth-userinfo/no-token',
    claim: 'there no token at all is invalid_request',
    marks: ['D'],
    expected: ['400 invalid_request: Bad OAuth2 request at UserInfo Endpoint'],
    async observe(ground) {
      return [said(await ground.caller.send(await ground.endpoint('userinfo')))]
    },
  },
]
