import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { RawClient } from '../cognito/operator/appClients.ts'
import { changedBy } from './clientChanges.ts'
import { type ClientChange, clientFixes } from './protocol/clientChanges.ts'
import { differencesBetween } from './settings.ts'
import { full, fullSettings, operating } from './testOperator.ts'
import { demo, only, useVirtualTime } from './testWorld.ts'

useVirtualTime({ withoutPauses: true })

const changes: readonly ClientChange[] = [
  { set: 'revocation', on: true },
  { set: 'revocation', on: false },
  ...clientFixes.map((set): ClientChange => ({ set })),
]

/** What each change may touch; everything else stays as it is. */
const touched: Readonly<Record<ClientChange['set'], readonly string[]>> = {
  revocation: ['EnableTokenRevocation'],
  'access lifetime': ['AccessTokenValidity', 'TokenValidityUnits'],
  'id lifetime': ['IdTokenValidity', 'TokenValidityUnits'],
  'refresh lifetime': ['RefreshTokenValidity', 'TokenValidityUnits'],
  rotation: ['RefreshTokenRotation', 'ExplicitAuthFlows'],
  'hidden users': ['PreventUserExistenceErrors'],
  'no implicit flow': ['AllowedOAuthFlows'],
  'safe callbacks': ['CallbackURLs'],
  'no password flow': ['ExplicitAuthFlows'],
}

const unit = fc.constantFrom('seconds', 'minutes', 'hours', 'days')
const texts = (...values: string[]) => fc.subarray(values)
const raw: fc.Arbitrary<RawClient> = fc.record(
  {
    ClientName: fc.string(),
    EnableTokenRevocation: fc.boolean(),
    AccessTokenValidity: fc.integer({ min: 1, max: 86_400 }),
    IdTokenValidity: fc.integer({ min: 1, max: 86_400 }),
    RefreshTokenValidity: fc.nat({ max: 315_360_000 }),
    TokenValidityUnits: fc.record({ AccessToken: unit, IdToken: unit, RefreshToken: unit }, { requiredKeys: [] }),
    ExplicitAuthFlows: texts('ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_NEW'),
    RefreshTokenRotation: fc.record({ Feature: fc.constantFrom('ENABLED', 'DISABLED') }),
    AllowedOAuthFlows: texts('code', 'implicit'),
    CallbackURLs: texts('https://a/', 'http://b/', 'http://localhost:1/', 'https://*.c/', 'app:/'),
    DefaultRedirectURI: fc.constantFrom('https://a/', 'http://b/'),
    PreventUserExistenceErrors: fc.constantFrom('LEGACY', 'ENABLED'),
    AuthSessionValidity: fc.integer({ min: 3, max: 15 }),
    SomethingNew: fc.anything(),
  },
  { requiredKeys: [] },
)

