import { describe, expect, it } from 'vitest'

import { full, operating } from './testOperator.ts'
import { demo, failureIn, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// What is kept of an operator's changes while they are written.

const updating = 'UpdateUserPoolClient'

describe('an operator who signs out in the middle of a change', () => {
  it('before it was sent writes nothing, because nobody would hear what came of it', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    at.world.network = only(['DescribeUserPoolClient'], async (_call, forward) => {
      const answer = await forward()
      await at.tab.signOut()
      return answer
    })
    expect(await failureIn(at.commit(planId))).toMatchObject({ code: 'SignedOut', attempts: 0 })
    expect(at.world.sent(updating)).toEqual([])
    expect((await at.settings(full.id)).EnableTokenRevocation).toBe(false)
  })

  it('and is followed by somebody else leaves them no change to make, nor to hear of', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    at.world.network = only(['DescribeUserPoolClient'], async (_call, forward) => {
      const answer = await forward()
      await at.tab.signIn(demo.ada)
      return answer
    })
    expect(await failureIn(at.commit(planId))).toMatchObject({ code: 'SignedOut' })
    expect(at.world.sent(updating)).toEqual([])
    expect(await at.tab.run('unfinishedChanges', {})).toEqual([])
  })
})
