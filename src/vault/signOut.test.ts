import { describe, expect, it, vi } from 'vitest'

import type { SessionRecord } from './storage.ts'
import { bytesOnDisk } from './testDisk.ts'
import { demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

async function signedIn(options: { clientId?: string; memoryOnly?: boolean } = {}) {
  const world = new World(options.clientId === undefined ? {} : { clientId: options.clientId })
  const tab = await world.openTab()
  await tab.signIn(demo.ada, options.memoryOnly)
  return { world, tab, issued: world.latest }
}

describe('signing out this device', () => {
  it('ends the session, proves it, and clears the browser', async () => {
    const { world, tab, issued } = await signedIn()
    const { receiptId } = await tab.signOut()
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(world.jar.session).toBeUndefined()
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({
      kind: 'this device',
      displayName: 'Ada Lovelace',
      operation: 'RevokeToken',
      server: { step: 'accepted', attempts: 1, requestId: expect.stringMatching(/-/) },
      proof: { state: 'observed refused', probe: 'GetUser', message: 'Access Token has been revoked' },
      skewMs: 0,
    })
    expect(receipt.stillWorks.slice(0, 3)).toEqual([
      { what: 'refresh', works: { state: 'no' } },
      { what: 'operations', works: { state: 'no' } },
      { what: 'offline', works: { state: 'until', at: new Date('2030-01-01T01:00Z'), bound: 'exact' } },
    ])
    expect(tab.receiptsSeen(receiptId).map(({ server, proof }) => [server.step, proof.state])).toEqual([
      ['asked', 'waiting'],
      ['accepted', 'waiting'],
      ['accepted', 'observed refused'],
    ])
    expect(await tab.run('receipt', { receiptId: receiptId! })).toEqual(receipt)
    expect(await (await world.openTab()).run('receipt', { receiptId: receiptId! })).toEqual(receipt)
    expect(await world.lives(issued)).toBe(false)
    expect(await world.mints(issued)).toBe(false)
    expect(tab.outbox).toBe(0)
    const disk = await bytesOnDisk(world.database)
    for (const secret of world.watch.known) expect(disk).not.toContain(secret.slice(0, 20))
    tab.close()
    expect((await world.openTab()).state).toEqual({ state: 'signed out' })
  })

  it('writes tombstone and intent, durably and at once, before it asks Cognito', async () => {
    const { world, tab } = await signedIn()
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const found: { record: SessionRecord | undefined; waiting: number; keepalive: boolean; state: string }[] = []
    const storage = await world.storage()
    world.network = only(['RevokeToken'], async (call, forward) => {
      const [record, outbox] = [await storage.record(), await storage.outbox()]
      found.push({ record, waiting: outbox.length, keepalive: call.keepalive, state: tab.state.state })
      return forward()
    })
    await tab.signOutToTheEnd()
    const tombstone = { generation: 2, state: 'signed out', reason: 'signed out here' }
    expect(found).toMatchObject([{ record: tombstone, waiting: 1, keepalive: true, state: 'signed out' }])
    const strict = transaction.mock.calls.find(([, , options]) => options?.durability === 'strict')
    expect(strict?.slice(0, 2)).toEqual([['session', 'outbox'], 'readwrite'])
    transaction.mockRestore()
  })

  it('a hundred clicks are one intent', async () => {
    const { world, tab } = await signedIn()
    const answers = await Promise.all(Array.from({ length: 100 }, async () => tab.signOut()))
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(1)
    await tab.receiptWhen(answers[0]?.receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(world.sent('RevokeToken')).toHaveLength(1)
    expect(await tab.signOut()).toEqual({})
  })

  it('tries three times by itself', async () => {
    const { world, tab } = await signedIn()
    await world.fault({ operation: 'RevokeToken', times: 2, error: { code: 'TooManyRequestsException' } })
    expect(await tab.signOutToTheEnd()).toMatchObject({ server: { step: 'accepted', attempts: 3 } })
  })

  it.each([
    ['InvalidParameterException', false],
    ['UnauthorizedException', false],
    ['UnsupportedTokenTypeException', false],
    ['OperationNotEnabledException', true],
    ['UnsupportedOperationException', true],
  ])('%s is final: purged, and the receipt says what still works', async (code, everywhereOffered) => {
    const { world, tab } = await signedIn()
    world.network = only(['RevokeToken'], errorOf(code, 'no'))
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({
      server: { step: 'refused', failure: { code, message: 'no', class: 'rejected' }, everywhereOffered },
      proof: { state: 'not possible', why: 'refused' },
    })
    const until = new Date('2030-01-31')
    expect(receipt.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'until', at: until, bound: 'about' } })
    expect(tab.outbox).toBe(0)
    expect(await (await world.storage()).outbox()).toEqual([])
    expect(tab.state.state).toBe('signed out')
  })

  it.each([
    ['ForbiddenException', 403],
    ['AccessDeniedException', 403],
    ['NotAuthorizedException', 400],
    ['ResourceNotFoundException', 400],
    ['LimitExceededException', 400],
    ['BrandNewException', 400],
  ])('%s (%i) is not final: it waits, is tried again, and ends the session later', async (code, status) => {
    const { world, tab, issued } = await signedIn()
    world.network = only(['RevokeToken'], errorOf(code, 'not now', status))
    const { id, server, stillWorks } = await tab.signOutToTheEnd()
    expect(server).toMatchObject({ step: 'not told yet', tries: 1, failure: { code, class: 'rejected' } })
    expect(stillWorks[0]).toMatchObject({ what: 'refresh', works: { state: 'until' } })
    world.advance(5_000)
    await tab.tick()
    expect((await tab.receipt(id))?.server).toMatchObject({ step: 'not told yet', tries: 2 })
    expect(tab.outbox).toBe(1)
    world.network = only([], lostBefore)
    await tab.run('retryOutbox', {})
    expect((await tab.receipt(id))?.proof.state).toBe('observed refused')
    expect(await world.mints(issued)).toBe(false)
    expect(tab.outbox).toBe(0)
  })

  it.each([
    ['alone', 1, { step: 'refused', everywhereOffered: false }, { bound: 'about' }],
    ['after an attempt that got lost', 2, { step: 'given up', why: 'memory only' }, undefined],
  ])('from a shared computer, a firewall’s refusal %s is told as it is', async (_name, attempts, step, works) => {
    const { world, tab } = await signedIn({ memoryOnly: true })
    let asked = 0
    world.network = only(['RevokeToken'], async (call, forward) => {
      asked += 1
      return asked < attempts ? lostBefore(call, forward) : errorOf('ForbiddenException', 'no', 403)(call, forward)
    })
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.server).toMatchObject({ ...step, failure: { code: 'ForbiddenException', attempts } })
    if (works) expect(receipt.stillWorks[0]).toMatchObject({ works })
    else expect(receipt.stillWorks[0]).toMatchObject({ mayBeOver: true })
  })

  it('from a shared computer that Cognito does not hear: given up at once, nothing kept', async () => {
    const { world, tab } = await signedIn({ memoryOnly: true })
    world.network = only(['RevokeToken'], lostBefore)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.server).toMatchObject({ step: 'given up', why: 'memory only', failure: { code: 'Unreachable' } })
    expect(receipt.proof).toEqual({ state: 'not possible', why: 'not told' })
    expect(receipt.stillWorks.slice(0, 2)).toMatchObject([
      { what: 'refresh', mayBeOver: true },
      { what: 'operations', works: { state: 'until', bound: 'at most' }, mayBeOver: true },
    ])
    expect(await bytesOnDisk(world.database)).toBe('')
  })

  it('from a shared computer at the moment of a limit: one sign-out, and nothing of it on disk', async () => {
    const { world, tab } = await signedIn({ memoryOnly: true })
    world.limits.idleMs = 15 * 60_000
    world.advance(15 * 60_000)
    world.network = only(['RevokeToken'], lostBefore)
    await Promise.all([tab.signOut(), tab.tick()])
    await tab.receiptWhen(undefined, ({ server }) => server.step === 'given up')
    expect(new Set(tab.receiptsSeen().map(({ id }) => id)).size).toBe(1)
    expect(await (await world.storage()).outbox()).toEqual([])
  })

  it('from a shared computer where revocation is off: refused, and everywhere is offered', async () => {
    const { tab } = await signedIn({ clientId: demo.kiosk, memoryOnly: true })
    expect((await tab.signOutToTheEnd()).server).toMatchObject({ step: 'refused', everywhereOffered: true })
  })

  it('that cannot be written down is not pretended', async () => {
    const { world, tab } = await signedIn()
    world.gate = async (_tab, where) => {
      if (where === 'replace asked') throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    await expect(tab.signOut()).rejects.toThrow('the disk is full')
    expect(tab.state.state).toBe('signed in')
    world.gate = undefined
    expect((await tab.signOutToTheEnd()).proof.state).toBe('observed refused')
  })

  it('without cookies is possible; only a later try is not', async () => {
    const { world, tab } = await signedIn()
    delete world.jar.session
    delete world.jar.outbox
    world.network = only(['RevokeToken'], lostBefore)
    const { receiptId } = await tab.run('signOut', {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt.server).toMatchObject({ step: 'given up', why: 'forgotten' })
    expect((await (await world.storage()).record())?.state).toBe('signed out')
  })
})