describe('P-3: the closed list of changes', () => {
  it('10,000 settings: each change touches what it names and nothing else, and is at its goal afterwards', () => {
    fc.assert(
      fc.property(raw, fc.constantFrom(...changes), (before, change) => {
        const after = changedBy(before, change)
        const names = differencesBetween(before, after).map(({ path }) => path.split('.', 1)[0] ?? '')
        expect(touched[change.set]).toEqual(expect.arrayContaining(names))
        expect(changedBy(after, change)).toEqual(after)
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('a fix', () => {
  const goals: readonly [ClientChange, object, object][] = [
    [{ set: 'access lifetime' }, { AccessTokenValidity: 300 }, { AccessTokenValidity: 60 }],
    [{ set: 'id lifetime' }, { IdTokenValidity: 5 }, { IdTokenValidity: 1 }],
    [{ set: 'refresh lifetime' }, { RefreshTokenValidity: 8_000 }, { RefreshTokenValidity: 720 }],
    [
      { set: 'rotation' },
      {
        RefreshTokenRotation: { Feature: 'DISABLED' },
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
      },
      {
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      },
    ],
    [{ set: 'hidden users' }, { PreventUserExistenceErrors: 'LEGACY' }, { PreventUserExistenceErrors: 'ENABLED' }],
    [{ set: 'no implicit flow' }, { AllowedOAuthFlows: ['code', 'implicit'] }, { AllowedOAuthFlows: ['code'] }],
    [
      { set: 'no password flow' },
      { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] },
    ],
  ]

  it.each(goals)('%o is written, read back, and nothing else is changed', async (change, before, after) => {
    const at = await operating()
    await at.change(full.id, before)
    const was = await at.settings(full.id)
    const plan = await at.tab.run('planChange', { poolId: demo.pool, clientId: full.id, change })
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    expect(await at.commit(plan.planId)).toMatchObject({ outcome: 'verified' })
    expect(await at.settings(full.id)).toEqual({ ...was, ...after })
    const sent = at.world.sent('UpdateUserPoolClient').at(-1)?.body
    expect(JSON.parse(plan.request)).toEqual(sent)
    expect(await at.tab.run('planChange', { poolId: demo.pool, clientId: full.id, change })).toMatchObject({
      verdict: 'already there',
    })
  })

  it.each([
    [
      'only refreshing is left',
      { flows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
      ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ],
    ['another flow is left', { flows: ['ALLOW_CUSTOM_AUTH'] }, ['ALLOW_CUSTOM_AUTH']],
    ['managed login is left', { flows: ['ALLOW_REFRESH_TOKEN_AUTH'], oauth: ['code'] }, ['ALLOW_REFRESH_TOKEN_AUTH']],
    [
      'only machines get in at managed login',
      { flows: ['ALLOW_REFRESH_TOKEN_AUTH'], oauth: ['client_credentials'] },
      ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ],
  ])(
    'without the password flow nobody is locked out: %s',
    (_name, { flows, oauth }: { flows: string[]; oauth?: string[] }, left) => {
      const before = {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', ...flows],
        ...(oauth && { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: oauth }),
      }
      expect(changedBy(before, { set: 'no password flow' })['ExplicitAuthFlows']).toEqual(left)
    },
  )

  it('leaves the last callback, and the one that stands for all, to a person', () => {
    const callbacks = (CallbackURLs: readonly string[], DefaultRedirectURI?: string) =>
      changedBy({ CallbackURLs, DefaultRedirectURI }, { set: 'safe callbacks' })['CallbackURLs']
    expect(callbacks(['http://a/'])).toEqual(['http://a/'])
    expect(callbacks(['http://a/', 'https://b/', 'https://*.c/'], 'http://a/')).toEqual(['http://a/', 'https://b/'])
    expect(callbacks(['http://localhost/', 'http://localhost.evil/'])).toEqual(['http://localhost/'])
  })
})

describe('a change that was read back', () => {
  it.each(clientFixes.map((set) => [set]))('%s is undone: everything is as before', async (set) => {
    const at = await operating()
    const clientId = await at.create(
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        AccessTokenValidity: 5,
        IdTokenValidity: 5,
        RefreshTokenValidity: 90,
        CallbackURLs: ['https://a.example/', 'https://*.example.com/'],
        AllowedOAuthFlows: ['code', 'implicit'],
        AllowedOAuthScopes: ['openid'],
        AllowedOAuthFlowsUserPoolClient: true,
        PreventUserExistenceErrors: 'LEGACY',
      },
      false,
    )
    const before = await at.settings(clientId)
    const plan = await at.tab.run('planChange', { poolId: demo.pool, clientId, change: { set } })
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    expect(await at.commit(plan.planId)).toMatchObject({ outcome: 'verified' })
    expect(await at.settings(clientId)).not.toEqual(before)
    const undo = await at.tab.run('planUndo', { planId: plan.planId })
    if (undo.verdict !== 'ready') throw new Error(undo.verdict)
    expect(undo.changedSinceSeen).toEqual([])
    expect(await at.commit(undo.planId)).toMatchObject({ outcome: 'verified' })
    const disabled = { RefreshTokenRotation: { Feature: 'DISABLED', RetryGracePeriodSeconds: 10 } }
    expect(await at.settings(clientId)).toEqual({ ...before, ...(set === 'rotation' ? disabled : {}) })
  })

  it('says what somebody changed after it, even if that was looked at since, and would leave it alone', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    await at.commit(planId)
    at.world.advance(1_000)
    await at.change(full.id, { AuthSessionValidity: 4 })
    await at.tab.run('describeAppClient', { poolId: demo.pool, clientId: full.id })
    const undo = await at.tab.run('planUndo', { planId })
    expect(undo).toMatchObject({
      verdict: 'ready',
      changes: [{ path: 'EnableTokenRevocation', before: 'true', after: 'false' }],
      changedSinceSeen: [{ path: 'AuthSessionValidity', before: '9', after: '4' }],
    })
  })

  it('that nobody has written, or a job has, cannot be undone', async () => {
    const at = await operating()
    const { planId } = await at.ready(full.id, true)
    const forgotten = { failure: { code: 'Forgotten' } }
    await expect(at.tab.run('planUndo', { planId })).rejects.toMatchObject(forgotten)
    await at.tab.run('commitChange', { planId, paced: true })
    await expect(at.tab.run('planUndo', { planId })).rejects.toMatchObject(forgotten)
  })
})

describe('after drift', () => {
  it('the settings from before are given without the secret, and restored by the same protocol', async () => {
    const at = await operating()
    const before = await at.settings(full.id)
    at.world.network = only(['UpdateUserPoolClient'], async (_call, forward) => {
      const answer = await forward()
      at.world.network = only([], async (_nothing, go) => go())
      await at.change(full.id, { AuthSessionValidity: 4 })
      return answer
    })
    const outcome = await at.toggle(full.id, true)
    if (outcome.outcome !== 'drift') throw new Error(outcome.outcome)
    expect(JSON.parse(outcome.before)).toMatchObject({ ...fullSettings })
    expect(outcome.before).not.toContain(full.secret)
    const plan = await at.tab.run('planRestore', { planId: outcome.planId })
    if (plan.verdict !== 'ready') throw new Error(plan.verdict)
    expect(plan.changes.map(({ path }) => path).sort()).toEqual(['AuthSessionValidity', 'EnableTokenRevocation'])
    expect(await at.commit(plan.planId)).toMatchObject({ outcome: 'verified' })
    expect(await at.settings(full.id)).toEqual(before)
  })

  it('what did not drift cannot be restored', async () => {
    const at = await operating()
    await expect(at.tab.run('planRestore', { planId: 'no plan' })).rejects.toMatchObject({
      failure: { code: 'Forgotten' },
    })
  })
})
