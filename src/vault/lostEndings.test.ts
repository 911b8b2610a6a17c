import { describe, expect, it } from 'vitest'

import { lineOfSignOut } from './activityLines.ts'
import { answered, everyList, listed, othersOn, receiptWhen, shown, signedIn, tracked } from './testElsewhere.ts'
import { answerOf, errorOf, lostAfter, lostBefore, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

type Network = World['network']

/** One session elsewhere, whose end is asked for; what becomes of the call and of the list is the test's. */
async function endingWith(revoke: Network, list: Network = async (_call, forward) => forward()) {
  const { world, tab } = await signedIn(1)
  const [other] = await othersOn(tab)
  const id = other!.id
  world.network = async (call, forward) => {
    if (call.operation === 'RevokeUserSession') return revoke(call, forward)
    return call.operation === 'ListUserSessions' ? list(call, forward) : forward()
  }
  const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: true }] })
  return { world, tab, id, receiptId }
}

/** Waits for the last pause of a watch, and lets it pass. */
async function longPause(world: World) {
  await expect.poll(() => world.sleepers.filter(({ until }) => until > Date.now()).length).toBe(1)
  world.advance(8_000)
}

async function lineOf(tab: World['tabs'][number], id: string) {
  return (await tab.run('activity', {})).find(({ receiptId }) => receiptId === id)
}

describe('an ending whose answer was lost', () => {
  it('is looked for on the list, and seen to have taken effect', async () => {
    const { tab, receiptId } = await endingWith(async (call, forward) => {
      await forward().catch(() => undefined)
      return lostBefore(call, forward)
    })
    const { sessions } = await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(sessions[0]?.server).toMatchObject({ step: 'failed', failure: { code: 'Unreachable' } })
    expect(await lineOf(tab, receiptId)).toMatchObject({ outcome: 'proven' })
    // There is nothing left to try again.
    const asked = await tab.run('retryEnding', { receiptId })
    expect(await tab.run('receipt', asked)).toMatchObject({ sessions: [{ server: { step: 'failed' } }] })
  })

  it('is looked for four times, and then said to be listed; its row is one that can be ended', async () => {
    const { world, tab, id, receiptId } = await endingWith(lostBefore)
    await receiptWhen(tab, receiptId, answered)
    expect(await lineOf(tab, receiptId)).toMatchObject({ outcome: 'not known', detail: 'Unreachable' })
    expect((await othersOn(tab))[0]?.ending?.state).toBe('not answered')
    await longPause(world)
    const { sessions } = await receiptWhen(tab, receiptId, everyList('still listed'))
    expect(sessions[0]?.list).toMatchObject({ looks: 4 })
    expect(tracked(shown(tab).at(-1)!).find((session) => session.id === id)).not.toHaveProperty('ending')
    // The next page knows no more either, and does not look again.
    const next = await world.openTab()
    const before = world.sent('ListUserSessions').length
    expect((await othersOn(next))[0]).not.toHaveProperty('ending')
    expect(world.sent('ListUserSessions')).toHaveLength(before + 1)
  })

  it('is looked for by the next page where this one was gone before the list could be read', async () => {
    const { world, tab, receiptId } = await endingWith(lostBefore, errorOf('ForbiddenException', 'no', 403))
    await receiptWhen(tab, receiptId, answered)
    tab.close()
    world.network = async (_call, forward) => forward()
    const next = await world.openTab()
    expect((await othersOn(next))[0]?.ending?.state).toBe('not answered')
    await longPause(world)
    await receiptWhen(next, receiptId, everyList('still listed'))
  })

  it('that was refused is not looked for', async () => {
    const { tab, receiptId } = await endingWith(errorOf('ForbiddenException', '', 403))
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions[0]?.list.state).toBe('waiting')
    expect((await othersOn(tab))[0]).not.toHaveProperty('ending')
    expect(await lineOf(tab, receiptId)).toMatchObject({ outcome: 'refused', detail: 'ForbiddenException' })
  })

  it('control: an answer that is lost once is asked for again, and heard', async () => {
    let first = true
    const { tab, receiptId } = await endingWith(async (call, forward) => {
      if (!first) return forward()
      first = false
      return lostAfter(call, forward)
    })
    const { sessions } = await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(sessions[0]?.server.step).toBe('already ended')
  })
})

describe('a list that could not be read in time', () => {
  it('is held against the receipt when it is read later', async () => {
    let broken = true
    const { world, tab, id, receiptId } = await endingWith(
      async (_call, forward) => forward(),
      async (call, forward) => (broken ? errorOf('ForbiddenException', 'no', 403)(call, forward) : forward()),
    )
    await longPause(world)
    await receiptWhen(tab, receiptId, everyList('not known'))
    // What could not be read lists nothing: the row is not said to be listed still.
    expect(tracked(shown(tab).at(-1)!).find((session) => session.id === id)?.ending?.state).toBe('accepted')
    broken = false
    await listed(tab)
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
  })

  it('is no look: how often it was still listed is counted without it', async () => {
    const { world, tab, id, receiptId } = await endingWith(
      async (_call, forward) => forward(),
      async (call, forward) => {
        const looks = world.sent('ListUserSessions').length
        if (looks % 2 === 0) return errorOf('ForbiddenException', 'no', 403)(call, forward)
        return answerOf({ Sessions: [{ SessionId: id, SessionType: 'TOKEN' }] })
      },
    )
    const at = Date.now()
    await longPause(world)
    const { sessions } = await receiptWhen(tab, receiptId, everyList('still listed'))
    expect(sessions[0]?.list).toMatchObject({ looks: 2 })
    expect(tracked(shown(tab).at(-1)!)[0]?.ending).toMatchObject({ state: 'still listed' })
    expect(tracked(shown(tab).at(-1)!)[0]!.ending!.since.getTime()).toBeLessThan(at + 8_000)
  })
})

describe('the line of a sign-out that was given up', () => {
  it.each([
    [lostBefore, 'Unreachable'],
    // The last of three: what came of the others is not kept.
    [errorOf('TooManyRequestsException', 'slow down'), 'TooManyRequestsException'],
  ] as const)('does not say that all was refused where only the last answer is known: %#', async (network, detail) => {
    const { world, tab } = await signedIn(0, true)
    world.network = only(['RevokeToken'], network)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.server).toMatchObject({ step: 'given up', why: 'memory only', tries: 1 })
    expect(lineOfSignOut(receipt)).toMatchObject({ outcome: 'not known', detail })
  })

  it('names the request that Cognito refused', async () => {
    const headers = { 'x-amzn-requestid': 'request-9' }
    const refusal = { __type: 'ForbiddenException', message: '' }
    const { tab, receiptId } = await endingWith(async () => Response.json(refusal, { status: 403, headers }))
    await receiptWhen(tab, receiptId, answered)
    expect(await lineOf(tab, receiptId)).toMatchObject({ outcome: 'refused', requestId: 'request-9' })
  })
})
