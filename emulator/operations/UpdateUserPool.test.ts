import {
  AdminListUserAuthEventsCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { POOL_UPDATE_RULES } from '../domain/poolUpdateRules.ts'
import type { Emulator } from '../index.ts'
import { DEMO, sdk, signIn, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

/** Settings that are not their defaults, where the emulator takes any. */
const UNUSUAL = {
  Policies: { PasswordPolicy: { MinimumLength: 20 } },
  DeletionProtection: 'ACTIVE',
  AutoVerifiedAttributes: ['email'],
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  MfaConfiguration: 'OPTIONAL',
  UserPoolTags: { team: 'shop' },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] },
  UserPoolTier: 'PLUS',
} as const satisfies { [Name in keyof UpdateUserPoolCommandInput]?: unknown }

/** MFA asks for a method. */
const SMS = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } }

async function unusualPool(): Promise<string> {
  const settings = structuredClone(UNUSUAL) as unknown as Omit<UpdateUserPoolCommandInput, 'UserPoolId'>
  const fixed = {
    Schema: [{ Name: 'size', AttributeDataType: 'String' as const }],
    AliasAttributes: ['email' as const],
  }
  const make = new CreateUserPoolCommand({ ...settings, ...SMS, ...fixed, PoolName: 'unusual' })
  return (await sdk(emulator).send(make)).UserPool!.Id!
}

const describePool = async (UserPoolId: string) =>
  (await sdk(emulator).send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool!

test.each(Object.keys(UNUSUAL) as (keyof typeof UNUSUAL)[])(
  '%s left out is reset or kept by its rule',
  async (name) => {
    const UserPoolId = await unusualPool()
    const before = await describePool(UserPoolId)
    const { [name]: _, ...rest } = structuredClone(UNUSUAL) as unknown as Required<UpdateUserPoolCommandInput>
    await sdk(emulator).send(new UpdateUserPoolCommand({ ...rest, ...SMS, UserPoolId }))
    const after = await describePool(UserPoolId)
    const plain = (await sdk(emulator).send(new CreateUserPoolCommand({ PoolName: 'plain' }))).UserPool!
    const expected = POOL_UPDATE_RULES[name].omitted === 'keep' ? before[name] : plain[name]
    expect({ ...after, LastModifiedDate: 0 }).toEqual({ ...before, [name]: expected, LastModifiedDate: 0 })
  },
)

test('everything left out: the name, the schema and the aliases stay', async () => {
  const UserPoolId = await unusualPool()
  await sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId }))
  const after = await describePool(UserPoolId)
  expect(after).toMatchObject({ Name: 'unusual', AliasAttributes: ['email'], MfaConfiguration: 'OFF' })
  expect(after.SchemaAttributes!.map(({ Name }) => Name)).toContain('custom:size')
  await sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId, PoolName: 'renamed' }))
  expect((await describePool(UserPoolId)).Name).toBe('renamed')
})

test.each([
  [{ MfaConfiguration: 'ON' as const }, 'InvalidParameterException'],
  [{ LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:f' } }, 'UnknownOperationException'],
  [{ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' as const } }, 'FeatureUnavailableInTierException'],
])('what cannot be is refused, and nothing changes: %j', async (change, name) => {
  const before = await describePool(DEMO.pool)
  const update = new UpdateUserPoolCommand({ UserPoolId: DEMO.pool, ...change })
  await expect(sdk(emulator).send(update)).rejects.toMatchObject({ name })
  expect(await describePool(DEMO.pool)).toEqual(before)
})

test('with threat protection on, what users do is kept and listed, newest first', async () => {
  const root = sdk(emulator)
  const list = (more: object = {}) =>
    root.send(new AdminListUserAuthEventsCommand({ UserPoolId: DEMO.pool, Username: 'ada', ...more }))
  await signIn(emulator)
  await expect(list()).rejects.toMatchObject({ name: 'UserPoolAddOnNotEnabledException' })
  const protection = { UserPoolTier: 'PLUS' as const, UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' as const } }
  await root.send(
    new UpdateUserPoolCommand({ UserPoolId: DEMO.pool, AutoVerifiedAttributes: ['email'], ...protection }),
  )
  expect((await list()).AuthEvents).toEqual([])
  const { AccessToken } = await signIn(emulator)
  await expect(signIn(emulator, DEMO.storefront, 'ada', 'wrong')).rejects.toThrow('Incorrect')
  await verdict(emulator, 'ForgotPassword', { ClientId: DEMO.storefront, Username: 'ada' })
  const first = await list({ MaxResults: 2 })
  const rest = await list({ MaxResults: 2, NextToken: first.NextToken })
  const events = [...first.AuthEvents!, ...rest.AuthEvents!]
  expect(events.map(({ EventType, EventResponse }) => [EventType, EventResponse])).toEqual([
    ['ForgotPassword', 'InProgress'],
    ['SignIn', 'Fail'],
    ['SignIn', 'Pass'],
  ])
  expect(events[2]!.EventId).toBe(decodeJwt(AccessToken)['event_id'])
})
