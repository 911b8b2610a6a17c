import { describe, expect, it } from 'vitest'

import { vitals } from '../../emulator/testing.ts'
import { answered, everyList, everyStep, othersOn, receiptWhen, signedIn } from './testElsewhere.ts'
import { demo, errorOf, failureIn, lostBefore, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

describe('ending several', () => {
  it('one after another, paced', async () => {
    const { world, tab, elsewhere } = await signedIn(3)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    const began = Date.now()
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const receipt = await receiptWhen(tab, receiptId, answered)
    expect(receipt.kind).toBe('other sessions')
    expect(Date.now() - began).toBeGreaterThanOrEqual(400)
    for (const tokens of elsewhere) expect((await vitals(world.emulator, tokens))[1]).toMatch('revoked')
    expect(await world.lives(world.latest)).toBe(true)
  })

  it('a failure among them is told of that one, and only that one is tried again', async () => {
    const { world, tab, elsewhere } = await signedIn(3)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    let failing = true
    world.network = only(['RevokeUserSession'], async (call, forward) =>
      failing && call.body['SessionId'] === targets[1]!.id
        ? errorOf('InvalidParameterException')(call, forward)
        : forward(),
    )
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions.map(({ server }) => server.step)).toEqual(['accepted', 'failed', 'accepted'])
    expect(world.sent('RevokeUserSession')).toHaveLength(3)
    failing = false
    expect(await tab.run('retryEnding', { receiptId })).toEqual({ receiptId })
    const again = await receiptWhen(
      tab,
      receiptId,
      everyStep((step) => step === 'accepted'),
    )
    expect(again.againAt).toBeInstanceOf(Date)
    expect(
      world
        .sent('RevokeUserSession')
        .slice(3)
        .map(({ body }) => body['SessionId']),
    ).toEqual([targets[1]!.id])
    for (const tokens of elsewhere) expect((await vitals(world.emulator, tokens))[1]).toMatch('revoked')
  })

  it('one that failed is no longer shown as ending', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    world.network = only(['RevokeUserSession'], errorOf('ForbiddenException', '', 403))
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await receiptWhen(tab, receiptId, answered)
    expect((await othersOn(tab))[0]).not.toHaveProperty('ending')
  })

  it('without a connection the rest is not tried', async () => {
    const { world, tab } = await signedIn(3)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], lostBefore)
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions.map(({ server }) => (server.step === 'not tried' ? server.why : server.step))).toEqual([
      'failed',
      'no connection',
      'no connection',
    ])
  })

  it.each([
    ['Access Token has been revoked', 'this session ended'],
    ['Access Token does not have required scopes', 'failed'],
  ])('“%s”: the next one is %s', async (message, next) => {
    const { world, tab } = await signedIn(2)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], errorOf('NotAuthorizedException', message))
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    const { server } = sessions[1]!
    expect(server.step === 'not tried' ? server.why : server.step).toBe(next)
  })

  it('signed out meanwhile: the rest is not tried, and says so', async () => {
    const { world, tab } = await signedIn(3)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], async (_call, forward) => {
      await tab.signOut()
      return forward()
    })
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions.map(({ server }) => server.step)).toContain('not tried')
    expect(await failureIn(tab.run('retryEnding', { receiptId: 'none' }))).toMatchObject({ code: 'SignedOut' })
  })

  it('stops where it is told to', async () => {
    const { world, tab, elsewhere } = await signedIn(3)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], async (_call, forward) => {
      await tab.run('stopEnding', { receiptId: 'id-2' })
      return forward()
    })
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    const { sessions } = await receiptWhen(tab, receiptId, answered)
    expect(sessions.map(({ server }) => (server.step === 'not tried' ? server.why : server.step))).toEqual([
      'accepted',
      'stopped',
      'stopped',
    ])
    const alive = await Promise.all(elsewhere.map(async (tokens) => vitals(world.emulator, tokens)))
    expect(alive.filter(([access]) => access === 'ok')).toHaveLength(2)
    expect(await tab.run('stopEnding', { receiptId: 'unknown' })).toBeUndefined()
    world.network = only([], lostBefore)
    await tab.run('retryEnding', { receiptId })
    await receiptWhen(
      tab,
      receiptId,
      everyStep((step) => step === 'accepted'),
    )
  })

  it('asked again while the list is held against the receipt, the rest is ended all the same', async () => {
    const { world, tab } = await signedIn(2)
    const sessions = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], async (call, forward) =>
      call.body['SessionId'] === sessions[1]!.id ? errorOf('InvalidParameterException')(call, forward) : forward(),
    )
    let again: Promise<unknown> | undefined
    const { receiptId } = await tab.run('endSessions', { sessions })
    world.gate = async (_tab, where) => {
      // The receipt is written once more after the look at the list: in between, the person presses "Try again".
      const compares = where === 'keepReceipt asked' && world.sent('ListUserSessions').length > 1
      if (!compares || again !== undefined) return
      world.network = only([], lostBefore)
      again = tab.run('retryEnding', { receiptId })
      await again
    }
    await receiptWhen(
      tab,
      receiptId,
      everyStep((step) => step === 'accepted'),
    )
  })

  it('a reload in the middle leaves a receipt from which the rest is tried again', async () => {
    const { world, tab } = await signedIn(2)
    const targets = (await othersOn(tab)).map(({ id }) => ({ id, linked: false }))
    world.network = only(['RevokeUserSession'], async (_call, forward) => {
      const answer = await forward()
      tab.kill()
      return answer
    })
    const { receiptId } = await tab.run('endSessions', { sessions: targets })
    await expect.poll(() => tab.dead).toBe(true)
    world.network = only([], lostBefore)
    const next = await world.openTab()
    await next.run('retryEnding', { receiptId })
    const { sessions } = await receiptWhen(next, receiptId, everyList('no longer listed'))
    expect(sessions.map(({ server }) => server.step)).toEqual(['already ended', 'accepted'])
    expect(await failureIn(next.run('retryEnding', { receiptId: 'unknown' }))).toMatchObject({ code: 'Forgotten' })
    expect(await next.run('retryEnding', { receiptId })).toEqual({ receiptId })
  })

  it('a retry while it still runs is the same work', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    world.network = only(['RevokeUserSession'], async (_call, forward) => {
      await tab.run('retryEnding', { receiptId: 'id-2' })
      return forward()
    })
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
    expect(world.sent('RevokeUserSession')).toHaveLength(1)
  })

  it('another person’s receipt is not worked on', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    const { receiptId } = await tab.run('endSessions', { sessions: [{ id: other!.id, linked: false }] })
    await receiptWhen(tab, receiptId, everyList('no longer listed'))
    await tab.signIn(demo.rhea)
    const fresh = await world.openTab()
    expect(await failureIn(fresh.run('retryEnding', { receiptId }))).toMatchObject({ code: 'Forgotten' })
  })
})
