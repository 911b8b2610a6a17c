/** What ended a session, as far as this reckoning goes. */
export type SignOutKind = 'this device' | 'everywhere'

/**
 * How the server's part of a sign-out stands. `planned` is the preview before anything was asked; `still answers` is what
 * was accepted and then seen to have ended nothing; `not known` is what was asked for and not answered; `not observed` is
 * what was accepted by nobody knows whom.
 */
export type ServerPart =
  | 'planned'
  | 'accepted'
  | 'still answers'
  | 'refused'
  | 'not told yet'
  | 'not known'
  | 'not observed'

/** How sure an end is: read from a token, reckoned from a default, or the latest that is possible. */
export type Bound = 'exact' | 'about' | 'at most'

/** One line of "What still works, and until when". `no` and `stays` carry no time. */
export type StillWorks = {
  what:
    | 'refresh'
    | 'operations'
    | 'offline'
    | 'other devices'
    | 'aws credentials'
    | 'other credentials'
    | 'managed login'
    | 'other browsers'
    | 'provider'
  works:
    | { state: 'no' }
    | { state: 'until'; at: Date; bound: Bound }
    | { state: 'stays' }
    | { state: 'not used' }
    /** The browser was asked to end it, and nothing here can see whether it did. */
    | { state: 'asked'; at: Date }
  /** Of a provider's row: which one it is. */
  provider?: Provider
  /** It can have ended already: that was asked for, and not answered, or answered and not observed. */
  mayBeOver?: true | 'not observed'
}

/** A provider, such as Google, that lets a person into managed login: they have a session there as well. */
export type Provider = {
  name: string
  /** Of SAML alone managed login's logout page can pass a sign-out on, where the pool is set up for it. */
  saml: boolean
  /** The account can be got into another way, too: this session may have come through the provider or not. */
  linked: boolean
}

/** The cookie of managed login in this browser: until when it stands in for a password, and what was done about it. */
export type CookieEnd = {
  until: Date
  bound: Bound
  /** When the browser was sent to the logout page, on Cognito's clock, as all of these. */
  sentAt?: Date
  /** When it came back from there. */
  backAt?: Date
}

/** What the reckoning needs to know of the session: real expiries, nothing guessed. */
export type SessionEnds = {
  accessExpiresAt: Date
  idExpiresAt: Date
  refreshExpiresAt: Date
  refreshApproximate: boolean
  awsCredentialsUntil?: Date
  /** The pool has an identity pool, at which any app could have obtained AWS credentials. */
  identityPool?: boolean
  /** Absent where the session did not begin at managed login. */
  managedLogin?: CookieEnd
  /** The sign-in that the session came through ends with it, and with that sign-in what the cookie stands for. */
  linked?: boolean
  /** The providers that the session can have come through. */
  providers?: readonly Provider[]
}

/** What of a session can go on working after its end. */
export type Leftovers = {
  tokens: { refresh: { expiresAt: Date; approximate: boolean }; access: { expiresAt: Date }; id: { expiresAt: Date } }
  awsCredentialsUntil?: Date
  identityPool?: boolean
  cookie?: CookieEnd
  providers?: readonly Provider[]
  /** The sign-in that it came through is to end with it. */
  linked?: boolean
}

/** Longest an access or ID token can live in any pool: one day (cognito-facts part 4). */
const longestTokenLifetimeMs = 86_400_000

/** Longest that AWS credentials from an identity pool live (cognito-facts part 5). */
export const awsCredentialsMs = 3_600_000

/** How long a cookie of managed login works by default (cognito-facts 3.7): by which app client's settings is not known here. */
const cookieLifetimeMs = 3_600_000

/**
 * Computes what is still usable after a sign-out, from the session's own tokens.
 * Sources: cognito-facts part 5 (no operation affects offline verification; identity-pool credentials live on) and 3.6
 * (the logout page signs nobody out at the provider they came through, save for SAML).
 * @param now the moment of the sign-out, or of the preview, on Cognito's clock
 */
