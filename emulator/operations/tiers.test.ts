import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { sdk, testEmulator, verdictOf } from '../testing.ts'

/** What a pool's tier does not have is refused by name, wherever it is asked for. */

const root = sdk(testEmulator({ seed: 'none' }))

const refusal = (tier: string, features: string) =>
  `FeatureUnavailableInTierException: The following features need to be disabled for the ${tier} pricing tier configured: ${features}`

async function pool(UserPoolTier: CreateUserPoolCommandInput['UserPoolTier']): Promise<string> {
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', UserPoolTier }))
  return UserPool!.Id!
}

test.each([
  ['LITE', 'Threat Protection', { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } }],
  ['ESSENTIALS', 'Threat Protection', { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }],
  [undefined, 'Threat Protection', { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }],
  [
    'LITE',
    'Passwordless Sign-In',
    { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
  ],
  [
    'LITE',
    'Passwordless Sign-In, Threat Protection',
    {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    },
  ],
] as const)('a pool of the tier %s cannot be made with, nor be given, %s', async (UserPoolTier, features, settings) => {
  const wanted = { UserPoolTier, ...settings } as object
  const expected = refusal(UserPoolTier ?? 'ESSENTIALS', features)
  expect(await verdictOf(root.send(new CreateUserPoolCommand({ PoolName: 'x', ...wanted })))).toBe(expected)
  const UserPoolId = await pool(UserPoolTier)
  expect(await verdictOf(root.send(new UpdateUserPoolCommand({ UserPoolId, ...wanted })))).toBe(expected)
})

test('a pool of the tier LITE may have passwords alone', async () => {
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const] } }
  const make = new CreateUserPoolCommand({ PoolName: 'x', UserPoolTier: 'LITE', Policies })
  expect(await verdictOf(root.send(make))).toBe('ok')
})

test.each([
  ['Choice-Based Sign-In', { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] }],
  [
    'Refresh Token Rotation',
    { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], RefreshTokenRotation: { Feature: 'ENABLED' } },
  ],
] as const)('an app client has %s from the tier ESSENTIALS on', async (feature, settings) => {
  for (const [tier, expected] of [
    ['LITE', refusal('LITE', feature)],
    ['ESSENTIALS', 'ok'],
  ] as const) {
    const UserPoolId = await pool(tier)
    const wanted = { UserPoolId, ClientName: 'x', ...(settings as object) }
    expect(await verdictOf(root.send(new CreateUserPoolClientCommand(wanted)))).toBe(expected)
    const plain = await root.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'plain' }))
    const { ClientId } = plain.UserPoolClient!
    expect(await verdictOf(root.send(new UpdateUserPoolClientCommand({ ...wanted, ClientId })))).toBe(expected)
  }
})

test.each([
  ['Email MFA', { EmailMfaConfiguration: {} }],
  ['Passkey MFA', { WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } }],
] as const)('a pool of the tier LITE has no %s', async (feature, settings) => {
  const UserPoolId = await pool('LITE')
  const set = new SetUserPoolMfaConfigCommand({ UserPoolId, ...settings })
  expect(await verdictOf(root.send(set))).toBe(refusal('LITE', feature))
})
