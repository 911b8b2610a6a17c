import { describe, expect, it } from 'vitest'

import { lineOfSignOut } from './activityLines.ts'
import { bytesOnDisk } from './testDisk.ts'
import { changeClient } from './testManagedLogin.ts'
import { demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
const offline = only(['RevokeToken'], lostBefore)
const online = only([], lostBefore)

/** Somebody who signed out while Cognito could not be reached. */
async function signedOutOffline() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  const issued = world.latest
  world.network = offline
  const { id } = await tab.signOutToTheEnd()
  return { world, tab, issued, id }
}

describe('a sign-out that Cognito does not hear', () => {
  it('is postponed, and the receipt says so', async () => {
    const { world, tab, issued, id } = await signedOutOffline()
    const now = Date.now()
    expect(await tab.receipt(id)).toMatchObject({
      server: {
        step: 'not told yet',
        failure: { operation: 'RevokeToken', code: 'Unreachable', attempts: 3 },
        nextTryAt: new Date(now + 5 * second),
        tries: 1,
      },
      proof: { state: 'not possible', why: 'not told' },
    })
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(tab.outbox).toBe(1)
    expect(await world.mints(issued)).toBe(true)
  })

  it('lies sealed, and nothing can sign in from it', async () => {
    const { world, tab, issued } = await signedOutOffline()
    const disk = await bytesOnDisk(world.database)
    expect(disk).not.toContain(issued.refresh!.slice(0, 20))
    world.network = online
    const calls = world.calls.length
    await tab.run('resume', {})
    await tab.renew()
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(world.calls).toHaveLength(calls)
    await tab.check()
    await tab.tick()
    await world.openTab()
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut' })
    await tab.until(() => tab.outbox === 0)
    expect(world.calls.slice(calls).map(({ operation }) => operation)).not.toContain('InitiateAuth')
    for (const other of world.tabs) expect(other.state.state).toBe('signed out')
  })

  it('is tried again after 5 s, then ever more rarely, at most every 5 min', async () => {
    const { world, tab, id } = await signedOutOffline()
    const pauses: number[] = []
    for (let tries = 1; tries < 10; tries += 1) {
      const receipt = await tab.receipt(id)
      if (receipt?.server.step !== 'not told yet') throw new Error('it was told')
      expect(receipt.server.tries).toBe(tries)
      const pause = receipt.server.nextTryAt.getTime() - Date.now()
      pauses.push(pause / second)
      world.advance(pause - 1)
      const calls = world.calls.length
      await tab.tick()
      expect(world.calls).toHaveLength(calls)
      world.advance(1)
      await tab.tick()
    }
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
  })

  it('completes itself when the network is back', async () => {
    const { world, tab, issued, id } = await signedOutOffline()
    world.network = online
    world.advance(5 * second)
    await tab.tick()
    const receipt = await tab.receipt(id)
    expect(receipt).toMatchObject({
      server: { step: 'accepted', attempts: 1 },
      proof: { state: 'observed refused', probe: 'GetTokensFromRefreshToken' },
    })
    expect(receipt?.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    expect(await world.lives(issued)).toBe(false)
    expect(tab.outbox).toBe(0)
  })

  it.each(['retryOutbox', 'check', 'a new tab'] as const)('%s does not wait for its time', async (way) => {
    const { world, tab, id } = await signedOutOffline()
    world.network = online
    tab.close()
    const next = await world.openTab()
    if (way === 'retryOutbox') expect(await next.run('retryOutbox', {})).toEqual({ waiting: 0 })
    if (way === 'check') await next.check()
    const receipt = await next.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
    expect(receipt.server.step).toBe('accepted')
    expect(world.sent('RevokeToken')).toHaveLength(4)
  })

  it('with its answer lost it is told twice, which does no harm', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], lostAfter)
    const { id } = await tab.signOutToTheEnd()
    expect(await world.mints(world.latest)).toBe(false)
    const untold = await tab.receipt(id)
    expect(untold?.stillWorks.slice(0, 2)).toMatchObject([
      { what: 'refresh', mayBeOver: true },
      { what: 'operations', works: { state: 'until', bound: 'at most' }, mayBeOver: true },
    ])
    world.network = online
    await tab.run('retryOutbox', {})
    expect(await tab.receipt(id)).toMatchObject({ server: { step: 'accepted' } })
  })

  it('refused for good later: purged, and the receipt says so', async () => {
    const { world, tab, id } = await signedOutOffline()
    world.network = only(['RevokeToken'], errorOf('UnsupportedOperationException', 'revocation is off'))
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect(await tab.receipt(id)).toMatchObject({
      server: { step: 'refused', failure: { message: 'revocation is off' }, everywhereOffered: false },
      proof: { state: 'not possible', why: 'refused' },
    })
  })

  it('refused by a firewall at once: nothing can have ended yet', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], errorOf('ForbiddenException', 'a rule', 403))
    const { id } = await tab.signOutToTheEnd()
    const receipt = await tab.receipt(id)
    expect(receipt?.server).toMatchObject({ step: 'not told yet', tries: 1, failure: { attempts: 1 } })
    expect(receipt?.stillWorks[1]).toMatchObject({ what: 'operations', works: { bound: 'exact' } })
    expect(receipt?.stillWorks[1]).not.toHaveProperty('mayBeOver')
  })

  it('refused by a firewall later: it waits on, and the receipt says so', async () => {
    const { world, tab, issued, id } = await signedOutOffline()
    world.network = only(['RevokeToken'], errorOf('ForbiddenException', 'a rule', 403))
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 1 })
    expect((await tab.receipt(id))?.server).toMatchObject({
      step: 'not told yet',
      failure: { code: 'ForbiddenException' },
      tries: 2,
    })
    world.network = online
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect(await world.mints(issued)).toBe(false)
  })

  it('is given up after a day, and says so', async () => {
    const { world, tab, id } = await signedOutOffline()
    world.advance(day)
    await tab.tick()
    const receipt = await tab.receipt(id)
    expect(receipt?.server).toMatchObject({
      step: 'given up',
      why: 'a day has passed',
      failure: { code: 'Unreachable' },
    })
    expect(receipt?.proof).toEqual({ state: 'not possible', why: 'not told' })
    expect(await (await world.storage()).outbox()).toEqual([])
    expect(world.sent('RevokeToken')).toHaveLength(3)
  })

  it('or when the token has expired', async () => {
    const world = new World({ refreshTokenDays: 0.5 })
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = offline
    const { id, server } = await tab.signOutToTheEnd()
    expect(server).toMatchObject({ giveUpAt: new Date('2030-01-01T12:00Z') })
    world.advance(day / 2)
    await tab.tick()
    const receipt = await tab.receipt(id)
    expect(receipt?.server).toMatchObject({ step: 'given up', why: 'the token has expired' })
  })

  it('has its full day where only a default says that the token has expired', async () => {
    const world = new World()
    await changeClient(world, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      RefreshTokenValidity: 90,
    })
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.advance(31 * day)
    expect(await tab.check()).toMatchObject({ state: 'signed in' })
    world.network = offline
    const { server, askedAt, stillWorks } = await tab.signOutToTheEnd()
    expect(server).toMatchObject({ step: 'not told yet', giveUpAt: new Date(askedAt.getTime() + day) })
    expect(stillWorks[0]).toMatchObject({ what: 'refresh', works: { state: 'stays' } })
    world.network = online
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect(await world.mints(world.latest)).toBe(false)
  })

  it('does not come back when it was confirmed elsewhere meanwhile', async () => {
    const { world, tab } = await signedOutOffline()
    const storage = await world.storage()
    const [entry] = await storage.outbox()
    await storage.settle(entry!.id)
    await storage.postpone({ ...entry!, tries: 7 })
    expect(await storage.outbox()).toEqual([])
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
  })
})

