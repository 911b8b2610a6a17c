import { describe, expect, it } from 'vitest'

import { full, operating } from './testOperator.ts'
import { demo, errorOf, failureIn, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// What is kept of an operator's changes while they are written, and what the activity says once they were read back.

const updating = 'UpdateUserPoolClient'

describe('the changes whose end nobody has seen', () => {
  it.each([
    ['on disk', {}],
    ['in memory, on a shared computer', { memoryOnly: true }],
  ])('of several clients are told one after the other, each client’s last (%s)', async (_where, how) => {
    const at = await operating(how)
    const told = async () =>
      (await at.tab.run('unfinishedChanges', {})).map(({ client, wish }) => [client.id, 'on' in wish && wish.on])
    await at.toggle(full.id, true)
    at.world.advance(1_000)
    await at.toggle(demo.kiosk, true)
    expect(await told()).toEqual([
      [full.id, true],
      [demo.kiosk, true],
    ])
    at.world.advance(1_000)
    await at.toggle(full.id, false)
    expect(await told()).toEqual([
      [demo.kiosk, true],
      [full.id, false],
    ])
  })

  it('are not touched by a job’s change: that Cognito has refused it is told, whatever the disk takes', async () => {
    const at = await operating()
    await at.toggle(full.id, true)
    const before = await at.tab.run('unfinishedChanges', {})
    at.world.network = only([updating], errorOf('InvalidParameterException', 'no'))
    at.world.gate = async (_tab, where) => {
      if (where === 'settleChange asked' || where === 'keepChange asked') throw new Error('the disk was asked')
    }
    const plan = await at.tab.run('planChange', {
      poolId: demo.pool,
      clientId: full.id,
      change: { set: 'revocation', on: false },
      paced: true,
    })
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    const refused = await failureIn(at.tab.run('commitChange', { planId: plan.planId, paced: true }))
    expect(refused).toMatchObject({ code: 'InvalidParameterException' })
    expect(await at.tab.run('unfinishedChanges', {})).toEqual(before)
  })
})

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

  it('as it has been read back finds it proven in the activity, once signed in again', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    let reads = 0
    at.world.gate = async (_tab, where) => {
      if (where !== 'activity done') return
      at.world.gate = undefined
      reads += 1
      await at.tab.signOut()
    }
    await at.commit(planId)
    expect(reads).toBe(1)
    await at.tab.signIn(demo.rhea)
    // In the next page as well: the session was kept, and so is this.
    const lines = await (await at.world.openTab()).run('activity', {})
    expect(lines.filter(({ operation }) => operation === updating)).toMatchObject([
      { outcome: 'proven', report: { changes: [{ path: 'EnableTokenRevocation' }] } },
    ])
  })
})

it('what was read back is told though the activity cannot be read, and its line says no more than before', async () => {
  const at = await operating()
  const { planId } = await at.ready(full.id, true)
  at.world.gate = async (_tab, where) => {
    if (where === 'activity asked') throw new DOMException('no', 'UnknownError')
  }
  expect(await at.commit(planId)).toMatchObject({ outcome: 'verified' })
  at.world.gate = undefined
  const lines = await at.tab.run('activity', {})
  const [line] = lines.filter(({ operation }) => operation === updating)
  expect(line).toMatchObject({ outcome: 'done' })
  expect(line).not.toHaveProperty('report')
})
