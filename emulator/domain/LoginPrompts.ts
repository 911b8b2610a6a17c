import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { Random } from './Random.ts'

/** [D] How long the login page waits for a password. */
const PROMPT_MS = 5 * 60_000

/** The login pages that are open, each known by the secret in its form and in the browser's XSRF-TOKEN cookie. */
export class LoginPrompts {
  readonly #table: Table<number>
  readonly #clock: Clock
  readonly #random: Random

  constructor(store: Store, clock: Clock, random: Random) {
    this.#table = store.table('loginPrompts')
    this.#clock = clock
    this.#random = random
  }

  /**
   * Opens a prompt, for five minutes or as long as `ms` says. A browser that has one already keeps its secret, so that
   * pages in two tabs both work.
   */
  open(before: string | undefined, ms = PROMPT_MS): string {
    const nowMs = this.#clock.nowMs()
    this.#table.prune((untilMs) => untilMs < nowMs, 2)
    const secret = before !== undefined && this.isOpen(before) ? before : this.#random.uuid()
    this.#table.put(secret, Math.max(this.#table.get(secret) ?? 0, nowMs + ms))
    return secret
  }

  isOpen(secret: string): boolean {
    return this.#clock.nowMs() < (this.#table.get(secret) ?? 0)
  }
}
