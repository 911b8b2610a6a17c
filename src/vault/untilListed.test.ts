import { describe, expect, it } from 'vitest'

import {
  answered,
  everyList,
  listed,
  othersOn,
  receiptWhen,
  seenOf,
  shown,
  signedIn,
  tracked,
} from './testElsewhere.ts'
import { answerOf, demo, errorOf, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

/** Waits for the last pause of a watch, and lets it pass. */
async function longPause(world: World, meanwhile: () => void = () => undefined) {
  await expect.poll(() => world.sleepers.filter(({ until }) => until > Date.now()).length).toBe(1)
  meanwhile()
  world.advance(8_000)
}

describe('until the list agrees', () => {
  /** Goes on listing what has ended, for so many looks. */
  async function lagging(looks: number) {
    const made = await signedIn(1)
    const [other] = await othersOn(made.tab)
    let asked = 0
    made.world.network = only(['ListUserSessions'], async (_call, forward) => {
      asked += 1
      if (asked > looks) return forward()
      return answerOf({ Sessions: [{ SessionId: other!.id, SessionType: 'TOKEN' }] })
    })
    return { ...made, id: other!.id, asked: () => asked }
  }

  it('it is shown as ending, and looked for after 1, 2, 4 and 8 seconds', async () => {
    const { tab, world, id, asked } = await lagging(3)
    const began = Date.now()
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: false }] })
    await longPause(world, () => expect(tracked(shown(tab).at(-1)!)[0]?.ending?.state).toBe('accepted'))
    const receipt = await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(asked()).toBe(4)
    expect(Math.round((receipt.sessions[0]!.list as { at: Date }).at.getTime() - began) / 1000).toBeGreaterThanOrEqual(
      15,
    )
  })

  it('and after that it says that Cognito still lists it; asked later, the list is right', async () => {
    const { tab, world, id, asked } = await lagging(4)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: false }] })
    await longPause(world)
    const receipt = await receiptWhen(tab, receiptId, everyList('still listed'))
    expect(receipt.sessions[0]).toMatchObject({ server: { step: 'accepted' }, list: { looks: 4 } })
    expect(tracked(shown(tab).at(-1)!)[0]?.ending?.state).toBe('still listed')
    expect(asked()).toBe(4)
    expect(await othersOn(tab)).toEqual([])
  })

  it('a list that cannot be read proves nothing', async () => {
    const { tab, world } = await signedIn(1)
    const [other] = await othersOn(tab)
    let asked = 0
    world.network = only(['ListUserSessions'], async (call, forward) => {
      asked += 1
      return errorOf('ForbiddenException', 'no', 403)(call, forward)
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await longPause(world)
    const receipt = await receiptWhen(tab, receiptId, everyList('not known'))
    expect(receipt.sessions[0]?.list).toMatchObject({ failure: { code: 'ForbiddenException' } })
  })

  it('a list in part proves nothing either', async () => {
    const { tab, world } = await signedIn(1)
    const [other] = await othersOn(tab)
    let asked = 0
    world.network = only(['ListUserSessions'], async (call, forward) => {
      if (call.body['NextToken'] !== undefined) return errorOf('ForbiddenException', 'no', 403)(call, forward)
      asked += 1
      return answerOf({ Sessions: [{ SessionId: 'tknother' }], NextToken: 'more' })
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await longPause(world)
    expect((await receiptWhen(tab, receiptId, everyList('not known'))).sessions[0]?.list).toEqual({
      state: 'not known',
    })
  })

  it('nor does a pool that has stopped to track', async () => {
    const { tab, world } = await signedIn(1)
    const [other] = await othersOn(tab)
    world.network = only(['ListUserSessions'], errorOf('OperationNotEnabledException'))
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await longPause(world)
    await receiptWhen(tab, receiptId, everyList('not known'))
  })

  it('the list of whoever signs in here meanwhile says nothing about it', async () => {
    const { tab, world } = await signedIn(1)
    const [other] = await othersOn(tab)
    let asked = 0
    world.network = only(['ListUserSessions'], async (_call, forward) => {
      asked += 1
      await tab.signIn(demo.rhea)
      return forward()
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await tab.until(() => tab.state.state === 'signed in' && tab.state.session.username === 'rhea')
    await expect.poll(() => asked).toBe(1)
    expect(seenOf(tab, receiptId).at(-1)?.sessions[0]?.list.state).toBe('waiting')
    expect(await listed(tab)).toHaveLength(1)
  })

  it('what is ended while it looks gets four looks of its own', async () => {
    const { tab, world } = await signedIn(2)
    const [one, two] = await othersOn(tab)
    let begun: Promise<{ receiptId: string }> | undefined
    world.network = only(['ListUserSessions'], async (_call, forward) => {
      begun ??= tab.run('endSessions', { sessions: [{ id: two!.id, linked: false }] })
      const { receiptId } = await begun
      await receiptWhen(tab, receiptId, answered)
      return forward()
    })
    const first = await tab.run('endSessions', { sessions: [{ id: one!.id, linked: false }] })
    await receiptWhen(tab, first.receiptId, everyList('no longer listed'))
    await receiptWhen(tab, (await begun!).receiptId, everyList('no longer listed'))
    expect(await othersOn(tab)).toEqual([])
  })
})