export function stillWorks(kind: SignOutKind, server: ServerPart, ends: SessionEnds, now: Date): readonly StillWorks[] {
  const ended = server === 'accepted' || server === 'planned'
  const offlineUntil = later(ends.accessExpiresAt, ends.idExpiresAt)
  const mayBeOver = server === 'not known' || (server === 'not observed' && server)
  const surest = mayBeOver ? 'at most' : 'exact'
  const unsure = mayBeOver ? { mayBeOver } : {}
  const refreshBound = ends.refreshApproximate ? 'about' : surest
  const rows: StillWorks[] = [
    { what: 'refresh', works: ended ? { state: 'no' } : until(ends.refreshExpiresAt, now, refreshBound), ...unsure },
    { what: 'operations', works: ended ? { state: 'no' } : until(ends.accessExpiresAt, now, surest), ...unsure },
    { what: 'offline', works: until(offlineUntil, now, 'exact') },
  ]
  if (kind === 'everywhere' && ended) {
    const latest = new Date(now.getTime() + longestTokenLifetimeMs)
    rows.push({ what: 'other devices', works: until(latest, now, 'at most') })
  }
  if (ends.awsCredentialsUntil !== undefined) {
    rows.push({ what: 'aws credentials', works: until(ends.awsCredentialsUntil, now, 'exact') })
  }
  if (kind === 'everywhere' && ended && ends.identityPool === true) {
    const latest = new Date(now.getTime() + awsCredentialsMs)
    rows.push({ what: 'other credentials', works: until(latest, now, 'at most') })
  }
  const cookie = ends.managedLogin
  const isOver = cookie !== undefined && ended && ends.linked === true
  rows.push({ what: 'managed login', works: isOver ? { state: 'no' } : cookieWorks(cookie, now) })
  if (kind === 'everywhere' && ended) {
    // No sign-out of tokens ends them (cognito-facts 3.7).
    const latest = new Date(now.getTime() + cookieLifetimeMs)
    rows.push({ what: 'other browsers', works: until(latest, now, 'about') })
  }
  for (const provider of ends.providers ?? []) rows.push({ what: 'provider', works: { state: 'stays' }, provider })
  return rows
}

/** What is still usable after a sign-out of a session that leaves this behind. `now` as for `stillWorks`. */
export function aftermath(kind: SignOutKind, server: ServerPart, left: Leftovers, now: Date): readonly StillWorks[] {
  const { tokens, awsCredentialsUntil, identityPool, cookie, providers, linked } = left
  const ends: SessionEnds = {
    accessExpiresAt: tokens.access.expiresAt,
    idExpiresAt: tokens.id.expiresAt,
    refreshExpiresAt: tokens.refresh.expiresAt,
    refreshApproximate: tokens.refresh.approximate,
    ...(awsCredentialsUntil === undefined ? {} : { awsCredentialsUntil }),
    ...(identityPool === undefined ? {} : { identityPool }),
    ...(cookie === undefined ? {} : { managedLogin: cookie }),
    ...(providers === undefined ? {} : { providers }),
    ...(linked === undefined ? {} : { linked }),
  }
  return stillWorks(kind, server, ends, now)
}

/** The same rows after something was done about the cookie of managed login. */
export function withCookie(rows: readonly StillWorks[], cookie: CookieEnd): readonly StillWorks[] {
  const { backAt } = cookie
  if (backAt === undefined) return rows
  return rows.map((row) => (row.what === 'managed login' ? { ...row, works: { state: 'asked', at: backAt } } : row))
}

function cookieWorks(cookie: CookieEnd | undefined, now: Date): StillWorks['works'] {
  if (cookie === undefined) return { state: 'not used' }
  if (cookie.backAt !== undefined) return { state: 'asked', at: cookie.backAt }
  return until(cookie.until, now, cookie.bound)
}

/** What is only `about` a time comes from a default (cognito-facts part 11): the setting, which is not known, may be longer. */
function until(at: Date, now: Date, bound: Bound): StillWorks['works'] {
  if (at.getTime() > now.getTime()) return { state: 'until', at, bound }
  return { state: bound === 'about' ? 'stays' : 'no' }
}

function later(a: Date, b: Date): Date {
  return a.getTime() > b.getTime() ? a : b
}
