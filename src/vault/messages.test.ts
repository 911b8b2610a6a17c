import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Failed } from '../lib/failure.ts'
import { checkRequest, idOf } from './messages.ts'
import type { KeyHalves } from './protocol.ts'
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
  signInByChoice: { username: 'ada', memoryOnly: true },
  answerCode: { code: '123456' },
  chooseCode: { from: 'authenticator app' },
  chooseWay: { way: 'password', password: 'x' },
  answerPasskey: { credential: '{}' },
  chooseSetUp: { of: 'email' },
  answerSetUp: { code: '123456' },
  setUpEmail: { address: 'ada@example.com' },
  rememberDevice: {},
  announce: {},
  beginManagedLogin: { memoryOnly: true, returnTo: '/' },
  finishManagedLogin: { query: '?code=x&state=y' },
  leaveManagedLogin: { receiptId: 'id-1' },
  returnFromManagedLogin: { receiptId: 'id-1' },
  check: {},
  renew: {},
  signOut: {},
  signOutEverywhere: {},
  signOutEverywhereInstead: { receiptId: 'id-1' },
  receipt: { receiptId: 'id-1' },
  retryOutbox: {},
  listSessions: {},
  endSessions: { sessions: [{ id: 'tkn1', linked: true }] },
  retryEnding: { receiptId: 'id-1' },
  stopEnding: { receiptId: 'id-1' },
  stayAlone: { password: 'x' },
  listDevices: {},
  forgetDevice: { key: 'us-east-1_a' },
  forgetOtherDevices: {},
  setDeviceRemembered: { key: 'us-east-1_a', remembered: true },
  listPools: {},
  poolsPage: { region: 'eu-west-1', next: 'x', paced: true },
  appClientsPage: { poolId: demo.pool, next: 'x', paced: true },
  poolSettings: { poolId: demo.pool, paced: true },
  sessionTracking: { poolId: demo.pool, paced: true },
  auditAppClient: { poolId: demo.pool, clientId: demo.kiosk },
  access: {},
  useCredentials: { text: 'x' },
  dropCredentials: {},
  listUsers: { poolId: demo.pool, search: { attribute: 'email', match: 'is', value: 'x' }, next: 'x', paced: true },
  listUsersInGroup: { poolId: demo.pool, group: 'operators', next: 'x', paced: true },
  beginActs: { poolId: demo.pool, username: 'ada', plan: 'act', acts: [{ do: 'sign out' }], tokenLifetimeMs: 1 },
  retryActs: { receiptId: 'id-1', places: [0] },
  stopActs: { receiptId: 'id-1' },
  listGroups: { poolId: demo.pool },
  userDetails: { poolId: demo.pool, username: 'ada' },
  userGroups: { poolId: demo.pool, username: 'ada' },
  userDevices: { poolId: demo.pool, username: 'ada' },
  userHistory: { poolId: demo.pool, username: 'ada' },
  userSessions: { poolId: demo.pool, username: 'ada' },
  endUserSession: { poolId: demo.pool, username: 'ada', sessionId: 'tkn1', linked: true },
  signOutUser: { poolId: demo.pool, username: 'ada', paced: true },
  forgetUserDevice: { poolId: demo.pool, username: 'ada', deviceKey: 'us-east-1_a' },
  disableUser: { poolId: demo.pool, username: 'ada' },
  enableUser: { poolId: demo.pool, username: 'ada' },
  resetUserPassword: { poolId: demo.pool, username: 'ada' },
  probeAccess: { poolId: demo.pool },
  readLeaked: { text: 'a line of a log' },
  revokeLeaked: { tokenId: 'id-1', poolId: demo.pool, clientId: demo.kiosk },
  endLeakedUser: { tokenId: 'id-1', tokenLifetimeMs: 3_600_000 },
  forgetLeaked: {},
  clientSession: { poolId: demo.pool, clientId: demo.kiosk },
  planPoolSetting: { setting: { of: 'pool', poolId: demo.pool, tracking: true, maxPerUser: 20 } },
  commitPoolSetting: { planId: 'id-1' },
  wait: { ms: 0 },
  active: {},
  limits: {},
  activity: {},
  clearActivity: {},
  claims: {},
  listAppClients: { poolId: demo.pool },
  describeAppClient: { poolId: demo.pool, clientId: demo.kiosk },
  createAppClient: { poolId: demo.pool, name: 'New', confidential: false, choice: true },
  planChange: { poolId: demo.pool, clientId: demo.kiosk, change: { set: 'revocation', on: true } },
  planRestore: { planId: 'id-1' },
  planUndo: { planId: 'id-1' },
  planSettingUndo: { planId: 'id-1' },
  commitChange: { planId: 'id-1', carryUnknown: true, paced: true },
  unfinishedChanges: {},
  verifyChange: { planId: 'id-1' },
  settleChange: { planId: 'id-1' },
}
const operations = Object.keys(valid)
/** What an operation does without. */
const optional = new Set([
  'readLeaked.text',
  'endLeakedUser.tokenLifetimeMs',
  'chooseWay.password',
  'listPools.region',
  'poolsPage.region',
  'listUsers.search',
  'probeAccess.poolId',
  'revokeLeaked.clientId',
  'beginActs.tokenLifetimeMs',
])
const alwaysOptional = new Set(['carryUnknown', 'next', 'paced'])

/** What a request comes to: its operation, or that it is bad. Anything else thrown fails the test. */
function verdictOn(message: unknown): string {
  try {
    return checkRequest(message).operation
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'BadMessage') return 'bad'
    throw error
  }
}

/** An operation's own example, as a request. */
function whole(operation: string): unknown {
  return { id: 1, operation, args: valid[operation], halves: {} }
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
      { weight: 3, arbitrary: fc.constant(args) },
      change.map(([name, value]) => ({ ...args, [name]: value })),
      anything,
    ),
    halves,
  })
})
const shaped = fc.record({ id: anything, operation: aName, args: anything, halves }, { requiredKeys: [] })

describe('X-5: hostile messages', () => {
  it('8,000 of them: a valid operation, or a bad message, and no other end', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: nearlyValid }, shaped, anything), (message) => {
        seen.add(verdictOn(message))
        expect(['undefined', 'number']).toContain(typeof idOf(message))
      }),
      // Chance alone leaves an operation out of 8,000 now and then.
      { numRuns: 8_000, examples: operations.map((operation) => [whole(operation)]) },
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
        const without = verdictOn(request({ ...(args as object), [name]: undefined }))
        const mayBeMissing = alwaysOptional.has(name) || optional.has(`${operation}.${name}`)
        expect(without).toBe(mayBeMissing ? operation : 'bad')
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

  it('all halves come through, and nothing beside them', () => {
    const all: Required<KeyHalves> = { session: half, next: half, outbox: half, device: half, signIn: half }
    const message = { id: 1, operation: 'check', args: {}, halves: all }
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
