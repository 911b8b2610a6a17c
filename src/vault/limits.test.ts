import { describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import type { SessionLimits } from './protocol/limits.ts'
import type { Tab } from './testTab.ts'
import { demo, factsIn, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

async function signedIn(options: { tabs?: number; memoryOnly?: boolean } = {}) {
  const world = new World()
  world.limits = usualLimits
  const tab = await world.openTab()
  await tab.signIn(demo.ada, options.memoryOnly)
  for (let n = 1; n < (options.tabs ?? 1); n += 1) await world.openTab()
  await Promise.all(world.tabs.map(async (each) => each.rest()))
  return { world, tab }
}

function limitsTold(tab: Tab): SessionLimits | undefined {
  return tab.messages.findLast((message) => message.kind === 'limits')?.limits
}

/** The page asks for something harmless, as it does on focus. */
const look = async (tab: Tab) => tab.run('limits', {})

const idle = { state: 'signed out', ended: { reason: 'idle' } } as const

describe('without activity', () => {
  it('a session lasts 15 minutes, and is then signed out for good, with proof', async () => {
    const { world, tab } = await signedIn()
    world.advance(15 * minute - 1)
    await look(tab)
    expect(tab.state.state).toBe('signed in')
    expect(world.sent('RevokeToken')).toEqual([])
    world.advance(1)
    await look(tab)
    expect(tab.state).toMatchObject({ ...idle, ended: { displayName: 'Ada Lovelace', at: new Date(Date.now()) } })
    const receipt = await tab.receiptWhen(undefined, ({ proof }) => proof.state === 'observed refused')
    expect(receipt).toMatchObject({ limit: 'idle', kind: 'this device', server: { step: 'accepted' } })
    expect(tab.state).toMatchObject({ ended: { receiptId: receipt.id } })
    expect([await world.lives(world.latest), await world.mints(world.latest)]).toEqual([false, false])
    expect(world.jar.session).toBeUndefined()
  })

  it.each(['check', 'renew', 'resume', 'signOutEverywhere', 'limits', 'active'] as const)(
    'timers or not: the next thing that is asked, %s, ends it first',
    async (operation) => {
      const { world, tab } = await signedIn()
      world.advance(61 * minute)
      await tab.run(operation, {})
      expect(tab.state).toMatchObject(idle)
      expect(world.sent('GlobalSignOut')).toEqual([])
      expect(world.sent('GetTokensFromRefreshToken')).toEqual([])
    },
  )

  it('an operator’s next call is refused, and asks AWS for nothing', async () => {
    const { world, tab } = await signedIn()
    world.advance(16 * minute)
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut' })
    expect(world.sent('GetId')).toEqual([])
  })

  it('the worker’s own beat ends it too', async () => {
    const { world, tab } = await signedIn()
    world.advance(15 * minute)
    await tab.tick()
    expect(tab.state).toMatchObject(idle)
  })

  it('a page that is opened after that finds nobody signed in, and says why', async () => {
    const { world, tab } = await signedIn()
    tab.close()
    world.advance(20 * minute)
    const again = await world.openTab()
    expect(again.state).toMatchObject(idle)
    expect(world.sent('GetTokensFromRefreshToken')).toEqual([])
  })

  it('where Cognito cannot be told, the outbox does it later', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['RevokeToken'], lostBefore)
    world.advance(15 * minute)
    await look(tab)
    expect(tab.state).toMatchObject(idle)
    await tab.until(() => tab.outbox === 1)
    world.network = async (_call, forward) => forward()
    await tab.run('retryOutbox', {})
    expect(await world.mints(world.latest)).toBe(false)
  })

  it('on a shared computer the same, with nothing on disk', async () => {
    const { world, tab } = await signedIn({ memoryOnly: true })
    expect(await (await world.storage()).activeAt()).toBe(0)
    world.advance(15 * minute)
    await look(tab)
    expect(tab.state).toMatchObject(idle)
    await tab.receiptWhen(undefined, ({ proof }) => proof.state === 'observed refused')
  })

  it('whoever asks to sign out gets their own sign-out, however late', async () => {
    const { world, tab } = await signedIn()
    world.advance(15 * minute)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.limit).toBeUndefined()
  })

  it('many who notice at once are one sign-out', async () => {
    const { world, tab } = await signedIn({ tabs: 3 })
    world.advance(15 * minute)
    await Promise.all(world.tabs.flatMap((each) => [look(each), each.tick(), each.check()]))
    await tab.until(() => tab.state.state === 'signed out')
    await Promise.all(
      world.tabs.map(async (each) => each.until(() => each.outbox === 0 && each.state.state === 'signed out')),
    )
    expect(world.sent('RevokeToken')).toHaveLength(1)
    for (const each of world.tabs) expect(each.state).toMatchObject(idle)
  })
})

