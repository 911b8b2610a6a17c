/** AWS's arithmetic, as a token bucket: a second's worth at once, filled steadily. */
export class Quota {
  readonly #perSecond: number
  #left: number
  #filledMs = Date.now()

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#left = perSecond
  }

  take(): boolean {
    const nowMs = Date.now()
    this.#left = Math.min(this.#perSecond, this.#left + ((nowMs - this.#filledMs) * this.#perSecond) / 1_000)
    this.#filledMs = nowMs
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