describe('everywhere, after RevokeToken was refused for good', () => {
  it('takes the token of the session that has just left', async () => {
    const { world, tab, issued } = await signedIn({ clientId: demo.kiosk })
    const refused = await tab.signOutToTheEnd()
    expect(refused.server).toMatchObject({ step: 'refused', everywhereOffered: true })
    expect(refused.familyId).toBeUndefined()
    const { receiptId } = await tab.run('signOutEverywhereInstead', { receiptId: refused.id })
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ kind: 'everywhere', operation: 'GlobalSignOut', server: { step: 'accepted' } })
    expect(receipt.proof.state).toBe('observed refused')
    expect(await world.mints(issued)).toBe(false)
    const again = tab.run('signOutEverywhereInstead', { receiptId: refused.id })
    expect(await failureIn(again)).toMatchObject({ code: 'Forgotten', attempts: 0 })
  })

  it('many clicks are one call', async () => {
    const { world, tab } = await signedIn({ clientId: demo.kiosk })
    const { id } = await tab.signOutToTheEnd()
    const ask = async () => tab.run('signOutEverywhereInstead', { receiptId: id })
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(1)
    expect(world.sent('GlobalSignOut')).toHaveLength(1)
  })

  it('“revoked” after a lost answer means that it was done', async () => {
    const { world, tab } = await signedIn({ clientId: demo.kiosk })
    const { id } = await tab.signOutToTheEnd()
    world.network = only(['GlobalSignOut'], lostAfter)
    await world.fault({ operation: 'GlobalSignOut', nth: 2, times: 2, network: 'reset' })
    expect(await failureIn(tab.run('signOutEverywhereInstead', { receiptId: id }))).toMatchObject({ attempts: 3 })
    world.network = async (_call, forward) => forward()
    const { receiptId } = await tab.run('signOutEverywhereInstead', { receiptId: id })
    expect(await tab.receiptWhen(receiptId, ({ proof }) => proof.state === 'observed refused')).toBeDefined()
  })

  it('renews the access token first when it has run out', async () => {
    const { world, tab, issued } = await signedIn({ clientId: demo.kiosk })
    world.advance(59 * 60_000 + 31_000)
    const { id } = await tab.signOutToTheEnd()
    const { receiptId } = await tab.run('signOutEverywhereInstead', { receiptId: id })
    expect(await tab.receiptWhen(receiptId, ({ proof }) => proof.state === 'observed refused')).toBeDefined()
    const operations = world.calls.map(({ operation }) => operation)
    expect(operations.slice(3, 5)).toEqual(['GetTokensFromRefreshToken', 'GlobalSignOut'])
    expect(await world.mints(issued)).toBe(false)
  })

  it('is forgotten after five minutes', async () => {
    const { world, tab } = await signedIn({ clientId: demo.kiosk })
    const { id } = await tab.signOutToTheEnd()
    world.advance(5 * 60_000)
    await tab.tick()
    const asked = tab.run('signOutEverywhereInstead', { receiptId: id })
    expect(await failureIn(asked)).toMatchObject({ code: 'Forgotten' })
  })
})
