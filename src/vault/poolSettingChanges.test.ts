import {
  DescribeUserPoolCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import type { PoolSetting } from './protocol/pools.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const set = 'SetUserPoolSessionConfiguration'
const get = 'GetUserPoolSessionConfiguration'

async function operating() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  return { world, tab }
}

const limit = (maxPerUser: number): PoolSetting => ({ of: 'pool', poolId: demo.pool, tracking: true, maxPerUser })
const reuse = (ssoMinutes: number): PoolSetting => ({
  of: 'client',
  poolId: demo.pool,
  clientId: demo.storefront,
  ssoMinutes,
})

async function ready(tab: Tab, setting: PoolSetting) {
  const plan = await tab.run('planPoolSetting', { setting })
  if (plan.verdict !== 'ready') throw new Error(plan.verdict)
  return plan
}

async function changed(tab: Tab, setting: PoolSetting) {
  const { planId } = await ready(tab, setting)
  return tab.run('commitPoolSetting', { planId })
}

/** Somebody else changes the pool. */
async function meanwhile(world: World, MaxPerUser: number) {
  const change = { UserPoolId: demo.pool, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser } } as const
  await sdk(world.emulator).send(new SetUserPoolSessionConfigurationCommand(change))
}

describe('a session setting', () => {
  it('is changed once, and read back: the limit, tracking, SSO reuse', async () => {
    const { world, tab } = await operating()
    const { changes, changedSinceSeen } = await ready(tab, limit(3))
    expect(changes).toEqual([{ path: 'TokenSession.MaxPerUser', before: '100', after: '3' }])
    expect(changedSinceSeen).toEqual([])
    expect(world.sent(set)).toEqual([])
    expect(await changed(tab, limit(3))).toMatchObject({ outcome: 'verified', changes })
    expect(await tab.run('sessionTracking', { poolId: demo.pool })).toEqual({ tracking: true, maxPerUser: 3 })

    expect(await changed(tab, reuse(0))).toMatchObject({ outcome: 'verified' })
    const client = { poolId: demo.pool, clientId: demo.storefront }
    expect(await tab.run('clientSession', client)).toEqual({ ssoMinutes: 0 })

    const off = { of: 'pool', poolId: demo.pool, tracking: false, maxPerUser: 3 } as const
    expect(await changed(tab, off)).toMatchObject({ outcome: 'verified' })
    expect(world.sent(set)).toHaveLength(2)
    expect(await tab.run('planPoolSetting', { setting: off })).toEqual({ verdict: 'already there' })
  })

  it('is written by whoever asked for it, though somebody else signs in on the way', async () => {
    const { world, tab } = await operating()
    const { planId } = await ready(tab, limit(3))
    world.network = only([get], async (_call, forward) => {
      const answer = await forward()
      if (world.sent(set).length === 0) await tab.signIn(demo.ada)
      return answer
    })
    expect(await tab.run('commitPoolSetting', { planId })).toMatchObject({ outcome: 'not confirmed' })
    const { TokenSession } = await sdk(world.emulator).send(
      new GetUserPoolSessionConfigurationCommand({ UserPoolId: demo.pool }),
    )
    expect(TokenSession?.MaxPerUser).toBe(3)
  })

  it('shows beforehand the request that is sent', async () => {
    const { world, tab } = await operating()
    const all: readonly (readonly [string, PoolSetting])[] = [
      [set, limit(3)],
      ['SetUserPoolClientSessionConfiguration', reuse(0)],
      ['UpdateUserPool', { of: 'deletion protection', poolId: demo.pool }],
    ]
    for (const [operation, setting] of all) {
      const { planId, request } = await ready(tab, setting)
      expect(await tab.run('commitPoolSetting', { planId })).toMatchObject({ outcome: 'verified' })
      expect(world.sent(operation).map(({ body }) => body)).toEqual([JSON.parse(request)])
    }
  })

  it('that Cognito accepts and does not show is not confirmed', async () => {
    const { world, tab } = await operating()
    world.network = only([set], async () => answerOf({}))
    const outcome = await changed(tab, limit(3))
    expect(outcome).toEqual({ outcome: 'not confirmed', readBack: true })
    expect(world.sent(set)).toHaveLength(1)
  })

  it('that was planned long ago, and many since, has to be planned anew', async () => {
    const { tab } = await operating()
    const plans: string[] = []
    for (let maxPerUser = 1; maxPerUser <= 60; maxPerUser += 1) plans.push((await ready(tab, limit(maxPerUser))).planId)
    const [oldest = ''] = plans
    expect(await failureIn(tab.run('commitPoolSetting', { planId: oldest }))).toMatchObject({ code: 'Forgotten' })
    expect(await tab.run('commitPoolSetting', { planId: plans.at(-1) ?? '' })).toMatchObject({ outcome: 'verified' })
  })

  it('that Cognito does not tell of is as it is where nobody has set it', async () => {
    const { world, tab } = await operating()
    world.network = only([get, 'GetUserPoolClientSessionConfiguration'], async () => answerOf({ SSOSession: 'new' }))
    expect(await tab.run('sessionTracking', { poolId: demo.pool })).toEqual({ tracking: false, maxPerUser: 20 })
    const client = { poolId: demo.pool, clientId: demo.storefront }
    expect(await tab.run('clientSession', client)).toEqual({ ssoMinutes: 60 })
  })

  it('that somebody else changed since is said before, and just before the write stops it', async () => {
    const { world, tab } = await operating()
    await tab.run('sessionTracking', { poolId: demo.pool })
    await meanwhile(world, 50)
    const { planId, changedSinceSeen } = await ready(tab, limit(3))
    expect(changedSinceSeen).toEqual([{ path: 'TokenSession.MaxPerUser', before: '100', after: '50' }])
    await meanwhile(world, 60)
    expect(await tab.run('commitPoolSetting', { planId })).toMatchObject({
      outcome: 'moved',
      differences: [{ before: '50', after: '60' }],
    })
    expect(world.sent(set)).toEqual([])
    expect(await failureIn(tab.run('commitPoolSetting', { planId }))).toMatchObject({ code: 'Forgotten' })
  })

  it('with members that this build does not know is not changed', async () => {
    const { world, tab } = await operating()
    const odd = { UserPoolId: demo.pool, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 9, MaxIdle: 3 } }
    world.network = only([get], async () => answerOf(odd))
    expect(await tab.run('planPoolSetting', { setting: limit(3) })).toEqual({
      verdict: 'cannot',
      unknown: ['TokenSession.MaxIdle'],
    })
  })

  it('whose answer got lost is written once, and told as what was read back', async () => {
    const { world, tab } = await operating()
    world.network = only([set], lostAfter)
    const after = await changed(tab, limit(3))
    expect(after).toMatchObject({ outcome: 'verified' })
    expect(after).not.toHaveProperty('requestId')
    expect(world.sent(set)).toHaveLength(1)
    world.network = only([set], lostBefore)
    expect(await changed(tab, limit(4))).toMatchObject({ outcome: 'not confirmed', readBack: true })
    expect(world.sent(set)).toHaveLength(2)
  })

  it('that cannot be read back is told as just that', async () => {
    const { world, tab } = await operating()
    const { planId } = await ready(tab, limit(3))
    world.network = only([set, get], async (call, forward) => {
      if (call.operation === set) {
        world.network = only([get], lostBefore)
        return forward()
      }
      return forward()
    })
    expect(await tab.run('commitPoolSetting', { planId })).toMatchObject({
      outcome: 'not confirmed',
      readBack: false,
    })
  })

  it('that came out with something else changed is told field by field', async () => {
    const { world, tab } = await operating()
    const { planId } = await ready(tab, limit(3))
    world.network = only([set], async (_call, forward) => {
      const answer = await forward()
      const odd = { UserPoolId: demo.pool, UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 3 } }
      world.network = only([get], async () => answerOf(odd))
      return answer
    })
    expect(await tab.run('commitPoolSetting', { planId })).toMatchObject({
      outcome: 'drift',
      differences: [{ path: 'UserSessionTracking', before: '"ENABLED"', after: '"DISABLED"' }],
      now: { tracking: { tracking: false, maxPerUser: 3 } },
    })
  })

  it.each(['FeatureUnavailableInTierException', 'ConcurrentModificationException', 'TooManyRequestsException'])(
    'that is refused with %s is not read back: nothing was written',
    async (code) => {
      const { world, tab } = await operating()
      world.network = only([set], errorOf(code))
      expect(await failureIn(changed(tab, limit(3)))).toMatchObject({ operation: set, code })
      expect(world.sent(set)).toHaveLength(1)
    },
  )
})

