import type { TimeUnitsType } from '@aws-sdk/client-cognito-identity-provider'
import { attributeExists, requiredAttributes } from './attributes.ts'
import type { ClientSettings } from './Clients.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'
import { checkTier, NOT_LITE } from './tiers.ts'

const SECONDS: Record<TimeUnitsType, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const DAY = SECONDS.days
const DEFAULT_ACCESS_SECONDS = SECONDS.hours
const DEFAULT_REFRESH_SECONDS = 30 * DAY

/** What a client has that was given no setting of its own [D]; what is not named here is absent. */
export const DEFAULT_SETTINGS = {
  RefreshTokenValidity: 30,
  AllowedOAuthFlowsUserPoolClient: false,
  PreventUserExistenceErrors: 'LEGACY',
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
} as const satisfies ClientSettings

/** How long the client's tokens live, in seconds: validity times unit, with the defaults of both [D]. */
export function lifetimes(settings: ClientSettings): { access: number; id: number; refresh: number } {
  const units = settings.TokenValidityUnits
  const access = settings.AccessTokenValidity
  const id = settings.IdTokenValidity
  const refresh = settings.RefreshTokenValidity
  return {
    access: access === undefined ? DEFAULT_ACCESS_SECONDS : access * SECONDS[units?.AccessToken ?? 'hours'],
    id: id === undefined ? DEFAULT_ACCESS_SECONDS : id * SECONDS[units?.IdToken ?? 'hours'],
    // [D] Nought means the default.
    refresh: refresh ? refresh * SECONDS[units?.RefreshToken ?? 'days'] : DEFAULT_REFRESH_SECONDS,
  }
}

/** Whether refresh tokens of this client are replaced at each use. */
export function rotates(settings: ClientSettings): boolean {
  return settings.RefreshTokenRotation?.Feature === 'ENABLED'
}

/** Whether tokens carry `origin_jti` and `jti`, by which a session is revoked: revocation or rotation is on [D]. */
export function carriesOriginJti(settings: ClientSettings): boolean {
  return settings.EnableTokenRevocation !== false || rotates(settings)
}

/** The sign-in flows that a client can be asked to allow. */
export type Flow = 'USER_PASSWORD' | 'ADMIN_USER_PASSWORD' | 'USER_SRP' | 'CUSTOM' | 'USER_AUTH' | 'REFRESH_TOKEN'

/**
 * Whether the client allows a flow. With the ALLOW_ names exactly those listed are allowed. Without any, and with the
 * legacy names, SRP, custom and refresh always are [D]; a legacy CUSTOM_AUTH_FLOW_ONLY takes SRP away again [?].
 */
export function allowsFlow(settings: ClientSettings, flow: Flow): boolean {
  const flows: readonly string[] = settings.ExplicitAuthFlows ?? []
  if (flows.some((name) => name.startsWith('ALLOW_'))) {
    return flows.includes(flow === 'USER_AUTH' ? 'ALLOW_USER_AUTH' : `ALLOW_${flow}_AUTH`)
  }
  if (flow === 'USER_PASSWORD') return flows.includes('USER_PASSWORD_AUTH')
  if (flow === 'ADMIN_USER_PASSWORD') return flows.includes('ADMIN_NO_SRP_AUTH')
  if (flow === 'USER_SRP') return !flows.includes('CUSTOM_AUTH_FLOW_ONLY')
  return flow === 'CUSTOM' || flow === 'REFRESH_TOKEN'
}

/**
 * Refuses settings that contradict each other or leave a documented range. `customScopes` are those of the pool's resource
 * servers. The rules are documented [D] (2.11 of the facts); of most refusals no sentence was found, so they are ours [?].
 */
export function checkClientSettings(
  pool: Pool,
  settings: ClientSettings,
  isConfidential: boolean,
  customScopes: readonly string[],
  act: 'creating' | 'updating' = 'creating',
): void {
  checkLifetimes(settings)
  checkFlows(settings, isConfidential)
  // [D] The service model has the first, the announcement of April 2025 the second; how they are called here is [?].
  checkTier(pool.settings, [
    ['Choice-Based Sign-In', settings.ExplicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false, NOT_LITE],
    ['Refresh Token Rotation', rotates(settings), NOT_LITE],
  ])
  checkOAuth(settings, isConfidential, customScopes)
  checkAttributes(pool, settings, act)
  if (settings.EnablePropagateAdditionalUserContextData && !isConfidential) {
    throw invalid('EnablePropagateAdditionalUserContextData needs an app client with a client secret.')
  }
  const stranger = settings.SupportedIdentityProviders?.find((provider) => provider !== 'COGNITO')
  if (stranger) throw invalid(`The provider ${stranger} does not exist for User Pool ${pool.id}.`)
}

