import { describe, expect, it } from 'vitest'

import { changeClient } from './testManagedLogin.ts'
import {
  answered,
  everyList,
  everyStep,
  listed,
  othersOn,
  receiptWhen,
  seenOf,
  shown,
  signedIn,
} from './testElsewhere.ts'
import { demo, errorOf, lostBefore, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// What the list is held against that this page has not begun: other tabs', earlier pages', and the outbox's.

const online = only([], lostBefore)
const endingOf = async (tab: Parameters<typeof listed>[0], id: string) =>
  (await listed(tab)).find((session) => session.id === id)?.ending
const ownId = async (tab: Parameters<typeof listed>[0]) => (await listed(tab)).find(({ here }) => here)!.id

describe('the rest of a receipt that another page has begun', () => {
  /** One of two was ended, and of the other one no answer came. Another page has read the list since. */
  async function halfDone() {
    const { world, tab } = await signedIn(2)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], async (call, forward) =>
      call.body['SessionId'] === targets[1]!.id ? errorOf('ForbiddenException', 'no', 403)(call, forward) : forward(),
    )
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    await receiptWhen(tab, receiptId, answered)
    world.network = online
    const other = await world.openTab()
    await listed(other)
    return { world, tab, other, receiptId, targets }
  }

  it('is gone on with from what was written last, and not from what this page saw of it', async () => {
    const { world, tab, other, receiptId } = await halfDone()
    await tab.run('retryEnding', { receiptId })
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
    const asked = world.sent('RevokeUserSession').length
    await other.run('retryEnding', { receiptId })
    const receipt = await receiptWhen(other, receiptId, () => true)
    expect(receipt.sessions.map(({ list }) => list.state)).toEqual(['no longer listed', 'no longer listed'])
    expect(world.sent('RevokeUserSession')).toHaveLength(asked)
  })

  it('is gone on with from what this page saw of it where somebody has deleted the receipt', async () => {
    const { tab, other, receiptId, targets } = await halfDone()
    await tab.run('clearActivity', {})
    expect(await other.run('receipt', { receiptId })).toBeUndefined()
    await other.run('retryEnding', { receiptId })
    const receipt = await receiptWhen(
      other,
      receiptId,
      everyStep((step) => step === 'accepted'),
    )
    expect(receipt.sessions.map(({ id }) => id).toSorted()).toEqual(targets.map(({ id }) => id).toSorted())
  })
})

describe('the session that this browser had before', () => {
  it('that Cognito has ended, and that is off the list, is not looked for in the next page', async () => {
    const { world, tab } = await signedIn(1)
    await ownId(tab)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    const next = await world.openTab()
    const looks = world.sent('ListUserSessions').length
    await listed(next)
    await next.run('check', {})
    expect(world.sent('ListUserSessions')).toHaveLength(looks + 1)
    expect(shown(next)).toEqual([])
  })

  it('that Cognito would not end is shown as living on', async () => {
    const { world, tab } = await signedIn(1)
    const id = await ownId(tab)
    await changeClient(world, { EnableTokenRevocation: false, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
    const { server } = await tab.signOutToTheEnd()
    expect(server.step).toBe('refused')
    await tab.signIn(demo.ada)
    expect((await listed(tab)).map((session) => session.id)).toContain(id)
    expect(await endingOf(tab, id)).toBeUndefined()
  })

  /** Replaced by another sign-in while Cognito could not be told. */
  async function replaced() {
    const { world, tab } = await signedIn(1)
    const id = await ownId(tab)
    world.network = only(['RevokeToken'], lostBefore)
    await tab.signIn(demo.ada)
    await tab.until(() => tab.outbox === 1)
    expect(await endingOf(tab, id)).toMatchObject({ state: 'not told yet' })
    return { world, tab, id }
  }

  it('and that the outbox still has is news once, however often the list is read', async () => {
    const { world, tab, id } = await replaced()
    const news = shown(tab).length
    let looked = 0
    world.gate = async (_tab, where) => {
      if (where === 'outbox done') looked += 1
    }
    world.advance(60_000)
    expect(await endingOf(tab, id)).toMatchObject({ state: 'not told yet', since: new Date(Date.UTC(2030, 0, 1)) })
    await expect.poll(() => looked).toBeGreaterThan(0)
    await tab.check()
    expect(shown(tab)).toHaveLength(news)
  })

  it('and that was ended from the list since is shown as before when the outbox is done with it', async () => {
    const { world, tab, id } = await replaced()
    let stale: Response | undefined
    world.network = async (call, forward) => {
      if (call.operation === 'RevokeToken') return lostBefore(call, forward)
      if (call.operation !== 'ListUserSessions') return forward()
      stale ??= await forward()
      return stale.clone()
    }
    await listed(tab)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id, linked: false }] })
    await expect.poll(() => world.sleepers.filter(({ until }) => until > Date.now()).length).toBe(1)
    world.advance(8_000)
    await receiptWhen(tab, receiptId, everyList('still listed'))
    const listing = world.network
    world.network = async (call, forward) => (call.operation === 'RevokeToken' ? forward() : listing(call, forward))
    await tab.run('retryOutbox', {})
    expect(tab.outbox).toBe(0)
    let looked = 0
    world.gate = async (_tab, where) => {
      if (where === 'outbox done') looked += 1
    }
    await listed(tab)
    await expect.poll(() => looked).toBeGreaterThan(0)
    await tab.check()
    expect(await endingOf(tab, id)).toMatchObject({ state: 'still listed' })
  })
})

it('what is linked to a session is ended with it though its list was never read in this page', async () => {
  const { world, tab } = await signedIn(1)
  const [other] = await othersOn(tab)
  const next = await world.openTab()
  const { receiptId } = await next.run('endSessions', { sessions: [{ id: other!.id, linked: true }] })
  await receiptWhen(next, receiptId, everyList('no longer listed'))
  expect(seenOf(next, receiptId).at(-1)).toMatchObject({ sessions: [{ linked: true, server: { step: 'accepted' } }] })
})
