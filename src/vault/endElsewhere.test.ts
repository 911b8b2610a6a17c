import { describe, expect, it } from 'vitest'

import { vitals } from '../../emulator/testing.ts'
import type { AnyReceipt } from './protocol.ts'
import { answered, everyList, othersOn, receiptWhen, shown, signedIn, tracked } from './testElsewhere.ts'
import { demo, lostAfter, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

describe('ending one session', () => {
  it.each([false, true])('ends its tokens, and the list agrees (shared computer: %s)', async (shared) => {
    const { world, tab, elsewhere } = await signedIn(1, shared)
    const [other] = await othersOn(tab)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    const receipt = await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(receipt).toMatchObject({
      kind: 'another session',
      operation: 'RevokeUserSession',
      username: 'ada',
      tokenLifetimeMs: 3_600_000,
      sessions: [{ id: other!.id, clientId: demo.storefront, server: { step: 'accepted', attempts: 1 } }],
    })
    expect((await vitals(world.emulator, elsewhere[0]!)).join()).toMatch(/revoked.*revoked/)
    expect(await world.lives(world.latest)).toBe(true)
    expect(await othersOn(tab)).toEqual([])
    const kept = await (await world.storage()).receipt(receiptId)
    expect(kept?.id).toBe(shared ? undefined : receiptId)
    expect(await tab.run('receipt', { receiptId })).toMatchObject({ id: receiptId })
  })

  it('control: it lives until it is asked to end', async () => {
    const { world, tab, elsewhere } = await signedIn(1)
    await othersOn(tab)
    expect(await vitals(world.emulator, elsewhere[0]!)).toEqual(['ok', 'ok'])
  })

  it('is written down before Cognito is asked, and shown as ending', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    let waited: AnyReceipt | undefined
    world.network = only(['RevokeUserSession'], async (_call, forward) => {
      waited = await (await world.storage()).receipt('id-2')
      return forward()
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    expect(receiptId).toBe('id-2')
    await receiptWhen(tab, receiptId, answered)
    expect(waited).toMatchObject({ sessions: [{ server: { step: 'waiting' } }] })
    const states = () => shown(tab).map((list) => tracked(list).find(({ id }) => id === other!.id)?.ending?.state)
    await tab.until(() => states().length >= 2)
    expect(states().slice(0, 2)).toEqual(['asked', 'accepted'])
  })

  it('many clicks are one request and one receipt', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    const ask = async () => tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    const answers = await Promise.all(Array.from({ length: 20 }, ask))
    const [first] = answers
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(1)
    await receiptWhen(tab, first!.receiptId, everyList('no longer listed'))
    expect(world.sent('RevokeUserSession')).toHaveLength(1)
  })

  it('a lost answer is repeated, and “not found” then means that it has ended', async () => {
    const { world, tab, elsewhere } = await signedIn(1)
    const [other] = await othersOn(tab)
    let first = true
    world.network = only(['RevokeUserSession'], async (call, forward) => {
      if (!first) return forward()
      first = false
      return lostAfter(call, forward)
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    const receipt = await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(receipt.sessions[0]?.server).toMatchObject({ step: 'already ended' })
    expect((await vitals(world.emulator, elsewhere[0]!))[1]).toMatch('revoked')
  })

  it('“not found” without a request id is told without one', async () => {
    const { world, tab } = await signedIn(1)
    const refusal = { __type: 'ResourceNotFoundException', message: 'gone' }
    world.network = only(['RevokeUserSession'], async () => Response.json(refusal, { status: 400 }))
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: 'ssounknown', linked: false }] })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions[0]).toMatchObject({ id: 'ssounknown', kind: 'sso', server: { step: 'already ended' } })
    expect(sessions[0]?.server).not.toHaveProperty('requestId')
  })

  it('one that this browser has never seen on the list is asked for all the same', async () => {
    const { tab } = await signedIn(0)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: 'tknunknown', linked: false }] })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions).toMatchObject([{ id: 'tknunknown', kind: 'token', server: { step: 'already ended' } }])
  })
})
