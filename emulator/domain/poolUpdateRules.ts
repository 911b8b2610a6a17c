import type { UpdateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Pool } from './Pools.ts'

/** Everything about a pool that UpdateUserPool can change, but its name. */
export type PoolChange = Omit<UpdateUserPoolRequest, 'UserPoolId' | 'PoolName'>

interface UpdateRule {
  /** What UpdateUserPool does to the setting when the request leaves it out. */
  readonly omitted: 'reset' | 'keep'
  /** Each B rests on aws-cli#3302 alone. */
  readonly mark: 'D' | 'B' | '?'
}

/**
 * What becomes of each setting that an UpdateUserPool request leaves out. The documentation says that all of them go
 * to their defaults [D], and people lost settings so [B]; the B of each setting below rests on one thread only,
 * aws-cli#3302. Where a reset would end what a pool cannot lose by accident, nobody is known to have tried, and it is
 * kept [?]. What the request cannot name (schema, aliases, usernames) never changes [D].
 */
export const POOL_UPDATE_RULES: { readonly [Setting in keyof PoolChange]-?: UpdateRule } = {
  Policies: { omitted: 'reset', mark: 'B' },
  DeletionProtection: { omitted: 'reset', mark: 'D' },
  LambdaConfig: { omitted: 'reset', mark: 'B' },
  AutoVerifiedAttributes: { omitted: 'reset', mark: 'B' },
  SmsVerificationMessage: { omitted: 'reset', mark: 'D' },
  EmailVerificationMessage: { omitted: 'reset', mark: 'D' },
  EmailVerificationSubject: { omitted: 'reset', mark: 'D' },
  VerificationMessageTemplate: { omitted: 'reset', mark: 'D' },
  SmsAuthenticationMessage: { omitted: 'reset', mark: 'D' },
  UserAttributeUpdateSettings: { omitted: 'reset', mark: 'D' },
  MfaConfiguration: { omitted: 'reset', mark: 'D' },
  DeviceConfiguration: { omitted: 'reset', mark: 'D' },
  EmailConfiguration: { omitted: 'reset', mark: 'D' },
  SmsConfiguration: { omitted: 'reset', mark: 'D' },
  UserPoolTags: { omitted: 'reset', mark: 'D' },
  AdminCreateUserConfig: { omitted: 'reset', mark: 'B' },
  UserPoolAddOns: { omitted: 'reset', mark: 'D' },
  DcrConfiguration: { omitted: 'reset', mark: 'D' },
  AccountRecoverySetting: { omitted: 'reset', mark: 'D' },
  UserPoolTier: { omitted: 'keep', mark: '?' },
  KeyConfiguration: { omitted: 'keep', mark: '?' },
  IssuerConfiguration: { omitted: 'keep', mark: '?' },
  AcrConfiguration: { omitted: 'reset', mark: 'D' },
}

/** The settings after an update: what it names as named, the rest as `POOL_UPDATE_RULES` says. */
export function updatedPoolSettings(before: Pool['settings'], change: PoolChange): Pool['settings'] {
  const after: Record<string, unknown> = { ...before }
  for (const [setting, { omitted }] of Object.entries(POOL_UPDATE_RULES)) {
    const wanted = change[setting as keyof PoolChange]
    if (wanted !== undefined) after[setting] = wanted
    else if (omitted === 'reset') delete after[setting]
  }
  return after
}
