import { describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import { demo, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000
const day = 24 * hour
const offline = only(['RevokeToken'], lostBefore)
const online = only([], lostBefore)

/** Somebody who is signed in under the usual limits, and busy for so long. */
async function busyFor(ms: number) {
  const world = new World()
  world.limits = { ...usualLimits, idleMs: 365 * day }
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  const issued = world.latest
  world.network = offline
  world.advance(ms)
  return { world, tab, issued }
}

describe('the half that an unconfirmed sign-out is sealed with', () => {
  it('lasts as long as the sign-out is tried, where the eight hours ended the session', async () => {
    const { world, tab, issued } = await busyFor(8 * hour)
    await tab.tick()
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'time limit' } })
    await tab.until(() => tab.outbox === 1)
    tab.close()
    world.advance(day - hour)
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(issued)).toBe(false)
  })

  it.each(['the worker', 'the page'])('is made anew when %s wakes after days of sleep', async (first) => {
    const { world, tab, issued } = await busyFor(3 * day)
    if (first === 'the page') await tab.run('limits', {})
    else await tab.tick()
    await tab.until(() => tab.outbox === 1)
    tab.close()
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(issued)).toBe(false)
  })

  it('is another tab’s, where that has made one meanwhile: what is sealed with that one is not lost', async () => {
    const { world, tab } = await busyFor(hour)
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    const { outbox } = world.jar
    const other = await world.openTab()
    await other.signIn(demo.rhea)
    world.advance(8 * hour)
    await other.tick()
    await other.until(() => other.outbox === 2)
    expect(world.jar.outbox).toBe(outbox)
  })
})
