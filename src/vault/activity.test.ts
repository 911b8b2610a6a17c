import {
  AdminUserGlobalSignOutCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import type { CallRecord } from '../lib/calls.ts'
import { Activity } from './activity.ts'
import type { ActivityEntry } from './protocol/activity.ts'
import type { SessionKeeper } from './session.ts'
import type { Surroundings } from './surroundings.ts'
import { bytesOnDisk } from './testDisk.ts'
import type { Tab } from './testTab.ts'
import { demo, errorOf, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const day = 86_400_000

async function signedIn(person: readonly [string, string] = demo.ada, memoryOnly = false) {
  const world = new World()
  world.passwordsOnly = true
  const tab = await world.openTab()
  await tab.signIn(person, memoryOnly)
  return { world, tab }
}

const told = async (tab: Tab) => {
  const entries = await tab.run('activity', {})
  return entries.map(({ kind, operation, outcome }) => `${kind}: ${operation}: ${outcome}`)
}

describe('the activity of this browser', () => {
  it('has every sign-in, with its request id', async () => {
    const { world, tab } = await signedIn()
    const [entry] = await tab.run('activity', {})
    const [asked] = await world.log()
    expect(entry).toMatchObject({
      kind: 'sign-in',
      operation: 'InitiateAuth',
      outcome: 'done',
      target: `app client ${demo.storefront}`,
      at: new Date(Date.now()),
      requestId: asked?.requestId,
    })
  })

  it('has the sign-ins that were refused, and never the name that was typed', async () => {
    const { world, tab } = await signedIn()
    await tab.signOutToTheEnd()
    await failureIn(tab.signIn(['my-password-by-mistake', 'x']))
    world.advance(1_000)
    world.network = only(['InitiateAuth'], errorOf('TooManyRequestsException'))
    await failureIn(tab.signIn(demo.ada))
    world.network = only(['InitiateAuth'], lostBefore)
    await failureIn(tab.signIn(demo.ada))
    world.network = async (_call, forward) => forward()
    await tab.signIn(demo.ada)
    const entries = await tab.run('activity', {})
    const refused = entries.filter(({ outcome }) => outcome === 'refused').map(({ detail }) => detail)
    expect(refused).toEqual(['TooManyRequestsException', 'NotAuthorizedException'])
    expect(JSON.stringify(entries) + (await bytesOnDisk(world.database))).not.toContain('my-password')
  })

  it('follows a sign-out with its receipt, up to its proof', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['RevokeToken'], lostBefore)
    await tab.signOut()
    await tab.until(() => tab.outbox === 1)
    await tab.signIn(demo.ada)
    const find = async () => (await tab.run('activity', {})).find(({ kind }) => kind === 'sign-out')
    expect(await find()).toMatchObject({ outcome: 'not told', detail: 'Unreachable', target: 'this device' })
    world.network = async (_call, forward) => forward()
    await tab.run('retryOutbox', {})
    const entry = await find()
    expect(entry).toMatchObject({ operation: 'RevokeToken', outcome: 'proven' })
    expect(await tab.run('receipt', { receiptId: entry!.receiptId! })).toMatchObject({ server: { step: 'accepted' } })
  })

  it('says which sign-out was refused', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['RevokeToken'], errorOf('UnsupportedOperationException'))
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    expect(await told(tab)).toContain('sign-out: RevokeToken: refused')
  })

  it('says when a session had ended elsewhere, and what told so', async () => {
    const { world, tab } = await signedIn()
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    await tab.check()
    await tab.signIn(demo.ada)
    const ended = (await tab.run('activity', {})).find(({ kind }) => kind === 'session ended')
    expect(ended).toMatchObject({ operation: 'GetUser', detail: 'revoked', outcome: 'refused' })
    expect(ended?.requestId).toMatch(/^[\w-]{36}$/)
  })

  it('has an operator’s changes with their targets, and none of what was only read', async () => {
    const { tab } = await signedIn(demo.rhea)
    const plan = await tab.run('planChange', {
      poolId: demo.pool,
      clientId: demo.kiosk,
      change: { set: 'revocation', on: true },
    })
    if (plan.verdict !== 'ready') throw new Error('the plan is not ready')
    await tab.run('commitChange', { planId: plan.planId })
    const changes = (await tab.run('activity', {})).filter(({ kind }) => kind === 'operator change')
    expect(changes).toMatchObject([
      {
        operation: 'UpdateUserPoolClient',
        target: `app client ${demo.kiosk}, pool ${demo.pool}`,
        outcome: 'proven',
        requestId: expect.stringMatching(/\S/) as string,
        report: {
          at: new Date(Date.now()),
          changes: [{ path: 'EnableTokenRevocation', before: 'false', after: 'true' }],
        },
      },
    ])
    expect(changes[0]?.report).not.toHaveProperty('drift')
  })

  it('has what was read back of a change whose answer was lost, and what else was not as it had been sent', async () => {
    const { world, tab } = await signedIn(demo.rhea)
    const poolId = demo.pool
    const change = { set: 'revocation', on: true } as const
    const plan = await tab.run('planChange', { poolId, clientId: demo.kiosk, change })
    if (plan.verdict !== 'ready') throw new Error('the plan is not ready')
    world.network = only(['UpdateUserPoolClient'], async (call, forward) => {
      const sent = { ...(call.body as object), AccessTokenValidity: 7 }
      await sdk(world.emulator).send(new UpdateUserPoolClientCommand(sent as UpdateUserPoolClientCommandInput))
      return lostBefore(call, forward)
    })
    await tab.run('commitChange', { planId: plan.planId })
    const [entry] = await tab.run('activity', {})
    expect(entry).toMatchObject({ operation: 'UpdateUserPoolClient', outcome: 'proven', detail: 'Unreachable' })
    expect(entry?.report?.changes).toMatchObject([{ path: 'EnableTokenRevocation' }])
    expect(entry?.report?.drift).toMatchObject([{ path: 'AccessTokenValidity', after: '7' }])
  })

  it('has a pool’s setting and a new app client as they were read back', async () => {
    const { tab } = await signedIn(demo.rhea)
    const poolId = demo.pool
    const setting = { of: 'pool', poolId, tracking: true, maxPerUser: 3 } as const
    const plan = await tab.run('planPoolSetting', { setting })
    if (plan.verdict !== 'ready') throw new Error('the plan is not ready')
    await tab.run('commitPoolSetting', { planId: plan.planId })
    const [set] = await tab.run('activity', {})
    expect(set).toMatchObject({ operation: 'SetUserPoolSessionConfiguration', outcome: 'proven' })
    expect(set?.report?.changes).toContainEqual(
      expect.objectContaining({ path: 'TokenSession.MaxPerUser', after: '3' }),
    )
    await tab.run('createAppClient', { poolId, name: 'Till', confidential: true, choice: false })
    const made = (await tab.run('activity', {})).find(({ operation }) => operation === 'CreateUserPoolClient')
    expect(made?.outcome).toBe('proven')
    const paths = made?.report?.changes.map(({ path }) => path)
    expect(paths).toContain('ClientName')
    expect(paths).not.toContain('ClientSecret')
  })

  it('leads from each call of a job to the job, also where it was refused', async () => {
    const { world, tab } = await signedIn(demo.rhea)
    const of = { poolId: demo.pool, jobId: 'job-1', paced: true }
    await tab.run('signOutUser', { ...of, username: 'ada' })
    await failureIn(tab.run('signOutUser', { ...of, username: 'nobody' }))
    world.network = only(['AdminUserGlobalSignOut'], lostBefore)
    await failureIn(tab.run('signOutUser', { ...of, username: 'nour' }))
    world.network = async (_call, forward) => forward()
    await tab.run('signOutUser', { poolId: demo.pool, username: 'ada' })
    const calls = (await tab.run('activity', {})).filter(({ operation }) => operation === 'AdminUserGlobalSignOut')
    const ended = calls.map(({ outcome, jobId }) => `${outcome} ${jobId}`)
    expect(ended.toSorted()).toEqual(['done job-1', 'done undefined', 'not known job-1', 'refused job-1'])
  })

  it.each([
    ['refused', errorOf('NotAuthorizedException'), { outcome: 'refused', detail: 'NotAuthorizedException' }],
    ['without an answer', lostBefore, { outcome: 'not known', detail: 'Unreachable' }],
  ] as const)('has a change that was %s', async (_name, network, expected) => {
    const { world, tab } = await signedIn(demo.rhea)
    const plan = await tab.run('planChange', {
      poolId: demo.pool,
      clientId: demo.kiosk,
      change: { set: 'revocation', on: true },
    })
    if (plan.verdict !== 'ready') throw new Error('the plan is not ready')
    world.network = only(['UpdateUserPoolClient'], network)
    await tab.run('commitChange', { planId: plan.planId }).catch(() => undefined)
    const [change] = (await tab.run('activity', {})).filter(({ kind }) => kind === 'operator change')
    expect(change).toMatchObject(expected)
  })

  it('is shown to the person whose it is, and to nobody else', async () => {
    const { tab } = await signedIn()
    await tab.signOutToTheEnd()
    expect(await tab.run('activity', {})).toEqual([])
    await tab.signIn(demo.rhea)
    expect(await told(tab)).toEqual(['sign-in: InitiateAuth: done'])
  })

  it('on a shared computer stays in memory', async () => {
    const { world, tab } = await signedIn(demo.ada, true)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada, true)
    expect(await told(tab)).toContain('sign-out: RevokeToken: proven')
    expect(await bytesOnDisk(world.database)).toBe('')
    expect(await tab.run('clearActivity', {})).toEqual({ cleared: 3 })
    expect(await told(tab)).toEqual([])
  })

  it.each([
    ['on a shared computer nothing of it is written', true],
    ['it is its asker’s', false],
  ])('of a change that is answered when its session is over %s', async (_, memoryOnly) => {
    const { world, tab } = await signedIn(demo.rhea, memoryOnly)
    let answer: (() => void) | undefined
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      await new Promise<void>((goOn) => (answer = goOn))
      return forward()
    })
    const changing = tab.run('signOutUser', { poolId: demo.pool, username: 'nour', paced: true }).catch(() => undefined)
    await expect.poll(() => answer !== undefined).toBe(true)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    answer?.()
    await changing
    expect(await told(tab)).toEqual(['sign-in: InitiateAuth: done'])
    expect((await bytesOnDisk(world.database)).includes('nour')).toBe(!memoryOnly)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.rhea, memoryOnly)
    expect(await told(tab)).toContain('operator change: AdminUserGlobalSignOut: done')
  })

  it('does without what cannot be written', async () => {
    const { world, tab } = await signedIn()
    world.gate = async (_tab, where) => {
      if (where === 'noteActivity asked') throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    await tab.signIn(demo.ada)
    expect(tab.state.state).toBe('signed in')
  })
})

