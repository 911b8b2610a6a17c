import type { SetUserPoolMfaConfigRequest } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'

/** The second factors, as UserMFASettingList names them and in its order [?]. */
const METHODS = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const
export type MfaMethod = (typeof METHODS)[number]

/** What SetUserPoolMfaConfig knows of a pool besides MfaConfiguration, which is one of the pool's settings. */
export type PoolMfa = Omit<SetUserPoolMfaConfigRequest, 'UserPoolId' | 'MfaConfiguration'>

/** What a user has to sign in with besides a password. A method that is not in `enabled` was never spoken of. */
export interface Factors {
  readonly totp?: TotpToken
  readonly enabled?: { readonly [Method in MfaMethod | 'WEB_AUTHN']?: boolean }
  readonly preferred?: MfaMethod | undefined
}

/** A user's authenticator app. */
export interface TotpToken {
  readonly secret: string
  readonly isVerified: boolean
  /** What the user calls it. */
  readonly name?: string | undefined
  /** The last step of time whose code was used: it is good only once. */
  readonly lastStep?: number
}

/** The second factors that the pool offers. */
export function offeredMethods(pool: Pool): MfaMethod[] {
  const sms = pool.mfa?.SmsMfaConfiguration?.SmsConfiguration ?? pool.settings.SmsConfiguration
  const offers = {
    SMS_MFA: sms !== undefined,
    SOFTWARE_TOKEN_MFA: pool.mfa?.SoftwareTokenMfaConfiguration?.Enabled === true,
    EMAIL_OTP: pool.mfa?.EmailMfaConfiguration !== undefined,
  }
  return METHODS.filter((method) => offers[method])
}

/**
 * The second factors with which this user can be asked. Where MFA is optional, only what was switched on for the user.
 * Where it is required, whatever the user has and did not switch off: a phone number or an address is enough [D], and
 * so is a verified authenticator app [B] (amplify-js#4646). An app that was set up goes on being asked for where the pool
 * has ceased to offer any [D] (developer guide, MFA).
 */
export function usableMethods(pool: Pool, user: User): MfaMethod[] {
  const mode = pool.settings.MfaConfiguration ?? 'OFF'
  if (mode === 'OFF') return []
  const { totp, enabled } = user.factors ?? {}
  const has = {
    SMS_MFA: user.attributes['phone_number'] !== undefined,
    SOFTWARE_TOKEN_MFA: totp?.isVerified === true,
    EMAIL_OTP: user.attributes['email'] !== undefined,
  }
  const offered = offeredMethods(pool)
  return METHODS.filter(
    (method) =>
      (method === 'SOFTWARE_TOKEN_MFA' || offered.includes(method)) &&
      has[method] &&
      (enabled?.[method] ?? mode === 'ON'),
  )
}

/** The members by which GetUser and its likes show second factors; absent rather than empty [T]. */
export function mfaMembers(user: User): { UserMFASettingList?: string[]; PreferredMfaSetting?: string } {
  const { enabled, preferred } = user.factors ?? {}
  const list = METHODS.filter((method) => enabled?.[method])
  return { ...(list.length > 0 && { UserMFASettingList: list }), ...(preferred && { PreferredMfaSetting: preferred }) }
}

/** One method's part of SetUserMFAPreference. */
interface Setting {
  readonly Enabled?: boolean | undefined
  readonly PreferredMfa?: boolean | undefined
}

/** What SetUserMFAPreference and AdminSetUserMFAPreference ask for. */
export interface Preferences {
  readonly SMSMfaSettings?: Setting | undefined
  readonly SoftwareTokenMfaSettings?: Setting | undefined
  readonly EmailMfaSettings?: Setting | undefined
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean | undefined } | undefined
}

/**
 * The user's factors with the preferences in them; methods that are not named stay as they are [?]. What cannot be
 * switched on is InvalidParameterException; all its sentences are [?].
 */
export function preferred(pool: Pool, user: User, wanted: Preferences): Factors {
  const given: [MfaMethod, Setting | undefined][] = [
    ['SMS_MFA', wanted.SMSMfaSettings],
    ['SOFTWARE_TOKEN_MFA', wanted.SoftwareTokenMfaSettings],
    ['EMAIL_OTP', wanted.EmailMfaSettings],
  ]
  const { enabled: before = {}, preferred: was, ...rest } = user.factors ?? {}
  const passkey = wanted.WebAuthnMfaSettings?.Enabled
  const enabled = { ...before, ...(passkey !== undefined && { WEB_AUTHN: passkey }) }
  let chosen = was
  const first = given.filter(([, setting]) => setting?.PreferredMfa)
  if (first.length > 1) throw invalid('Only one MFA method can be preferred.')
  for (const [method, setting] of given) {
    if (!setting) continue
    const isOn = setting.Enabled ?? before[method] ?? false
    if (isOn) checkMethod(pool, user, method)
    else if (setting.PreferredMfa) throw invalid('An MFA method that is not enabled cannot be preferred.')
    enabled[method] = isOn
    if (setting.PreferredMfa) chosen = method
    else if (chosen === method && (!isOn || setting.PreferredMfa === false)) chosen = undefined
  }
  if (passkey && pool.mfa?.WebAuthnConfiguration?.FactorConfiguration !== 'MULTI_FACTOR_WITH_USER_VERIFICATION') {
    throw invalid('Passkeys are not a second factor in this user pool.')
  }
  return { ...rest, enabled, preferred: chosen }
}

function checkMethod(pool: Pool, user: User, method: MfaMethod): void {
  if (method === 'SOFTWARE_TOKEN_MFA' && !user.factors?.totp?.isVerified) {
    throw invalid('User has not verified software token mfa')
  }
  const attribute = method === 'SMS_MFA' ? 'phone_number' : method === 'EMAIL_OTP' ? 'email' : undefined
  if (attribute && user.attributes[attribute] === undefined) {
    throw invalid(`User does not have delivery config set to turn on ${method}`)
  }
  if (!offeredMethods(pool).includes(method)) throw invalid(`${method} is not enabled for this user pool.`)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
