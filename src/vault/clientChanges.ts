import type { RawClient } from '../cognito/operator/appClients.ts'
import { isUnsafeCallback } from '../lib/callbacks.ts'
import type { ClientChange } from './protocol/clientChanges.ts'
import { appClientFrom, differencesBetween, isRecord, textsOf, type Unit, unitSeconds } from './settings.ts'

/** Lifetimes that findings are mended to, in seconds. */
const hour = 3_600
const month = 30 * 86_400
/** How long a token that was replaced is taken once more, so that a lost answer costs nobody their session. */
const graceSeconds = 10

/** An app client's settings with one change made, and everything else as it was. Equal to `raw` where there is nothing to do. */
export function changedBy(raw: RawClient, change: ClientChange): RawClient {
  switch (change.set) {
    case 'revocation':
      return { ...raw, EnableTokenRevocation: change.on }
    case 'access lifetime':
      return appClientFrom(raw, false).accessToken.seconds > hour ? lasting(raw, 'AccessToken', hour) : raw
    case 'id lifetime':
      return appClientFrom(raw, false).idToken.seconds > hour ? lasting(raw, 'IdToken', hour) : raw
    case 'refresh lifetime':
      return appClientFrom(raw, false).refreshToken.seconds > month ? lasting(raw, 'RefreshToken', month) : raw
    case 'rotation':
      return rotating(raw)
    case 'hidden users':
      return { ...raw, PreventUserExistenceErrors: 'ENABLED' }
    case 'no implicit flow':
      return withoutImplicit(raw)
    case 'safe callbacks':
      return withSafeCallbacks(raw)
    case 'no password flow':
      return withoutPassword(raw)
    default:
      return change satisfies never
  }
}

const defaultUnits = { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' } as const

function lasting(raw: RawClient, token: keyof typeof defaultUnits, seconds: number): RawClient {
  const units = isRecord(raw['TokenValidityUnits']) ? raw['TokenValidityUnits'] : {}
  const unit = (units[token] ?? defaultUnits[token]) as Unit
  const fits = seconds % unitSeconds[unit] === 0
  const value = fits ? seconds / unitSeconds[unit] : seconds / unitSeconds.hours
  const rest = fits ? {} : { TokenValidityUnits: { ...units, [token]: 'hours' } }
  return { ...raw, [`${token}Validity`]: value, ...rest }
}

/** Rotation and ALLOW_REFRESH_TOKEN_AUTH exclude each other. */
function rotating(raw: RawClient): RawClient {
  if (appClientFrom(raw, false).rotation) return raw
  const rotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: graceSeconds }
  return { ...withoutFlow(raw, new Set(['ALLOW_REFRESH_TOKEN_AUTH'])), RefreshTokenRotation: rotation }
}

/** An empty list would mean Cognito's own choice, so SRP stays where nothing else would. */
function withoutFlow(raw: RawClient, unwanted: ReadonlySet<string>): RawClient {
  const flows = textsOf(raw['ExplicitAuthFlows'])
  const kept = flows.filter((flow) => !unwanted.has(flow))
  if (kept.length === flows.length) return raw
  return { ...raw, ExplicitAuthFlows: kept.length > 0 ? kept : ['ALLOW_USER_SRP_AUTH'] }
}

/** Nobody is locked out: where no other way in would be left, SRP takes the place of the password. */
function withoutPassword(raw: RawClient): RawClient {
  const changed = withoutFlow(raw, new Set(['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH']))
  const flows = textsOf(changed['ExplicitAuthFlows'])
  const hasManagedLogin =
    raw['AllowedOAuthFlowsUserPoolClient'] === true &&
    textsOf(raw['AllowedOAuthFlows']).some((flow) => flow !== 'client_credentials')
  const isWayIn = (flow: string) => flow !== 'ALLOW_REFRESH_TOKEN_AUTH'
  if (changed === raw || hasManagedLogin || flows.some(isWayIn)) return changed
  return { ...changed, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', ...flows] }
}

function withoutImplicit(raw: RawClient): RawClient {
  const flows = textsOf(raw['AllowedOAuthFlows'])
  if (!flows.includes('implicit')) return raw
  const kept = flows.filter((flow) => flow !== 'implicit')
  return { ...raw, AllowedOAuthFlows: kept.length > 0 ? kept : ['code'] }
}

/** The last callback is never taken away, and neither is the one that stands for all: a person has to name another first. */
function withSafeCallbacks(raw: RawClient): RawClient {
  const urls = textsOf(raw['CallbackURLs'])
  const kept = urls.filter((url) => !isUnsafeCallback(url) || url === raw['DefaultRedirectURI'])
  return kept.length === 0 || kept.length === urls.length ? raw : { ...raw, CallbackURLs: kept }
}

/** How an app client's settings were before a change, and how they are to be after it. */
type Change = { before: RawClient; intended: RawClient }

/** Settings with what a change did taken back, and everything else as it is. */
export function undone(raw: RawClient, { before, intended }: Change): RawClient {
  const names = changedNames({ before, intended })
  const rest = Object.entries(raw).filter(([name]) => !names.includes(name))
  const back = Object.entries(before).filter(([name]) => names.includes(name))
  // Cognito keeps a rotation that an update leaves out: where there was none it has to be switched off.
  const rotation = raw['RefreshTokenRotation']
  const off = names.includes('RefreshTokenRotation') && before['RefreshTokenRotation'] === undefined
  return {
    ...Object.fromEntries([...rest, ...back]),
    ...(off && isRecord(rotation) ? { RefreshTokenRotation: { ...rotation, Feature: 'DISABLED' } } : {}),
  }
}

/** Whether what a change changes is as it was sent; the rest may have moved. */
export function isTaken(change: Change, raw: RawClient): boolean {
  return changedNames(change).every((name) => !isOther(change.intended, raw, name))
}

/** Whatever was wished: restoring a client may switch it off as well. */
export function switchesOff({ before, intended }: Change): boolean {
  return before['EnableTokenRevocation'] === true && intended['EnableTokenRevocation'] !== true
}

function changedNames({ before, intended }: Change): readonly string[] {
  const names = new Set([...Object.keys(intended), ...Object.keys(before)])
  return [...names].filter((name) => isOther(before, intended, name))
}

function isOther(one: RawClient, other: RawClient, name: string): boolean {
  return differencesBetween({ [name]: one[name] }, { [name]: other[name] }).length > 0
}