describe('the key of an unconfirmed sign-out', () => {
  it.each([
    ['gone', undefined],
    ['another one', 'some-other-half-xxxxxxxxxxxxxxx'],
  ])('%s: given up once it is sure, never before', async (_name, half) => {
    const { world, tab, id } = await signedOutOffline()
    delete world.jar.outbox
    if (half !== undefined) world.jar.outbox = half
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 1 })
    world.advance(2 * minute)
    await tab.tick()
    expect(tab.outbox).toBe(1)
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect(await tab.receipt(id)).toMatchObject({
      server: { step: 'given up', why: 'forgotten', failure: { code: 'Unreachable' } },
    })
  })

  it('gone after an answer was lost and a later try came too soon: it may have ended', async () => {
    const { world, tab, id } = await signedOutOffline()
    world.network = only(['RevokeToken'], errorOf('TooManyRequestsException', 'slow down'))
    await tab.run('retryOutbox', {})
    delete world.jar.outbox
    world.advance(2 * minute)
    await tab.run('retryOutbox', {})
    const receipt = await tab.receipt(id)
    expect(receipt?.server).toMatchObject({
      step: 'given up',
      why: 'forgotten',
      failure: { code: 'TooManyRequestsException' },
      tries: 2,
    })
    expect(lineOfSignOut(receipt!)).toMatchObject({ outcome: 'not known' })
  })

  it('that another tab has made since is no reason to give up: that tab’s sign-out is not lost', async () => {
    const world = new World()
    const [tab, other] = [await world.openTab(), await world.openTab()]
    await tab.signIn(demo.ada)
    other.deaf = true
    world.network = offline
    await tab.signOutToTheEnd()
    world.advance(5 * second)
    await other.tick()
    await tab.tick()
    expect(tab.outbox).toBe(1)
    world.network = online
    await tab.run('retryOutbox', {})
    expect(await world.mints(world.latest)).toBe(false)
  })

  /** A sign-out whose tab died before Cognito had answered. */
  async function killedWhileAsking() {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], async () => new Promise(() => {}))
    const { receiptId } = await tab.signOut()
    tab.kill()
    return { world, receiptId }
  }

  it.each([
    ['not told yet', lostBefore],
    ['refused', errorOf('UnsupportedOperationException', 'revocation is off')],
  ])('there, but the tab is gone, and Cognito then %s: what still works is not told as over', async (step, network) => {
    const { world, receiptId } = await killedWhileAsking()
    world.network = only(['RevokeToken'], network)
    const next = await world.openTab()
    const receipt = await next.receiptWhen(receiptId, ({ server }) => server.step === step)
    expect(receipt.stillWorks.slice(0, 2)).toMatchObject([
      { what: 'refresh', works: { state: 'until' } },
      { what: 'operations', works: { state: 'until' } },
    ])
  })

  it('gone with the tab that signed out: the receipt says why, and what goes on working', async () => {
    const { world, receiptId } = await killedWhileAsking()
    delete world.jar.outbox
    world.advance(2 * minute)
    const next = await world.openTab()
    const receipt = await next.receiptWhen(receiptId, ({ server }) => server.step === 'given up')
    expect(receipt.server).toMatchObject({ why: 'forgotten', failure: { code: 'Sealed' } })
    expect(receipt.stillWorks[0]).toMatchObject({ what: 'refresh', works: { state: 'until' } })
  })
})

