import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { usualLimits } from './limits.ts'
import { managedWorld, signInThere, Visitor } from './testManagedLogin.ts'
import type { Tab } from './testTab.ts'
import { demo, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

async function opened() {
  const world = managedWorld()
  world.limits = usualLimits
  return { world, tab: await world.openTab() }
}

/** Whether managed login is asked to ask who the person is, whatever cookie there may be. */
async function asksAnew(tab: Tab, memoryOnly = false): Promise<boolean> {
  return (await tab.beginManagedLogin(memoryOnly)).searchParams.get('prompt') === 'login'
}

describe('a request to managed login', () => {
  it('asks anew who the person is where that is wanted', async () => {
    const { world, tab } = await opened()
    const { visitor } = await signInThere(world, tab)
    expect(await visitor.isAskedAt(await tab.beginManagedLogin())).toBe(false)
    const url = await tab.beginManagedLogin(false, '/jobs/new', { anew: true })
    expect(url.searchParams.get('prompt')).toBe('login')
    expect(await visitor.isAskedAt(url)).toBe(true)
  })

  it('does not on the way to a new password, after which the person is asked in any case', async () => {
    const { tab } = await opened()
    const url = await tab.beginManagedLogin(false, '/', { first: 'new password', anew: true })
    expect(url.searchParams.has('prompt')).toBe(false)
  })

  it('that was refused can be made again as it was', async () => {
    const { tab } = await opened()
    const refused = async (anew: boolean) => {
      const state = (await tab.beginManagedLogin(false, '/jobs', { anew })).searchParams.get('state')
      return tab.finishManagedLogin(`?error=access_denied&state=${state}`)
    }
    expect(await refused(true)).toMatchObject({ memoryOnly: false, returnTo: '/jobs', anew: true })
    expect(await refused(false)).not.toHaveProperty('anew')
  })
})

describe('the way back to managed login', () => {
  it('may be silent for whoever signed out, in this tab or another', async () => {
    const { world, tab } = await opened()
    const other = await world.openTab()
    await signInThere(world, tab)
    await other.until(() => other.state.state === 'signed in')
    await tab.signOutToTheEnd()
    await other.until(() => other.state.state === 'signed out')
    expect([await asksAnew(tab), await asksAnew(other)]).toEqual([false, false])
  })

  const ends: readonly (readonly [string, (world: World, tab: Tab) => Promise<unknown>])[] = [
    ['15 idle minutes', async (world) => world.advance(15 * minute)],
    ['eight hours', async (world) => world.advance(8 * 60 * minute)],
    [
      'an end from elsewhere',
      async (world, tab) => {
        await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
        await tab.check()
      },
    ],
  ]
  for (const [what, happens] of ends) {
    it(`asks anew after ${what}, also in a page that is opened later, until somebody has signed in`, async () => {
      const { world, tab } = await opened()
      const { visitor } = await signInThere(world, tab)
      await happens(world, tab)
      expect(await asksAnew(tab)).toBe(true)
      tab.close()
      const later = await world.openTab()
      expect(later.state).toEqual({ state: 'signed out' })
      expect(await asksAnew(later)).toBe(true)
      await signInThere(world, later, false, visitor)
      await later.signOutToTheEnd()
      expect(await asksAnew(later)).toBe(false)
    })
  }

  it('asks anew after a limit on a shared computer, where nothing of the end is on disk', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab, true, new Visitor(world))
    world.advance(15 * minute)
    expect(await asksAnew(tab, true)).toBe(true)
  })

  const gone: readonly (readonly [string, (world: World, tab: Tab) => Promise<unknown>])[] = [
    ...ends,
    ['a page that was killed', async () => undefined],
  ]
  for (const [what, happens] of gone) {
    it(`of a shared computer asks anew after ${what}, in another tab and in a page that is opened later`, async () => {
      const { world, tab } = await opened()
      const other = await world.openTab()
      const { visitor } = await signInThere(world, tab, true)
      await happens(world, tab)
      await tab.tick()
      tab.kill()
      const later = await world.openTab()
      for (const each of [other, later]) expect(await asksAnew(each, true)).toBe(true)
      expect(await visitor.isAskedAt(await later.beginManagedLogin(true))).toBe(true)
      // Who has proved who they are, and signs out, takes the mark away: the cookie is theirs.
      await signInThere(world, later, true, visitor)
      await later.signOutToTheEnd()
      for (const each of [other, later]) expect(await asksAnew(each, true)).toBe(false)
    })
  }

  it('may be silent after an own sign-out on a shared computer, of this device or everywhere', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab, true)
    await tab.signOutToTheEnd()
    expect(await asksAnew(await world.openTab(), true)).toBe(false)
    await signInThere(world, tab, true)
    await tab.run('signOutEverywhere', {})
    expect(await asksAnew(await world.openTab(), true)).toBe(false)
  })

  it('asks anew where another’s own sign-out came before the end of a session in memory', async () => {
    const { world, tab } = await opened()
    const other = await world.openTab()
    await signInThere(world, tab, true)
    await signInThere(world, other, true)
    await other.signOutToTheEnd()
    world.advance(15 * minute)
    await tab.tick()
    expect(await asksAnew(other, true)).toBe(true)
  })

  it('asks anew after a page that was killed where another’s own sign-out came before that', async () => {
    const { world, tab } = await opened()
    const other = await world.openTab()
    await signInThere(world, tab, true)
    await signInThere(world, other, true)
    await other.signOutToTheEnd()
    await tab.tick()
    tab.kill()
    for (const each of [other, await world.openTab()]) expect(await asksAnew(each, true)).toBe(true)
  })

  it('control: whoever signs out while that is looked at takes the mark away', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab, true)
    await (await world.storage()).mark(false)
    let left: Promise<unknown> = Promise.resolve()
    world.gate = async (_tab, where) => {
      if (where !== 'isMarked done') return
      world.gate = undefined
      left = tab.signOutToTheEnd()
      await left
    }
    await tab.tick()
    await left
    expect(await asksAnew(await world.openTab(), true)).toBe(false)
  })

  it('and a disk on which that cannot be looked at holds nothing else up', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    await signInThere(world, tab, true)
    world.advance(58 * minute)
    world.gate = async (_tab, where) => {
      if (where === 'isMarked asked') throw new DOMException('broken', 'UnknownError')
    }
    await tab.tick()
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(1)
  })

  it('of whoever typed their password here is as it was: they have no cookie there', async () => {
    const { world, tab } = await opened()
    await tab.signIn(demo.ada, true)
    tab.kill()
    expect(await asksAnew(await world.openTab(), true)).toBe(false)
  })

  it('is marked by nothing but a number, and a disk that fails keeps nobody out', async () => {
    const { world, tab } = await opened()
    const storage = await world.storage()
    await signInThere(world, tab, true)
    expect(await storage.isMarked()).toBe(true)
    expect([await storage.record(), await storage.activity(), await storage.outbox()]).toEqual([undefined, [], []])
    await tab.signOutToTheEnd()
    expect(await storage.isMarked()).toBe(false)
    world.gate = async (_tab, where) => {
      if (where === 'mark asked') throw new DOMException('full', 'QuotaExceededError')
    }
    await signInThere(world, tab, true)
    expect(tab.state.state).toBe('signed in')
    await tab.signOutToTheEnd()
    expect(tab.state.state).toBe('signed out')
  })
})