describe('a request that is noted', () => {
  const call = (operation: string, outcome: CallRecord['outcome']): CallRecord => ({
    id: `${operation} 1`,
    call: operation,
    attempt: 1,
    operation,
    endpoint: 'user pool',
    startedAt: new Date(Date.now()),
    outcome,
  })
  const answered = (status: number, more: object = {}) =>
    ({ state: 'answered', durationMs: 1, status, ...more }) as const

  /** The activity alone, with nobody signed in: what it keeps, it keeps on disk. */
  async function alone() {
    const { world, tab } = await signedIn()
    const storage = await world.storage()
    const around = { now: () => Date.now(), newId: () => 'new', emit: () => undefined } as unknown as Surroundings
    const activity = new Activity(around, storage, () => ({ live: undefined }) as SessionKeeper)
    await tab.signOutToTheEnd()
    const kept = async () => (await storage.activity()).filter(({ actor }) => actor === undefined)
    return { activity, kept }
  }

  /** The same with an operator signed in, who changes an app client at one moment after the other. */
  async function operating(memoryOnly = false) {
    const { world } = await signedIn()
    const storage = await world.storage()
    const around = { now: () => Date.now(), newId: () => 'new', emit: () => undefined } as unknown as Surroundings
    const live = { claims: { sub: 'operator' }, memoryOnly }
    const activity = new Activity(around, storage, () => ({ live }) as SessionKeeper)
    const changed = async (id: string) => {
      world.advance(1_000)
      const update = call('UpdateUserPoolClient', { state: 'no answer', durationMs: 1, code: 'Unreachable' })
      await activity.see({ ...update, call: id }, { client: 'kiosk' })
      return update.startedAt
    }
    const kept = async () => (await storage.activity()).filter(({ actor }) => actor === 'operator')
    return { activity, live, changed, kept }
  }

  it('names whatever it was made to', async () => {
    const { activity, kept } = await alone()
    await activity.see(call('AdminForgetDevice', answered(200)), { user: 'bob', device: 'd-1' })
    await activity.see(call('AdminAddUserToGroup', { state: 'under way' }), { user: 'bob', group: 'admins' })
    await activity.see(call('DeleteUserPool', answered(400)), {})
    const entries = await kept()
    expect(entries.map(({ operation, target, outcome, detail }) => [operation, target, outcome, detail])).toEqual([
      ['AdminAddUserToGroup', 'user bob, group admins', 'under way', undefined],
      ['AdminForgetDevice', 'user bob, device d-1', 'done', undefined],
      ['DeleteUserPool', undefined, 'refused', '400'],
    ])
  })

  it('is read back as the change that was sent then, and not as a later one of the same app client', async () => {
    const { activity, kept, changed } = await operating()
    const since = await changed('earlier')
    await changed('later')
    const report = { at: new Date(Date.now()), changes: [] }
    await activity.readBack('UpdateUserPoolClient', { client: 'kiosk' }, since, report)
    const entries = (await kept()).map(({ id, outcome }) => [id, outcome])
    expect(new Map(entries as [string, string][])).toEqual(
      new Map([
        ['earlier', 'proven'],
        ['later', 'not known'],
      ]),
    )
  })

  it('is read back in memory where it is there alone, whoever is signed in by then', async () => {
    const { activity, kept, changed, live } = await operating(true)
    const since = await changed('earlier')
    live.memoryOnly = false
    await activity.readBack('UpdateUserPoolClient', { client: 'kiosk' }, since, { at: since, changes: [] })
    expect(await activity.list()).toMatchObject([{ id: 'earlier', outcome: 'proven' }])
    expect(await kept()).toEqual([])
  })

  it('is none where it only read, or was not signed', async () => {
    const { activity, kept } = await alone()
    await activity.see(call('AdminGetUser', answered(200)), { user: 'bob' })
    await activity.see(call('AdminListDevices', answered(200)), { user: 'bob' })
    await activity.see(call('RevokeToken', answered(200)), undefined)
    expect(await kept()).toEqual([])
  })

  it('keeps the last twenty refused sign-ins, named or not, until one succeeds', async () => {
    const { activity, kept } = await alone()
    for (let n = 0; n < 25; n += 1) await activity.see(call(`InitiateAuth`, answered(400)), undefined)
    await activity.see(call('InitiateAuth', answered(200)), undefined)
    expect(await kept()).toEqual([])
    await activity.signedIn('somebody', 'client', true)
    expect(await activity.list()).toEqual([])
  })
})