describe('an intent without a receipt (the tab died in between)', () => {
  async function intentOnly() {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.gate = async (name, where) => {
      if (name === tab.name && where === 'keepReceipt asked') tab.kill()
    }
    void tab.signOut()
    const storage = await world.storage()
    await tab.until(() => tab.state.state === 'signed out')
    while (!tab.dead) await storage.outbox()
    return { world, storage }
  }

  it.each([
    ['is told', online, 0],
    ['is refused', only(['RevokeToken'], errorOf('UnauthorizedException')), 0],
    ['is postponed', offline, 1],
  ])('%s', async (_name, network, waiting) => {
    const { world, storage } = await intentOnly()
    world.network = network
    const next = await world.openTab()
    expect(await next.run('retryOutbox', {})).toEqual({ waiting })
    expect(await storage.outbox()).toHaveLength(waiting)
    if (network === online) expect(await world.mints(world.latest)).toBe(false)
  })

  it('is given up', async () => {
    const { world } = await intentOnly()
    world.advance(day)
    expect(await (await world.openTab()).run('retryOutbox', {})).toEqual({ waiting: 0 })
  })
})

describe('several tabs and one outbox', () => {
  it('send it once', async () => {
    const { world, tab } = await signedOutOffline()
    world.network = online
    const other = await world.openTab()
    await Promise.all([tab.run('retryOutbox', {}), other.run('retryOutbox', {}), tab.tick(), other.tick()])
    expect(world.sent('RevokeToken')).toHaveLength(4)
  })

  it('leave it to the one that is busy with it', async () => {
    const { world, tab, id } = await signedOutOffline()
    const free = await world.locks.take(`curfew outbox ${id}`, 'frozen tab')
    const asked = tab.run('retryOutbox', {})
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    expect(await asked).toEqual({ waiting: 1 })
    free()
  })

  it('one of a session that this browser lets go of is said to wait only once its first try has failed', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    const reset = only(['GetTokensFromRefreshToken'], errorOf('PasswordResetRequiredException'))
    world.network = reset
    await tab.renew()
    const storage = await world.storage()
    await expect.poll(async () => (await storage.outbox()).length).toBe(0)
    expect(world.sent('RevokeToken')).toHaveLength(1)
    await tab.tick()
    const told = tab.messages.flatMap((message) => (message.kind === 'outbox' ? [message.waiting] : []))
    expect(new Set(told)).toEqual(new Set([0]))
  })

  it('a disk that fails under them is nobody’s to hear of where nobody has asked', async () => {
    const unheard: unknown[] = []
    const hear = (reason: unknown) => void unheard.push(reason)
    process.on('unhandledRejection', hear)
    const world = new World()
    const tab = await world.openTab()
    world.gate = async (_tab, where) => {
      if (where === 'outbox asked') throw new DOMException('gone', 'InvalidStateError')
    }
    await tab.signIn(demo.ada)
    await tab.check()
    world.network = only(['GetTokensFromRefreshToken'], errorOf('PasswordResetRequiredException'))
    await tab.renew()
    await new Promise((done) => {
      setImmediate(done)
    })
    process.off('unhandledRejection', hear)
    expect(unheard).toEqual([])
    expect(tab.state).toMatchObject({ ended: { reason: 'password reset required' } })
  })

  it('a fault of the browser’s own is not swallowed', async () => {
    const { world, tab } = await signedOutOffline()
    world.gate = async (_tab, where) => {
      if (where === 'postpone asked') throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    await expect(tab.run('retryOutbox', {})).rejects.toThrow('the disk is full')
  })
})
