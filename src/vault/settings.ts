import type { RawClient } from '../cognito/operator/appClients.ts'
import type { AppClient, Difference, Lifetime } from './protocol.ts'
import type { PoolSettings, SessionTracking } from './protocol/pools.ts'

/** A unit of a token's lifetime. */
export type Unit = Lifetime['unit']

/** A unit in seconds. */
export const unitSeconds: Readonly<Record<Unit, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }

/** Cognito's defaults for what Describe leaves out (cognito-facts 2.11). */
const defaults = {
  access: { value: 1, unit: 'hours' },
  id: { value: 1, unit: 'hours' },
  refresh: { value: 30, unit: 'days' },
} as const

/** What the operator's table shows of an app client's raw settings. */
export function appClientFrom(raw: RawClient, confidential: boolean): AppClient {
  const units = isRecord(raw['TokenValidityUnits']) ? raw['TokenValidityUnits'] : {}
  const rotation = isRecord(raw['RefreshTokenRotation']) ? raw['RefreshTokenRotation']['Feature'] : undefined
  const modified = raw['LastModifiedDate']
  return {
    poolId: textOf(raw['UserPoolId']),
    id: textOf(raw['ClientId']),
    name: textOf(raw['ClientName']),
    confidential,
    revocation: raw['EnableTokenRevocation'] === true,
    accessToken: lifetime(raw['AccessTokenValidity'], units['AccessToken'], defaults.access),
    idToken: lifetime(raw['IdTokenValidity'], units['IdToken'], defaults.id),
    refreshToken: lifetime(raw['RefreshTokenValidity'], units['RefreshToken'], defaults.refresh),
    rotation: rotation === 'ENABLED',
    authFlows: textsOf(raw['ExplicitAuthFlows']),
    hidesUsers: raw['PreventUserExistenceErrors'] === 'ENABLED',
    oauthFlows: raw['AllowedOAuthFlowsUserPoolClient'] === true ? textsOf(raw['AllowedOAuthFlows']) : [],
    callbackUrls: textsOf(raw['CallbackURLs']),
    ...(typeof modified === 'number' ? { lastModified: new Date(modified * 1000) } : {}),
  }
}

/** What the operator's pages show of a pool's raw settings. */
export function poolSettingsFrom(id: string, raw: RawClient): PoolSettings {
  const { Arn: arn, UserPoolTier: plan, EstimatedNumberOfUsers: userCount } = raw
  return {
    id,
    name: textOf(raw['Name']),
    ...(typeof arn === 'string' ? { arn } : {}),
    ...(typeof plan === 'string' ? { plan } : {}),
    deletionProtection: raw['DeletionProtection'] === 'ACTIVE',
    ...(typeof userCount === 'number' ? { userCount } : {}),
    tracksDevices: raw['DeviceConfiguration'] !== undefined,
  }
}

/** Session tracking in a pool's raw settings of it. Never set: off, and 20. */
export function trackingFrom(raw: RawClient): SessionTracking {
  return {
    tracking: raw['UserSessionTracking'] === 'ENABLED',
    maxPerUser: numberIn(raw['TokenSession'], 'MaxPerUser', 20),
  }
}

/** For how many minutes an app client reuses an SSO session, in its raw settings of it. Never set: 60. */
export function reuseFrom(raw: RawClient): { ssoMinutes: number } {
  return { ssoMinutes: numberIn(raw['SSOSession'], 'MaxValidityMinutes', 60) }
}

/**
 * What differs between two raw settings, member by member, nested members by path. Lists are compared whole.
 * @param ignore names of top-level members that do not count
 */
export function differencesBetween(
  before: RawClient,
  after: RawClient,
  ignore: ReadonlySet<string> = new Set(),
): readonly Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !ignore.has(name)).flatMap((name) => compare(name, before[name], after[name]))
}

function compare(path: string, before: unknown, after: unknown): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) => compare(`${path}.${name}`, before[name], after[name]))
  }
  const [was, is] = [canonical(before), canonical(after)]
  return was === is ? [] : [{ path, before: was, after: is }]
}

function canonical(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(sorted(value))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  )
}

function lifetime(value: unknown, unit: unknown, otherwise: { value: number; unit: Unit }): Lifetime {
  const known = isUnit(unit) ? unit : otherwise.unit
  const amount = typeof value === 'number' && value > 0 ? value : otherwise.value
  return { value: amount, unit: known, seconds: amount * unitSeconds[known] }
}

function isUnit(unit: unknown): unit is Unit {
  return typeof unit === 'string' && Object.hasOwn(unitSeconds, unit)
}

/** Whether it is an object with members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts of a list; none of anything else. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : []
}

function numberIn(value: unknown, name: string, otherwise: number): number {
  const found = isRecord(value) ? value[name] : undefined
  return typeof found === 'number' ? found : otherwise
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
