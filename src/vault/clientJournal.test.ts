import { describe, expect, it } from 'vitest'

import { bytesOnDisk } from './testDisk.ts'
import { full, operating } from './testOperator.ts'
import { answerOf, demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const updating = 'UpdateUserPoolClient'
const flag = 'EnableTokenRevocation'

/** A tab dies at the `at`-th await of a write. Gives what the next one finds; undefined where the write ended before. */
async function afterDeath(at: number, forgetful = false) {
  const op = await operating()
  const { world, tab } = op
  world.forgetful = forgetful
  const { planId } = await op.ready(full.id, true)
  let passed = 0
  const dead = new Promise<'dead'>((died) => {
    world.gate = async () => {
      passed += 1
      if (passed !== at) return
      tab.kill()
      died('dead')
    }
  })
  const ended = await Promise.race([dead, op.commit(planId).then(() => 'over' as const)])
  world.gate = undefined
  if (ended === 'over') return undefined
  const next = await world.openTab()
  const written = (await op.settings(full.id)).EnableTokenRevocation === true
  return { world, next, written, where: passed, left: await next.run('unfinishedChanges', {}) }
}

describe('U20: a page that goes away in the middle of a switch', () => {
  it(
    'at any await: what was written is read back by the next page and called that, and nothing is written twice',
    { timeout: 120_000 },
    async () => {
      const seen = { written: 0, 'not written': 0 }
      for (let at = 1; ; at += 1) {
        const found = await afterDeath(at)
        if (found === undefined) break
        const { world, next, written, left } = found
        if (written) expect(left, `death ${at}`).toHaveLength(1)
        seen[written ? 'written' : 'not written'] += 1
        for (const change of left) {
          expect(change).toMatchObject({
            wish: { set: 'revocation', on: true },
            client: { id: full.id, revocation: false },
          })
          const outcome = await next.run('verifyChange', { planId: change.planId })
          expect(outcome, `death ${at}`).toMatchObject(
            written
              ? { outcome: 'verified', client: { revocation: true }, changes: [{ path: flag }] }
              : { outcome: 'not confirmed', readBack: true, client: { revocation: false } },
          )
          await next.run('settleChange', { planId: change.planId })
        }
        expect(await next.run('unfinishedChanges', {})).toEqual([])
        expect(world.sent(updating).length).toBeLessThanOrEqual(1)
      }
      expect(seen.written).toBeGreaterThan(2)
      expect(seen['not written']).toBeGreaterThan(2)
    },
  )

  it(
    'control: without the journal there is silence about something that was written',
    { timeout: 120_000 },
    async () => {
      const silent: number[] = []
      for (let at = 1; ; at += 1) {
        const found = await afterDeath(at, true)
        if (found === undefined) break
        if (found.written && found.left.length === 0) silent.push(at)
      }
      expect(silent.length).toBeGreaterThan(2)
    },
  )

  it('what came of it is told until somebody has seen it, and each client has one', async () => {
    const at = await operating()
    await at.toggle(full.id, true)
    const [first, ...more] = await at.tab.run('unfinishedChanges', {})
    expect(more).toEqual([])
    await at.toggle(full.id, false)
    const left = await at.tab.run('unfinishedChanges', {})
    expect(left).toMatchObject([{ wish: { on: false }, client: { revocation: true } }])
    expect(left[0]?.planId).not.toBe(first?.planId)
    expect(await failureIn(at.tab.run('verifyChange', { planId: first!.planId }))).toMatchObject({ code: 'Forgotten' })
    await at.tab.run('settleChange', { planId: left[0]!.planId })
    expect(await at.tab.run('unfinishedChanges', {})).toEqual([])
  })

  it('what Cognito has refused is not looked for; what nobody knows can be looked for again', async () => {
    const at = await operating()
    at.world.network = only([updating], errorOf('InvalidParameterException'))
    await expect(at.toggle(full.id, true)).rejects.toThrow('InvalidParameter')
    expect(await at.tab.run('unfinishedChanges', {})).toEqual([])

    at.world.network = only([updating], async (call, forward) => {
      at.world.network = only(['DescribeUserPoolClient'], lostBefore)
      return lostAfter(call, forward)
    })
    const { planId } = await at.ready(full.id, true)
    expect(await at.commit(planId)).toMatchObject({ outcome: 'not confirmed', readBack: false })
    at.world.network = async (_call, forward) => forward()
    expect(await at.tab.run('verifyChange', { planId })).toMatchObject({ outcome: 'verified' })
    expect(at.world.sent(updating)).toHaveLength(2)
  })

  it('that somebody else changed more since is told, and can be restored', async () => {
    const found = await operating()
    const { planId } = await found.ready(full.id, true)
    found.world.network = only([updating], async (_call, forward) => {
      await forward()
      found.tab.kill()
      throw new TypeError('Failed to fetch')
    })
    void found.commit(planId)
    await expect.poll(async () => (await found.settings(full.id)).EnableTokenRevocation).toBe(true)
    found.world.network = async (_call, forward) => forward()
    await found.change(full.id, { AuthSessionValidity: 4 })
    const next = await found.world.openTab()
    const outcome = await next.run('verifyChange', { planId })
    expect(outcome).toMatchObject({
      outcome: 'drift',
      differences: [{ path: 'AuthSessionValidity', before: '9', after: '4' }],
    })
    expect(await next.run('planRestore', { planId })).toMatchObject({ verdict: 'ready' })
  })

  it('waits for a tab that is still at it', async () => {
    const at = await operating()
    const other = await at.world.openTab()
    const { planId } = await at.ready(full.id, true)
    let go: () => void = () => undefined
    const held = new Promise<void>((done) => (go = done))
    let arrive: () => void = () => undefined
    const arrived = new Promise<void>((done) => (arrive = done))
    at.world.network = only([updating], async (_call, forward) => {
      arrive()
      await held
      return forward()
    })
    const writing = at.commit(planId)
    await arrived
    const verifying = other.run('verifyChange', { planId })
    go()
    expect(await writing).toMatchObject({ outcome: 'verified' })
    expect(await verifying).toMatchObject({ outcome: 'verified' })
  })

  it('is nobody else’s to see, holds no secret, and on a shared computer is not on disk', async () => {
    const at = await operating()
    await at.toggle(full.id, true)
    const disk = await bytesOnDisk(at.world.database)
    expect(disk).toContain('full:/callback')
    expect(disk).not.toContain(full.secret)
    await at.tab.signOut()
    expect(await at.tab.run('unfinishedChanges', {})).toEqual([])
    await at.tab.signIn(demo.ada)
    expect(await at.tab.run('unfinishedChanges', {})).toEqual([])

    const shared = await operating({ memoryOnly: true })
    await shared.toggle(full.id, true)
    expect(await bytesOnDisk(shared.world.database)).not.toContain('full:/callback')
    const [mine] = await shared.tab.run('unfinishedChanges', {})
    expect(await shared.tab.run('verifyChange', { planId: mine!.planId })).toMatchObject({ outcome: 'verified' })
    await shared.toggle(full.id, false)
    await shared.tab.run('settleChange', { planId: mine!.planId })
    expect(await shared.tab.run('unfinishedChanges', {})).toHaveLength(1)
  })
})

describe('U3: the expert’s override', () => {
  /** Cognito as it may be one day: it has settings that this build does not know, and keeps what it is sent of them. */
  async function later() {
    const at = await operating()
    let unknown: object = { FutureSetting: { Depth: [1, { x: 'y' }] } }
    at.world.network = async (call, forward) => {
      if (call.operation === updating) {
        const { FutureSetting } = call.body
        unknown = FutureSetting === undefined ? {} : { FutureSetting }
      }
      const answer = await forward()
      if (call.operation !== 'DescribeUserPoolClient') return answer
      const body = (await answer.json()) as { UserPoolClient: object }
      return answerOf({ UserPoolClient: { ...body.UserPoolClient, ...unknown } })
    }
    return at
  }

  it('carries over as they are the settings that this build does not know, and reads them back', async () => {
    const at = await later()
    const plan = await at.plan(full.id, true)
    if (plan.verdict !== 'cannot') throw new Error(plan.verdict)
    expect(plan).toMatchObject({
      unknown: ['FutureSetting'],
      changes: [{ path: flag, before: 'false', after: 'true' }],
    })
    expect(JSON.parse(plan.request)).toMatchObject({ FutureSetting: { Depth: [1, { x: 'y' }] }, [flag]: true })

    expect(await failureIn(at.commit(plan.planId))).toMatchObject({ code: 'UnknownSettings' })
    expect(at.world.sent(updating)).toEqual([])

    const carried = await at.tab.run('commitChange', { planId: plan.planId, carryUnknown: true })
    expect(carried).toMatchObject({ outcome: 'verified', changes: [{ path: flag }] })
    expect(at.world.sent(updating).map(({ body }) => body)).toEqual([JSON.parse(plan.request)])
    expect(await at.settings(full.id)).toMatchObject({
      [flag]: true,
      CallbackURLs: ['https://full.example.com/callback', 'full:/callback'],
    })
  })

  it('tells it as drift where Cognito did not keep them, and the restoring is an override again', async () => {
    const at = await later()
    const keeping = at.world.network
    at.world.network = async (call, forward) =>
      keeping(call.operation === updating ? { ...call, body: {} } : call, forward)
    const plan = await at.plan(full.id, true)
    if (plan.verdict !== 'cannot') throw new Error(plan.verdict)
    const outcome = await at.tab.run('commitChange', { planId: plan.planId, carryUnknown: true })
    expect(outcome).toMatchObject({ outcome: 'drift', differences: [{ path: 'FutureSetting', after: undefined }] })
    at.world.network = keeping
    const restore = await at.tab.run('planRestore', { planId: plan.planId })
    expect(restore).toMatchObject({ verdict: 'cannot', unknown: ['FutureSetting'] })
  })

  it('control: an ordinary write would have lost them', async () => {
    const at = await later()
    const hidden = at.world.network
    // The plan is made while the setting is not there to be seen, as it is by a build that does not look for it.
    at.world.network = async (_call, forward) => forward()
    const { planId } = await at.ready(full.id, true)
    at.world.network = async (call, forward) => (call.operation === updating ? hidden(call, forward) : forward())
    await at.commit(planId)
    expect(at.world.sent(updating)[0]?.body).not.toHaveProperty('FutureSetting')
  })
})
