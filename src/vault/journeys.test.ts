import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import type { FaultEffect, FaultRequest } from '../../emulator/client.ts'
import type { Receipt } from './protocol.ts'
import type { Tab } from './testTab.ts'
import { demo, type Issued, useVirtualTime, World } from './testWorld.ts'

vi.mock('../cognito/srp.ts', async () => (await import('./testPasswordsOnly.ts')).srpRefusedAnyway())

useVirtualTime()

const minute = 60_000

/** how many journeys, and how many before a new world. `npm run test:nightly` sets more. */
const journeys = Number(process.env['CURFEW_JOURNEYS'] ?? 1000)
const perWorld = 100
const operations = [
  'RevokeToken',
  'RevokeToken',
  'GlobalSignOut',
  'GetUser',
  'GetTokensFromRefreshToken',
  'InitiateAuth',
  '*',
]
const page = '<html>Please sign in to this network</html>'

const effect: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc
    .constantFrom('TooManyRequestsException', 'InternalErrorException')
    .map((code): FaultEffect => ({ error: { code } })),
  fc.constant<FaultEffect>({ network: 'reset' }),
  fc.constantFrom(200, 403, 502).map((status): FaultEffect => ({ answer: { status, body: page, cors: true } })),
  fc.constant<FaultEffect>({ answer: { status: 200, body: '{"Auth', requestId: true, cors: true } }),
)
const fault: fc.Arbitrary<FaultRequest> = fc
  .tuple(effect, fc.constantFrom(...operations), fc.constantFrom('before', 'after'), fc.integer({ min: 1, max: 7 }))
  .map(([what, operation, when, times]) => ({ ...what, operation, when, times }))

/** What a person does, and what happens to them. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('fault' as const), fault }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('renew', 'check', 'tick', 'time passes', 'reload', 'everywhere' as const),
    }),
  },
)
const journey = fc.record({
  steps: fc.array(step, { maxLength: 6 }),
  ending: fc.constantFrom('this device', 'everywhere' as const),
  dies: fc.boolean(),
})

async function isDead(world: World, issued: readonly Issued[]): Promise<boolean> {
  const alive = await Promise.all(issued.map(async (tokens) => (await world.lives(tokens)) || world.mints(tokens)))
  return !alive.includes(true)
}

/** What a receipt claims is so at Cognito, at the moment of the claim. */
function claimsTheEnd({ server, proof }: Receipt): boolean {
  return server.step === 'accepted' || proof.state === 'observed refused'
}

function isSaid({ proof }: Receipt): boolean {
  return proof.state !== 'waiting'
}

/** Presses the button until it took effect: what did not was told, and left the person signed in. */
async function signOut(tab: Tab, ending: 'this device' | 'everywhere'): Promise<string | undefined> {
  for (let press = 0; press < 20 && tab.state.state === 'signed in'; press += 1) {
    const pressed = ending === 'this device' ? tab.signOut() : tab.run('signOutEverywhere', {})
    const answer = await pressed.catch(() => undefined)
    if (answer?.receiptId !== undefined) return answer.receiptId
  }
  return undefined
}

type Journey = typeof journey extends fc.Arbitrary<infer One> ? One : never

/** Signs in if need be, goes through `steps`. Gives the tab that is open at the end, and the session's tokens. */
async function travel(world: World, steps: Journey['steps']) {
  let tab = await world.openTab()
  if (tab.state.state === 'signed out') await tab.signIn(demo.ada)
  const first = world.issued.length - 1
  for (const happens of steps) {
    if (happens.does === 'fault') await world.fault(happens.fault)
    if (happens.does === 'renew') await tab.renew().catch(() => undefined)
    if (happens.does === 'check') await tab.check()
    if (happens.does === 'tick') await tab.tick()
    if (happens.does === 'time passes') world.advance(14 * minute)
    if (happens.does === 'everywhere') await tab.run('signOutEverywhere', {}).catch(() => undefined)
    if (happens.does === 'reload') {
      tab.close()
      tab = await world.openTab()
    }
  }
  return { tab, tokens: () => world.issued.slice(first) }
}

describe('R-1: random faults on whole journeys', () => {
  it(
    `${journeys} of them: no sign-out lost, none claimed that was not, nobody alive after it`,
    { timeout: 3_600_000 },
    async () => {
      const seen = { ended: 0, outbox: 0 }
      for (let done = 0; done < journeys; done += perWorld) {
        const world = new World({ clientId: demo.fieldApp })
        world.passwordsOnly = true
        await fc.assert(
          fc.asyncProperty(journey, async ({ steps, ending, dies }) => {
            const { tab, tokens } = await travel(world, steps)
            const receiptId = await signOut(tab, ending)
            expect(tab.state.state).toBe('signed out')
            const said = receiptId === undefined ? undefined : await tab.receiptWhen(receiptId, isSaid)
            await world.clearFaults()
            if (dies) tab.kill()
            else tab.close()
            if (said === undefined) return
            if (claimsTheEnd(said)) expect(await isDead(world, tokens())).toBe(true)
            const next = await world.openTab()
            expect(await next.run('retryOutbox', {})).toEqual({ waiting: 0 })
            expect((await next.receipt(said.id))?.server.step).toBe('accepted')
            expect(await isDead(world, tokens())).toBe(true)
            expect(next.state.state).toBe('signed out')
            next.close()
            seen.ended += 1
            if (said.server.step === 'not told yet') seen.outbox += 1
          }),
          { numRuns: Math.min(perWorld, journeys - done) },
        )
      }
      // Neither way out is a rarity, or this would say less than it seems to.
      expect(seen.ended).toBeGreaterThan(journeys / 2)
      expect(seen.outbox).toBeGreaterThan(journeys / 40)
    },
  )
})
