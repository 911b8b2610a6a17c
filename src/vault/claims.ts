import { Failed } from '../lib/failure.ts'
import { jwtPayload } from '../lib/jwtPayload.ts'
import type { Provider } from '../lib/stillWorks.ts'
import type { TokenSpans } from './protocol.ts'

/** The claims of an access and an ID token that the vault reads. Signatures are Cognito's business: the vault got them from it. */
export type Claims = {
  sub: string
  username: string
  displayName: string
  email?: string
  groups: readonly string[]
  /** ARNs of the AWS roles that the groups give (`cognito:roles`), the preferred one first. */
  roles: readonly string[]
  familyId?: string
  /** `device_key`: the device that the session is bound to, where the pool tracks devices. */
  deviceKey?: string
  scopes: readonly string[]
  /** The providers that this account can be got into by (`identities`). */
  providers: readonly Provider[]
  authTimeMs: number
  accessIssuedAtMs: number
  accessExpiresAtMs: number
  idIssuedAtMs: number
  idExpiresAtMs: number
}

/** Cognito's default refresh token lifetime, 30 days, for when the deployment does not say (cognito-facts part 4). */
const defaultRefreshDays = 30
const dayMs = 86_400_000

/** Reads the claims of a session's JWTs. Throws Failed when one is no JWT. Times are milliseconds since the epoch. */
export function claimsOf(tokens: { access: string; id: string }): Claims {
  const access = payloadOf(tokens.access)
  const id = payloadOf(tokens.id)
  const username = text(access['username']) ?? text(id['cognito:username']) ?? ''
  const email = text(id['email'])
  const familyId = text(access['origin_jti'])
  const deviceKey = text(access['device_key'])
  return {
    sub: text(access['sub']) ?? '',
    username,
    displayName: text(id['name']) ?? text(id['given_name']) ?? email ?? username,
    ...(email === undefined ? {} : { email }),
    groups: texts(access['cognito:groups']),
    roles: [...new Set([...texts([id['cognito:preferred_role']]), ...texts(id['cognito:roles'])])],
    ...(familyId === undefined ? {} : { familyId }),
    ...(deviceKey === undefined ? {} : { deviceKey }),
    providers: providersIn(id['identities'], username),
    scopes: (text(access['scope']) ?? '').split(' ').filter((scope) => scope !== ''),
    authTimeMs: milliseconds(access['auth_time'] ?? access['iat']),
    accessIssuedAtMs: milliseconds(access['iat']),
    accessExpiresAtMs: milliseconds(access['exp']),
    idIssuedAtMs: milliseconds(id['iat']),
    idExpiresAtMs: milliseconds(id['exp']),
  }
}

/** What tells one sign-in from another, refreshed or not. */
export function familyOf(claims: Claims): string {
  return claims.familyId ?? `${claims.sub} ${claims.authTimeMs}`
}

/**
 * The spans of a session's three tokens. The refresh token's expiry is reckoned, for Cognito does not tell it.
 * @param beganAtMs when the session's first tokens were issued, where that is known better than by `auth_time`
 */
export function spansOf(
  claims: Claims,
  refreshTokenDays: number | undefined,
  beganAtMs = claims.authTimeMs,
): TokenSpans {
  const refreshExpiresAtMs = beganAtMs + (refreshTokenDays ?? defaultRefreshDays) * dayMs
  return {
    refresh: {
      issuedAt: new Date(beganAtMs),
      expiresAt: new Date(refreshExpiresAtMs),
      approximate: refreshTokenDays === undefined,
    },
    access: {
      issuedAt: new Date(claims.accessIssuedAtMs),
      expiresAt: new Date(claims.accessExpiresAtMs),
      approximate: false,
    },
    id: { issuedAt: new Date(claims.idIssuedAtMs), expiresAt: new Date(claims.idExpiresAtMs), approximate: false },
  }
}

/** What a JWT says, unchecked. Throws Failed when it is none; never with anything of it. */
export function payloadOf(jwt: string): Readonly<Record<string, unknown>> {
  const payload = jwtPayload(jwt)
  if (payload === undefined) throw unreadable()
  return payload
}

/**
 * Who came by a provider first has an account that is named after it, such as `Google_1234`, and has no other way in; to
 * any other account a provider was linked (cognito-facts part 4).
 */
function providersIn(identities: unknown, username: string): readonly Provider[] {
  if (!Array.isArray(identities)) return []
  return identities.flatMap((identity: unknown) => {
    if (typeof identity !== 'object' || identity === null) return []
    const { providerName, providerType } = { providerName: undefined, providerType: undefined, ...identity }
    const name = text(providerName)
    if (name === undefined) return []
    const linked = !username.toLowerCase().startsWith(`${name.toLowerCase()}_`)
    return [{ name, saml: text(providerType)?.toUpperCase() === 'SAML', linked }]
  })
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function milliseconds(seconds: unknown): number {
  if (typeof seconds !== 'number') throw unreadable()
  return seconds * 1000
}

function unreadable(): Failed {
  const message = 'Cognito answered with tokens that cannot be read.'
  return new Failed({ operation: 'vault', code: 'Unreadable', message, class: 'unknown outcome', attempts: 1 })
}
