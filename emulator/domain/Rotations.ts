import type { Store, Table } from '../store/Store.ts'
import type { Client } from './Clients.ts'
import { rotates } from './clientSettings.ts'
import type { Clock } from './Clock.ts'
import type { RefreshToken } from './RefreshTokens.ts'

/** A refresh token that rotation replaced: when it was first used, plus the grace period. */
interface Retired {
  readonly graceUntilMs: number
  readonly untilMs: number
}

/** Which refresh tokens were replaced by newer ones, and until when they work all the same [D]. */
export class Rotations {
  readonly #retired: Table<Retired>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#retired = store.table('retiredRefreshTokens')
    this.#clock = clock
  }

  /** Whether the token was replaced, and its grace period is over. */
  isReplaced(token: RefreshToken): boolean {
    const retired = this.#retired.get(key(token))
    return retired !== undefined && this.#clock.nowMs() >= retired.graceUntilMs
  }

  /**
   * Replaces a token that was used at a client which rotates; says whether there is to be a new one. The grace period
   * runs from the token's first use: another use within it does not move its end [?].
   */
  replace(token: RefreshToken, { settings }: Client): boolean {
    if (!rotates(settings)) return false
    if (this.#retired.get(key(token))) return true
    const nowMs = this.#clock.nowMs()
    const graceSeconds = settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0
    this.#retired.prune(({ untilMs }) => untilMs < nowMs, 2)
    this.#retired.put(key(token), { graceUntilMs: nowMs + graceSeconds * 1000, untilMs: token.untilMs })
    return true
  }
}

function key({ eventId, number }: RefreshToken): string {
  return `${eventId}/${number}`
}
