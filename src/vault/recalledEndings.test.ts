import { describe, expect, it } from 'vitest'

import { bytesOnDisk } from './testDisk.ts'
import { answered, everyList, listed, othersOn, receiptWhen, signedIn } from './testElsewhere.ts'
import { answerOf, demo, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

/** Ended from here, and Cognito goes on listing it until `agrees` is set. The page is gone before the list was looked at. */
async function endedAndReloaded(memoryOnly = false) {
  const { world, tab, elsewhere } = await signedIn(2, memoryOnly)
  const [one] = await othersOn(tab)
  const lag = { agrees: false }
  const stale = await listedRaw(world)
  world.network = only(['ListUserSessions'], async (_call, forward) => (lag.agrees ? forward() : answerOf(stale)))
  world.gate = async (name, where) => (name === tab.name && where === 'sleep' ? new Promise(() => {}) : undefined)
  const { receiptId } = await tab.run('endSessions', { sessions: [{ id: one!.id, linked: false }] })
  await receiptWhen(tab, receiptId, answered)
  tab.close()
  return { world, id: one!.id, lag, receiptId, elsewhere, reload: async () => world.openTab() }
}

/** What Cognito itself lists now. */
async function listedRaw(world: World): Promise<unknown> {
  let body: unknown
  world.network = only(['ListUserSessions'], async (_call, forward) => {
    const answer = await forward()
    body = await answer.clone().json()
    return answer
  })
  await listed(world.tabs[0]!)
  return body
}

async function endingOf(tab: Awaited<ReturnType<World['openTab']>>, id: string) {
  return (await listed(tab)).find((session) => session.id === id)?.ending
}

describe('over a reload, what was ended', () => {
  it('is shown as ending from when it was accepted, until the list agrees, and its receipt is completed', async () => {
    const { world, id, lag, receiptId, reload } = await endedAndReloaded()
    const at = new Date(Date.now())
    world.advance(3_000)
    const tab = await reload()
    expect(await endingOf(tab, id)).toEqual({ state: 'accepted', since: at })
    expect((await othersOn(tab)).filter(({ ending }) => ending !== undefined)).toHaveLength(1)
    lag.agrees = true
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect((await listed(tab)).map((session) => session.id)).not.toContain(id)
    // And nothing of it is left for the next page.
    const next = await world.openTab()
    const looks = world.sent('ListUserSessions').length
    expect((await othersOn(next)).filter(({ ending }) => ending !== undefined)).toEqual([])
    expect(world.sent('ListUserSessions')).toHaveLength(looks + 1)
  })

  it('is said to be listed still, once the patience is over, and in the page after that as well', async () => {
    const { world, id, receiptId, reload } = await endedAndReloaded()
    const tab = await reload()
    await listed(tab)
    await expect.poll(() => world.sleepers.filter(({ until }) => until > Date.now()).length).toBe(1)
    world.advance(8_000)
    await receiptWhen(tab, receiptId, everyList('still listed'))
    const next = await world.openTab()
    expect(await endingOf(next, id)).toMatchObject({ state: 'still listed' })
  })

  it('is not taken for ending by somebody else who signs in here', async () => {
    const { id, reload } = await endedAndReloaded()
    const tab = await reload()
    await tab.signIn(demo.rhea)
    expect(await endingOf(tab, id)).toBeUndefined()
  })

  it('control: what nobody ended is shown as it is, and after an hour nothing is recalled', async () => {
    const { world, id, reload } = await endedAndReloaded()
    const other = (await othersOn(await reload())).find((session) => session.id !== id)
    expect(other?.ending).toBeUndefined()
    world.advance(3_600_001)
    expect(await endingOf(await reload(), id)).toBeUndefined()
  })

  it('leaves no token on disk, and on a shared computer nothing', async () => {
    const { world } = await endedAndReloaded()
    const disk = await bytesOnDisk(world.database)
    for (const secret of world.watch.known) expect(disk).not.toContain(secret.slice(0, 20))
    expect(await bytesOnDisk((await endedAndReloaded(true)).world.database)).toBe('')
  })
})
