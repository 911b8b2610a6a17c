import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Failed } from '../lib/failure.ts'
import { checkRequest, idOf } from './messages.ts'
import { demo, World, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const half = 'A'.repeat(43)
const config = { region: 'us-east-1', userPoolId: demo.pool, clientId: demo.storefront }

/** One valid example of every operation's arguments. */
const valid: Readonly<Record<string, unknown>> = {
  open: { config },
  resume: {},
  signIn: { username: 'ada', password: 'x', memoryOnly: true },
  answerNewPassword: { newPassword: 'x', attributes: { name: 'Ada' } },
  check: {},
  renew: {},
  signOut: {},
  signOutEverywhere: {},
  signOutEverywhereInstead: { receiptId: 'id-1' },
  receipt: { receiptId: 'id-1' },
  retryOutbox: {},
  listPools: {},
  listAppClients: { poolId: demo.pool },
  describeAppClient: { poolId: demo.pool, clientId: demo.kiosk },
  planRevocation: { poolId: demo.pool, clientId: demo.kiosk, enable: true },
  commitRevocation: { planId: 'id-1' },
}
const operations = Object.keys(valid)

/** What a request comes to: its operation, or that it is bad. Anything else thrown fails the test. */
function verdictOn(message: unknown): string {
  try {
    return checkRequest(message).operation
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'BadMessage') return 'bad'
    throw error
  }
}

const cycle: { self?: unknown } = {}
cycle.self = cycle

/** Whatever can be posted to a worker. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom<unknown>(cycle, 10n, { config: cycle }, { config: { region: 10n } }, Number.NaN, '__proto__', []),
)
const aName = fc.oneof(
  fc.constantFrom(...operations, 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'readTokens', ''),
  fc.string(),
)
const halves = fc.oneof({ weight: 3, arbitrary: fc.constantFrom<unknown>({}, { session: half }) }, anything)

/** A valid request with one thing in it changed, missing or added. */
const nearlyValid = fc.constantFrom(...operations).chain((operation) => {
  const args = valid[operation] as object
  const change = fc.tuple(fc.constantFrom(...Object.keys(args), 'extra', '__proto__'), anything)
  return fc.record({
    id: fc.oneof(fc.integer(), anything),
    operation: fc.constant(operation),
    args: fc.oneof(
      fc.constant(args),
      change.map(([name, value]) => ({ ...args, [name]: value })),
      anything,
    ),
    halves,
  })
})
const shaped = fc.record({ id: anything, operation: aName, args: anything, halves }, { requiredKeys: [] })

describe('X-5: hostile messages', () => {
  it('5,000 of them: a valid operation, or a bad message, and no other end', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.oneof(nearlyValid, shaped, anything), (message) => {
        seen.add(verdictOn(message))
        expect(['undefined', 'number']).toContain(typeof idOf(message))
      }),
      { numRuns: 5_000 },
    )
    expect([...seen].sort()).toEqual(['bad', ...operations].sort())
  })

  it('every operation’s own example passes, and fails with a member too many, too few, or none', () => {
    for (const [operation, args] of Object.entries(valid)) {
      const request = (given: unknown) => ({ id: 1, operation, args: given, halves: {} })
      expect(verdictOn(request(args))).toBe(operation)
      expect(verdictOn(request({ ...(args as object), token: 'x' }))).toBe('bad')
      expect(verdictOn(request(undefined))).toBe('bad')
      for (const name of Object.keys(args as object)) {
        expect(verdictOn(request({ ...(args as object), [name]: undefined }))).toBe('bad')
      }
    }
  })

  it.each([
    ['a cycle', cycle],
    ['a bigint', { ...config, region: 10n }],
    ['a list', [config]],
    ['another Region', { ...config, region: 'eu-west-1' }],
  ])('%s is no config', (_name, given) => {
    expect(verdictOn({ id: 1, operation: 'open', args: { config: given }, halves: {} })).toBe('bad')
  })

  it('what is wrong is named by its place, and never repeated', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), fc.string({ minLength: 8 }), (operation, canary) => {
        const args = { ...(valid[operation] as object), extra: `canary-${canary}` }
        expect(() => checkRequest({ id: 1, operation, args, halves: {} })).toThrow(/does not understand (extra|the)/)
        try {
          checkRequest({ id: 1, operation: `canary-${canary}`, args, halves: {} })
        } catch (error) {
          expect((error as Failed).message).not.toContain('canary')
        }
      }),
      { numRuns: 200 },
    )
  })

  it('both halves come through, and nothing beside them', () => {
    const message = { id: 1, operation: 'check', args: {}, halves: { session: half, outbox: half } }
    expect(checkRequest(message)).toEqual(message)
    expect(verdictOn({ ...message, halves: { session: half, token: half } })).toBe('bad')
  })
})

describe('X-5: an allowed operation gives nothing away either', () => {
  it(
    'some 300 operations in any order, with any valid arguments: no token comes out',
    { timeout: 120_000 },
    async () => {
      const world = new World()
      const tab = await world.openTab()
      const asked = operations.filter((name) => name !== 'open')
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...asked), { minLength: 5, maxLength: 10 }), async (sequence) => {
          await tab.signIn(demo.rhea)
          for (const operation of sequence) {
            const { args } = checkRequest({ id: 1, operation, args: valid[operation], halves: {} })
            await tab.run(operation as 'check', args as Record<string, never>).catch(() => undefined)
          }
          expect(world.watch.leaks).toEqual([])
        }),
        { numRuns: 40 },
      )
      expect(world.watch.known.size).toBeGreaterThan(100)
    },
  )
})
