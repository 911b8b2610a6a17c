import { describe, expect, it } from 'vitest'

import { answered, othersOn, receiptWhen, signedIn } from './testElsewhere.ts'
import { ended, leaking, only1 } from './testLeaks.ts'
import { demo, useVirtualTime } from './testWorld.ts'

useVirtualTime()

describe('what cannot be written down', () => {
  it('is not begun, and can be asked for again: the end of a leaked token', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const ask = { tokenId, poolId: demo.pool, clientId: demo.storefront }
    world.gate = async (_tab, where) => {
      if (where === 'keepReceipt asked') throw new DOMException('full', 'QuotaExceededError')
    }
    await expect(tab.run('revokeLeaked', ask)).rejects.toThrow('full')
    expect(world.sent('RevokeToken')).toEqual([])
    world.gate = undefined
    const { receiptId } = await tab.run('revokeLeaked', ask)
    expect(await ended(tab, receiptId)).toMatchObject({ proof: { state: 'observed refused' } })
  })

  it('nor is the end of a session elsewhere, which is not told as asked for', async () => {
    const { world, tab } = await signedIn(1)
    const [other] = await othersOn(tab)
    const ask = { sessions: [{ id: other!.id, linked: false }] }
    world.gate = async (_tab, where) => {
      if (where === 'keepReceipt asked') throw new DOMException('full', 'QuotaExceededError')
    }
    await expect(tab.run('endSessions', ask)).rejects.toThrow('full')
    expect(world.sent('RevokeUserSession')).toEqual([])
    world.gate = undefined
    expect((await othersOn(tab))[0]?.ending).toBeUndefined()
    const { receiptId } = await tab.run('endSessions', ask)
    expect((await receiptWhen(tab, receiptId, answered)).sessions[0]?.server.step).toBe('accepted')
  })
})
