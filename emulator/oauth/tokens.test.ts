import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, post, sdk, signIn, verdict, testEmulator } from '../testing.ts'
import { BASIC, bearer, ORIGIN, shopDomain } from './testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

let emulator: Emulator
const { browser, codeFor, form, redeem, send } = shopDomain(() => emulator)

beforeEach(() => {
  emulator = testEmulator({ seed: shopSeed })
})

describe('token', () => {
  test('redeems a code once, within five minutes', async () => {
    const code = await codeFor()
    expect(Object.keys((await redeem(code)).json).sort()).toEqual([
      'access_token',
      'expires_in',
      'id_token',
      'refresh_token',
      'token_type',
    ])
    expect(await redeem(code)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    const late = await codeFor()
    await advance(emulator, 5 * 60_000)
    expect((await redeem(late)).json).toEqual({ error: 'invalid_grant' })
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['no grant type', { grant_type: '' }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no code', { code: '' }, 400, 'invalid_request'],
    ['an unknown code', { code: 'x' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'nobody' }, 400, 'invalid_client'],
    ["another pool's client", { client_id: 'foreign' }, 400, 'invalid_client'],
    ['a missing secret', { client_id: 'web' }, 400, 'invalid_client'],
    ['a wrong secret', { client_id: 'web', client_secret: 'x' }, 400, 'invalid_client'],
    ['a secret of a public client', { client_secret: 'x' }, 400, 'invalid_client'],
    ["another client's code", { client_id: 'rotating' }, 400, 'invalid_grant'],
    ['a client without the flow', { client_id: 'api' }, 400, 'unauthorized_client'],
    ['another redirect', { redirect_uri: 'http://localhost:3000/cb?kept=1' }, 400, 'unauthorized_client'],
    ['no redirect', { redirect_uri: '' }, 400, 'invalid_request'],
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_grant'],
  ])('refuses %s', async (_, change, status, error) => {
    const verifier = 'v'.repeat(43)
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))
    const challenge = btoa(String.fromCharCode(...hash))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
    const refused = await redeem(await codeFor('spa', pkce), { code_verifier: verifier, ...change })
    expect([refused.status, refused.json['error']]).toEqual([status, error])
    expect((await redeem(await codeFor('spa', pkce), { code_verifier: verifier })).status).toBe(200)
  })

  test('refuses what is no form', async () => {
    const init = {
      method: 'POST',
      body: '{"grant_type":"refresh_token"}',
      headers: { 'content-type': 'application/json' },
    }
    expect(await send('/oauth2/token', init)).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
  })

  test('a code of somebody who was disabled in between is worth nothing', async () => {
    const code = await codeFor()
    await sdk(emulator).send(new AdminDisableUserCommand({ UserPoolId: SHOP.pool, Username: 'lee' }))
    expect((await redeem(code)).json).toEqual({ error: 'invalid_grant' })
  })

  test('a code for a scope whose attributes the client may not all read is worth nothing', async () => {
    const readable = async (ReadAttributes: string[], scope: string) => {
      const asked = { UserPoolId: SHOP.pool, ClientId: 'spa' }
      const { UserPoolClient = {} } = await sdk(emulator).send(new DescribeUserPoolClientCommand(asked))
      await sdk(emulator).send(new UpdateUserPoolClientCommand({ ...UserPoolClient, ...asked, ReadAttributes }))
      return (await redeem(await codeFor('spa', { scope }))).json['error']
    }
    expect(await readable(['email'], 'openid email')).toBe('invalid_grant')
    expect(await readable(['email'], 'openid')).toBeUndefined()
    expect(await readable(['email'], 'openid profile')).toBeUndefined()
    expect(await readable(['email', 'email_verified'], 'openid email')).toBeUndefined()
  })

  test('refreshes what the API began, and keeps its scope', async () => {
    const { RefreshToken } = await signIn(emulator, 'spa', 'lee', 'Any-password-1')
    const { json } = await form('/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: 'spa',
      refresh_token: RefreshToken,
    })
    expect(await verdict(emulator, 'GetUser', { AccessToken: json['access_token'] })).toBe('ok')
    expect(json).toHaveProperty('id_token')
    const foreign = await form('/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: 'lasting',
      refresh_token: RefreshToken,
    })
    expect(foreign.json).toEqual({ error: 'invalid_grant', error_description: 'Refresh Token has different Client' })
  })

  test('without openid there is no ID token, nor at a refresh', async () => {
    const code = await codeFor('spa', { scope: 'aws.cognito.signin.user.admin' })
    const { json } = await redeem(code)
    expect(json).not.toHaveProperty('id_token')
    const again = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: json['refresh_token']! }
    expect((await form('/oauth2/token', again)).json).not.toHaveProperty('id_token')
    expect(await verdict(emulator, 'GetUser', { AccessToken: json['access_token'] })).toBe('ok')
  })

  test.each([
    ['all its scopes when it names none', 'machine', undefined, 'orders/read'],
    ['a scope that is named twice', 'machine', 'orders/read  orders/read', 'orders/read'],
    ['a scope that it has not', 'machine', 'orders/write', 'invalid_grant'],
    ['a scope that is not there', 'machine', 'orders/burn', 'invalid_scope'],
    ['a flow that it has not', 'web', undefined, 'unauthorized_client'],
  ])('client credentials: %s', async (_, clientId, scope, outcome) => {
    const fields = { grant_type: 'client_credentials', client_id: clientId, client_secret: SHOP.secret }
    const { json } = await form('/oauth2/token', { ...fields, ...(scope !== undefined && { scope }) })
    const claims = json['access_token'] && JSON.parse(atob(json['access_token'].split('.')[1]!))
    expect(claims ? claims.scope : json['error']).toBe(outcome)
  })
})

