import { describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import { changeClient, managedWorld, reuseFor, signInThere, Visitor } from './testManagedLogin.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, errorOf, lostBefore, type Network, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000
const online = only([], lostBefore)

/** Somebody on the way who answers with 200 and nothing. */
const empty: Network = async () => new Response('', { status: 200 })

/** From now on the disk takes nothing of these. */
function fillDisk(world: World, ...operations: readonly string[]): void {
  world.gate = async (_tab, where) => {
    if (operations.some((name) => where === `${name} asked`)) throw new DOMException('full', 'QuotaExceededError')
  }
}

/** A sign-out that waits for no lock changes the record just before it is written, so many times. */
function overtake(world: World, times: number): void {
  let left = times
  world.gate = async (_tab, where) => {
    if (where !== 'replace asked' || left === 0) return
    left -= 1
    const storage = await world.storage()
    const seen = (await storage.record())?.generation ?? 0
    const at = new Date()
    await storage.replace(seen, { generation: seen + 1, state: 'signed out', reason: 'signed out here', at })
  }
}

async function waiting(world: World): Promise<number> {
  return (await (await world.storage()).outbox()).length
}

async function expectSignedOut(world: World, tab: Tab): Promise<void> {
  expect(tab.state.state).toBe('signed out')
  expect(await world.mints(world.latest)).toBe(false)
  expect(await waiting(world)).toBe(0)
  expect(await (await world.storage()).activity()).toEqual([])
}

const notKept = { operation: 'vault', code: 'NotKept', message: 'QuotaExceededError', class: 'transient' }

describe('a sign-in whose session cannot be kept', () => {
  it('is told, and ended at Cognito', async () => {
    const world = new World()
    const tab = await world.openTab()
    fillDisk(world, 'replace')
    await expect(tab.signIn(demo.ada)).rejects.toMatchObject({ failure: notKept })
    await expectSignedOut(world, tab)
    expect(world.sent('RevokeToken')).toHaveLength(1)
  })

  it('is told, and ended at Cognito, where it began at managed login', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    const query = await new Visitor(world).comeBackFrom(await tab.beginManagedLogin())
    fillDisk(world, 'replace')
    expect(await tab.finishManagedLogin(query)).toEqual({
      memoryOnly: false,
      returnTo: '/',
      failure: { ...notKept, attempts: 0 },
    })
    await expectSignedOut(world, tab)
    expect(world.sent('oauth2/revoke')).toHaveLength(1)
  })

  it('waits in the outbox where Cognito cannot be reached, and is ended by the next page', async () => {
    const world = new World()
    const tab = await world.openTab()
    fillDisk(world, 'replace')
    world.network = only(['RevokeToken'], lostBefore)
    await expect(tab.signIn(demo.ada)).rejects.toMatchObject({ failure: notKept })
    expect([await world.mints(world.latest), await waiting(world), tab.outbox]).toEqual([true, 1, 1])
    const { latest } = world
    tab.close()
    world.gate = undefined
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(latest)).toBe(false)
  })

  it('is ended at Cognito also where the disk takes nothing at all', async () => {
    const world = new World()
    const tab = await world.openTab()
    fillDisk(world, 'replace', 'enqueue')
    await expect(tab.signIn(demo.ada)).rejects.toMatchObject({ failure: notKept })
    await expectSignedOut(world, tab)
  })

  it.each(['AccessToken', 'IdToken'])('is told, and ended at Cognito, where its %s cannot be read', async (name) => {
    const world = new World()
    const tab = await world.openTab()
    world.network = only(['RespondToAuthChallenge'], async (_call, forward) => {
      const { AuthenticationResult: result } = (await (await forward()).json()) as { AuthenticationResult: object }
      return answerOf({ AuthenticationResult: { ...result, [name]: 'not a token' } })
    })
    await expect(tab.signIn(demo.ada)).rejects.toMatchObject({ failure: { code: 'Unreadable' } })
    expect(world.sent('RevokeToken')).toHaveLength(1)
    await expectSignedOut(world, tab)
  })

  it('costs nobody the session that lives here', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    const first = world.latest
    fillDisk(world, 'replace')
    await expect(tab.signIn(demo.rhea)).rejects.toMatchObject({ failure: notKept })
    expect(await world.mints(world.latest)).toBe(false)
    expect(tab.state).toMatchObject({ state: 'signed in', session: { username: 'ada' } })
    expect(await world.mints(first)).toBe(true)
  })
})

