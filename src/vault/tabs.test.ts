import { describe, expect, it } from 'vitest'

import { demoSeed } from '../../emulator/seed.ts'
import type { Seed } from '../../emulator/index.ts'
import { demo, factsIn, useVirtualTime, World } from './testWorld.ts'

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
  ])('%i rounds of %i tabs: one call a round, none replayed', { timeout: 40_000 }, async (rounds, tabs) => {
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