describe('deletion protection', () => {
  const protection: PoolSetting = { of: 'deletion protection', poolId: demo.pool }
  const update = 'UpdateUserPool'
  /** Settings of a pool that are not their defaults. */
  const unusual = {
    Policies: {
      PasswordPolicy: { MinimumLength: 20, TemporaryPasswordValidityDays: 3 },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    },
    AutoVerifiedAttributes: ['email'],
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    UserPoolTags: { team: 'shop' },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 },
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
    UserPoolTier: 'PLUS',
  }

  async function unusualPool() {
    const at = await operating()
    const root = sdk(at.world.emulator)
    await root.send(new UpdateUserPoolCommand({ UserPoolId: demo.pool, ...unusual } as UpdateUserPoolCommandInput))
    const settings = async () => {
      const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId: demo.pool }))
      const { LastModifiedDate: _, ...rest } = UserPool ?? {}
      return rest
    }
    return { ...at, settings, root }
  }

  it('is switched on, every other setting of the pool sent as it was read, and read back', async () => {
    const { world, tab, settings } = await unusualPool()
    const before = await settings()
    const { changes } = await ready(tab, protection)
    expect(changes).toEqual([{ path: 'DeletionProtection', before: '"INACTIVE"', after: '"ACTIVE"' }])
    expect(await changed(tab, protection)).toMatchObject({ outcome: 'verified', changes })
    const { UnusedAccountValidityDays: _, ...invitations } = before.AdminCreateUserConfig ?? {}
    expect(await settings()).toEqual({ ...before, AdminCreateUserConfig: invitations, DeletionProtection: 'ACTIVE' })
    const [sent] = world.sent(update)
    expect(sent?.body).toMatchObject({
      UserPoolId: demo.pool,
      PoolName: before.Name,
      ...unusual,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
    })
    expect(sent?.body['AdminCreateUserConfig']).not.toHaveProperty('UnusedAccountValidityDays')
    expect(Object.keys(sent?.body ?? {})).not.toContain('SchemaAttributes')
    expect(await tab.run('planPoolSetting', { setting: protection })).toEqual({ verdict: 'already there' })
  })

  it('control: an update that sends it alone resets the rest', async () => {
    const { settings, root } = await unusualPool()
    const before = await settings()
    await root.send(new UpdateUserPoolCommand({ UserPoolId: demo.pool, DeletionProtection: 'ACTIVE' }))
    const after = await settings()
    expect(after).not.toEqual({ ...before, DeletionProtection: 'ACTIVE' })
    expect(after.UserPoolTags).toEqual({})
  })

  it('is not switched where the pool has settings that this build does not know, or has moved', async () => {
    const { world, tab, root } = await unusualPool()
    world.network = only(['DescribeUserPool'], async (_call, forward) => {
      const { UserPool } = (await (await forward()).json()) as { UserPool: object }
      return answerOf({ UserPool: { ...UserPool, FutureThing: 1, Policies: { New: true } } })
    })
    expect(await tab.run('planPoolSetting', { setting: protection })).toEqual({
      verdict: 'cannot',
      unknown: ['Policies.New', 'FutureThing'],
    })
    world.network = async (_call, forward) => forward()
    const { planId } = await ready(tab, protection)
    await root.send(
      new UpdateUserPoolCommand({
        UserPoolId: demo.pool,
        ...unusual,
        UserPoolTags: { team: 'till' },
      } as UpdateUserPoolCommandInput),
    )
    const outcome = await tab.run('commitPoolSetting', { planId })
    expect(outcome).toMatchObject({ outcome: 'moved' })
    expect(world.sent(update)).toEqual([])
  })

  it('whose answer got lost is written once; one that was refused is told as that', async () => {
    const { world, tab } = await unusualPool()
    const { planId } = await ready(tab, protection)
    world.network = only([update], errorOf('ConcurrentModificationException'))
    expect(await failureIn(tab.run('commitPoolSetting', { planId }))).toMatchObject({ operation: update })
    world.network = only([update], lostAfter)
    expect(await changed(tab, protection)).toMatchObject({ outcome: 'verified' })
    expect(world.sent(update)).toHaveLength(2)
  })

  it('of a pool that Cognito does not show cannot be changed', async () => {
    const { world, tab } = await unusualPool()
    world.network = only(['DescribeUserPool'], async () => answerOf({}))
    expect(await failureIn(tab.run('planPoolSetting', { setting: protection }))).toMatchObject({ code: 'Unreadable' })
  })
})

describe('an app client’s SSO reuse', () => {
  it('is read for an audit in one request, without a word of what the operator has seen', async () => {
    const { world, tab } = await operating()
    const client = { poolId: demo.pool, clientId: demo.storefront }
    expect(await tab.run('clientSession', { ...client, paced: true })).toEqual({ ssoMinutes: 60 })
    await changed(tab, reuse(30))
    expect(await tab.run('clientSession', { ...client, paced: true })).toEqual({ ssoMinutes: 30 })
    world.network = only(['GetUserPoolClientSessionConfiguration'], errorOf('TooManyRequestsException'))
    const before = world.calls.length
    await expect(tab.run('clientSession', { ...client, paced: true })).rejects.toThrow('TooManyRequests')
    expect(world.calls.length).toBe(before + 1)
  })
})
