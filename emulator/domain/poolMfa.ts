import type { GetUserPoolMfaConfigResponse } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'
import { offeredMethods, type PoolMfa } from './factors.ts'
import type { Pool } from './Pools.ts'
import { checkTier, NOT_LITE } from './tiers.ts'

/** A pool's MFA settings as GetUserPoolMfaConfig shows them; what was never set is absent [?]. */
export function mfaConfig(pool: Pool): GetUserPoolMfaConfigResponse {
  const { SmsConfiguration, SmsAuthenticationMessage, MfaConfiguration } = pool.settings
  return {
    ...(SmsConfiguration && {
      SmsMfaConfiguration: { SmsConfiguration, ...(SmsAuthenticationMessage && { SmsAuthenticationMessage }) },
    }),
    ...pool.mfa,
    MfaConfiguration: MfaConfiguration ?? 'OFF',
  }
}

/**
 * Refuses MFA settings that contradict each other. That MFA cannot be on without a method, nor a software token be
 * enabled with MFA off in one request, is [?], and so are the words. Email, and passkeys that stand for both factors, need
 * Essentials [D]; how the refusal calls them is [?].
 */
export function checkPoolMfa(pool: Pool, wanted: PoolMfa, mode: Pool['settings']['MfaConfiguration']): void {
  const standForBoth = wanted.WebAuthnConfiguration?.FactorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  checkTier(pool.settings, [
    ['Email MFA', wanted.EmailMfaConfiguration !== undefined, NOT_LITE],
    ['Passkey MFA', standForBoth, NOT_LITE],
  ])
  if (mode === 'OFF' && wanted.SoftwareTokenMfaConfiguration?.Enabled) {
    throw invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
  }
  const after = { ...pool, mfa: { ...pool.mfa, ...wanted } }
  if ((mode ?? pool.settings.MfaConfiguration ?? 'OFF') !== 'OFF' && offeredMethods(after).length === 0) {
    throw invalid(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional MFA configuration.",
    )
  }
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
