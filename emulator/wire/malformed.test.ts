import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { userPoolOperations } from '../operations/index.ts'
import { hostileText, hostileValue, uncounted } from '../hostile.ts'
import { nodeCryptography } from '../nodeCryptography.ts'
import { control, DEMO, post, signIn, snapshotText, testEmulator } from '../testing.ts'

/**
 * Requests that no SDK would send. The answer is always one of Cognito's, never an internal error or a hang, and who is
 * refused has changed nothing but what counts attempts.
 */

/** F-1: how many requests of the first two kinds together. `npm run test:nightly` sets more. */
const REQUESTS = Number(process.env['CURFEW_REQUESTS'] ?? 20_000)

const NOAUTH = Object.entries(userPoolOperations)
  .filter(([, { auth }]) => auth === 'none')
  .map(([name]) => name)

const MEMBERS = [...new Set(Object.values(userPoolOperations).flatMap(({ members }) => Object.keys(members)))]

// As the emulator's server has it; with WebCrypto the digests of the snapshots take a trip to a thread each.
const emulator = testEmulator({ cryptography: nodeCryptography })

const request = fc.dictionary(fc.oneof(fc.constantFrom(...MEMBERS), hostileText), hostileValue, { maxKeys: 8 })

let before = ''
const state = async () => snapshotText(emulator)
beforeAll(async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  before = await state()
})

async function survives(operation: string, body: string, headers: object = {}): Promise<void> {
  const answer = await post(emulator, operation, body, headers)
  const now = await state()
  const isChanged = answer.status !== 200 && now !== before && uncounted(now) !== uncounted(before)
  expect(isChanged, `${operation} changed something: ${body.slice(0, 2000)}`).toBe(false)
  before = now
  expect(answer.status, answer.text).toBeLessThan(500)
  if (answer.status !== 200) expect(answer.body['__type']).toMatch(/^[A-Z]\w+Exception$/)
  expect(answer.headers.get('x-amzn-requestid')).not.toBeNull()
}

test('made-up members and values', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...NOAUTH), request, async (operation, body) => {
      await survives(
        operation,
        JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? Number(value) : value)) ?? '',
      )
    }),
    { numRuns: REQUESTS / 2 },
  )
}, 3_600_000)

test('real requests with one place changed', async () => {
  const { AccessToken, RefreshToken } = await signIn(emulator)
  before = await state()
  const real: Record<string, object> = {
    GetUser: { AccessToken },
    GlobalSignOut: { AccessToken: 'a.b.c' },
    RevokeToken: { Token: RefreshToken, ClientId: DEMO.kiosk },
    GetTokensFromRefreshToken: { RefreshToken, ClientId: DEMO.storefront },
    InitiateAuth: {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: DEMO.storefront,
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'x' },
    },
    RespondToAuthChallenge: {
      ClientId: DEMO.storefront,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 'x'.repeat(30),
      ChallengeResponses: { USERNAME: 'tomas', NEW_PASSWORD: 'Aa-12345' },
    },
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(real)),
      fc.nat(),
      hostileText,
      fc.nat(40),
      async (operation, at, text, cut) => {
        const body = JSON.stringify(real[operation])
        const index = at % body.length
        await survives(operation, body.slice(0, index) + text + body.slice(index + cut))
      },
    ),
    { numRuns: REQUESTS / 2 },
  )
}, 3_600_000)

test('headers, deep nesting and bodies that are no JSON', async () => {
  const header = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => text.trim())
  await fc.assert(
    fc.asyncProperty(
      header,
      header,
      header,
      fc.string({ unit: 'binary' }),
      async (target, type, authorization, body) => {
        await survives('GetUser', body, { 'x-amz-target': target })
        await survives('GetUser', body, { 'content-type': type })
        await survives('ListUsers', body, { authorization })
      },
    ),
    { numRuns: 300 },
  )
  for (const depth of [1000, 100_000]) {
    await survives('GetUser', '['.repeat(depth))
    await survives('GetUser', `{"AccessToken":${'['.repeat(depth)}${']'.repeat(depth)}}`)
    await survives('InitiateAuth', `{"AuthParameters":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`)
  }
})

test('after all of it the emulator works as before, and never met an internal error', async () => {
  const { text } = await control(emulator, 'GET', 'log')
  expect(text).not.toContain('InternalErrorException')
  expect(await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')).toBeDefined()
})