describe('a sign-in that others come before', () => {
  it('is kept in the place of what they wrote', async () => {
    const world = new World()
    const tab = await world.openTab()
    overtake(world, 2)
    expect(await tab.signIn(demo.ada)).toEqual({ step: 'signed in' })
    expect(tab.state.state).toBe('signed in')
    expect(await world.mints(world.latest)).toBe(true)
    tab.close()
    expect((await world.openTab()).state.state).toBe('signed in')
  })

  it('is told and ended where they do so each time; nobody is said to have signed in', async () => {
    const world = new World()
    const tab = await world.openTab()
    overtake(world, Infinity)
    await expect(tab.signIn(demo.ada)).rejects.toMatchObject({ failure: { code: 'Busy', class: 'transient' } })
    await expectSignedOut(world, tab)
    expect(world.sent('RevokeToken')).toHaveLength(1)
  })

  it('does not wait for a tab that froze inside the lock, whose late write is refused', async () => {
    const world = new World()
    const frozen = await world.openTab()
    await frozen.signIn(demo.ada)
    const first = world.latest
    let thaw = () => {}
    const thawed = new Promise<void>((done) => {
      thaw = done
    })
    world.network = only(['GetTokensFromRefreshToken'], async (_call, forward) => {
      const answer = await forward()
      await thawed
      return answer
    })
    const renewing = frozen.renew()
    await expect.poll(() => world.sent('GetTokensFromRefreshToken').length).toBe(1)
    frozen.deaf = true
    const tab = await world.openTab()
    const signing = tab.signIn(demo.rhea)
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    expect(await signing).toEqual({ step: 'signed in' })
    thaw()
    await renewing
    expect(tab.state).toMatchObject({ session: { username: 'rhea' } })
    expect(await frozen.run('resume', {})).toMatchObject({ session: { username: 'rhea' } })
    await tab.run('retryOutbox', {})
    expect(await world.mints(first)).toBe(false)
  })
})

describe('a session in memory only that another sign-in replaces in its tab', () => {
  it.each([
    ['in memory too', true],
    ['that is kept', false],
  ])('%s: is ended', async (_name, memoryOnly) => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada, true)
    const first = world.latest
    await tab.signIn(demo.rhea, memoryOnly)
    const second = world.latest
    await expect.poll(async () => world.mints(first)).toBe(false)
    expect(await world.mints(second)).toBe(true)
    expect(await waiting(world)).toBe(0)
  })

  it('goes on where the other could not be kept', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada, true)
    const first = world.latest
    fillDisk(world, 'replace')
    await expect(tab.signIn(demo.rhea)).rejects.toMatchObject({ failure: notKept })
    expect(tab.state).toMatchObject({ session: { username: 'ada' } })
    expect(await world.mints(first)).toBe(true)
  })
})

