/** What ended a session, as far as this reckoning goes. */
export type SignOutKind = 'this device' | 'everywhere'

/** How the server's part of a sign-out stands. `planned` is the preview before anything was asked. */
export type ServerPart = 'planned' | 'accepted' | 'refused' | 'not told yet'

/** How sure an end is: read from a token, reckoned from a default, or the latest that is possible. */
export type Bound = 'exact' | 'about' | 'at most'

/** One line of "What still works, and until when". `no` and `stays` carry no time. */
export type StillWorks = {
  what: 'refresh' | 'operations' | 'offline' | 'other devices' | 'aws credentials' | 'managed login'
  works: { state: 'no' } | { state: 'until'; at: Date; bound: Bound } | { state: 'stays' } | { state: 'not used' }
}

/** What the reckoning needs to know of the session: real expiries, nothing guessed. */
export type SessionEnds = {
  accessExpiresAt: Date
  idExpiresAt: Date
  refreshExpiresAt: Date
  refreshApproximate: boolean
  awsCredentialsUntil?: Date
  managedLogin: boolean
}

/** Longest an access or ID token can live in any pool: one day (cognito-facts part 4). */
const longestTokenLifetimeMs = 86_400_000

/**
 * Computes what is still usable after a sign-out, from the session's own tokens.
 * Sources: cognito-facts part 5 (no operation affects offline verification; identity-pool credentials live on).
 * @param now the moment of the sign-out, or of the preview, on Cognito's clock
 */
export function stillWorks(kind: SignOutKind, server: ServerPart, ends: SessionEnds, now: Date): readonly StillWorks[] {
  const ended = server === 'accepted' || server === 'planned'
  const offlineUntil = later(ends.accessExpiresAt, ends.idExpiresAt)
  const rows: StillWorks[] = [
    {
      what: 'refresh',
      works: ended ? { state: 'no' } : until(ends.refreshExpiresAt, now, ends.refreshApproximate ? 'about' : 'exact'),
    },
    { what: 'operations', works: ended ? { state: 'no' } : until(ends.accessExpiresAt, now, 'exact') },
    { what: 'offline', works: until(offlineUntil, now, 'exact') },
  ]
  if (kind === 'everywhere' && ended) {
    const latest = new Date(now.getTime() + longestTokenLifetimeMs)
    rows.push({ what: 'other devices', works: until(latest, now, 'at most') })
  }
  if (ends.awsCredentialsUntil !== undefined) {
    rows.push({ what: 'aws credentials', works: until(ends.awsCredentialsUntil, now, 'exact') })
  }
  rows.push({ what: 'managed login', works: ends.managedLogin ? { state: 'stays' } : { state: 'not used' } })
  return rows
}

function until(at: Date, now: Date, bound: Bound): StillWorks['works'] {
  return at.getTime() <= now.getTime() ? { state: 'no' } : { state: 'until', at, bound }
}

function later(a: Date, b: Date): Date {
  return a.getTime() > b.getTime() ? a : b
}
