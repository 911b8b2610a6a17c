import { describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import { changeClient, managedWorld, signInThere } from './testManagedLogin.ts'
import { demo, errorOf, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const offline = only(['RevokeToken'], lostBefore)
const online = only([], lostBefore)

/** Somebody who is signed in under the usual limits, and busy for so long. */
async function busyFor(ms: number) {
  const world = new World()
  world.limits = { ...usualLimits, idleMs: 365 * day }
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  const issued = world.latest
  world.network = offline
  world.advance(ms)
  return { world, tab, issued }
}

describe('the half that an unconfirmed sign-out is sealed with', () => {
  it('lasts as long as the sign-out is tried, where the eight hours ended the session', async () => {
    const { world, tab, issued } = await busyFor(8 * hour)
    await tab.tick()
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'time limit' } })
    await tab.until(() => tab.outbox === 1)
    tab.close()
    world.advance(day - hour)
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(issued)).toBe(false)
  })

  it.each(['the worker', 'the page'])('is made anew when %s wakes after days of sleep', async (first) => {
    const { world, tab, issued } = await busyFor(3 * day)
    if (first === 'the page') await tab.run('limits', {})
    else await tab.tick()
    await tab.until(() => tab.outbox === 1)
    tab.close()
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(issued)).toBe(false)
  })

  it('serves before the page has handed it back: with rotation what a probe was given takes the old token’s place', async () => {
    const world = managedWorld()
    world.limits = { ...usualLimits, idleMs: 365 * day }
    await changeClient(world, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    const tab = await world.openTab()
    await signInThere(world, tab)
    const first = world.latest
    world.advance(3 * day)
    // Somebody on the way answers with 200 and nothing.
    world.network = only(['oauth2/revoke'], async () => new Response('', { status: 200 }))
    await tab.run('limits', {})
    await tab.until(() => tab.outbox === 1)
    const minted = world.latest
    expect(minted.refresh).not.toBe(first.refresh)
    const before = world.sent('oauth2/revoke').length
    world.network = online
    await tab.run('retryOutbox', {})
    expect(world.sent('oauth2/revoke')[before]?.body['token']).toBe(minted.refresh)
    expect(await world.mints(minted)).toBe(false)
  })

  it('opens what was sealed with it also where another tab’s has come into its place', async () => {
    const { world, tab, issued } = await busyFor(3 * day)
    // It signs in after this page has asked, and before the worker names its own half.
    world.gate = async (_tab, where) => {
      if (where !== 'record asked' || world.jar.outbox !== undefined) return
      world.jar.outbox = 'another-tabs-half-xxxxxxxxxxxxx'
      world.outboxHalfEndsMs = Date.now() + day
    }
    await tab.run('limits', {})
    await tab.until(() => tab.outbox === 1)
    world.network = online
    await tab.run('retryOutbox', {})
    expect(world.jar.outbox).toMatch(/^another/)
    expect(await world.mints(issued)).toBe(false)
  })

  it('is another tab’s, where that has made one meanwhile: what is sealed with that one is not lost', async () => {
    const { world, tab } = await busyFor(hour)
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    const { outbox } = world.jar
    const other = await world.openTab()
    await other.signIn(demo.rhea)
    world.advance(8 * hour)
    await other.tick()
    await other.until(() => other.outbox === 2)
    expect(world.jar.outbox).toBe(outbox)
  })

  it('gone after one refusal leaves the activity to say that it was refused', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], errorOf('ForbiddenException', 'no', 403))
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    delete world.jar.outbox
    world.advance(2 * minute)
    await tab.run('retryOutbox', {})
    expect((await tab.receipt(receiptId!))?.server).toMatchObject({ step: 'given up', why: 'forgotten', tries: 1 })
    world.network = online
    await tab.signIn(demo.ada)
    const lines = await tab.run('activity', {})
    expect(lines.find((line) => line.receiptId === receiptId)).toMatchObject({
      outcome: 'refused',
      detail: 'ForbiddenException',
    })
  })
})
