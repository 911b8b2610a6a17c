import { Failed } from '../lib/failure.ts'
import type { TokenSpans } from './protocol.ts'

/** The claims of an access and an ID token that the vault reads. Signatures are Cognito's business: the vault got them from it. */
export type Claims = {
  sub: string
  username: string
  displayName: string
  email?: string
  groups: readonly string[]
  familyId?: string
  scopes: readonly string[]
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
  const groups = access['cognito:groups']
  return {
    sub: text(access['sub']) ?? '',
    username,
    displayName: text(id['name']) ?? text(id['given_name']) ?? email ?? username,
    ...(email === undefined ? {} : { email }),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    ...(familyId === undefined ? {} : { familyId }),
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

/** The spans of a session's three tokens. The refresh token's expiry is reckoned, for Cognito does not tell it. */
export function spansOf(claims: Claims, refreshTokenDays: number | undefined): TokenSpans {
  const refreshExpiresAtMs = claims.authTimeMs + (refreshTokenDays ?? defaultRefreshDays) * dayMs
  return {
    refresh: {
      issuedAt: new Date(claims.authTimeMs),
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

function payloadOf(jwt: string): Record<string, unknown> {
  const part = jwt.split('.')[1] ?? ''
  let payload: unknown
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
    payload = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // What the parser says of it would repeat what is in it.
    throw unreadable()
  }
  if (typeof payload !== 'object' || payload === null) throw unreadable()
  return payload as Record<string, unknown>
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function milliseconds(seconds: unknown): number {
  if (typeof seconds !== 'number') throw unreadable()
  return seconds * 1000
}

function unreadable(): Failed {
  const message = 'Cognito answered with tokens that cannot be read.'
  return new Failed({ operation: 'vault', code: 'Unreadable', message, class: 'unknown outcome', attempts: 1 })
}
