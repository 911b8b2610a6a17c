import { describe, expect, it } from 'vitest'

import { isFresh } from '../lib/freshness.ts'
import { giveClassicPages, managedWorld, signInThere, Visitor } from './testManagedLogin.ts'
import { Operating } from './testOperator.ts'
import { demo, factsIn, failureIn, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const minute = 60_000
const stale = { code: 'StaleSignIn' }

/** Nobody types a password with these: whoever is asked for one fails. */
const silently = ['nobody', 'asked'] as const

/** An operator whom a cookie let in, forty minutes after their password. */
async function letInByTheCookie({ isClassic = false } = {}) {
  const world = managedWorld()
  if (isClassic) await giveClassicPages(world)
  const tab = await world.openTab()
  const visitor = new Visitor(world)
  const comeBack = async (who: readonly [string, string], anew = false) => {
    const url = await tab.beginManagedLogin(false, '/app-clients', { anew })
    return tab.finishManagedLogin(await visitor.comeBackFrom(url, who))
  }
  await comeBack(demo.rhea)
  await tab.signOutToTheEnd()
  world.advance(40 * minute)
  await comeBack(silently)
  return { at: new Operating(world, tab), tab, world, comeBack }
}

describe('an operator whom managed login’s cookie let in', () => {
  it('has signed in now, but proved who they are when the password was given', async () => {
    const { tab } = await letInByTheCookie()
    const facts = factsIn(tab.state)
    expect(facts.signedInAt).toEqual(new Date('2030-01-01T00:40Z'))
    expect(facts.authenticatedAt).toEqual(new Date('2030-01-01T00:00Z'))
    expect(isFresh(facts, new Date())).toBe(false)
  })

  it('switches no revocation off, also after renewing, and does once managed login has asked', async () => {
    const { at, tab, comeBack } = await letInByTheCookie()
    expect(await failureIn(at.toggle(demo.storefront, false))).toMatchObject(stale)
    await tab.renew()
    expect(await failureIn(at.toggle(demo.storefront, false))).toMatchObject(stale)
    expect(at.world.sent('UpdateUserPoolClient')).toEqual([])
    expect((await comeBack(demo.rhea, true)).failure).toBeUndefined()
    expect(isFresh(factsIn(tab.state), new Date())).toBe(true)
    expect(factsIn(tab.state).how).toEqual({ by: 'managed login' })
    expect((await at.toggle(demo.storefront, false)).outcome).toBe('verified')
  })

  it('is told where managed login does not ask, and switches nothing off until its cookie is gone', async () => {
    const { at, tab, comeBack } = await letInByTheCookie({ isClassic: true })
    expect(factsIn(tab.state).how).toEqual({ by: 'managed login' })
    await comeBack(silently, true)
    expect(factsIn(tab.state).how).toEqual({ by: 'managed login', unasked: true })
    expect(await failureIn(at.toggle(demo.storefront, false))).toMatchObject(stale)
    const again = await at.world.openTab()
    expect(factsIn(again.state).how).toEqual({ by: 'managed login', unasked: true })
    at.world.advance(20 * minute)
    await comeBack(demo.rhea, true)
    expect(factsIn(tab.state).how).toEqual({ by: 'managed login' })
    expect((await at.toggle(demo.storefront, false)).outcome).toBe('verified')
  })

  it('is not told so where this machine’s clock is wrong', async () => {
    for (const skewMs of [-3 * 60 * minute, 3 * 60 * minute]) {
      const world = managedWorld()
      await world.moveCognitosClock(skewMs)
      const tab = await world.openTab()
      const { visitor } = await signInThere(world, tab)
      const url = await tab.beginManagedLogin(false, '/', { anew: true })
      world.advance(2 * minute)
      await tab.finishManagedLogin(await visitor.comeBackFrom(url))
      expect(factsIn(tab.state).how).toEqual({ by: 'managed login' })
      expect(isFresh(factsIn(tab.state), new Date())).toBe(true)
      tab.close()
    }
  })
})
