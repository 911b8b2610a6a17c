import { describe, expect, it } from 'vitest'

import { demoSeed } from '../../emulator/seed.ts'
import type { Seed } from '../../emulator/index.ts'
import { clearDisk } from './testDisk.ts'
import { demo, factsIn, failureIn, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime({ withoutPauses: true })

/** The field app rotates refresh tokens; here without any grace, so that the first replay is told. */
const withoutGrace: Seed = {
  ...demoSeed,
  userPools: demoSeed.userPools!.map((pool) => ({
    ...pool,
    Clients: pool.Clients!.map((client) =>
      client.ClientId === demo.fieldApp
        ? { ...client, RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 0 } }
        : client,
    ),
  })),
}

async function browserWith(tabs: number): Promise<World> {
  const world = new World({ clientId: demo.fieldApp, seed: withoutGrace })
  for (let n = 0; n < tabs; n += 1) await world.openTab()
  await world.tabs[0]!.signIn(demo.ada)
  await Promise.all(world.tabs.map(async (tab) => tab.until(() => tab.state.state === 'signed in')))
  return world
}

/** All tabs want to refresh at once. Gives how many calls that made. */
async function race(world: World): Promise<number> {
  const before = world.sent('GetTokensFromRefreshToken').length
  await Promise.all(world.tabs.map(async (tab) => tab.renew()))
  return world.sent('GetTokensFromRefreshToken').length - before
}

describe('M-1: tabs racing to refresh a rotated token', () => {
  it.each([
    [1_000, 2],
    [300, 6],
  ])('%i rounds of %i tabs: one call a round, none replayed', { timeout: 120_000 }, async (rounds, tabs) => {
    const world = await browserWith(tabs)
    const calls: number[] = []
    for (let round = 0; round < rounds; round += 1) calls.push(await race(world))
    expect(calls.filter((made) => made !== 1)).toEqual([])
    for (const tab of world.tabs) {
      await tab.run('resume', {})
      expect(factsIn(tab.state).username).toBe('ada')
    }
    expect(new Set(world.sent('GetTokensFromRefreshToken').map(({ body }) => body['RefreshToken'])).size).toBe(rounds)
  })

  it('control: without the lock the first race replays a token and ends the session', async () => {
    const world = await browserWith(2)
    world.locks.off = true
    expect(await race(world)).toBe(2)
    const log = await world.log()
    expect(log.map(({ errorCode }) => errorCode)).toContain('RefreshTokenReuseException')
  })
})

describe('M-3: one tab signs out while another is at something else', () => {
  const refreshing = 'GetTokensFromRefreshToken'

  it('a refresh that comes back too late writes nothing', async () => {
    const world = await browserWith(2)
    const [tab, other] = world.tabs
    const storage = await world.storage()
    let leaving: Promise<unknown> = Promise.resolve()
    world.network = only([refreshing], async (_call, forward) => {
      const answer = await forward()
      leaving = tab!.signOut()
      await expect.poll(() => world.locks.waiting).toBe(1)
      world.locks.expire()
      await leaving
      expect((await storage.record())?.state).toBe('signed out')
      return answer
    })
    await other!.renew()
    expect(await storage.record()).toMatchObject({ state: 'signed out', generation: 2 })
    expect(other!.state).toMatchObject({ state: 'signed out', ended: { reason: 'signed out in another tab' } })
    await tab!.until(() => tab!.receiptsSeen().some(({ proof }) => proof.state === 'observed refused'))
    expect(await world.mints(world.latest)).toBe(false)
  })

  it('control: where the generation does not count, it signs the browser in again', async () => {
    const world = await browserWith(2)
    const [tab, other] = world.tabs
    world.careless = true
    world.network = only([refreshing], async (_call, forward) => {
      const answer = await forward()
      const leaving = tab!.signOut()
      await expect.poll(() => world.locks.waiting).toBe(1)
      world.locks.expire()
      await leaving
      return answer
    })
    other!.deaf = true
    await other!.renew()
    expect((await (await world.storage()).record())?.state).toBe('signed in')
  })

  it('a tab that froze inside the lock keeps nobody signed in', async () => {
    const world = await browserWith(1)
    await world.locks.take(`curfew session ${demo.pool} ${demo.fieldApp}`, 'frozen tab')
    const leaving = world.tabs[0]!.signOutToTheEnd()
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    expect((await leaving).proof.state).toBe('observed refused')
  })

  it('anything else waits for the lock no longer than it should', async () => {
    const world = await browserWith(1)
    await world.locks.take(`curfew session ${demo.pool} ${demo.fieldApp}`, 'frozen tab')
    const renewing = failureIn(world.tabs[0]!.renew())
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    expect(await renewing).toMatchObject({ code: 'Busy', class: 'transient' })
    expect(world.tabs[0]!.state.state).toBe('signed in')
  })

  it('a tab that slept through it wakes up signed out', async () => {
    const world = await browserWith(2)
    const [tab, sleeping] = world.tabs
    await sleeping!.rest()
    sleeping!.deaf = true
    await tab!.signOutToTheEnd()
    expect(sleeping!.state.state).toBe('signed in')
    expect(await sleeping!.run('resume', {})).toMatchObject({ ended: { reason: 'signed out in another tab' } })
    expect(await sleeping!.signOut()).toEqual({})
  })

  it('a tab that slept through more than that ends what it shows, and not the session that has begun since', async () => {
    const world = await browserWith(2)
    const [tab, sleeping] = world.tabs
    const shown = world.latest
    await sleeping!.rest()
    sleeping!.deaf = true
    await tab!.signIn(demo.rhea)
    const since = world.latest
    await sleeping!.signOutToTheEnd()
    expect([await world.lives(shown), await world.lives(since)]).toEqual([false, true])
    expect(factsIn(tab!.state).username).toBe('rhea')
    expect(factsIn(sleeping!.state).username).toBe('rhea')
  })

  it('a sign-in that takes another session’s place ends that one', async () => {
    const world = await browserWith(2)
    const replaced = world.latest
    await world.tabs[1]!.signIn(demo.rhea)
    await world.tabs[1]!.run('retryOutbox', {})
    expect(await world.lives(replaced)).toBe(false)
    expect(await world.lives(world.latest)).toBe(true)
  })

  it('with the site’s data cleared the session is ended all the same', async () => {
    const world = await browserWith(1)
    await clearDisk(world.database)
    const receipt = await world.tabs[0]!.signOutToTheEnd()
    expect(receipt.proof.state).toBe('observed refused')
    expect(await world.lives(world.latest)).toBe(false)
  })
})