describe('what is kept of it', () => {
  const entry = (n: number, at: Date, receiptId?: string): ActivityEntry => ({
    id: `entry-${n}`,
    at,
    kind: 'sign-in',
    operation: 'InitiateAuth',
    outcome: 'done',
    ...(receiptId === undefined ? {} : { receiptId }),
  })

  it('are a thousand entries, the newest', async () => {
    const { world } = await signedIn()
    const storage = await world.storage()
    const now = Date.now()
    for (let n = 1; n <= 1_005; n += 1) await storage.noteActivity(entry(n, new Date(now + n)), new Date(now + n))
    const ids = (await storage.activity()).map(({ id }) => id)
    expect(ids).toHaveLength(1_000)
    expect(ids).not.toContain('entry-5')
    expect(ids).toContain('entry-6')
  })

  it('are ninety days, and receipts as old go with their entries', async () => {
    const { world, tab } = await signedIn()
    const old = await tab.signOutToTheEnd()
    world.advance(91 * day)
    await tab.signIn(demo.ada)
    expect(await told(tab)).toEqual(['sign-in: InitiateAuth: done'])
    expect(await tab.run('receipt', { receiptId: old.id })).toBeUndefined()
  })

  it('cleared, it is gone with its receipts; a sign-out that Cognito has not been told of stays', async () => {
    const { world, tab } = await signedIn()
    const settled = await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], lostBefore)
    const { receiptId } = await tab.signOut()
    await tab.until(() => tab.outbox === 1)
    await tab.signIn(demo.ada)
    expect(await tab.run('clearActivity', {})).toEqual({ cleared: 4 })
    expect(await told(tab)).toEqual(['sign-out: RevokeToken: not told'])
    expect(await tab.run('receipt', { receiptId: settled.id })).toBeUndefined()
    expect(await tab.run('receipt', { receiptId: receiptId! })).toBeDefined()
  })
})
