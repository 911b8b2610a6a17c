import type { Tokens } from '../cognito/person.ts'
import { type SessionEnds, type ServerPart, type SignOutKind, type StillWorks, stillWorks } from '../lib/stillWorks.ts'
import { type Claims, spansOf } from './claims.ts'
import type { SessionFacts, TokenSpans } from './protocol.ts'

/** The deployment a vault serves. */
export type Deployment = { poolId: string; clientId: string; refreshTokenDays?: number }

/** A live session as its worker holds it. */
export type Live = {
  generation: number
  tokens: Tokens
  claims: Claims
  skewMs: number
  memoryOnly: boolean
  /** Whether the app client rotates refresh tokens; unknown until the first refresh. */
  rotates: boolean | undefined
  /** Until when AWS credentials work that were obtained with this session, if any were. */
  awsCredentialsUntilMs: number | undefined
}

const renewBeforeMs = 5 * 60_000
const renewShare = 0.1

/** When the first of a session's access and ID token expires, on Cognito's clock, milliseconds since the epoch. */
export function firstExpiry(claims: Claims): number {
  return Math.min(claims.accessExpiresAtMs, claims.idExpiresAtMs)
}

/** When a session's access and ID token should be renewed, on Cognito's clock, milliseconds since the epoch. */
export function renewalTime(claims: Claims): number {
  const lifetime = firstExpiry(claims) - claims.accessIssuedAtMs
  return firstExpiry(claims) - Math.min(renewBeforeMs, lifetime * renewShare)
}

/** What the page may know of `live`: no token is in it. */
export function factsOf(live: Live, deployment: Deployment): SessionFacts {
  const { claims } = live
  const awsCredentialsUntil = awsCredentialsUntilOf(live)
  return {
    username: claims.username,
    displayName: claims.displayName,
    ...(claims.email === undefined ? {} : { email: claims.email }),
    groups: claims.groups,
    signedInAt: new Date(claims.authTimeMs),
    poolId: deployment.poolId,
    clientId: deployment.clientId,
    ...(claims.familyId === undefined ? {} : { familyId: claims.familyId }),
    scopes: claims.scopes,
    tokens: spansOf(claims, deployment.refreshTokenDays),
    renewsAt: new Date(renewalTime(claims)),
    skewMs: live.skewMs,
    memoryOnly: live.memoryOnly,
    ...(awsCredentialsUntil === undefined ? {} : { awsCredentialsUntil }),
  }
}

/** Until when AWS credentials work that were obtained with `live`. */
export function awsCredentialsUntilOf(live: Live): Date | undefined {
  return live.awsCredentialsUntilMs === undefined ? undefined : new Date(live.awsCredentialsUntilMs)
}

/** What is still usable after a sign-out of a session with these spans. */
export function aftermath(
  kind: SignOutKind,
  server: ServerPart,
  spans: TokenSpans,
  awsCredentialsUntil: Date | undefined,
  now: Date,
): readonly StillWorks[] {
  return stillWorks(kind, server, endsOf(spans, awsCredentialsUntil), now)
}

function endsOf(spans: TokenSpans, awsCredentialsUntil: Date | undefined): SessionEnds {
  return {
    accessExpiresAt: spans.access.expiresAt,
    idExpiresAt: spans.id.expiresAt,
    refreshExpiresAt: spans.refresh.expiresAt,
    refreshApproximate: spans.refresh.approximate,
    ...(awsCredentialsUntil === undefined ? {} : { awsCredentialsUntil }),
    managedLogin: false,
  }
}
