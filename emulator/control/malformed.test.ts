import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { hostileText, hostileValue } from '../hostile.ts'
import type { Emulator } from '../index.ts'
import { control, DEMO, signIn, testEmulator } from '../testing.ts'

/**
 * F-1 at the control plane: what is no seed, fault, clock, quota, setting or snapshot is answered with status 400 and a
 * sentence, and changes nothing at all. What happens to be one is taken, and the emulator begins anew.
 */

/** How many requests. `npm run test:nightly` sets more. */
const REQUESTS = Math.floor(Number(process.env['CURFEW_REQUESTS'] ?? 20_000) * 0.2)

const ORIGIN = 'http://127.0.0.1:9229'
const SMALL = {
  version: 1,
  userPools: [{ Id: 'us-east-1_Small0001', PoolName: 'small', Clients: [], Groups: [], Users: [] }],
}
const ROUTES = [
  'seed',
  'clock',
  'faults',
  'settings',
  'quotas',
  'restore',
  'reset',
  'log',
  'codes',
  'snapshot',
  'health',
  'nothing',
  '',
]
const MEMBERS = [
  'version',
  'userPools',
  'Id',
  'PoolName',
  'Clients',
  'ClientId',
  'Users',
  'Username',
  'Password',
  'roles',
  'identityPools',
  'advanceMs',
  'now',
  'frozen',
  'operation',
  'nth',
  'times',
  'when',
  'error',
  'network',
  'delayMs',
  'hang',
  'answer',
  'status',
  'headers',
  'enabled',
  'limits',
  'perPool',
  'perAddress',
  'sessionDelayMs',
  'places',
  'tables',
  'families',
]

let emulator = fresh()
/** Everything that the control plane shows, but for the log of calls. */
async function state(of: Emulator): Promise<string> {
  const shown = ['clock', 'faults', 'settings', 'quotas', 'codes'].map((path) => control(of, 'GET', path))
  const texts = await Promise.all([control(of, 'POST', 'snapshot'), ...shown])
  return texts.map(({ text }) => text).join('\n')
}

function fresh(): Emulator {
  const made = testEmulator({ seed: 'none' })
  return made
}

async function calm(): Promise<string> {
  emulator.close()
  emulator = fresh()
  await control(emulator, 'POST', 'clock', { now: '2030-01-01T00:00:00Z', frozen: true })
  return state(emulator)
}

afterEach(() => emulator.close())

const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...MEMBERS) }, { weight: 1, arbitrary: hostileText })
const leaf = fc.oneof(
  hostileValue,
  fc.constantFrom(1, 'demo', 'none', 'before', 'reset', 'RevokeToken', '2031-01-01', true),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}))
/** Good requests, to be spoilt in one place. */
const GOOD: Readonly<Record<string, object>> = {
  seed: SMALL,
  clock: { advanceMs: 1, now: '2030-01-01T00:00:00Z', frozen: true },
  faults: {
    operation: 'GetUser',
    nth: 1,
    times: 1,
    when: 'after',
    answer: { status: 200, headers: { a: 'b' }, body: '' },
  },
  settings: { sessionDelayMs: 0, untrackedSessions: 'empty', address: '127.0.0.1', places: { a: { City: 'a' } } },
  quotas: { enabled: true, limits: { UserRead: 1 }, perPool: 5, perAddress: 300 },
  restore: { version: 1, tables: { pools: [['a', {}]] } },
}
const method = (route: string) => (route === 'settings' ? 'PUT' : 'POST')
const text = (value: unknown) =>
  JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? Number(member) : member)) ?? ''
const madeUp = fc.tuple(
  fc.constantFrom(...ROUTES),
  fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  fc.oneof(tree.map(text), fc.string({ unit: 'binary' })),
)
const spoilt = fc
  .tuple(fc.constantFrom(...Object.keys(GOOD)), fc.nat(), hostileText, fc.nat(20))
  .map(([route, at, put, cut]): [string, string, string] => {
    const body = JSON.stringify(GOOD[route])
    const index = at % body.length
    return [route, method(route), body.slice(0, index) + put + body.slice(index + cut)]
  })

test(`${REQUESTS} control requests`, async () => {
  let before = await calm()
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.oneof(madeUp, spoilt), async ([route, verb, body]) => {
      const hasBody = verb !== 'GET'
      const answer = await control(emulator, verb, route, hasBody ? body : undefined)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      expect([200, 400, 404], answer.text.slice(0, 500)).toContain(answer.status)
      if (answer.status !== 200) {
        expect(answer.body['error'], body).toMatch(/^\S.{3,}/s)
        expect(await state(emulator)).toBe(before)
      } else if ((await state(emulator)) !== before) before = await calm()
    }),
    { numRuns: REQUESTS },
  )
  expect(statuses.get(400)).toBeGreaterThan(REQUESTS / 4)
  expect(statuses.get(200)).toBeGreaterThan(10)
}, 3_600_000)

test('without the header nothing is answered but health, whatever is asked', async () => {
  const before = await calm()
  const headers = fc.dictionary(
    fc.constantFrom('x-curfew-control', 'origin', 'cookie', 'x-amz-target'),
    fc.constantFrom('', '0', '11', '1, 1', 'true'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ROUTES),
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      headers,
      async (route, verb, given) => {
        const request = new Request(`${ORIGIN}/_emulator/${route}`, {
          method: verb,
          headers: given,
          ...(verb !== 'GET' && { body: '{}' }),
        })
        const answer = await emulator.fetch(request)
        expect(answer.status).toBe(route === 'health' && verb === 'GET' ? 200 : 403)
        expect(answer.headers.get('access-control-allow-origin')).toBeNull()
        expect(await state(emulator)).toBe(before)
      },
    ),
    { numRuns: Math.floor(REQUESTS / 10) },
  )
}, 3_600_000)

test('a snapshot that was changed in any place is refused, and changes nothing', async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { frozen: true })
  await signIn(emulator)
  const snapshot = (await control(emulator, 'POST', 'snapshot')).text
  const before = await state(emulator)
  await fc.assert(
    fc.asyncProperty(
      fc.nat(snapshot.length - 1),
      fc.oneof(hostileText, fc.constantFrom('0', 'true', '[]', 'null', 'x')),
      async (at, put) => {
        fc.pre(put !== '' && put !== snapshot.slice(at, at + put.length))
        const changed = snapshot.slice(0, at) + put + snapshot.slice(at + put.length)
        const answer = await control(emulator, 'POST', 'restore', changed)
        expect(answer.status, answer.text.slice(0, 300)).toBe(400)
        expect(await state(emulator)).toBe(before)
      },
    ),
    { numRuns: Math.floor(REQUESTS / 10) },
  )
  expect((await control(emulator, 'POST', 'restore', snapshot)).status).toBe(200)
  expect(await signIn(emulator, DEMO.storefront)).toBeDefined()
}, 3_600_000)
