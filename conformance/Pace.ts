import { setTimeout as sleep } from 'node:timers/promises'

/** What a pace is kept by: the time, and waiting. */
interface Watch {
  readonly nowMs: () => number
  readonly wait: (ms: number) => Promise<unknown>
}

/** Keeps requests apart, so that an endpoint gets no more than it allows. */
export class Pace {
  readonly #perSecond: number
  readonly #watch: Watch
  #nextMs = 0

  /** `perSecond`: how many requests a second. */
  constructor(perSecond: number, watch: Watch = { nowMs: Date.now, wait: sleep }) {
    this.#perSecond = perSecond
    this.#watch = watch
  }

  /** Resolves when the next request may go. */
  async turn(): Promise<void> {
    const nowMs = this.#watch.nowMs()
    const mineMs = Math.max(nowMs, this.#nextMs)
    this.#nextMs = mineMs + 1000 / this.#perSecond
    if (mineMs > nowMs) await this.#watch.wait(mineMs - nowMs)
  }

  /** Resolves when a request that was throttled may go again; `attempt` is how often it went. */
  async again(attempt: number): Promise<void> {
    await this.#watch.wait(2 ** attempt * 500)
  }
}
