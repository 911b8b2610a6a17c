import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { holdEverything, letGo, watchCrypto } from './testSchedule.ts'
import type { Tab } from './testTab.ts'
import { demo, type Issued, useVirtualTime, World } from './testWorld.ts'

vi.mock('../cognito/srp.ts', async () => (await import('./testPasswordsOnly.ts')).srpRefusedAnyway())

useVirtualTime({ withoutPauses: true })
beforeEach(watchCrypto)

const minute = 60_000

/** How many schedules. `npm run test:nightly` sets more. */
const orders = Number(process.env['CURFEW_ORDERS'] ?? 2000)
const signInOrders = Number(process.env['CURFEW_ORDERS'] ?? 500)
/** After so many runs a new browser: what a world has seen is looked through at each step, and would slow the rest. */
const perWorld = 100

/** What a tab may be at while another one signs out. */
const acts = {
  renew: async (tab: Tab) => tab.renew(),
  tick: async (tab: Tab) => tab.tick(),
  check: async (tab: Tab) => tab.check(),
  resume: async (tab: Tab) => tab.run('resume', {}),
  signOut: async (tab: Tab) => tab.signOut(),
  signIn: async (tab: Tab) => tab.signIn(demo.ada),
}
type Act = keyof typeof acts
type Plan = readonly (readonly [tab: 0 | 1, act: Act])[]

const anAct = (...names: Act[]) => fc.tuple(fc.constantFrom(0 as const, 1 as const), fc.constantFrom(...names))
const oneSignsOut = fc
  .tuple(
    anAct('signOut'),
    fc.array(anAct('renew', 'tick', 'check', 'resume', 'signOut'), { minLength: 1, maxLength: 3 }),
  )
  .chain(([out, others]) => fc.shuffledSubarray([out, ...others], { minLength: others.length + 1 }))
const oneSignsOutOneIn = fc
  .tuple(anAct('signOut'), anAct('signIn'), fc.option(anAct('renew', 'resume')))
  .map(([out, into, other]) => (other ? [out, into, other] : [out, into]))

/** Two tabs of one browser. The app client rotates refresh tokens. */
async function browser(): Promise<World> {
  const world = new World({ clientId: demo.fieldApp })
  world.passwordsOnly = true
  await world.openTab()
  await world.openTab()
  return world
}

/** Holds a property for so many schedules in all, with a fresh browser now and then. */
async function inWorlds<Ts>(runs: number, property: (world: World) => fc.IAsyncProperty<Ts>): Promise<void> {
  for (let done = 0; done < runs; done += perWorld) {
    const world = await browser()
    await fc.assert(property(world), { numRuns: Math.min(perWorld, runs - done) })
    for (const tab of world.tabs) tab.close()
  }
}

/** One sign-in, and time to renew; then everything at once, in whatever order the scheduler chooses. */
async function play(world: World, scheduler: fc.Scheduler, plan: Plan) {
  const [first, second] = world.tabs
  world.gate = undefined
  await first!.signIn(demo.ada)
  await second!.run('resume', {})
  const sessionBefore = world.latest
  for (const tab of world.tabs) tab.messages.length = 0
  world.advance(14 * minute)
  holdEverything(world, scheduler)
  const working = Promise.all(
    plan.map(async ([tab, act]) => {
      await world.gate?.(world.tabs[tab]!.name, `begins to ${act}`)
      return acts[act](world.tabs[tab]!)
    }),
  )
  await letGo(world, scheduler)
  await working
  await letGo(world, scheduler)
  world.gate = undefined
  return {
    issued: world.issued.slice(world.issued.indexOf(sessionBefore)),
    receipts: world.tabs.flatMap((tab) => tab.receiptsSeen(undefined)),
  }
}

async function isDead(world: World, tokens: Issued): Promise<boolean> {
  return !(await world.lives(tokens)) && !(await world.mints(tokens))
}

/** However it went: the sign-out happened, in every tab and at Cognito, and stays. */
async function signedOutForGood(world: World, scheduler: fc.Scheduler, plan: Plan): Promise<void> {
  const { receipts, issued } = await play(world, scheduler, plan)
  expect(receipts.at(-1)).toMatchObject({ server: { step: 'accepted' }, proof: { state: 'observed refused' } })
  for (const tab of world.tabs) {
    expect(tab.state.state).toBe('signed out')
    expect((await tab.run('resume', {})).state).toBe('signed out')
  }
  for (const tokens of issued) expect(await isDead(world, tokens)).toBe(true)
}

