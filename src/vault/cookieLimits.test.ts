import { beforeEach, describe, expect, it } from 'vitest'

import { usualLimits } from './limits.ts'
import { giveClassicPages, managedWorld, reuseFor, signInThere, Visitor } from './testManagedLogin.ts'
import type { Tab } from './testTab.ts'
import { demo, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const hour = 60 * 60_000

let world: World
let tab: Tab
let visitor: Visitor

/** Nobody types a password with these: whoever is asked for one fails. */
const silently = ['nobody', 'asked'] as const

beforeEach(async () => {
  world = managedWorld()
  world.limits = usualLimits
  await reuseFor(world, 24 * 60)
  tab = await world.openTab()
  visitor = new Visitor(world)
})

/** Signs in with a password and out, and lets time pass. */
async function afterThePassword(ms: number): Promise<void> {
  await signInThere(world, tab, false, visitor)
  await tab.signOutToTheEnd()
  world.advance(ms)
}

async function comeBack(anew = false, who: readonly [string, string] = silently) {
  return tab.finishManagedLogin(await visitor.comeBackFrom(await tab.beginManagedLogin(false, '/jobs', { anew }), who))
}

const endsAt = async () => (await tab.run('limits', {}))?.endsAt

describe('the eight hours of a session that a cookie began', () => {
  it('count from the password, however late it began and however often it was renewed', async () => {
    await afterThePassword(7 * hour)
    expect(await comeBack()).toEqual({ memoryOnly: false, returnTo: '/jobs' })
    expect(await endsAt()).toEqual(new Date('2030-01-01T08:00Z'))
    await tab.renew()
    expect(await endsAt()).toEqual(new Date('2030-01-01T08:00Z'))
    world.advance(hour)
    await tab.run('limits', {})
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'time limit' } })
    // The way back asks for the password, and then there are eight hours again.
    await expect(comeBack()).rejects.toThrow('managed login did not let in')
    expect((await comeBack(false, demo.ada)).failure).toBeUndefined()
    expect(await endsAt()).toEqual(new Date('2030-01-01T16:00Z'))
  })

  it('are reckoned alike where this machine’s clock is wrong', async () => {
    await world.moveCognitosClock(-3 * hour)
    await afterThePassword(7 * hour)
    await comeBack()
    expect(await endsAt()).toEqual(new Date('2030-01-01T08:00Z'))
  })

  it('leave it the 15 minutes, where the disk cannot tell that somebody is there', async () => {
    await afterThePassword(2 * hour)
    world.gate = async (_tab, where) => {
      if (where === 'noteActive asked') throw new Error('the disk is full')
    }
    await comeBack()
    const other = await world.openTab()
    expect((await other.run('limits', {}))?.idleEndsAt).toEqual(new Date('2030-01-01T02:15Z'))
  })
})

describe('a cookie from a password of eight hours ago or more', () => {
  it('begins no session here, ends what Cognito began, and has the browser go back to be asked', async () => {
    await afterThePassword(8 * hour)
    const outcome = await comeBack()
    expect(outcome).toEqual({ memoryOnly: false, returnTo: '/jobs', again: true })
    expect(tab.state).toEqual({ state: 'signed out' })
    expect([await world.lives(world.latest), await world.mints(world.latest)]).toEqual([false, false])
    expect(await comeBack(true, demo.ada)).toEqual({ memoryOnly: false, returnTo: '/jobs', anew: true })
    expect(await endsAt()).toEqual(new Date('2030-01-01T16:00Z'))
  })

  it('costs nobody the session that another tab has meanwhile', async () => {
    await afterThePassword(8 * hour)
    const url = await tab.beginManagedLogin()
    const other = await world.openTab()
    await other.signIn(demo.rhea)
    expect(await tab.finishManagedLogin(await visitor.comeBackFrom(url))).toMatchObject({ again: true })
    await other.check()
    expect(other.state).toMatchObject({ state: 'signed in', session: { username: 'rhea' } })
  })

  it('has the browser go back also where Cognito cannot be told to end what it began', async () => {
    await afterThePassword(8 * hour)
    world.network = async ({ operation }, forward) => {
      if (operation === 'oauth2/revoke') return Response.json({ error: 'server_error' }, { status: 500 })
      return forward()
    }
    expect(await comeBack()).toMatchObject({ again: true })
    expect(tab.state).toEqual({ state: 'signed out' })
  })

  it('where managed login asks nobody again: lets in for eight hours, and again after them', async () => {
    await giveClassicPages(world)
    await afterThePassword(9 * hour)
    expect(await comeBack()).toMatchObject({ again: true })
    expect((await comeBack(true)).again).toBeUndefined()
    expect(tab.state.state).toBe('signed in')
    expect(await endsAt()).toEqual(new Date('2030-01-01T17:00Z'))
    world.advance(8 * hour)
    await tab.run('limits', {})
    expect(tab.state.state).toBe('signed out')
    expect((await comeBack()).again).toBeUndefined()
    expect(await endsAt()).toEqual(new Date('2030-01-02T01:00Z'))
  })
})
