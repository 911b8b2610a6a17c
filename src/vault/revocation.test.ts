import { describe, expect, it } from 'vitest'

import { full, fullSettings, operating } from './testOperator.ts'
import { answerOf, demo, failureIn, type Network, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const updating = 'UpdateUserPoolClient'
const describing = 'DescribeUserPoolClient'
const flag = 'EnableTokenRevocation'

/** Answers of Describe as Cognito gives them, with something done to them. */
function describedWith(change: (client: Record<string, unknown>) => void): Network {
  return only([describing], async (_call, forward) => {
    const body = (await (await forward()).json()) as { UserPoolClient: Record<string, unknown> }
    change(body.UserPoolClient)
    return answerOf(body)
  })
}

describe('the switch', () => {
  it('changes the flag and nothing else, and says so only of what was read back', async () => {
    const at = await operating()
    const before = await at.settings(full.id)
    const plan = await at.ready(full.id, true)
    const change = { path: flag, before: 'false', after: 'true' }
    expect(plan).toMatchObject({
      client: { name: 'Full', revocation: false, confidential: true },
      changes: [change],
      changedSinceSeen: [],
    })
    expect(await at.settings(full.id)).toEqual(before)
    expect(await at.commit(plan.planId)).toMatchObject({
      outcome: 'verified',
      client: { revocation: true },
      changes: [change],
      requestId: expect.stringMatching(/-/),
    })
    expect(await at.settings(full.id)).toEqual({ ...before, [flag]: true })
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it('U1: sends every one of the 23 members', async () => {
    const at = await operating()
    await at.toggle(full.id, true)
    const { UserPoolId, ClientId, ClientName, ...sent } = at.world.sent(updating)[0]!.body
    expect({ UserPoolId, ClientId, ClientName }).toEqual({
      UserPoolId: demo.pool,
      ClientId: full.id,
      ClientName: 'Full',
    })
    expect(sent).toEqual({ ...fullSettings, [flag]: true })
    expect(Object.keys(sent)).toHaveLength(20)
  })

  it('U2: sends none that is absent', async () => {
    const at = await operating()
    await at.toggle(demo.kiosk, true)
    const sent = at.world.sent(updating)[0]!.body
    for (const name of [
      'CallbackURLs',
      'RefreshTokenRotation',
      'AccessTokenValidity',
      'ClientSecret',
      'CreationDate',
    ]) {
      expect(sent).not.toHaveProperty(name)
    }
  })

  it('U4: sends values it does not know as they are, and empty lists as empty', async () => {
    const at = await operating()
    const unheard = (client: Record<string, unknown>) => {
      client['ExplicitAuthFlows'] = ['ALLOW_SOMETHING_NEW']
      client['CallbackURLs'] = []
    }
    at.world.network = describedWith(unheard)
    const { planId } = await at.ready(demo.kiosk, true)
    at.world.network = async (call, forward) =>
      call.operation === updating ? answerOf({}) : describedWith(unheard)(call, forward)
    expect((await at.commit(planId)).outcome).toBe('not confirmed')
    const sent = at.world.sent(updating)[0]!.body
    expect(sent).toMatchObject({ ExplicitAuthFlows: ['ALLOW_SOMETHING_NEW'], CallbackURLs: [] })
  })

  it('U17: where the flag already is as wanted, nothing is written', async () => {
    const at = await operating()
    expect(await at.plan(demo.storefront, true)).toMatchObject({
      verdict: 'already there',
      client: { revocation: true },
    })
    expect(at.world.sent(updating)).toEqual([])
  })

  it.each([
    ['a setting', { FutureSetting: 1 }, 'FutureSetting'],
    ['a setting within a setting', { TokenValidityUnits: { FooToken: 'days' } }, 'TokenValidityUnits.FooToken'],
    ['a setting in a list', { ExplicitAuthFlows: [{ New: 1 }] }, undefined],
    ['a type', { __type: 'X' }, '__type'],
  ])('U3, U5: %s that this build does not know', async (_name, change, path) => {
    const at = await operating()
    at.world.network = describedWith((client) => Object.assign(client, change))
    const plan = await at.plan(demo.kiosk, true)
    if (path === undefined) expect(plan.verdict).toBe('ready')
    else expect(plan).toMatchObject({ verdict: 'cannot', unknown: [path] })
  })

  it('says what somebody else changed since it was last shown', async () => {
    const at = await operating()
    await at.tab.run('describeAppClient', { poolId: demo.pool, clientId: full.id })
    at.world.advance(1_000)
    await at.change(full.id, { AuthSessionValidity: 4 })
    const changed = [{ path: 'AuthSessionValidity', before: '9', after: '4' }]
    expect(await at.ready(full.id, true)).toMatchObject({ changedSinceSeen: changed })
    expect(await at.ready(full.id, true)).toMatchObject({ changedSinceSeen: [] })
  })

  it('U6: stops when anything moved since the plan', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    at.world.advance(1_000)
    await at.change(full.id, { AuthSessionValidity: 4 })
    const outcome = await at.commit(planId)
    if (outcome.outcome !== 'moved') throw new Error(outcome.outcome)
    expect(outcome.differences.map(({ path }) => path).sort()).toEqual(['AuthSessionValidity', 'LastModifiedDate'])
    expect(at.world.sent(updating)).toEqual([])
    expect(await at.settings(full.id)).toMatchObject({ [flag]: false, AuthSessionValidity: 4 })
  })

  it('shows drift, and restores nothing by itself', async () => {
    const at = await operating()
    at.world.network = only([updating], async (_call, forward) => {
      const answer = await forward()
      await at.change(full.id, { AuthSessionValidity: 4 })
      return answer
    })
    expect(await at.toggle(full.id, true)).toMatchObject({
      outcome: 'drift',
      client: { revocation: true },
      differences: [{ path: 'AuthSessionValidity', before: '9', after: '4' }],
    })
    expect(at.world.sent(updating)).toHaveLength(1)
    expect(await at.settings(full.id)).toMatchObject({ AuthSessionValidity: 4 })
  })

  it('U7: two tabs at once write once', async () => {
    const at = await operating()
    const other = await at.world.openTab()
    const plans = [await at.ready(full.id, true), await at.ready(full.id, true, other)]
    at.world.advance(1_000)
    const outcomes = await Promise.all([at.commit(plans[0]!.planId), at.commit(plans[1]!.planId, other)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'verified'])
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it('U7, control: without the lock both write', async () => {
    const at = await operating()
    at.world.locks.off = true
    const other = await at.world.openTab()
    const plans = [await at.ready(full.id, true), await at.ready(full.id, true, other)]
    await Promise.all([at.commit(plans[0]!.planId), at.commit(plans[1]!.planId, other)])
    expect(at.world.sent(updating)).toHaveLength(2)
  })

  it('U19: a plan is written once', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    const [first, second] = await Promise.all([at.commit(planId), at.commit(planId)])
    expect(first).toMatchObject({ outcome: 'verified' })
    expect(second).toBe(first)
    expect(await failureIn(at.commit(planId))).toMatchObject({ code: 'Forgotten', attempts: 0 })
    expect(at.world.sent(updating)).toHaveLength(1)
  })

  it('keeps the newest fifty plans', async () => {
    const at = await operating()
    const oldest = await at.ready(full.id, true)
    const next = await at.ready(full.id, true)
    for (let n = 0; n < 49; n += 1) await at.ready(full.id, true)
    expect(await failureIn(at.commit(oldest.planId))).toMatchObject({ code: 'Forgotten' })
    expect((await at.commit(next.planId)).outcome).toBe('verified')
  })

  it('U16: the secret stays where it entered', async () => {
    const at = await operating()
    await at.tab.run('describeAppClient', { poolId: demo.pool, clientId: full.id })
    await at.toggle(full.id, true)
    expect(at.world.watch.known.has(full.secret)).toBe(true)
    expect(JSON.stringify(at.tab.messages)).not.toContain(full.secret)
    expect(JSON.stringify(at.world.sent(updating))).not.toContain(full.secret)
  })
})

describe('a sign-in that is older than five minutes', () => {
  const old = 5 * 60_000 + 1_000
  const stale = { operation: updating, code: 'StaleSignIn' }

  it('switches revocation on, and not off: nothing is sent, and a new sign-in may', async () => {
    const at = await operating()
    at.world.advance(old)
    const { planId } = await at.ready(demo.storefront, false)
    expect(await failureIn(at.commit(planId))).toMatchObject(stale)
    expect(at.world.sent(updating)).toEqual([])
    expect((await at.toggle(demo.kiosk, true)).outcome).toBe('verified')
    await at.tab.run('signOut', {})
    await at.tab.signIn(demo.rhea)
    expect((await at.toggle(demo.storefront, false)).outcome).toBe('verified')
  })

  it('may five minutes after it still', async () => {
    const at = await operating()
    at.world.advance(old - 10_000)
    expect((await at.toggle(demo.storefront, false)).outcome).toBe('verified')
  })

  it('restores no client to how it was without revocation', async () => {
    const at = await operating()
    at.world.network = only([updating], async (_call, forward) => {
      const answer = await forward()
      await at.change(full.id, { AuthSessionValidity: 4 })
      return answer
    })
    const outcome = await at.toggle(full.id, true)
    if (outcome.outcome !== 'drift') throw new Error(outcome.outcome)
    at.world.advance(old)
    const plan = await at.tab.run('planRestore', { planId: outcome.planId })
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    expect(await failureIn(at.commit(plan.planId))).toMatchObject(stale)
  })

  it('lets a job go on that was confirmed while it was fresh', async () => {
    const at = await operating()
    at.world.advance(old)
    const { planId } = await at.ready(demo.storefront, false)
    expect(await at.tab.run('commitChange', { planId, paced: true })).toMatchObject({ outcome: 'verified' })
  })

  it('is nobody’s once it is over: then the call is refused', async () => {
    const at = await operating()
    const { planId } = await at.ready(demo.storefront, false)
    await at.tab.run('signOut', {})
    expect(await failureIn(at.commit(planId))).toMatchObject({ code: 'SignedOut' })
  })
})
