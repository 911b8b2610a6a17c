import { describe, expect, it, vi } from 'vitest'

import { lineOfSignOut } from './activityLines.ts'
import { changeClient, giveUpDomain, managedWorld, signInThere } from './testManagedLogin.ts'
import {
  answerOf,
  demo,
  errorOf,
  lostAfter,
  lostBefore,
  type Network,
  only,
  useVirtualTime,
  World,
} from './testWorld.ts'

useVirtualTime()

const second = 1_000
const minute = 60 * second
const day = 24 * 60 * minute
const online = only([], lostBefore)

/** Somebody on the way who answers everything with 200 and nothing. */
const empty: Network = async () => new Response('', { status: 200 })
const inBetween = only(['oauth2/revoke', 'GetUser'], empty)

/** Signed out of managed login's session, with `network` in the way. */
async function signedOut({ network = inBetween, memoryOnly = false, config = {}, client = {} } = {}) {
  const world = managedWorld(config)
  if (Object.keys(client).length > 0) await changeClient(world, client)
  const tab = await world.openTab()
  await signInThere(world, tab, memoryOnly)
  const issued = world.latest
  world.network = network
  const receipt = await tab.signOutToTheEnd()
  return { world, tab, issued, receipt, id: receipt.id }
}

describe('an acceptance of the revocation endpoint without its end observed', () => {
  it('is told as just that, and is asked for again', async () => {
    const { world, tab, issued, receipt, id } = await signedOut()
    expect(receipt).toMatchObject({
      operation: 'oauth2/revoke',
      server: { step: 'accepted', requestId: '', again: { tries: 1, nextTryAt: new Date(Date.now() + 5 * second) } },
      proof: { state: 'not known', probe: 'GetUser', failure: { code: 'NotCognito' } },
    })
    const until = { state: 'until', bound: 'at most' }
    expect(receipt.stillWorks.slice(0, 2)).toMatchObject([
      { what: 'refresh', works: { state: 'until', bound: 'about' }, mayBeOver: 'not observed' },
      { what: 'operations', works: until, mayBeOver: 'not observed' },
    ])
    expect(lineOfSignOut(receipt)).toMatchObject({ outcome: 'not known' })
    expect(tab.outbox).toBe(1)
    expect(tab.state.state).toBe('signed out')
    expect(await world.mints(issued)).toBe(true)

    world.network = online
    world.advance(5 * second)
    await tab.tick()
    const done = await tab.receipt(id)
    expect(done?.server).toMatchObject({ step: 'accepted', requestId: '' })
    expect(done?.server).not.toHaveProperty('again')
    expect(done?.proof).toMatchObject({ state: 'observed refused', probe: 'GetTokensFromRefreshToken' })
    expect(done?.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    expect(lineOfSignOut(done!)).toMatchObject({ outcome: 'proven' })
    expect(tab.outbox).toBe(0)
    expect(await world.mints(issued)).toBe(false)
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('is under way as long as it is looked for, and never ended before that is seen', async () => {
    const { world, tab, id } = await signedOut()
    world.network = online
    await tab.run('retryOutbox', {})
    const told = tab.receiptsSeen(id).map((each) => [each.server.step, each.proof.state, lineOfSignOut(each).outcome])
    expect(told).toEqual([
      ['asked', 'waiting', 'under way'],
      ['accepted', 'waiting', 'under way'],
      ['accepted', 'not known', 'not known'],
      ['accepted', 'waiting', 'under way'],
      ['accepted', 'observed refused', 'proven'],
    ])
  })

  it('and that is seen to answer still: asked for again, and ended', async () => {
    const { world, tab, issued, receipt, id } = await signedOut({ network: only(['oauth2/revoke'], empty) })
    expect(receipt).toMatchObject({ server: { again: { tries: 1 } }, proof: { state: 'still answers' } })
    world.network = online
    tab.close()
    const next = await world.openTab()
    await next.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
    expect(await world.mints(issued)).toBe(false)
    await next.until(() => next.outbox === 0)
  })

  it('stays accepted when a later try does not get through', async () => {
    const { world, tab, receipt, id } = await signedOut()
    world.network = only(['oauth2/revoke'], lostBefore)
    await tab.run('retryOutbox', {})
    const later = await tab.receipt(id)
    expect(later).toMatchObject({ server: { step: 'accepted', again: { tries: 2 } }, proof: receipt.proof })
    expect(later?.stillWorks[0]).toMatchObject({ mayBeOver: 'not observed' })
  })

  it('with the tab gone while it looked, and the next try not getting through: not observed', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    await signInThere(world, tab)
    world.network = only(['GetUser'], async () => new Promise(() => {}))
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'accepted')
    tab.kill()
    world.network = only(['oauth2/revoke'], lostBefore)
    const next = await world.openTab()
    const receipt = await next.receiptWhen(receiptId, ({ server }) => server.step === 'accepted' && !!server.again)
    expect(receipt.proof).toEqual({ state: 'not possible', why: 'not told' })
  })

  it.each([
    ['a day has passed', {}, day],
    ['the token has expired', { refreshTokenDays: 0.5 }, day / 2],
  ])('is tried until %s, and then says so', async (why, config, ms) => {
    const { world, tab, id } = await signedOut({ config })
    world.advance(ms)
    await tab.tick()
    const receipt = await tab.receipt(id)
    expect(receipt).toMatchObject({
      server: { step: 'accepted', again: { tries: 1, why } },
      proof: { state: 'not known' },
    })
    expect(receipt?.stillWorks[0]?.works.state).toBe(why === 'a day has passed' ? 'until' : 'no')
    expect(tab.outbox).toBe(0)
  })

  it('is tried no more where the key is gone, and says so', async () => {
    const { world, tab, id } = await signedOut()
    delete world.jar.outbox
    world.advance(2 * minute)
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect((await tab.receipt(id))?.server).toMatchObject({ step: 'accepted', again: { why: 'forgotten' } })
  })

  it('on a shared computer: purged, and said to be not observed', async () => {
    const network = only(['oauth2/revoke', 'GetUser', 'RevokeToken'], empty)
    const { world, receipt } = await signedOut({ network, memoryOnly: true })
    expect(receipt).toMatchObject({
      operation: 'oauth2/revoke',
      server: { step: 'accepted', again: { tries: 1, why: 'memory only' } },
      proof: { state: 'not known' },
    })
    expect(receipt.stillWorks[0]).toMatchObject({ mayBeOver: 'not observed' })
    expect(await (await world.storage()).outbox()).toEqual([])
  })

  it.each([
    ['cannot be seen', inBetween, { state: 'not known', probe: 'GetUser' }],
    ['does not come', only(['oauth2/revoke'], empty), { state: 'observed refused', probe: 'GetUser' }],
    ['is not even asked for', only(['oauth2/revoke'], lostBefore), { state: 'observed refused', probe: 'GetUser' }],
  ])('on a shared computer, where the end %s: RevokeToken is asked as well', async (_name, network, proof) => {
    const { world, receipt, issued } = await signedOut({ network, memoryOnly: true })
    expect(receipt).toMatchObject({ operation: 'RevokeToken', server: { step: 'accepted', attempts: 1 }, proof })
    expect(receipt.server).not.toHaveProperty('again')
    expect(receipt.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    world.network = online
    expect(await world.mints(issued)).toBe(false)
  })

  it.each([
    ['ended it', lostAfter],
    ['never arrived', lostBefore],
  ])(
    'on a shared computer, where the endpoint refuses and RevokeToken is lost, which %s: not known',
    async (_name, lost) => {
      const firewall: Network = async () => answerOf({ error: 'access_denied' }, 403)
      const { receipt } = await signedOut({
        network: async (call, forward) =>
          only(['RevokeToken'], lost)(call, async () => only(['oauth2/revoke'], firewall)(call, forward)),
        memoryOnly: true,
      })
      expect(receipt).toMatchObject({
        operation: 'RevokeToken',
        server: { step: 'given up', why: 'memory only', failure: { operation: 'RevokeToken', code: 'Unreachable' } },
      })
      expect(lineOfSignOut(receipt)).toMatchObject({ outcome: 'not known' })
    },
  )

  it('on a shared computer, where RevokeToken is refused for good: told as that', async () => {
    const { receipt } = await signedOut({
      network: async (call, forward) =>
        only(['RevokeToken'], errorOf('UnsupportedOperationException'))(call, async () =>
          only(['oauth2/revoke'], lostBefore)(call, forward),
        ),
      memoryOnly: true,
    })
    expect(receipt.server).toMatchObject({ step: 'refused', everywhereOffered: true })
  })

  it('of a session that another sign-in has replaced, which has no receipt: kept until the end is seen', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    const { visitor } = await signInThere(world, tab)
    const first = world.latest
    world.network = inBetween
    await signInThere(world, tab, false, visitor)
    await tab.until(() => world.sent('oauth2/revoke').length > 0)
    const storage = await world.storage()
    await expect.poll(async () => (await storage.outbox())[0]?.tries).toBe(1)
    expect(await world.mints(first)).toBe(true)
    world.network = online
    expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
    expect(await world.mints(first)).toBe(false)
  })

  it('with rotation: what a probe was given takes the old token’s place, and can be ended', async () => {
    const { world, tab, id } = await signedOut({
      client: {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      },
    })
    world.network = only(['oauth2/revoke'], empty)
    await tab.run('retryOutbox', {})
    expect((await tab.receipt(id))?.proof).toMatchObject({ state: 'still answers' })
    tab.close()
    world.network = online
    const { latest } = world
    const before = world.sent('oauth2/revoke').length
    const next = await world.openTab()
    await next.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
    expect(world.sent('oauth2/revoke')[before]?.body['token']).toBe(latest.refresh)
    expect(await world.mints(latest)).toBe(false)
  })

  const reset = errorOf('PasswordResetRequiredException', 'a new password first')

  it('that no probe can tell of: RevokeToken, which shows its request id, is asked as well', async () => {
    const { world, tab, issued, receipt } = await signedOut({ network: only(['GetUser'], reset) })
    expect(receipt).toMatchObject({
      operation: 'RevokeToken',
      server: { step: 'accepted', requestId: expect.stringMatching(/-/) },
      proof: { state: 'not known', failure: { code: 'PasswordResetRequiredException' } },
    })
    expect(receipt.server).not.toHaveProperty('again')
    expect(receipt.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    expect(world.sent('RevokeToken')).toMatchObject([{ body: { Token: issued.refresh } }])
    await tab.until(() => tab.outbox === 0)
  })

  it('and RevokeToken’s acceptance has its own moment beside its request id', async () => {
    const began = Date.now()
    const { receipt } = await signedOut({
      network: async (call, forward) => {
        if (call.operation === 'RevokeToken') vi.setSystemTime(began + minute)
        return only(['GetUser'], reset)(call, forward)
      },
    })
    expect(receipt).toMatchObject({ operation: 'RevokeToken', server: { at: new Date(began + minute) } })
  })

  it.each([
    ['does not get through', lostBefore, { step: 'accepted', requestId: '', again: { tries: 1 } }, 1],
    ['is refused for good', errorOf('UnsupportedOperationException'), { step: 'refused', everywhereOffered: true }, 0],
  ])('and RevokeToken %s: told as it is', async (_name, network, server, waiting) => {
    const probing = only(['GetUser'], reset)
    const { tab, receipt } = await signedOut({
      network: async (call, forward) => only(['RevokeToken'], network)(call, async () => probing(call, forward)),
    })
    expect(receipt.server).toMatchObject(server)
    expect(tab.outbox).toBe(waiting)
  })

  it('of a session that this browser lets go of, whose user needs a new password: it waits for nothing', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    await signInThere(world, tab)
    const issued = world.latest
    world.network = only(['GetTokensFromRefreshToken'], reset)
    await tab.renew()
    await tab.until(() => world.sent('RevokeToken').length > 0)
    await tab.until(() => tab.outbox === 0)
    world.network = online
    expect(await world.mints(issued)).toBe(false)
  })

  it('a domain that shows its request id is taken at its word', async () => {
    const named: Network = async () => new Response('', { headers: { 'x-amz-cognito-request-id': 'request-1' } })
    const network: Network = async (call, forward) =>
      call.operation === 'GetUser' ? lostBefore(call, forward) : only(['oauth2/revoke'], named)(call, forward)
    const { tab, receipt } = await signedOut({ network })
    expect(receipt).toMatchObject({
      server: { step: 'accepted', requestId: 'request-1' },
      proof: { state: 'not known' },
    })
    expect(receipt.server).not.toHaveProperty('again')
    expect(receipt.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    expect(tab.outbox).toBe(0)
  })

  it('without the domain any more, RevokeToken’s own answer is enough', async () => {
    const { world, tab, issued, id } = await signedOut()
    tab.close()
    giveUpDomain(world)
    world.network = only(['GetTokensFromRefreshToken'], lostBefore)
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await next.receipt(id)).toMatchObject({
      server: { step: 'accepted', attempts: 1 },
      proof: { state: 'not known' },
    })
    expect(await world.mints(issued)).toBe(false)
  })
})

describe('an acceptance of RevokeToken, which shows its request id', () => {
  it('counts by itself, observed or not', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['GetUser'], empty)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({ server: { step: 'accepted' }, proof: { state: 'not known' } })
    expect(receipt.server).not.toHaveProperty('again')
    expect(receipt.stillWorks[0]).toEqual({ what: 'refresh', works: { state: 'no' } })
    expect(lineOfSignOut(receipt)).toMatchObject({ outcome: 'done' })
    await tab.until(() => tab.outbox === 0)
  })

  it('without one it is none', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], async () => new Response('{}', { status: 200 }))
    expect((await tab.signOutToTheEnd()).server).toMatchObject({
      step: 'not told yet',
      failure: { code: 'NotCognito' },
    })
    expect(answerOf({}).headers.get('x-amzn-requestid')).not.toBeNull()
  })
})