/** [D] The ranges; the sentence is traced [T] (cloudfront-authorization-at-edge#144, terraform-provider-aws#32504). */
function checkLifetimes(settings: ClientSettings): void {
  const { access, id, refresh } = lifetimes(settings)
  const isShort = (seconds: number) => seconds >= 300 && seconds <= DAY
  if (isShort(access) && isShort(id) && refresh >= 3600 && refresh <= 3650 * DAY) return
  throw invalid('Invalid range for token validity.')
}

function checkFlows(settings: ClientSettings, isConfidential: boolean): void {
  const flows: readonly string[] = settings.ExplicitAuthFlows ?? []
  const modern = flows.filter((name) => name.startsWith('ALLOW_'))
  if (modern.length > 0 && modern.length < flows.length) {
    throw invalid('ExplicitAuthFlows cannot mix ALLOW_ values with the values that have no ALLOW_ prefix.')
  }
  // [D] GetClientToken; the words are ours.
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH') && (flows.length > 1 || !isConfidential)) {
    throw invalid('ALLOW_CLIENT_TOKEN_AUTH has to be the only flow, and the client needs a secret.')
  }
  if (rotates(settings) && flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    // [B] Quoted so in several public configurations.
    throw invalid(
      'ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    )
  }
}

/** The scopes that every pool has [D]. */
export const SYSTEM_SCOPES = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']

function checkOAuth(settings: ClientSettings, isConfidential: boolean, customScopes: readonly string[]): void {
  const { AllowedOAuthFlows: flows = [], AllowedOAuthScopes: scopes = [], CallbackURLs: callbacks = [] } = settings
  if (flows.includes('client_credentials')) {
    if (flows.length > 1)
      throw refusedFlow('client_credentials flow can not be selected along with code flow or implicit flow.')
    if (!isConfidential)
      throw refusedFlow('client_credentials flow can not be selected if client does not have a client secret.')
  }
  if (settings.AllowedOAuthFlowsUserPoolClient && (flows.length === 0 || scopes.length === 0)) {
    throw invalid('AllowedOAuthFlowsUserPoolClient needs AllowedOAuthFlows and AllowedOAuthScopes.')
  }
  const unknown = scopes.find((scope) => !SYSTEM_SCOPES.includes(scope) && !customScopes.includes(scope))
  if (unknown !== undefined) throw new CognitoError('ScopeDoesNotExistException', `Scope ${unknown} does not exist.`)
  for (const url of [...callbacks, ...(settings.LogoutURLs ?? [])]) checkRedirect(url)
  if (settings.DefaultRedirectURI !== undefined && !callbacks.includes(settings.DefaultRedirectURI)) {
    throw invalid('DefaultRedirectURI must be one of CallbackURLs.')
  }
}

/** [D] https, or http for this machine, or an app's own scheme; never a fragment. */
function checkRedirect(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(parsed?.hostname ?? '')
  if (!parsed || (parsed.protocol === 'http:' && !isLocal))
    throw invalid(`${url} is not a redirect URL that can be used.`)
  if (url.includes('#')) throw invalid(`Redirect URL ${url} must not contain a fragment.`)
}

/**
 * Only attributes of the pool's schema, and whatever it requires among those that are written [D] (developer guide, app
 * clients). The sentences are traced [T] (aws-cdk#2608, aws-sdk-java#1395), but that about reading [B].
 */
function checkAttributes(pool: Pool, settings: ClientSettings, act: string): void {
  const { ReadAttributes: read = [], WriteAttributes: written } = settings
  const isKnown = (name: string) => attributeExists(pool, name)
  if (!read.every(isKnown)) throw invalid(`Invalid read attributes specified while ${act} a client`)
  const isWhole = (names: readonly string[]) => requiredAttributes(pool).every((name) => names.includes(name))
  // [?] An empty list is no list.
  if (!written?.length || (written.every(isKnown) && isWhole(written))) return
  throw invalid(`Invalid write attributes specified while ${act} a client`)
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}

function refusedFlow(message: string): CognitoError {
  return new CognitoError('InvalidOAuthFlowException', message)
}
