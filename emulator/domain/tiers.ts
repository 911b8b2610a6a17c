import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'

type Tier = NonNullable<Pool['settings']['UserPoolTier']>

/** A feature by its name in refusals, whether it is wanted, and the tiers that have it. */
export type Feature = readonly [name: string, isWanted: boolean, tiers: readonly Tier[]]

export const PLUS: readonly Tier[] = ['PLUS']
export const NOT_LITE: readonly Tier[] = ['ESSENTIALS', 'PLUS']

/**
 * Refuses what the pool's tier does not have [D]. The sentence is traced [T], with its exception for threat protection
 * (terraform-provider-aws#40734) and for passwordless sign-in (amplify-backend#2805); several features in one are [?].
 */
export function checkTier({ UserPoolTier: tier = 'ESSENTIALS' }: Pool['settings'], features: readonly Feature[]): void {
  const missing = features.flatMap(([name, isWanted, tiers]) => (isWanted && !tiers.includes(tier) ? [name] : []))
  if (missing.length === 0) return
  throw new CognitoError(
    'FeatureUnavailableInTierException',
    `The following features need to be disabled for the ${tier} pricing tier configured: ${missing.join(', ')}`,
  )
}
