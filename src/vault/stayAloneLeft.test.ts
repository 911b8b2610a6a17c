import { describe, expect, it } from 'vitest'

import { vitals } from '../../emulator/testing.ts'
import { half, nth, receiptOf, signedIn, stay } from './testStaying.ts'
import type { Tab } from './testTab.ts'
import {
  answerOf,
  demo,
  errorOf,
  failureIn,
  type Issued,
  lostBefore,
  only,
  useVirtualTime,
  type World,
} from './testWorld.ts'

useVirtualTime()

const quarterOfAnHour = 15 * 60_000
const online = only([], lostBefore)

/** Does something as the browser begins to sign in for the nth time. */
function asItSignsIn(world: World, time: number, work: () => Promise<unknown>): void {
  world.network = nth('InitiateAuth', time, async (_call, forward) => {
    await work()
    return forward()
  })
}

async function mints(world: World): Promise<readonly boolean[]> {
  return Promise.all(world.issued.map(async (issued) => world.mints(issued)))
}

async function expectSignedOut(world: World, tab: Tab): Promise<void> {
  expect(tab.state.state).toBe('signed out')
  await tab.run('retryOutbox', {})
  expect(await mints(world)).not.toContain(true)
}

describe('whoever signs out while all the others are ended stays signed out', () => {
  it.each(['this', 'another'])('in %s tab: no session begins after that, and it is said why', async (where) => {
    const { world, tab } = await signedIn()
    const leaving = where === 'this' ? tab : await world.openTab()
    asItSignsIn(world, 2, async () => {
      await leaving.signOut()
      await tab.rest()
    })
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error(stayed.outcome)
    expect(receiptOf(tab, stayed.receiptId).back).toMatchObject({ step: 'failed', failure: { code: 'SignedOut' } })
    await expectSignedOut(world, tab)
  })

  it('on a shared computer', async () => {
    const { world, tab } = await signedIn(true)
    asItSignsIn(world, 2, async () => tab.signOut())
    expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
    await expectSignedOut(world, tab)
  })

  it.each(['this', 'another'])('everywhere, in %s tab: that waits, and ends the new session as well', async (where) => {
    const { world, tab } = await signedIn()
    const leaving = where === 'this' ? tab : await world.openTab()
    world.jar.next = half
    let left: ReturnType<typeof leaveEverywhere> | undefined
    const leaveEverywhere = async () => leaving.run('signOutEverywhere', {})
    asItSignsIn(world, 2, async () => {
      left = leaveEverywhere()
      const waits = expect.poll(() => world.locks.waiting).toBe(1)
      await Promise.race([waits, left.catch(() => undefined)])
    })
    expect(await stay(tab)).toMatchObject({ outcome: 'stayed' })
    const { receiptId } = (await left) ?? {}
    const receipt = await leaving.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ kind: 'everywhere', proof: { state: 'observed refused' } })
    await tab.rest()
    await expectSignedOut(world, tab)
  })

  it.each([
    ['this', false],
    ['another', false],
    ['this', true],
  ])('everywhere, in %s tab, where that takes too long to be waited for (shared: %s)', async (where, shared) => {
    const { world, tab } = await signedIn(shared)
    const leaving = where === 'this' ? tab : await world.openTab()
    asItSignsIn(world, 2, async () => {
      const left = failureIn(leaving.run('signOutEverywhere', {}))
      await expect.poll(() => world.locks.waiting).toBe(1)
      world.locks.expire()
      expect(await left).toMatchObject({ message: 'Access Token has been revoked' })
      await tab.rest()
    })
    expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
    await expectSignedOut(world, tab)
  })

  it.each([
    ['this', 'before', false],
    ['another', 'before', false],
    ['this', 'before', true],
    ['this', 'while', false],
    ['another', 'while', false],
    ['this', 'while', true],
  ])(
    'everywhere, in %s tab, where a look at the session sees its end %s that is asked for (shared: %s)',
    async (where, when, shared) => {
      const { world, tab } = await signedIn(shared)
      const leaving = where === 'this' ? tab : await world.openTab()
      asItSignsIn(world, 2, async () => {
        const left = leaving.run('signOutEverywhere', {}).catch(() => undefined)
        await expect.poll(() => world.locks.waiting).toBe(1)
        if (when === 'before') await leaving.check()
        else
          world.network = only(['GlobalSignOut'], async (_call, forward) => {
            await leaving.check()
            return forward()
          })
        world.locks.expire()
        await left
        world.network = online
        await tab.rest()
      })
      expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
      await expectSignedOut(world, tab)
    },
  )

  it.each([
    ['in this tab', 'this', false],
    ['in another tab', 'another', false],
    ['on a shared computer', 'this', true],
  ] as const)('%s, and whoever signs in there after that is not signed out', async (_name, where, shared) => {
    const { world, tab } = await signedIn(shared)
    const leaving = where === 'this' ? tab : await world.openTab()
    let rheas: Issued | undefined
    asItSignsIn(world, 2, async () => {
      world.network = online
      await leaving.signOut()
      // The tab that stays has heard of neither: it may have slept.
      tab.deaf = true
      await leaving.signIn(demo.rhea, shared)
      rheas = world.latest
    })
    expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
    await tab.run('retryOutbox', {})
    const living = await Promise.all(world.issued.map(async (issued) => [issued, await world.mints(issued)] as const))
    expect(living.flatMap(([issued, lives]) => (lives ? [issued] : []))).toEqual([rheas])
    expect(await leaving.run('resume', {})).toMatchObject({ session: { username: 'rhea' } })
  })

  it('before anything has ended', async () => {
    const { world, tab } = await signedIn()
    asItSignsIn(world, 1, async () => tab.signOutToTheEnd())
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut' })
    await expectSignedOut(world, tab)
  })

  it('while the request to end them all got lost: that is not taken for done, nor left alive', async () => {
    const { world, tab, phone } = await signedIn()
    let first = true
    world.network = only(['GlobalSignOut'], async (call, forward) => {
      if (!first) return forward()
      first = false
      await tab.signOutToTheEnd()
      return lostBefore(call, forward)
    })
    expect(await failureIn(stay(tab))).toMatchObject({ message: 'Access Token has been revoked' })
    expect(await vitals(world.emulator, phone)).toEqual(['ok', 'ok'])
    await expectSignedOut(world, tab)
  })

  it('and so does whom a limit signs out', async () => {
    const { world, tab } = await signedIn()
    world.limits.idleMs = quarterOfAnHour
    asItSignsIn(world, 2, async () => {
      world.advance(quarterOfAnHour)
      await tab.tick()
    })
    expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
    expect(tab.state).toMatchObject({ ended: { reason: 'idle' } })
    await expectSignedOut(world, tab)
  })

  it.each([false, true])(
    'control: what only sees that the old session has ended keeps nobody out (shared: %s)',
    async (shared) => {
      const { world, tab } = await signedIn(shared)
      asItSignsIn(world, 2, async () => {
        await tab.check()
        expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
      })
      expect(await stay(tab)).toMatchObject({ outcome: 'stayed' })
      expect(tab.state.state).toBe('signed in')
      expect(await world.lives(world.latest)).toBe(true)
    },
  )
})

