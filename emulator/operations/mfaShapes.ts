import type { SetUserPoolMfaConfigRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Members, Shape } from '../wire/Operation.ts'
import { poolSettings } from './poolShapes.ts'
import { flag } from './shapes.ts'

const setting = { type: 'structure', members: { Enabled: flag, PreferredMfa: flag } } as const satisfies Shape

/** The members that SetUserMFAPreference and its admin twin share. */
export const mfaPreferences = {
  SMSMfaSettings: setting,
  SoftwareTokenMfaSettings: setting,
  EmailMfaSettings: setting,
  WebAuthnMfaSettings: { type: 'structure', members: { Enabled: flag } },
} as const satisfies Readonly<Record<string, Shape>>

/** The members of SetUserPoolMfaConfig but the pool; the seed format has those that CreateUserPool has not. */
export const poolMfa = {
  SmsMfaConfiguration: {
    type: 'structure',
    members: {
      SmsAuthenticationMessage: poolSettings.SmsAuthenticationMessage,
      SmsConfiguration: poolSettings.SmsConfiguration,
    },
  },
  SoftwareTokenMfaConfiguration: { type: 'structure', members: { Enabled: flag } },
  EmailMfaConfiguration: {
    type: 'structure',
    members: {
      Message: {
        type: 'string',
        min: 6,
        max: 20_000,
        pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
      },
      Subject: { type: 'string', pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+' },
    },
  },
  MfaConfiguration: poolSettings.MfaConfiguration,
  WebAuthnConfiguration: {
    type: 'structure',
    members: {
      RelyingPartyId: { type: 'string', min: 1, max: 127 },
      UserVerification: { type: 'string', values: ['required', 'preferred'] },
      FactorConfiguration: { type: 'string', values: ['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'] },
    },
  },
} as const satisfies Omit<Members<SetUserPoolMfaConfigRequest>, 'UserPoolId'>
