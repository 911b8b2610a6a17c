import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { Entry } from './entry.ts'
import type { Random } from './Random.ts'

/** [D] How long an authorization code can be redeemed. */
export const CODE_MS = 5 * 60_000

/** What an authorization code stands for. */
export interface AuthorizationCode {
  readonly clientId: string
  readonly sub: string
  readonly redirectUri: string
  readonly scope: string
  readonly nonce?: string | undefined
  readonly resource?: string | undefined
  /** PKCE's S256 challenge, if the app sent one. */
  readonly challenge?: string | undefined
  /** The SSO session that it was given out in. */
  readonly cookie: string
  readonly authTimeSeconds: number
  /** How the person came in. */
  readonly entry?: Entry
  readonly untilMs: number
}

/** The authorization codes that are out: each works once, for five minutes [D]. */
export class AuthorizationCodes {
  readonly #table: Table<AuthorizationCode>
  readonly #clock: Clock
  readonly #random: Random

  constructor(store: Store, clock: Clock, random: Random) {
    this.#table = store.table('authorizationCodes')
    this.#clock = clock
    this.#random = random
  }

  /** A new code, which looks like a UUID [D]. */
  issue(wanted: Omit<AuthorizationCode, 'untilMs'>): string {
    const nowMs = this.#clock.nowMs()
    this.#table.prune(({ untilMs }) => untilMs < nowMs, 2)
    const code = this.#random.uuid()
    this.#table.put(code, { ...wanted, untilMs: nowMs + CODE_MS })
    return code
  }

  /**
   * What a code stands for, if this client may still redeem it. It is used up by that, also where the verifier or the
   * redirect turns out to be wrong afterwards [?]; another client's attempt does not use it up [?].
   */
  redeem(code: string, clientId: string): AuthorizationCode | undefined {
    const found = this.#table.get(code)
    if (!found || found.clientId !== clientId) return undefined
    this.#table.delete(code)
    return this.#clock.nowMs() < found.untilMs ? found : undefined
  }
}