describe('what a renewal was given', () => {
  /** Signed in through an app client whose refresh tokens serve once, and not a second longer. */
  async function rotating() {
    const world = managedWorld()
    await changeClient(world, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    const tab = await world.openTab()
    await signInThere(world, tab)
    const usedUp = world.latest.refresh
    /** As if what has been replaced ended nothing: the documentation does not say that it does. */
    const strict: Network = async (call, forward) =>
      call.operation === 'oauth2/revoke' && call.body['token'] === usedUp ? empty(call, forward) : forward()
    world.network = strict
    return { world, tab, strict }
  }

  it('is ended where the session was signed out of meanwhile: what was told to end is used up', async () => {
    const { world, tab, strict } = await rotating()
    const other = await world.openTab()
    let answer = () => {}
    const answered = new Promise<void>((done) => {
      answer = done
    })
    world.network = only(['GetTokensFromRefreshToken'], async (_call, forward) => {
      const response = await forward()
      await answered
      return response
    })
    const renewing = tab.renew()
    await expect.poll(() => world.issued.length).toBe(2)
    const minted = world.latest
    world.network = strict
    const leaving = other.signOut()
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    const { receiptId } = await leaving
    await other.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    answer()
    await renewing
    expect(tab.state.state).toBe('signed out')
    await tab.until(() => world.sent('oauth2/revoke').some(({ body }) => body['token'] === minted.refresh))
    await expect.poll(async () => world.mints(minted)).toBe(false)
  })

  it('is used and ended also where the disk could not take it', async () => {
    const { world, tab } = await rotating()
    fillDisk(world, 'replace')
    await expect(tab.renew()).rejects.toThrow('full')
    const { latest } = world
    world.gate = undefined
    await tab.signOutToTheEnd()
    expect(await world.mints(latest)).toBe(false)
  })
})

describe('what managed login began and nobody takes', () => {
  /** Back from managed login with a cookie whose password is older than eight hours. */
  async function spent(memoryOnly: boolean) {
    const world = managedWorld()
    world.limits = usualLimits
    await reuseFor(world, 24 * 60)
    const tab = await world.openTab()
    const { visitor } = await signInThere(world, tab)
    await tab.signOutToTheEnd()
    world.advance(8 * hour)
    const query = await visitor.comeBackFrom(await tab.beginManagedLogin(memoryOnly), ['nobody', 'asked'])
    return { world, tab, query }
  }

  it('waits in the outbox where its domain cannot be reached', async () => {
    const { world, tab, query } = await spent(false)
    world.network = only(['oauth2/revoke'], lostBefore)
    expect(await tab.finishManagedLogin(query)).toMatchObject({ again: true })
    expect([await world.mints(world.latest), await waiting(world)]).toEqual([true, 1])
    const { latest } = world
    tab.close()
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect(await world.mints(latest)).toBe(false)
  })

  it('is asked for again where somebody on the way took the request', async () => {
    const { world, tab, query } = await spent(false)
    world.network = only(['oauth2/revoke'], empty)
    expect(await tab.finishManagedLogin(query)).toMatchObject({ again: true })
    const { latest } = world
    expect([await world.mints(latest), await waiting(world)]).toEqual([true, 1])
    world.network = online
    await tab.run('retryOutbox', {})
    expect([await world.mints(latest), await waiting(world)]).toEqual([false, 0])
  })

  it('on a shared computer is ended by RevokeToken then, because nothing is asked for again', async () => {
    const { world, tab, query } = await spent(true)
    world.network = only(['oauth2/revoke'], empty)
    expect(await tab.finishManagedLogin(query)).toMatchObject({ again: true })
    expect(await world.mints(world.latest)).toBe(false)
    expect(await waiting(world)).toBe(0)
  })

  it('is asked for again where its tokens did not fit', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    const query = await new Visitor(world).comeBackFrom(await tab.beginManagedLogin())
    world.network = async (call, forward) => {
      if (call.operation === 'oauth2/revoke') return empty(call, forward)
      if (call.operation !== 'oauth2/token') return forward()
      const { id_token: _id, ...rest } = (await (await forward()).json()) as Record<string, unknown>
      return Response.json(rest)
    }
    expect((await tab.finishManagedLogin(query)).failure).toMatchObject({ code: 'no_id_token' })
    expect(await waiting(world)).toBe(1)
    world.network = online
    const { latest } = world
    await tab.run('retryOutbox', {})
    expect([await world.mints(latest), await waiting(world)]).toEqual([false, 0])
  })
})

describe('a session in memory only that this browser lets go of', () => {
  it.each([
    ['somebody on the way took the request', empty],
    ['the domain cannot be reached', lostBefore],
  ])('is ended by RevokeToken where %s', async (_name, revoked) => {
    const world = managedWorld()
    const tab = await world.openTab()
    await signInThere(world, tab, true)
    const issued = world.latest
    const reset = only(['GetTokensFromRefreshToken'], errorOf('PasswordResetRequiredException'))
    world.network = async (call, forward) => only(['oauth2/revoke'], revoked)(call, async () => reset(call, forward))
    await tab.renew()
    expect(tab.state).toMatchObject({ ended: { reason: 'password reset required' } })
    await expect.poll(() => world.sent('RevokeToken').length).toBe(1)
    world.network = online
    await expect.poll(async () => world.mints(issued)).toBe(false)
  })
})