describe('a session that was only begun on the way', () => {
  it('waits in the outbox where neither the others nor it could be ended', async () => {
    const { world, tab, old } = await signedIn()
    world.network = only(['GlobalSignOut', 'RevokeToken'], lostBefore)
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut', code: 'Unreachable' })
    const { latest } = world
    expect([await world.mints(latest), tab.outbox]).toEqual([true, 1])
    tab.close()
    world.network = online
    const next = await world.openTab()
    await next.until(() => next.outbox === 0)
    expect([await world.mints(latest), await world.mints(old)]).toEqual([false, true])
  })

  it('is ended by the next page where this one is gone before the others have ended', async () => {
    const { world, tab, old } = await signedIn()
    world.network = only(['GlobalSignOut'], async () => {
      tab.kill()
      return new Promise(() => {})
    })
    void stay(tab)
    await expect.poll(() => tab.dead).toBe(true)
    const { latest } = world
    expect(await mints(world)).toEqual([true, true])
    await world.openTab()
    await expect.poll(async () => world.mints(latest)).toBe(false)
    expect(await world.mints(old)).toBe(true)
  })

  it('waits in the outbox as it lay there, where the disk takes nothing more of it', async () => {
    const { world, tab } = await signedIn()
    let entries = 0
    world.network = only(['GlobalSignOut', 'RevokeToken'], lostBefore)
    world.gate = async (_tab, where) => {
      if (where === 'enqueue asked') entries += 1
      if (where === 'enqueue asked' && entries > 1) throw new DOMException('full', 'QuotaExceededError')
    }
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut', code: 'Unreachable' })
    const { latest } = world
    expect(await world.mints(latest)).toBe(true)
    world.network = online
    await tab.run('retryOutbox', {})
    expect(await world.mints(latest)).toBe(false)
  })

  it('is forgotten once it has ended with the others: nobody asks for it again', async () => {
    const { world, tab } = await signedIn()
    await stay(tab)
    expect(await (await world.storage()).outbox()).toEqual([])
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('is ended all the same where the disk does not take what would be asked for later', async () => {
    const { world, tab, old } = await signedIn()
    world.network = only(['GlobalSignOut'], lostBefore)
    world.gate = async (_tab, where) => {
      if (where === 'enqueue asked') throw new DOMException('full', 'QuotaExceededError')
    }
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut', code: 'Unreachable' })
    expect([await world.mints(world.latest), await world.mints(old)]).toEqual([false, true])
  })

  it('and the one that stays begins only once nothing else is waited for: its page may be gone before it is kept', async () => {
    const { world, tab, old } = await signedIn()
    let probes = 0
    let probesBefore: number | undefined
    world.network = async (call, forward) => {
      if (call.operation === 'InitiateAuth' && world.sent('GlobalSignOut').length > 0) probesBefore = probes
      if (call.body['AccessToken'] !== old.access || call.operation !== 'GetUser') return forward()
      probes += 1
      return answerOf({})
    }
    expect(await stay(tab)).toMatchObject({ outcome: 'stayed' })
    expect([probesBefore, probes]).toEqual([5, 5])
  })

  it.each(['PasswordResetRequiredException', 'UserNotConfirmedException'])(
    'is ended where it is not taken for a refusal that ends nothing: %s',
    async (code) => {
      const { world, tab } = await signedIn()
      world.network = async (call, forward) => {
        const isBack = call.operation === 'GetUser' && world.sent('InitiateAuth').length > 2
        return isBack && call.body['AccessToken'] === world.latest.access ? errorOf(code)(call, forward) : forward()
      }
      expect(await stay(tab)).toMatchObject({ outcome: 'signed out' })
      expect(world.sent('InitiateAuth')).toHaveLength(4)
      await expectSignedOut(world, tab)
    },
  )
})
