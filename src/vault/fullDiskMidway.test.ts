import { describe, expect, it } from 'vitest'

import { act, operating } from './testOwnAccount.ts'
import { answered, othersOn, receiptWhen, signedIn } from './testElsewhere.ts'
import { ended, leaking, only1 } from './testLeaks.ts'
import { demo, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

const everything = ['replace', 'keepReceipt', 'noteActivity']

/** From the first answer to `operation` on the disk takes nothing any more. */
function fillDiskAfter(operation: string, world: World): void {
  world.network = async (call, forward) => {
    const answer = await forward()
    if (call.operation === operation)
      world.gate = async (_tab, where) => {
        if (everything.some((name) => where === `${name} asked`)) throw new DOMException('full', 'QuotaExceededError')
      }
    return answer
  }
}

describe('a disk that is full midway stops nothing that was begun, and what came of it is shown', () => {
  it('the steps of a compromised account', async () => {
    const { world, tab } = await operating()
    const { users } = await tab.run('listUsers', { poolId: demo.pool })
    const sub = users.find(({ username }) => username === 'ada')?.sub
    fillDiskAfter('AdminDisableUser', world)
    const receipt = await act(tab, {
      poolId: demo.pool,
      username: 'ada',
      ...(sub === undefined ? {} : { sub }),
      plan: 'act',
      acts: [{ do: 'disable' }, { do: 'sign out' }],
    })
    expect(receipt.acts.map(({ at }) => at.state)).toEqual(['done', 'done'])
    expect(await tab.run('receipt', { receiptId: receipt.id })).toEqual(receipt)
  })

  it('the own account, with which the tab ends', async () => {
    const { world, tab, rhea } = await operating()
    fillDiskAfter('AdminUserGlobalSignOut', world)
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused' })
    await tab.until(() => tab.state.state === 'signed out')
    expect(tab.state).toMatchObject({ ended: { reason: 'signed out by yourself', receiptId: receipt.id } })
  })

  it('a leaked token', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    fillDiskAfter('RevokeToken', world)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    expect(await ended(tab, receiptId)).toMatchObject({
      server: { step: 'accepted' },
      proof: { state: 'observed refused' },
    })
  })

  it('a leaked token of the operator’s own, with which the tab ends', async () => {
    const { world, tab } = await leaking()
    const { refresh = '' } = world.issued.find((issued) => issued.tab === tab.name)!
    const { id: tokenId } = await only1(tab, refresh)
    fillDiskAfter('RevokeToken', world)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    await tab.until(() => tab.state.state === 'signed out')
    expect(await ended(tab, receiptId)).toMatchObject({ server: { step: 'accepted' } })
    expect(await tab.run('receipt', { receiptId })).toMatchObject({ server: { step: 'accepted' } })
  })

  it('sessions elsewhere', async () => {
    const { world, tab } = await signedIn(2)
    const others = await othersOn(tab)
    fillDiskAfter('RevokeUserSession', world)
    const sessions = others.map(({ id }) => ({ id, linked: false }))
    const { receiptId } = await tab.run('endSessions', { sessions })
    const receipt = await receiptWhen(tab, receiptId, answered)
    expect(receipt.sessions.map(({ server }) => server.step)).toEqual(['accepted', 'accepted'])
  })
})
