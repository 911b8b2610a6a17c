import { describe, expect, it } from 'vitest'

import type { OperationName } from './protocol.ts'
import { person, rapidly, type Rows, sentDuring } from './testRapid.ts'
import { operatorRows } from './testRapidOperator.ts'
import { sessionRows } from './testRapidSession.ts'
import { signInRows } from './testRapidSignIn.ts'
import { demo, lostBefore, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

/** Every operation of the protocol: a new one does not compile without its row. */
const rows: Rows<OperationName> = { ...signInRows, ...sessionRows, ...operatorRows }
const names = Object.keys(rows) as OperationName[]

/** Asks, and waits for what comes after the answers. */
async function ask<Name extends OperationName>(all: Rows<Name>, name: Name, tabs: 1 | 2) {
  const { stage, once } = all[name]
  const at = await stage()
  const others = tabs === 1 ? [] : [await at.world.openTab()]
  return sentDuring(at.world, async () => {
    const ends = await Promise.all([at.tab, ...others].map(async (tab) => rapidly({ ...at, tab }, name, 100 / tabs)))
    const answers = ends.flat().flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    expect(answers).toHaveLength(once ? 1 : 100)
    await at.over?.(answers[0]!)
  })
}

const inTwoTabs = names.filter((name) => rows[name].inTwoTabs !== undefined)

describe('R-4: asked for a hundred times at once', () => {
  it.each(names)('%s', async (name) => expect(await ask(rows, name, 1)).toEqual(rows[name].sends))

  it.each(inTwoTabs)('in two tabs: %s', async (name) => {
    expect(await ask(rows, name, 2)).toEqual(rows[name].inTwoTabs)
  })

  it('control: a hundred wishes that differ are a hundred requests', async () => {
    const { world, tab } = await person(demo.storefront, demo.rhea)
    const named = (at: number) => ({ poolId: demo.pool, name: `Desk ${at}`, confidential: false, choice: false })
    const sent = await sentDuring(world, async () =>
      Promise.all(Array.from({ length: 100 }, async (_, at) => tab.run('createAppClient', named(at)))),
    )
    expect(sent['CreateUserPoolClient']).toBe(100)
    // With one exchange for the credentials of all of them.
    expect([sent['GetId'], sent['GetCredentialsForIdentity']]).toEqual([1, 1])
  })

  it('what was put off and on and off again is three wishes', async () => {
    const { world, tab } = await person(demo.storefront, demo.rhea)
    const ada = { poolId: demo.pool, username: 'ada' }
    await Promise.all([tab.run('disableUser', ada), tab.run('enableUser', ada), tab.run('disableUser', ada)])
    expect([world.sent('AdminDisableUser'), world.sent('AdminEnableUser')].map(({ length }) => length)).toEqual([2, 1])
  })

  it('without a connection the outbox is tried twice, and each try goes its own three ways', async () => {
    const { world, tab } = await person()
    world.network = only(['RevokeToken'], lostBefore)
    const { receiptId } = await tab.signOut()
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    const sent = await sentDuring(world, async () => rapidly({ tab, args: {} }, 'retryOutbox', 100))
    expect(sent).toEqual({ RevokeToken: 6 })
  })

  it('a change that two tabs have prepared is written once', async () => {
    const { world, tab } = await person(demo.storefront, demo.rhea)
    const tabs = [tab, await world.openTab()]
    const change = { set: 'revocation', on: false } as const
    const asked = { poolId: demo.pool, clientId: demo.storefront, change }
    const plans = await Promise.all(tabs.map(async (each) => each.run('planChange', asked)))
    const ends = await Promise.all(
      plans.map(async (plan, at) =>
        plan.verdict === 'ready' ? rapidly({ tab: tabs[at]!, args: { planId: plan.planId } }, 'commitChange', 50) : [],
      ),
    )
    const outcomes = ends.flat().map((end) => (end.status === 'fulfilled' ? end.value.outcome : end.reason))
    expect(new Set(outcomes)).toEqual(new Set(['verified', 'moved']))
    expect(world.sent('UpdateUserPoolClient')).toHaveLength(1)
  })
})
