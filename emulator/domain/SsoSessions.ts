import type { Store, Table } from '../store/Store.ts'
import { CODE_MS } from './AuthorizationCodes.ts'
import type { Client } from './Clients.ts'
import type { Clock } from './Clock.ts'
import type { Domains } from './Domains.ts'
import { ALPHANUMERIC, type Random } from './Random.ts'
import type { SessionConfigurations } from './SessionConfigurations.ts'
import type { Sender } from './Surroundings.ts'
import type { TrackedSessions } from './TrackedSessions.ts'
import type { User, Users } from './Users.ts'

/** [D] The longest that any client may be told to reuse an SSO session. */
const LONGEST_REUSE_MINUTES = 129_600
/** How long a session is kept: the last code that was given out in it has to find it. */
const KEPT_MS = LONGEST_REUSE_MINUTES * 60_000 + CODE_MS

/** A browser that somebody signed in with at managed login: what the `cognito` cookie stands for. */
export interface SsoSession {
  /** The cookie's value. */
  readonly cookie: string
  readonly poolId: string
  readonly sub: string
  /** When the person last proved who they are; using the session never moves it [D]. */
  readonly authenticatedAtMs: number
  /** Its record's id, if the pool has tracked sessions at one of its grants. */
  readonly sessionId?: string | undefined
  /** How often the pool's branding version had been switched when it began: the next switch ends it [D]. */
  readonly switches?: number
  /** The branding version itself, which emulators up to 0.3.6 kept instead: they did not count. */
  readonly version?: number | undefined
  /** From when on it is over, if it was revoked. */
  readonly overAtMs?: number
}

/** What SSO sessions are made of and checked against. */
export interface SsoParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly users: Users
  readonly domains: Domains
  readonly configurations: SessionConfigurations
  readonly tracked: TrackedSessions
}

/**
 * The sessions of managed login, which live in a browser's cookie. RevokeToken and both global sign-outs leave them
 * alone [D]: whoever has the cookie gets new tokens without a password until the client's reuse time is over.
 */
export class SsoSessions {
  readonly #parts: SsoParts
  readonly #table: Table<SsoSession>

  constructor(parts: SsoParts) {
    this.#parts = parts
    this.#table = parts.store.table('ssoSessions')
  }

  /**
   * A fresh authentication at managed login. A browser whose session is still active and the same person's goes on with
   * it under a new cookie; any other ends there [?], and so does one whose end was asked for and takes its few seconds.
   */
  authenticate(client: Client, user: User, sender: Sender, before: string | undefined): SsoSession {
    const { clock, random, tracked, domains } = this.#parts
    const nowMs = clock.nowMs()
    this.#table.prune((session) => nowMs - session.authenticatedAtMs > KEPT_MS, 2)
    const cookie = random.text(64, ALPHANUMERIC)
    const old = before === undefined ? undefined : this.find(before)
    if (old) this.#table.delete(old.cookie)
    const isEnding = old?.overAtMs !== undefined
    const isTheirs = old && old.poolId === user.poolId && old.sub === user.sub && !isEnding && this.#isReusable(old)
    const kept = isTheirs ? old.sessionId : undefined
    if (kept !== undefined) tracked.touch(user, kept, sender, { of: cookie, untilMs: nowMs + KEPT_MS })
    const switches = domains.switches(user.poolId)
    const session = { cookie, poolId: user.poolId, sub: user.sub, authenticatedAtMs: nowMs, sessionId: kept, switches }
    const recorded = { ...session, sessionId: this.#recordOf(session, client, user, sender) }
    this.#table.put(cookie, recorded)
    return recorded
  }

  /**
   * The session, with the record that its next grant will name, while the pool tracks sessions. One that has none, since
   * it began while tracking was off, or the records were forgotten meanwhile, is given one now [?]: LINKED must find it.
   */
  recorded(session: SsoSession, client: Client, user: User, sender: Sender): SsoSession {
    const sessionId = this.#recordOf(session, client, user, sender)
    if (sessionId === session.sessionId) return session
    const recorded = { ...session, sessionId }
    this.#table.put(session.cookie, recorded)
    return recorded
  }

  #recordOf(session: SsoSession, client: Client, user: User, sender: Sender): string | undefined {
    const { tracked } = this.#parts
    const { cookie: of, sessionId, authenticatedAtMs } = session
    if (sessionId !== undefined && tracked.find(user, sessionId)) return sessionId
    return tracked.begin(user, { type: 'SSO', of, clientId: client.id, untilMs: authenticatedAtMs + KEPT_MS }, sender)
  }

  /**
   * The person whose password this cookie stands in for at this client, now. Nobody: once the client's reuse time is
   * over, the session revoked, or the user disabled [D] or deleted. A user who is enabled again within the time is
   * let in again [?].
   */
  reuse(cookie: string, client: Client): { readonly session: SsoSession; readonly user: User } | undefined {
    const { clock, users, configurations } = this.#parts
    const session = this.find(cookie)
    if (!session || session.poolId !== client.poolId) return undefined
    if (clock.nowMs() >= session.authenticatedAtMs + configurations.reuseMinutes(client) * 60_000) return undefined
    const user = users.bySub(session.poolId, session.sub)
    return user?.enabled ? { session, user } : undefined
  }

  /**
   * The session behind a cookie, unless it was ended. That its reuse time is over is no end: codes that were given out
   * in it are good for as long as codes are [D].
   */
  find(cookie: string): SsoSession | undefined {
    const { clock, domains } = this.#parts
    const session = this.#table.get(cookie)
    if (!session || clock.nowMs() >= (session.overAtMs ?? Number.POSITIVE_INFINITY)) return undefined
    const { poolId, switches = 0, version } = session
    if (switches !== domains.switches(poolId)) return undefined
    const now = version === undefined ? undefined : domains.ofPool(poolId)?.version
    return now === undefined || now === version ? session : undefined
  }

  /** Whether the session behind a cookie was not ended, and some client would reuse it: what is listed as active [?]. */
  isActive(cookie: string): boolean {
    const session = this.find(cookie)
    return session !== undefined && this.#isReusable(session)
  }

  #isReusable({ poolId, authenticatedAtMs }: SsoSession): boolean {
    const { clock, configurations } = this.#parts
    return clock.nowMs() < authenticatedAtMs + configurations.longestReuseMinutes(poolId) * 60_000
  }

  /** Ends a session at that time. */
  end(cookie: string, atMs: number): void {
    const session = this.#table.get(cookie)
    if (session) this.#table.put(cookie, { ...session, overAtMs: Math.min(atMs, session.overAtMs ?? atMs) })
  }
}
