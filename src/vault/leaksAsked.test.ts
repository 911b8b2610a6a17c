import { expect, it } from 'vitest'

import { leaking, lives, only1 } from './testLeaks.ts'
import { demo, failureIn, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// Who may ask Cognito about a token that leaked, and how often.

it.each([
  ['signs out', async () => undefined],
  ['makes room for somebody else', async (signIn: () => Promise<unknown>) => signIn()],
])(
  'nothing is done in the name of whoever is there when the operator who asked %s before it was sent',
  async (_what, then) => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    world.network = only(['ListUserPoolClients'], async (_call, forward) => {
      const answer = await forward()
      await tab.signOutToTheEnd()
      await then(async () => tab.signIn(demo.ada))
      return answer
    })
    const revoked = world.sent('RevokeToken').length
    expect(await failureIn(tab.run('revokeLeaked', { tokenId, poolId: demo.pool }))).toMatchObject({
      code: 'Forgotten',
    })
    // The operator's own sign-out is one.
    expect(world.sent('RevokeToken')).toHaveLength(revoked + 1)
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(true)
    expect(
      tab.messages.filter((message) => message.kind === 'receipt' && message.receipt.kind === 'leaked token'),
    ).toEqual([])
  },
)
