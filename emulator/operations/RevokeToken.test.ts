import { UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, post, sdk, signIn, testEmulator, type Tokens, verdict, vitals } from '../testing.ts'

let emulator: Emulator
let tokens: Tokens

beforeEach(async () => {
  emulator = testEmulator()
  tokens = await signIn(emulator)
})

const revoke = (request: object) =>
  verdict(emulator, 'RevokeToken', { ClientId: DEMO.storefront, Token: tokens.RefreshToken, ...request })

test('it ends the session it is given and no other, and answers an empty object', async () => {
  const sibling = await signIn(emulator)
  const { status, text } = await post(emulator, 'RevokeToken', {
    ClientId: DEMO.storefront,
    Token: tokens.RefreshToken,
  })
  expect([status, text]).toEqual([200, '{}'])
  expect(await vitals(emulator, tokens)).toEqual([
    'NotAuthorizedException: Access Token has been revoked',
    'NotAuthorizedException: Refresh Token has been revoked',
  ])
  expect(await vitals(emulator, sibling)).toEqual(['ok', 'ok'])
})

test('it ends the access tokens that came of refreshes too', async () => {
  const { body } = await post(emulator, 'GetTokensFromRefreshToken', {
    ClientId: DEMO.storefront,
    RefreshToken: tokens.RefreshToken,
  })
  const { AccessToken } = body['AuthenticationResult'] as Tokens
  expect(await revoke({ RevokeAssociatedSessions: 'LINKED' })).toBe('ok')
  expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe(
    'NotAuthorizedException: Access Token has been revoked',
  )
})

test('the same token again, an expired one and a made-up one succeed and change nothing', async () => {
  expect(await revoke({})).toBe('ok')
  expect(await revoke({})).toBe('ok')
  const other = await signIn(emulator)
  await advance(emulator, 30 * 86_400_000)
  expect(await revoke({ Token: other.RefreshToken })).toBe('ok')
  expect(await revoke({ Token: tokens.RefreshToken.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')) })).toBe('ok')
})

test.each([
  [
    'an access token',
    () => ({ Token: tokens.AccessToken }),
    'UnsupportedTokenTypeException: Only refresh tokens can be revoked.',
  ],
  [
    'an ID token',
    () => ({ Token: tokens.IdToken }),
    'UnsupportedTokenTypeException: Only refresh tokens can be revoked.',
  ],
  ['no kind of token', () => ({ Token: 'rubbish' }), 'InvalidParameterException: Invalid refresh token'],
  ['an unknown client', () => ({ ClientId: 'nobody' }), 'UnauthorizedException: Invalid client id'],
  [
    'a client with revocation off',
    () => ({ ClientId: DEMO.kiosk }),
    'UnsupportedOperationException: Token revocation is not enabled for this app client.',
  ],
  ['a missing secret', () => ({ ClientId: DEMO.backOffice }), 'UnauthorizedException: The client secret is missing'],
  [
    'a wrong secret',
    () => ({ ClientId: DEMO.backOffice, ClientSecret: 'x'.repeat(24) }),
    'UnauthorizedException: Invalid client secret',
  ],
  [
    "another client's token",
    () => ({ ClientId: DEMO.backOffice, ClientSecret: DEMO.backOfficeSecret }),
    'UnauthorizedException: Refresh token was not issued to this client',
  ],
])('%s is refused and revokes nothing', async (_, request, expected) => {
  expect(await revoke(request())).toBe(expected)
  expect(await vitals(emulator, tokens)).toEqual(['ok', 'ok'])
})

test('missing members are counted, and no token is repeated in the message', async () => {
  expect(await verdict(emulator, 'RevokeToken', {})).toBe(
    "InvalidParameterException: 2 validation errors detected: Value null at 'token' failed to satisfy constraint: " +
      "Member must not be null; Value null at 'clientId' failed to satisfy constraint: Member must not be null",
  )
  expect(await revoke({ Token: 'se cret' })).toBe(
    "InvalidParameterException: 1 validation error detected: Value at 'token' failed to satisfy constraint: Member must " +
      'satisfy regular expression pattern: [A-Za-z0-9-_=.]+',
  )
})

test('a session from before revocation was switched on keeps its access tokens; from then on they can be matched', async () => {
  const old = await signIn(emulator, DEMO.kiosk)
  const root = sdk(emulator)
  const flip = (EnableTokenRevocation: boolean) =>
    root.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: DEMO.pool,
        ClientId: DEMO.kiosk,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        EnableTokenRevocation,
      }),
    )
  await flip(true)
  const { body } = await post(emulator, 'GetTokensFromRefreshToken', {
    ClientId: DEMO.kiosk,
    RefreshToken: old.RefreshToken,
  })
  const newer = (body['AuthenticationResult'] as Tokens).AccessToken
  expect(await revoke({ ClientId: DEMO.kiosk, Token: old.RefreshToken })).toBe('ok')
  expect(await vitals(emulator, old, DEMO.kiosk)).toEqual([
    'ok',
    'NotAuthorizedException: Refresh Token has been revoked',
  ])
  expect(await verdict(emulator, 'GetUser', { AccessToken: newer })).toBe(
    'NotAuthorizedException: Access Token has been revoked',
  )
  await flip(false)
  expect((await vitals(emulator, old, DEMO.kiosk))[1]).toBe('NotAuthorizedException: Refresh Token has been revoked')
})

test('the log names the client, and holds no token and no secret', async () => {
  await revoke({ ClientId: DEMO.backOffice, ClientSecret: DEMO.backOfficeSecret })
  const { text, body } = await control(emulator, 'GET', 'log')
  expect(body['entries']).toHaveLength(2)
  expect(text).toContain(`"clientId":"${DEMO.backOffice}"`)
  for (const secret of [DEMO.backOfficeSecret, 'Lamp-lit-1843', ...Object.values(tokens)])
    expect(text).not.toContain(secret)
})
