/** The slowest that throttling makes a pacer, in calls per second. */
const slowest = 0.5
/** After this long without throttling a pacer that was slowed down dares a little more, in milliseconds, unless it is told otherwise. */
const usualRecoveryMs = 5_000
/** By which part of the pace that was asked for: all of it is back after five times as long. */
const recoversBy = 0.1

/**
 * Spaces calls evenly, from the first on. A late call may be made up for by the next one, and by no more: what a timer that slept through a
 * minute owes is not sent at once. Slows down to half when Cognito throttles, and recovers slowly.
 */
export class Pacer {
  readonly #ceiling: number
  readonly #recoversAfterMs: number
  #perSecond: number
  #nextMs: number | undefined
  #steadySinceMs = 0

  /**
   * @param perSecond the fastest, in calls per second
   * @param recoversAfterMs how long it waits before it dares a little more
   */
  constructor(perSecond: number, recoversAfterMs = usualRecoveryMs) {
    this.#ceiling = perSecond
    this.#recoversAfterMs = recoversAfterMs
    this.#perSecond = perSecond
  }

  /** Calls per second at present. */
  get perSecond(): number {
    return this.#perSecond
  }

  /** True while it is slower than was asked for, because Cognito has throttled. */
  get isSlowed(): boolean {
    return this.#perSecond < this.#ceiling
  }

  /** When the next call may be made, in milliseconds on the caller's clock; in the past means now. */
  get nextMs(): number {
    return this.#nextMs ?? Number.NEGATIVE_INFINITY
  }

  /** Notes that a call is made now, or several that follow each other. */
  spend(nowMs: number, calls = 1): void {
    this.#recover(nowMs)
    const intervalMs = 1_000 / this.#perSecond
    // The first is not late: nothing was due before it.
    this.#nextMs = Math.max(this.#nextMs ?? nowMs, nowMs - intervalMs) + intervalMs * calls
  }

  /** Cognito said that calls come too fast. Answers to calls of the same burst count once. */
  slowDown(nowMs: number): void {
    if (nowMs - this.#steadySinceMs < 1_000 && this.isSlowed) return
    this.#perSecond = Math.max(slowest, this.#perSecond / 2)
    this.#steadySinceMs = nowMs
    this.#nextMs = Math.max(this.nextMs, nowMs + 1_000 / this.#perSecond)
  }

  #recover(nowMs: number): void {
    if (!this.isSlowed || nowMs - this.#steadySinceMs < this.#recoversAfterMs) return
    this.#perSecond = Math.min(this.#ceiling, this.#perSecond + this.#ceiling * recoversBy)
    this.#steadySinceMs = nowMs
  }
}