/** However it went: what was signed out is dead, and the tabs agree on what lives. */
async function nobodyIsMixedUp(world: World, scheduler: fc.Scheduler, plan: Plan): Promise<void> {
  const { receipts, issued } = await play(world, scheduler, plan)
  expect(receipts.length).toBeGreaterThan(0)
  for (const tokens of issued) {
    const signedOut = receipts.some(({ familyId }) => familyId === familyOf(tokens))
    if (signedOut) expect(await isDead(world, tokens)).toBe(true)
  }
  const families = await Promise.all(
    world.tabs.map(async (tab) => {
      const state = await tab.run('resume', {})
      return state.state === 'signed in' ? state.session.familyId : undefined
    }),
  )
  expect(families[0]).toBe(families[1])
  const [familyId] = families
  if (familyId === undefined) return
  expect(receipts.map((receipt) => receipt.familyId)).not.toContain(familyId)
  const newest = issued.findLast((tokens) => familyOf(tokens) === familyId)
  expect(newest && (await world.lives(newest))).toBe(true)
}

function familyOf({ access }: Issued): unknown {
  const payload = Buffer.from(access.split('.')[1] ?? '', 'base64url').toString()
  return (JSON.parse(payload) as Record<string, unknown>)['origin_jti']
}

describe('M-2: every order of every await', () => {
  it(
    `${orders} of them: a sign-out is never lost, and nothing comes back after the tombstone`,
    { timeout: 3_600_000 },
    async () => {
      await inWorlds(orders, (world) =>
        fc.asyncProperty(fc.scheduler(), oneSignsOut, async (scheduler, plan) =>
          signedOutForGood(world, scheduler, plan),
        ),
      )
    },
  )

  it('not even without the lock: the generation alone sees to that', { timeout: 120_000 }, async () => {
    const world = await browser()
    world.locks.off = true
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anAct('renew', 'tick'), async (scheduler, other) =>
        signedOutForGood(world, scheduler, [[0, 'signOut'], other]),
      ),
      { numRuns: 100 },
    )
  })

  it('control: without lock and generation a late refresh brings the session back', { timeout: 120_000 }, async () => {
    const world = await browser()
    world.locks.off = true
    world.careless = true
    const broken = fc.check(
      fc.asyncProperty(fc.scheduler(), async (scheduler) =>
        signedOutForGood(world, scheduler, [
          [0, 'signOut'],
          [1, 'renew'],
        ]),
      ),
      { numRuns: 1000, endOnFailure: true },
    )
    expect((await broken).failed).toBe(true)
  })
})

describe('M-3: one tab signs out while another signs in', () => {
  it(
    `${signInOrders} orders: what was signed out is dead, and both tabs agree on the rest`,
    { timeout: 3_600_000 },
    async () => {
      await inWorlds(signInOrders, (world) =>
        fc.asyncProperty(fc.scheduler(), oneSignsOutOneIn, async (scheduler, plan) =>
          nobodyIsMixedUp(world, scheduler, plan),
        ),
      )
    },
  )
})

describe('R-3: the tab dies at any moment of a sign-out', () => {
  it('200 deaths: ended at once or by the next tab, or it never began', { timeout: 120_000 }, async () => {
    const world = new World({ clientId: demo.fieldApp })
    world.passwordsOnly = true
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.nat({ max: 24 }), async (scheduler, steps) => {
        world.gate = undefined
        const doomed = await world.openTab()
        if (doomed.state.state === 'signed out') await doomed.signIn(demo.ada)
        const tokens = world.latest
        holdEverything(world, scheduler)
        const pressed = doomed.signOut()
        await letGo(world, scheduler, steps)
        doomed.kill()
        world.gate = undefined
        const next = await world.openTab()
        await next.run('retryOutbox', {})
        const dead = await isDead(world, tokens)
        expect(next.state.state).toBe(dead ? 'signed out' : 'signed in')
        expect(next.outbox).toBe(0)
        outcomes.add(dead ? 'ended' : 'never began')
        void pressed
        next.close()
      }),
      { numRuns: 200 },
    )
    expect([...outcomes].sort()).toEqual(['ended', 'never began'])
  })
})
