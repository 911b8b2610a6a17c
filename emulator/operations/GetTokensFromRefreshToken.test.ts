import { UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, post, sdk, signIn, testEmulator, type Tokens, verdict, vitals } from '../testing.ts'

let emulator: Emulator
let first: Tokens

beforeEach(async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { frozen: true })
  first = await signIn(emulator, DEMO.fieldApp)
})

const refresh = async (RefreshToken: string, ClientId: string = DEMO.fieldApp) => {
  const { body } = await post(emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId })
  return body['AuthenticationResult'] as Tokens
}
const outcome = (RefreshToken: string, request: object = {}) =>
  verdict(emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: DEMO.fieldApp, ...request })
const REUSED = 'RefreshTokenReuseException: The refresh token has been replaced by a newer one.'
const alive = async (tokens: Tokens) => verdict(emulator, 'GetUser', { AccessToken: tokens.AccessToken })

test('with rotation each use gives a new refresh token, and the old one lives for the grace period', async () => {
  const second = await refresh(first.RefreshToken)
  expect(second.RefreshToken).not.toBe(first.RefreshToken)
  await advance(emulator, 29_999)
  const sibling = await refresh(first.RefreshToken)
  expect(new Set([first, second, sibling].map(({ RefreshToken }) => RefreshToken)).size).toBe(3)
  await advance(emulator, 1)
  expect(await outcome(first.RefreshToken)).toBe(REUSED)
  for (const tokens of [first, second, sibling]) expect(await alive(tokens)).toBe('ok')
  expect(await outcome(second.RefreshToken)).toBe('ok')
  expect(await outcome(sibling.RefreshToken)).toBe('ok')
})

test('replaying a replaced token revokes nothing', async () => {
  const second = await refresh(first.RefreshToken)
  await advance(emulator, 30_000)
  expect(await outcome(first.RefreshToken)).toBe(REUSED)
  expect(await alive(second)).toBe('ok')
  expect(await outcome(second.RefreshToken)).toBe('ok')
})

test('a replaced token stays refused, however many are replaced after it', async () => {
  let latest = await refresh(first.RefreshToken)
  await advance(emulator, 30_000)
  for (let use = 0; use < 10; use += 1) {
    latest = await refresh(latest.RefreshToken)
    expect(await outcome(first.RefreshToken)).toBe(REUSED)
  }
})

test('replaced tokens are kept until they would have expired, and no longer', async () => {
  const kept = async () => {
    const { tables } = JSON.parse((await control(emulator, 'POST', 'snapshot')).text)
    return tables.retiredRefreshTokens.length as number
  }
  const use = async (signedIn: Tokens) => {
    let latest = signedIn
    for (let uses = 0; uses < 10; uses += 1) latest = await refresh(latest.RefreshToken)
  }
  await use(first)
  expect(await kept()).toBe(10)
  await advance(emulator, 31 * 86_400_000)
  await use(await signIn(emulator, DEMO.fieldApp))
  expect(await kept()).toBe(10)
})

test('rotation never lengthens a session', async () => {
  let latest = first
  for (let day = 0; day < 29; day += 1) {
    await advance(emulator, 86_400_000)
    latest = await refresh(latest.RefreshToken)
  }
  await advance(emulator, 86_400_000)
  expect(await outcome(latest.RefreshToken)).toBe('NotAuthorizedException: Refresh Token has expired')
})

test('revoking any refresh token of a rotated family ends the family, a replaced one too', async () => {
  const second = await refresh(first.RefreshToken)
  await advance(emulator, 60_000)
  expect(await verdict(emulator, 'RevokeToken', { Token: first.RefreshToken, ClientId: DEMO.fieldApp })).toBe('ok')
  expect(await vitals(emulator, second, DEMO.fieldApp)).toEqual([
    'NotAuthorizedException: Access Token has been revoked',
    'NotAuthorizedException: Refresh Token has been revoked',
  ])
})

test('without a grace period the old token dies at once; with rotation off again it stays dead', async () => {
  const update = (Feature: 'ENABLED' | 'DISABLED') =>
    sdk(emulator).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: DEMO.pool,
        ClientId: DEMO.fieldApp,
        RefreshTokenRotation: { Feature },
        ExplicitAuthFlows: [Feature === 'DISABLED' ? 'ALLOW_REFRESH_TOKEN_AUTH' : 'ALLOW_USER_PASSWORD_AUTH'],
      }),
    )
  const { UserPoolClient } = await update('ENABLED')
  expect(UserPoolClient?.RefreshTokenRotation).toEqual({ Feature: 'ENABLED', RetryGracePeriodSeconds: 0 })
  const second = await refresh(first.RefreshToken)
  expect(await outcome(first.RefreshToken)).toBe(REUSED)
  await update('DISABLED')
  expect((await refresh(second.RefreshToken)).RefreshToken).toBeUndefined()
  const parameters = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: DEMO.fieldApp }
  expect(
    await verdict(emulator, 'InitiateAuth', { ...parameters, AuthParameters: { REFRESH_TOKEN: first.RefreshToken } }),
  ).toBe('NotAuthorizedException: Refresh Token has been revoked')
})

test('without rotation there is no new refresh token, and the old one goes on', async () => {
  const web = await signIn(emulator)
  const again = await refresh(web.RefreshToken, DEMO.storefront)
  expect(again.RefreshToken).toBeUndefined()
  expect(await vitals(emulator, { ...web, AccessToken: again.AccessToken })).toEqual(['ok', 'ok'])
})

test('it wants the right client, and the secret itself from a confidential one', async () => {
  expect(await outcome(first.RefreshToken, { ClientId: DEMO.kiosk })).toBe(
    'NotAuthorizedException: Refresh Token has different Client',
  )
  expect(await outcome(first.AccessToken)).toBe('NotAuthorizedException: Invalid Refresh Token.')
  const asBackOffice = { ClientId: DEMO.backOffice }
  expect(await outcome(first.RefreshToken, asBackOffice)).toContain('ClientSecret was not received')
  expect(await outcome(first.RefreshToken, { ...asBackOffice, ClientSecret: 'x'.repeat(24) })).toContain(
    'Unable to verify secret',
  )
  expect(await outcome(first.RefreshToken, { ...asBackOffice, ClientSecret: DEMO.backOfficeSecret })).toBe(
    'NotAuthorizedException: Refresh Token has different Client',
  )
})
