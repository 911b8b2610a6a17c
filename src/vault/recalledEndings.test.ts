import { describe, expect, it } from 'vitest'

import type { SessionList } from './protocol.ts'
import { bytesOnDisk } from './testDisk.ts'
import { answered, everyList, listed, othersOn, receiptWhen, shown, signedIn, tracked } from './testElsewhere.ts'
import { answerOf, demo, lostBefore, only, useVirtualTime, type World } from './testWorld.ts'

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

describe('a session that this browser was signed out of', () => {
  /** Signed out while Cognito could not be told, and signed in again. Its list stands still until it `agrees`. */
  async function waiting() {
    const { world, tab } = await signedIn(1)
    const lag: { told: boolean; agrees: boolean; list?: unknown } = { told: false, agrees: true }
    world.network = async (call, forward) => {
      if (call.operation === 'RevokeToken' && !lag.told) return lostBefore(call, forward)
      if (call.operation !== 'ListUserSessions') return forward()
      if (!lag.agrees) return answerOf(lag.list)
      const answer = await forward()
      lag.list = await answer.clone().json()
      return answer
    }
    const id = (await listed(tab)).find(({ here }) => here)!.id
    const since = new Date(Date.now())
    const { receiptId } = await tab.run('signOut', {})
    await tab.until(() => tab.receiptsSeen(receiptId).some(({ server }) => server.step === 'not told yet'))
    await tab.signIn(demo.ada)
    return { tab, id, since, lag }
  }

  it('says so while Cognito has not been told, and can be ended from the list', async () => {
    const { tab, id, since } = await waiting()
    expect(await endingOf(tab, id)).toEqual({ state: 'not told yet', since })
    expect((await othersOn(tab)).filter(({ ending }) => ending !== undefined)).toHaveLength(1)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: false }] })
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
  })

  it('or was replaced by another sign-in says so too, until Cognito has heard', async () => {
    const { world, tab } = await signedIn(1)
    const id = (await listed(tab)).find(({ here }) => here)!.id
    const since = new Date(Date.now())
    world.network = only(['RevokeToken'], lostBefore)
    await tab.signIn(demo.ada)
    await tab.until(() => tab.outbox === 1)
    expect(await endingOf(tab, id)).toEqual({ state: 'not told yet', since })
    world.network = only([], lostBefore)
    await tab.run('retryOutbox', {})
    expect(await othersOn(tab)).not.toContainEqual(expect.objectContaining({ ending: expect.anything() }))
    expect((await listed(tab)).map((one) => one.id)).not.toContain(id)
  })

  it('control: and that of somebody else says nothing to whoever has replaced it', async () => {
    const { world, tab } = await signedIn(1)
    await listed(tab)
    world.network = only(['RevokeToken'], lostBefore)
    await tab.signIn(demo.rhea)
    await tab.until(() => tab.outbox === 1)
    expect((await listed(tab)).filter(({ ending }) => ending !== undefined)).toEqual([])
  })

  it('is shown as ending once it has been, until the list agrees', async () => {
    const { tab, id, lag } = await waiting()
    expect(await endingOf(tab, id)).toMatchObject({ state: 'not told yet' })
    Object.assign(lag, { told: true, agrees: false })
    await tab.run('retryOutbox', {})
    await listed(tab)
    const isShown = (list: SessionList) =>
      tracked(list).some((one) => one.id === id && one.ending?.state === 'accepted')
    await tab.until(() => shown(tab).some(isShown))
    lag.agrees = true
    expect((await listed(tab)).map((session) => session.id)).not.toContain(id)
  })

  it('control: which one it was is not known where its list was never read', async () => {
    const { world, tab } = await signedIn(1)
    world.network = only(['RevokeToken'], lostBefore)
    await tab.run('signOut', {})
    await tab.signIn(demo.ada)
    expect((await othersOn(tab)).map(({ ending }) => ending)).toEqual([undefined, undefined])
  })
})
