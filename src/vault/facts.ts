import type { Tokens } from '../cognito/person.ts'
import { partOfAccepted } from '../lib/acceptance.ts'
import { mayHaveEnded } from '../lib/givenUp.ts'
import type { CookieEnd, Leftovers, ServerPart } from '../lib/stillWorks.ts'
import { type Claims, spansOf } from './claims.ts'
import type { Proof, ServerStep, SessionFacts } from './protocol.ts'
import type { SignInMethod } from './protocol/signIn.ts'

/** The deployment a vault serves. */
export type Deployment = {
  poolId: string
  clientId: string
  refreshTokenDays?: number
  /** How long the app client takes the cookie of managed login instead of a password, where the deployment says so. */
  ssoMinutes?: number
  /** It has an identity pool, from which apps can obtain AWS credentials. */
  identityPool?: boolean
}

/** What is kept of a session, in memory or sealed on disk. */
export type Kept = {
  tokens: Tokens
  how: SignInMethod
  /** The device that the refresh token is bound to, where the pool tracks devices. */
  deviceKey: string | undefined
  skewMs: number
  /** When its first tokens were issued, on Cognito's clock: behind a cookie, `auth_time` is that of an earlier password. */
  beganAtMs?: number | undefined
  /** Whether the app client rotates refresh tokens; unknown until the first refresh. */
  rotates: boolean | undefined
  /** Until when AWS credentials work that were obtained with this session, if any were. */
  awsCredentialsUntilMs: number | undefined
}

/** What a sign-in led to. */
export type Begun = Pick<Kept, 'tokens' | 'how' | 'deviceKey' | 'skewMs'>

/** A live session as its worker holds it. */
export type Live = Kept & {
  generation: number
  claims: Claims
  memoryOnly: boolean
}

/** What Cognito has begun, or renewed, and nobody holds; without claims where they cannot be read. */
export type LeftBehind = Pick<Live, 'tokens' | 'how' | 'deviceKey' | 'memoryOnly'> & { claims: Claims | undefined }

const renewBeforeMs = 5 * 60_000
const renewShare = 0.1

/** How long the cookie of managed login lasts by default, in minutes (cognito-facts 3.7 and part 11). */
const defaultSsoMinutes = 60

/** When the first of a session's access and ID token expires, on Cognito's clock, milliseconds since the epoch. */
export function firstExpiry(claims: Claims): number {
  return Math.min(claims.accessExpiresAtMs, claims.idExpiresAtMs)
}

/** When a session's access and ID token should be renewed, on Cognito's clock, milliseconds since the epoch. */
export function renewalTime(claims: Claims): number {
  const lifetime = firstExpiry(claims) - claims.accessIssuedAtMs
  return firstExpiry(claims) - Math.min(renewBeforeMs, lifetime * renewShare)
}

/** When a session began, on Cognito's clock. */
export function signedInAtOf({ beganAtMs, claims }: Live): Date {
  return new Date(beganAtMs ?? claims.authTimeMs)
}

/**
 * When the person last proved who they are, on Cognito's clock: for a session that a cookie began, before it began. That
 * `auth_time` says so there is [?]; of the two times the earlier one is the safe one.
 */
export function authenticatedAtOf({ beganAtMs, claims }: Live): Date {
  return new Date(Math.min(claims.authTimeMs, beganAtMs ?? claims.authTimeMs))
}

/** What the page may know of `live`: no token is in it. */
export function factsOf(live: Live, deployment: Deployment): SessionFacts {
  const { claims } = live
  const deviceKey = live.deviceKey ?? claims.deviceKey
  return {
    username: claims.username,
    sub: claims.sub,
    displayName: claims.displayName,
    ...(claims.email === undefined ? {} : { email: claims.email }),
    groups: claims.groups,
    roles: claims.roles,
    signedInAt: signedInAtOf(live),
    authenticatedAt: authenticatedAtOf(live),
    how: live.how,
    poolId: deployment.poolId,
    clientId: deployment.clientId,
    ...(claims.familyId === undefined ? {} : { familyId: claims.familyId }),
    scopes: claims.scopes,
    ...(deviceKey === undefined ? {} : { deviceKey }),
    tokens: spansOf(claims, deployment.refreshTokenDays, live.beganAtMs),
    renewsAt: new Date(renewalTime(claims)),
    skewMs: live.skewMs,
    memoryOnly: live.memoryOnly,
    ...leftoversOf(live, deployment),
  }
}

/**
 * Until when the cookie of managed login stands in for a password, for a session that began there: from the time of the
 * password, which is what `auth_time` says [?]. Without the deployment's word it is Cognito's default.
 */
function cookieOf({ how, claims }: Live, { ssoMinutes }: Deployment): CookieEnd | undefined {
  if (how.by !== 'managed login') return undefined
  const until = new Date(claims.authTimeMs + (ssoMinutes ?? defaultSsoMinutes) * 60_000)
  return { until, bound: ssoMinutes === undefined ? 'about' : 'exact' }
}

/** What can go on working of `live` beside its tokens. */
export function leftoversOf(live: Live, deployment: Deployment): Omit<Leftovers, 'tokens' | 'linked'> {
  const { awsCredentialsUntilMs, how, claims } = live
  const cookie = cookieOf(live, deployment)
  // Through the API nobody comes by a provider, whatever is linked to the account.
  const providers = how.by === 'managed login' ? claims.providers : []
  return {
    ...(awsCredentialsUntilMs === undefined ? {} : { awsCredentialsUntil: new Date(awsCredentialsUntilMs) }),
    ...(deployment.identityPool ? { identityPool: true } : {}),
    ...(cookie === undefined ? {} : { cookie }),
    ...(providers.length === 0 ? {} : { providers }),
  }
}

/** What of a sign-out can be reckoned with: what the server said of it, unless something else was observed. */
export function partOf(server: ServerStep, proof: Proof): ServerPart {
  switch (server.step) {
    case 'asked':
      return 'planned'
    case 'accepted':
      return partOfAccepted(server, proof)
    case 'refused':
      return 'refused'
    case 'not told yet':
    case 'given up':
      return mayHaveEnded(server) ? 'not known' : 'not told yet'
    default:
      return server satisfies never
  }
}
