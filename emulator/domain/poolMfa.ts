import type { GetUserPoolMfaConfigResponse } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'
import { offeredMethods, type PoolMfa } from './factors.ts'
import type { Pool } from './Pools.ts'

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
 * enabled with MFA off in one request, is [?], and so are the words. Email needs Essentials [D].
 */
export function checkPoolMfa(pool: Pool, wanted: PoolMfa, mode: Pool['settings']['MfaConfiguration']): void {
  if (wanted.EmailMfaConfiguration && pool.settings.UserPoolTier === 'LITE') {
    throw new CognitoError('FeatureUnavailableInTierException', 'Email MFA is not available in this feature plan.')
  }
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
