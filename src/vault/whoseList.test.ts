import { describe, expect, it } from 'vitest'

import { answered, everyList, listed, othersOn, receiptWhen, seenOf, shown, signedIn } from './testElsewhere.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, errorOf, lostBefore, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

/** Waits for the last pause of a watch, and lets it pass. */
async function longPause(world: World) {
  await atLongPause(world)
  world.advance(8_000)
}

async function atLongPause(world: World) {
  await expect.poll(() => world.sleepers.filter(({ until }) => until > Date.now()).length).toBe(1)
}

async function endOne(tab: Tab, id: string) {
  const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: false }] })
  await receiptWhen(tab, receiptId, answered)
  return receiptId
}

const listState = (tab: Tab, receiptId: string) => seenOf(tab, receiptId).at(-1)?.sessions[0]?.list.state

describe('only the list of whoever ended it tells what became of a session', () => {
  it('and not the one of somebody who signs in here afterwards', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    world.network = async (call, forward) => {
      if (call.operation === 'RevokeUserSession') return lostBefore(call, forward)
      return call.operation === 'ListUserSessions' ? errorOf('ForbiddenException', '', 403)(call, forward) : forward()
    }
    const receiptId = await endOne(tab, other!.id)
    await longPause(world)
    await receiptWhen(tab, receiptId, everyList('not known'))
    world.network = async (_call, forward) => forward()
    await tab.signIn(demo.rhea)
    const read = world.sent('ListUserSessions').length
    await listed(tab)
    // Whatever looked for it would have read again by now.
    for (let turn = 0; turn < 30; turn += 1) await tab.run('activity', {})
    expect(world.sent('ListUserSessions')).toHaveLength(read + 1)
    expect(listState(tab, receiptId)).toBe('not known')
  })

  it('nor a list without this session in it, of a pool that has stopped to track', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    world.advance(70_000)
    await world.moveCognitosClock(70_000)
    world.network = only(['ListUserSessions'], async () => answerOf({ Sessions: [] }))
    const receiptId = await endOne(tab, other!.id)
    await longPause(world)
    await receiptWhen(tab, receiptId, everyList('not known'))
  })
})

describe('what is ended while the list is looked at for the last time', () => {
  it('gets four looks of its own', async () => {
    const { world, tab } = await signedIn(2)
    const [one, two] = await othersOn(tab)
    let agrees = false
    world.network = only(['ListUserSessions'], async (_call, forward) => {
      if (agrees) return forward()
      return answerOf({ Sessions: [one, two].map((each) => ({ SessionId: each!.id, SessionType: 'TOKEN' })) })
    })
    const first = await endOne(tab, one!.id)
    await atLongPause(world)
    const second = await endOne(tab, two!.id)
    const looks = shown(tab).length
    agrees = true
    world.advance(8_000)
    await receiptWhen(tab, second, everyList('no longer listed'))
    await receiptWhen(tab, first, everyList('no longer listed'))
    expect(shown(tab).length).toBeGreaterThan(looks)
  })
})

describe('over a reload, what is recalled', () => {
  /** Ended twice from here: the answer is lost and the session listed still, then it is accepted, and the page goes. */
  async function endedTwice() {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    const id = other!.id
    const stale = answerOf({ Sessions: [{ SessionId: id, SessionType: 'TOKEN' }] })
    let lost = true
    world.network = async (call, forward) => {
      if (call.operation === 'ListUserSessions') return stale.clone()
      return lost && call.operation === 'RevokeUserSession' ? lostBefore(call, forward) : forward()
    }
    const older = await endOne(tab, id)
    await longPause(world)
    await receiptWhen(tab, older, everyList('still listed'))
    lost = false
    return { world, tab, id, older }
  }

  it('is what was asked last, whatever the receipts are called', async () => {
    const { world, tab, id, older } = await endedTwice()
    world.newId = () => `before ${older}`
    world.gate = async (name, where) => (name === tab.name && where === 'sleep' ? new Promise(() => {}) : undefined)
    expect((await endOne(tab, id)) < older).toBe(true)
    tab.close()
    const next = await world.openTab()
    expect((await listed(next)).find((session) => session.id === id)?.ending?.state).toBe('accepted')
  })

  it('counts from when it was asked again, be the receipt older than an hour', async () => {
    const { world, tab, id, older } = await endedTwice()
    tab.close()
    world.advance(3_700_000)
    await world.moveCognitosClock(3_700_000)
    const next = await world.openTab()
    await next.run('retryEnding', { receiptId: older })
    await receiptWhen(next, older, answered)
    expect((await listed(next)).find((session) => session.id === id)?.ending?.state).toBe('accepted')
  })

  it('is held against the list although its page died half way, once nobody can be at work on it', async () => {
    const { world, tab } = await signedIn(2)
    const others = await othersOn(tab)
    world.gate = async (name, where) => (name === tab.name && where === 'sleep' ? new Promise(() => {}) : undefined)
    const { receiptId } = await tab.run('endSessions', { sessions: others.map(({ id }) => ({ id, linked: false })) })
    const isHalf = ({ server }: { server: { step: string } }) => server.step === 'accepted'
    await receiptWhen(tab, receiptId, ({ sessions }) => sessions.some(isHalf))
    tab.close()
    const soon = await world.openTab()
    const read = world.sent('ListUserSessions').length
    await listed(soon)
    await expect.poll(() => world.sent('ListUserSessions').length).toBe(read + 2)
    await expect.poll(() => shown(soon).length).toBe(1)
    expect(seenOf(soon, receiptId)).toEqual([])
    soon.close()
    world.advance(121_000)
    const later = await world.openTab()
    await listed(later)
    const { sessions } = await receiptWhen(later, receiptId, (receipt) =>
      receipt.sessions.some(({ list }) => list.state === 'no longer listed'),
    )
    const stands = sessions.map(({ server, list }) => [server.step, list.state].join(', '))
    expect(new Set(stands)).toEqual(new Set(['accepted, no longer listed', 'waiting, waiting']))
  })
})