test('while devices are tracked nothing that the API began is refreshed here, whoever began it and when', async () => {
  const refreshed = async (token: string | undefined) => {
    const fields = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: token ?? '' }
    return (await form('/oauth2/token', fields)).json['error'] ?? 'ok'
  }
  const root = sdk(emulator)
  const flows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] as const
  const { UserPoolClient } = await root.send(
    new DescribeUserPoolClientCommand({ UserPoolId: SHOP.pool, ClientId: 'spa' }),
  )
  const { ClientSecret: _, CreationDate: __, LastModifiedDate: ___, ...settings } = UserPoolClient!
  await root.send(
    new UpdateUserPoolClientCommand({
      ...settings,
      UserPoolId: SHOP.pool,
      ClientId: 'spa',
      ExplicitAuthFlows: [...flows],
    }),
  )
  const start = async () => {
    const AuthParameters = { USERNAME: 'lee', PASSWORD: 'Any-password-1' }
    const begin = {
      UserPoolId: SHOP.pool,
      ClientId: 'spa',
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' as const,
      AuthParameters,
    }
    return (await root.send(new AdminInitiateAuthCommand(begin))).AuthenticationResult?.RefreshToken
  }
  const before = [await start(), (await signIn(emulator, 'spa', 'lee', 'Any-password-1')).RefreshToken]
  for (const token of before) expect(await refreshed(token)).toBe('ok')
  const track = { UserPoolId: SHOP.pool, DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } }
  await root.send(new UpdateUserPoolCommand(track))
  const since = [await start(), (await signIn(emulator, 'spa', 'lee', 'Any-password-1')).RefreshToken]
  for (const token of [...before, ...since]) expect(await refreshed(token)).toBe('invalid_grant')
  const { json } = await redeem(await codeFor())
  expect(await refreshed(json['refresh_token'])).toBe('ok')
  const asked = { RefreshToken: json['refresh_token'], ClientId: 'spa' }
  expect(await verdict(emulator, 'GetTokensFromRefreshToken', asked)).toBe('ok')
})

