import { expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, testEmulator, verdict } from '../testing.ts'
import { BASE, bearer, ORIGIN, shopDomain } from './testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

let emulator: Emulator
const { browser, codeFor, form, redeem, send } = shopDomain(() => emulator)

/** The shop with its quotas on, changed, and its clock stopped. */
async function limited(change: object): Promise<void> {
  emulator = testEmulator({ seed: shopSeed, quotas: true, machineMs: () => Date.parse('2026-01-01') })
  await control(emulator, 'POST', 'quotas', change)
}

const statuses = async (...answers: (() => Promise<{ readonly status: number }>)[]) => {
  const said = []
  for (const ask of answers) said.push((await ask()).status)
  return said
}

test('by default an address has 300 requests a second, and a domain 500', async () => {
  await limited({ perClient: 1000 })
  const from = async (address: string, times: number) => {
    let throttled = 0
    for (let call = 0; call < times; call += 1) {
      const { status } = await emulator.fetch(new Request(`${BASE}/error`), { address })
      if (status === 429) throttled += 1
    }
    return throttled
  }
  expect(await from('203.0.113.7', 301)).toBe(1)
  expect(await from('203.0.113.8', 201)).toBe(1)
  await advance(emulator, 1000)
  expect(await from('203.0.113.8', 300)).toBe(0)
})

test('an address is the one that the settings say', async () => {
  await limited({ perAddress: 1 })
  const address = (name: string) => control(emulator, 'PUT', 'settings', { address: name })
  const ask = () => send('/error')
  expect(await statuses(ask, ask, () => address('203.0.113.9'), ask, ask)).toEqual([400, 429, 200, 400, 429])
})

test('an app client has its share at every endpoint, and another has its own', async () => {
  await limited({ perClient: 2 })
  const revoke = (client_id: string) => () => form('/oauth2/revoke', { token: 'a.b.c.d.e', client_id })
  const page = () => send(authorizeUrl('').replace('/oauth2/authorize', '/login'))
  expect(await statuses(revoke('spa'), page, revoke('spa'), page, revoke('rotating'))).toEqual([
    200, 200, 429, 429, 200,
  ])
  const throttled = await revoke('spa')()
  expect(throttled.json).toEqual({ error: 'too_many_requests', error_description: 'Rate exceeded' })
  expect(throttled.headers.get('access-control-allow-origin')).toBe('*')
  expect((await page()).text).toContain('<p role="alert">Rate exceeded</p>')
  const { body } = await control(emulator, 'GET', 'log')
  expect(body['entries']).toContainEqual(
    expect.objectContaining({
      operation: 'revoke',
      clientId: 'spa',
      status: 429,
      errorCode: 'TooManyRequestsException',
    }),
  )
})

test('userInfo counts to the client of its token', async () => {
  await limited({ perClient: 1000 })
  const { json } = await redeem(await codeFor())
  await control(emulator, 'POST', 'quotas', { perClient: 1 })
  const ask = () => send('/oauth2/userInfo', bearer(json['access_token']))
  expect(await statuses(ask, ask)).toEqual([200, 429])
})

test('refreshing and signing in count as the API does, redeeming codes does not, and machines have their own', async () => {
  await limited({})
  const first = await codeFor()
  const second = await codeFor()
  await control(emulator, 'POST', 'quotas', {
    limits: { UserAuthentication: 1, AuthorizationCode: 1, ClientAuthentication: 1 },
  })
  const { status, json } = await redeem(first)
  expect(status).toBe(200)
  // A code that was not looked at is good for later.
  expect((await redeem(second)).status).toBe(429)
  const refresh = () =>
    form('/oauth2/token', { grant_type: 'refresh_token', client_id: 'spa', refresh_token: json['refresh_token'] ?? '' })
  expect(await statuses(refresh, refresh)).toEqual([200, 429])
  const inApi = await verdict(emulator, 'GetTokensFromRefreshToken', { ClientId: 'spa', RefreshToken: 'a.b.c.d.e' })
  expect(inApi).toBe('TooManyRequestsException: Rate exceeded')
  const page = await browser().signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')
  expect([page.status, page.text.includes('Rate exceeded')]).toEqual([429, true])
  const machine = () =>
    form('/oauth2/token', { grant_type: 'client_credentials', client_id: 'machine', client_secret: SHOP.secret })
  expect(await statuses(machine, machine)).toEqual([200, 429])
  await advance(emulator, 1000)
  expect((await redeem(second)).status).toBe(200)
})

test('jwks.json has a quota for everybody together', async () => {
  await limited({ keyDocuments: 1 })
  const ask = () => emulator.fetch(new Request(`${ORIGIN}/us-east-1_Shop00001/.well-known/jwks.json`))
  expect(await statuses(ask, ask)).toEqual([200, 429])
})