describe('activity', () => {
  it('begins the 15 minutes anew, and the page is told until when', async () => {
    const { world, tab } = await signedIn()
    expect(limitsTold(tab)?.idleEndsAt).toEqual(new Date('2030-01-01T00:15Z'))
    world.advance(14 * minute)
    await tab.run('active', {})
    expect(limitsTold(tab)?.idleEndsAt).toEqual(new Date('2030-01-01T00:29Z'))
    world.advance(14 * minute)
    await look(tab)
    expect(tab.state.state).toBe('signed in')
  })

  it('in one tab counts for all, also for one that heard nothing of it', async () => {
    const { world, tab } = await signedIn({ tabs: 2 })
    const other = world.tabs[1]!
    other.deaf = true
    world.advance(10 * minute)
    await tab.run('active', {})
    world.advance(10 * minute)
    await other.tick()
    expect(other.state.state).toBe('signed in')
    expect(limitsTold(other)?.idleEndsAt).toEqual(new Date('2030-01-01T00:25Z'))
  })

  it('control: where the tabs share nothing of it, the other tab signs a busy person out', async () => {
    const { world, tab } = await signedIn({ tabs: 2 })
    world.advance(10 * minute)
    world.gate = async (_tab, where) => {
      if (where === 'noteActive asked') throw new Error('nothing is shared')
    }
    await tab.run('active', {})
    world.advance(10 * minute)
    await world.tabs[1]!.tick()
    expect(world.tabs[1]!.state).toMatchObject(idle)
  })

  it('that comes too late ends the session instead of keeping it', async () => {
    const { world, tab } = await signedIn()
    world.advance(15 * minute)
    await tab.run('active', {})
    expect(tab.state).toMatchObject(idle)
  })

  it('is nothing when nobody is signed in', async () => {
    const world = new World()
    world.limits = usualLimits
    const tab = await world.openTab()
    expect(await tab.run('limits', {})).toBeUndefined()
    await tab.run('active', {})
    expect(await (await world.storage()).activeAt()).toBe(0)
  })

  it('by renewal is none: tokens that renew themselves keep nobody signed in', async () => {
    const { world, tab } = await signedIn()
    world.advance(14 * minute)
    await tab.renew()
    world.advance(minute)
    await tab.tick()
    expect(tab.state).toMatchObject(idle)
  })

  it('of long ago does not end the session that has just begun', async () => {
    const { world, tab } = await signedIn({ tabs: 2 })
    await tab.signOutToTheEnd()
    world.advance(60 * minute)
    await world.tabs[1]!.signIn(demo.rhea)
    await tab.rest()
    await look(tab)
    for (const each of world.tabs) expect(factsIn(each.state).username).toBe('rhea')
  })

  it('a clock that is set back stretches nothing', async () => {
    const { world, tab } = await signedIn()
    world.advance(10 * minute)
    await tab.run('active', {})
    world.advance(-60 * minute)
    await look(tab)
    expect(tab.state.state).toBe('signed in')
    expect(limitsTold(tab)!.idleEndsAt.getTime() - Date.now()).toBeLessThanOrEqual(65 * minute)
  })
})

describe('eight hours after the sign-in', () => {
  async function work(world: World, tab: Tab, until: number): Promise<void> {
    while (Date.now() < until) {
      world.advance(10 * minute)
      await tab.run('active', {})
      await tab.tick()
    }
  }

  it('even a busy session ends', async () => {
    const { world, tab } = await signedIn()
    const began = Date.now()
    await work(world, tab, began + 480 * minute - 10 * minute)
    expect(tab.state.state).toBe('signed in')
    expect(limitsTold(tab)?.endsAt).toEqual(new Date('2030-01-01T08:00Z'))
    world.advance(10 * minute)
    await look(tab)
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'time limit' } })
    const receipt = await tab.receiptWhen(undefined, ({ proof }) => proof.state === 'observed refused')
    expect(receipt.limit).toBe('time limit')
  })

  it('reckoned on this machine’s clock, however far Cognito’s is from it', async () => {
    const world = new World()
    world.limits = usualLimits
    await world.moveCognitosClock(-3 * 60 * minute)
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    await look(tab)
    expect(limitsTold(tab)).toEqual({
      idleEndsAt: new Date('2030-01-01T00:15Z'),
      endsAt: new Date('2030-01-01T08:00Z'),
    })
  })
})

describe('an operator’s AWS credentials', () => {
  async function operating() {
    const world = new World()
    world.limits = usualLimits
    const tab = await world.openTab()
    await tab.signIn(demo.rhea)
    await tab.run('listPools', {})
    return { world, tab }
  }
  const exchanges = (world: World) => world.sent('GetCredentialsForIdentity').length

  it('are forgotten after five minutes without activity and without use', async () => {
    const { world, tab } = await operating()
    world.advance(5 * minute)
    await tab.run('listPools', {})
    expect(exchanges(world)).toBe(2)
    expect(tab.state.state).toBe('signed in')
  })

  it.each([
    ['somebody is about', async (tab: Tab) => await tab.run('active', {})],
    ['they are in use', async (tab: Tab) => void (await tab.run('listPools', {}))],
  ])('are kept while %s', async (_name, something) => {
    const { world, tab } = await operating()
    world.advance(4 * minute)
    await something(tab)
    world.advance(4 * minute)
    await tab.run('listPools', {})
    expect(exchanges(world)).toBe(1)
  })
})
