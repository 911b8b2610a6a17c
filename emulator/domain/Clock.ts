/**
 * The emulator's time, which tests move, set and freeze. All times in it are milliseconds since 1970; everything that
 * expires, locks or is dated uses this clock, never the machine's.
 */
export class Clock {
  readonly #machineMs: () => number
  #offsetMs = 0
  #frozenAtMs: number | undefined

  /** `machineMs` is the time that runs underneath, such as `Date.now`. */
  constructor(machineMs: () => number) {
    this.#machineMs = machineMs
  }

  /** Now, in milliseconds since 1970. */
  nowMs(): number {
    return this.#frozenAtMs ?? this.#machineMs() + this.#offsetMs
  }

  /** Now, in whole seconds since 1970, as tokens carry it. */
  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000)
  }

  get frozen(): boolean {
    return this.#frozenAtMs !== undefined
  }

  /** Moves the clock by `ms`, backwards if negative; a frozen clock stays frozen at the new time. */
  advance(ms: number): void {
    if (this.#frozenAtMs === undefined) this.#offsetMs += ms
    else this.#frozenAtMs += ms
  }

  /** Sets the clock to `ms` since 1970; it runs on from there unless it is frozen. */
  set(ms: number): void {
    if (this.#frozenAtMs === undefined) this.#offsetMs = ms - this.#machineMs()
    else this.#frozenAtMs = ms
  }

  /** Stops the clock, or lets it run on from where it stands. */
  freeze(frozen: boolean): void {
    const nowMs = this.nowMs()
    this.#frozenAtMs = frozen ? nowMs : undefined
    if (!frozen) this.#offsetMs = nowMs - this.#machineMs()
  }

  /** Back to the machine's time, running. */
  reset(): void {
    this.#offsetMs = 0
    this.#frozenAtMs = undefined
  }
}
