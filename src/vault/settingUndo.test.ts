import {
  DescribeUserPoolCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import type { PoolSetting, SettingPlan } from './protocol/pools.ts'
import { demo, failureIn, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const pool = { UserPoolId: demo.pool }
const poolId = demo.pool

async function operating() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  const admin = sdk(world.emulator)
  const stands = async () => {
    const { $metadata: _one, ...sessions } = await admin.send(new GetUserPoolSessionConfigurationCommand(pool))
    const client = { ...pool, ClientId: demo.storefront }
    const { SSOSession } = await admin.send(new GetUserPoolClientSessionConfigurationCommand(client))
    // An update drops a legacy member that Cognito refuses, see `updatePool`.
    const { UserPool } = await admin.send(new DescribeUserPoolCommand(pool))
    const { LastModifiedDate: _date, AdminCreateUserConfig: _invitations, ...settings } = UserPool ?? {}
    return { sessions, minutes: SSOSession?.MaxValidityMinutes ?? 60, settings }
  }
  return { tab, admin, stands }
}

function ready(plan: SettingPlan) {
  if (plan.verdict !== 'ready') throw new Error(plan.verdict)
  return plan
}

const tracked = { tracking: { tracking: true, maxPerUser: 100 } }

it.each<[string, PoolSetting, object]>([
  ['a limit', { of: 'pool', poolId, tracking: true, maxPerUser: 3 }, tracked],
  ['tracking', { of: 'pool', poolId, tracking: false, maxPerUser: 100 }, tracked],
  ['SSO reuse', { of: 'client', poolId, clientId: demo.storefront, ssoMinutes: 0 }, { reuse: { ssoMinutes: 60 } }],
  ['deletion protection', { of: 'deletion protection', poolId }, { pool: { id: poolId, deletionProtection: false } }],
])('%s that was changed is put back, and nothing else; both are told as read back', async (_name, setting, was) => {
  const { tab, stands } = await operating()
  const before = await stands()
  const { planId } = ready(await tab.run('planPoolSetting', { setting }))
  const done = await tab.run('commitPoolSetting', { planId })
  expect(done).toMatchObject({ outcome: 'verified' })
  expect('now' in done && done.now).not.toMatchObject(was)
  expect(await stands()).not.toEqual(before)
  const undo = ready(await tab.run('planSettingUndo', { planId }))
  expect(undo.changedSinceSeen).toEqual([])
  expect(await tab.run('commitPoolSetting', { planId: undo.planId })).toMatchObject({ outcome: 'verified', now: was })
  expect(await stands()).toEqual(before)
})

it('what somebody changed after it is said, even if that was looked at since', async () => {
  const { tab, admin } = await operating()
  const setting = { of: 'pool', poolId, tracking: true, maxPerUser: 3 } as const
  const { planId } = ready(await tab.run('planPoolSetting', { setting }))
  await tab.run('commitPoolSetting', { planId })
  const theirs = { ...pool, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 50 } } as const
  await admin.send(new SetUserPoolSessionConfigurationCommand(theirs))
  await tab.run('sessionTracking', { poolId })
  expect(await tab.run('planSettingUndo', { planId })).toMatchObject({
    verdict: 'ready',
    changedSinceSeen: [{ path: 'TokenSession.MaxPerUser', before: '3', after: '50' }],
  })
})

it('what was never written cannot be undone', async () => {
  const { tab } = await operating()
  const setting = { of: 'pool', poolId, tracking: true, maxPerUser: 3 } as const
  const { planId } = ready(await tab.run('planPoolSetting', { setting }))
  expect(await failureIn(tab.run('planSettingUndo', { planId }))).toMatchObject({ code: 'Forgotten' })
})