describe('revoke', () => {
  test.each<[string, (tokens: Record<string, string>) => Record<string, string>, number, string, boolean]>([
    ['a refresh token', ({ refresh_token: token = '' }) => ({ token, client_id: 'spa' }), 200, '', false],
    ['what means nothing', () => ({ token: 'x', client_id: 'spa' }), 200, '', true],
    ['no token', () => ({ client_id: 'spa' }), 400, '{"error":"invalid_request"}', true],
    [
      'an access token',
      ({ access_token: token = '' }) => ({ token, client_id: 'spa' }),
      400,
      '{"error":"unsupported_token_type"}',
      true,
    ],
    [
      'an ID token',
      ({ id_token: token = '' }) => ({ token, client_id: 'spa' }),
      400,
      '{"error":"unsupported_token_type"}',
      true,
    ],
    [
      'at a client without revocation',
      ({ refresh_token: token = '' }) => ({ token, client_id: 'lasting' }),
      400,
      '{"error":"invalid_request"}',
      true,
    ],
    [
      "another client's token",
      ({ refresh_token: token = '' }) => ({ token, client_id: 'rotating' }),
      400,
      '{"error":"invalid_request"}',
      true,
    ],
    [
      'an unknown client',
      ({ refresh_token: token = '' }) => ({ token, client_id: 'nobody' }),
      401,
      '{"error":"invalid_client"}',
      true,
    ],
    [
      'a missing secret',
      ({ refresh_token: token = '' }) => ({ token, client_id: 'web' }),
      401,
      '{"error":"invalid_client"}',
      true,
    ],
    [
      'a secret in the form',
      ({ refresh_token: token = '' }) => ({ token, client_id: 'web', client_secret: SHOP.secret }),
      401,
      '{"error":"invalid_client"}',
      true,
    ],
  ])('%s', async (_, fields, status, text, isAlive) => {
    const { json: tokens } = await redeem(await codeFor())
    const answer = await form('/oauth2/revoke', fields(tokens))
    expect([answer.status, answer.text]).toEqual([status, text])
    expect((await send('/oauth2/userInfo', bearer(tokens['access_token']))).status).toBe(isAlive ? 200 : 401)
  })

  test('a client with a secret sends it as Basic, and a wrong one is refused', async () => {
    const { json } = await redeem(await codeFor('web'), {}, BASIC)
    const wrong = { authorization: `Basic ${btoa('web:wrong')}` }
    expect((await form('/oauth2/revoke', { token: json['refresh_token']! }, wrong)).status).toBe(401)
    for (const _ of ['once', 'again']) {
      expect((await form('/oauth2/revoke', { token: json['refresh_token']! }, BASIC)).status).toBe(200)
    }
    expect((await send('/oauth2/userInfo', bearer(json['access_token']))).status).toBe(401)
  })
})

describe('userInfo', () => {
  const INVALID = {
    error: 'invalid_token',
    error_description: 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
  }

  test('tells everything with openid alone, and what the scope opens beside it', async () => {
    const ask = async (scope: string) => {
      const { json } = await redeem(await codeFor('spa', { scope }))
      return (await send('/oauth2/userInfo', bearer(json['access_token']))).json
    }
    const all = {
      sub: expect.any(String),
      username: 'lee',
      email: 'lee@example.com',
      email_verified: 'true',
      family_name: 'Lee',
    }
    const { family_name: _, ...few } = all
    expect(await ask('openid')).toEqual(all)
    expect(await ask('openid email')).toEqual(few)
    expect(await ask('openid profile')).toEqual(all)
  })

  test('refuses a token of another pool, of the API, of nobody, and none', async () => {
    const ask = (init: RequestInit = {}) => send('/oauth2/userInfo', init)
    const missing = { error: 'invalid_request', error_description: 'Bad OAuth2 request at UserInfo Endpoint' }
    const unasked = await ask()
    expect(unasked).toMatchObject({ status: 400, json: missing })
    expect(unasked.headers.get('www-authenticate')).toBe(
      `error="invalid_request", error_description="${missing.error_description}"`,
    )
    expect((await form('/oauth2/token', { grant_type: 'nothing' })).headers.get('www-authenticate')).toBeNull()
    expect(await ask(bearer('a.b.c'))).toMatchObject({ status: 401, json: INVALID })
    const api = await signIn(emulator, 'spa', 'lee', 'Any-password-1')
    expect(await ask(bearer(api.AccessToken))).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } })
    const other = `${ORIGIN}/_domain/other`
    const end = await browser().signIn(authorizeUrl(other, { client_id: 'foreign' }), 'lee', 'Any-password-1')
    const code = { grant_type: 'authorization_code', client_id: 'foreign', redirect_uri: SHOP.callback }
    const body = new URLSearchParams({ ...code, code: end.url.searchParams.get('code')! })
    const { json } = await send('/oauth2/token', { method: 'POST', body }, other)
    expect((await send('/oauth2/userInfo', bearer(json['access_token']), other)).status).toBe(200)
    const refused = await ask(bearer(json['access_token']))
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toBe(
      `error="invalid_token", error_description="${INVALID.error_description}"`,
    )
  })

  test('sees that a session ended', async () => {
    const { json } = await redeem(await codeFor('spa', { scope: 'openid aws.cognito.signin.user.admin' }))
    await post(emulator, 'GlobalSignOut', { AccessToken: json['access_token'] })
    expect((await send('/oauth2/userInfo', bearer(json['access_token']))).json).toEqual(INVALID)
  })
})
