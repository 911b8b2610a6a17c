import { isStandard } from './attributes.ts'
import type { Client } from './Clients.ts'
import { carriesOriginJti, lifetimes } from './clientSettings.ts'
import { type Group, preferredRole } from './Groups.ts'
import type { Random } from './Random.ts'
import type { User } from './Users.ts'

/** The one scope of every access token that the API hands out [D]; only managed login asks for others. */
export const API_SCOPE = 'aws.cognito.signin.user.admin'

/** An access token's claims (facts, part 4). `origin_jti` and `jti` only where the client's settings say so. */
export interface AccessClaims {
  readonly sub: string
  readonly device_key?: string | undefined
  readonly 'cognito:groups'?: readonly string[] | undefined
  readonly iss: string
  /** Only in tokens of managed login [B]. */
  readonly version?: 2 | undefined
  readonly client_id: string
  /** Only where managed login was told what the token is for [D]. */
  readonly aud?: string | undefined
  readonly origin_jti?: string | undefined
  readonly event_id: string
  readonly token_use: 'access'
  readonly scope: string
  readonly auth_time: number
  readonly exp: number
  readonly iat: number
  readonly jti?: string | undefined
  readonly username: string
}

/** The claims of an ID token that the emulator itself reads again; the user's attributes are beside them. */
export interface IdClaims {
  readonly sub: string
  readonly iss: string
  readonly aud: string
  readonly event_id: string
  readonly origin_jti?: string | undefined
  readonly token_use: 'id'
  readonly exp: number
  readonly 'cognito:roles'?: readonly string[] | undefined
  readonly 'cognito:preferred_role'?: string | undefined
}

/** What both tokens of one answer are made from. */
export interface TokenSource {
  readonly issuer: string
  readonly client: Client
  readonly user: User
  readonly groups: readonly Group[]
  readonly eventId: string
  readonly originJti: string
  readonly deviceKey?: string | undefined
  readonly authTimeSeconds: number
  /** What managed login granted, if the session came of it. */
  readonly grantedScope?: string | undefined
  readonly nonce?: string | undefined
  readonly resource?: string | undefined
  readonly nowSeconds: number
}

/** The claims of an access token. What a token does not have is undefined, which JSON leaves out. */
export function accessClaims(from: TokenSource, random: Random): AccessClaims {
  const { client, user, groups, nowSeconds } = from
  const revocable = carriesOriginJti(client.settings)
  return {
    sub: user.sub,
    device_key: from.deviceKey,
    'cognito:groups': groupNames(groups),
    iss: from.issuer,
    version: from.grantedScope === undefined ? undefined : 2,
    client_id: client.id,
    aud: from.resource,
    origin_jti: revocable ? from.originJti : undefined,
    event_id: from.eventId,
    token_use: 'access',
    scope: from.grantedScope ?? API_SCOPE,
    auth_time: from.authTimeSeconds,
    exp: nowSeconds + lifetimes(client.settings).access,
    iat: nowSeconds,
    jti: revocable ? random.uuid() : undefined,
    username: user.username,
  }
}

function groupNames(groups: readonly Group[]): string[] | undefined {
  return groups.length > 0 ? groups.map(({ name }) => name) : undefined
}

/** The claims of an ID token: who the user is, what they may become in an identity pool, and their attributes. */
export function idClaims(from: TokenSource, random: Random): IdClaims & Readonly<Record<string, unknown>> {
  const { client, user, groups, nowSeconds } = from
  const revocable = carriesOriginJti(client.settings)
  const roles = [...new Set(groups.flatMap(({ roleArn }) => roleArn ?? []))]
  const preferred = preferredRole(groups)
  const claims: IdClaims & Record<string, unknown> = {
    sub: user.sub,
    'cognito:groups': groupNames(groups),
    'cognito:preferred_role': preferred,
    iss: from.issuer,
    'cognito:username': user.username,
    nonce: from.nonce,
    origin_jti: revocable ? from.originJti : undefined,
    'cognito:roles': roles.length > 0 ? roles : undefined,
    aud: client.id,
    event_id: from.eventId,
    token_use: 'id',
    auth_time: from.authTimeSeconds,
    exp: nowSeconds + lifetimes(client.settings).id,
    iat: nowSeconds,
    jti: revocable ? random.uuid() : undefined,
  }
  addAttributes(claims, readableAttributes(client, user, from.grantedScope))
  return claims
}

/** Whether ID tokens belong to the scope [D]; they always do to what the API begins. */
export function isOpenid(scope: string | undefined): boolean {
  return scope === undefined || scope.split(' ').includes('openid')
}

/** The attributes that a scope opens, where it opens single ones [D]; `profile` opens all that the client may read [D]. */
const SCOPE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
}

/** Whether the client may read every attribute that the scope names one by one. */
export function mayRead({ settings }: Client, scope: string): boolean {
  const { ReadAttributes: readable } = settings
  const named = scope
    .split(' ')
    .flatMap((name) => (Object.hasOwn(SCOPE_ATTRIBUTES, name) ? SCOPE_ATTRIBUTES[name] : []))
  return readable === undefined || named.every((name) => name !== undefined && readable.includes(name))
}

/**
 * The user's attributes that the client may read, the standard ones if it names none [D], and that the scope opens: `openid` alone
 * opens all of them [D]. That ID tokens follow the scope as userInfo does is [?].
 */
export function readableAttributes(client: Client, user: User, scope?: string): Readonly<Record<string, string>> {
  const readable = client.settings.ReadAttributes
  const scopes = scope?.split(' ') ?? []
  const isOpen = scopes.includes('profile') || !scopes.some((name) => Object.hasOwn(SCOPE_ATTRIBUTES, name))
  const opened = scopes.flatMap((name) => (Object.hasOwn(SCOPE_ATTRIBUTES, name) ? (SCOPE_ATTRIBUTES[name] ?? []) : []))
  const attributes: Record<string, string> = {}
  for (const [name, value] of Object.entries(user.attributes)) {
    if (readable ? !readable.includes(name) : !isStandard(name)) continue
    if (isOpen || opened.includes(name)) attributes[name] = value
  }
  return attributes
}

/**
 * Adds attributes to claims, which they do not change: the two `_verified` ones as booleans [D], custom ones always as
 * text [D].
 */
function addAttributes(claims: Record<string, unknown>, attributes: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(attributes)) {
    if (Object.hasOwn(claims, name)) continue
    const value = attributes[name]
    claims[name] = name === 'email_verified' || name === 'phone_number_verified' ? value === 'true' : value
  }
}
