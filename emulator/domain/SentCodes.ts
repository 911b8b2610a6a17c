import type { Clock } from './Clock.ts'
import type { User } from './Users.ts'

/** This many of the newest are kept. */
const MOST = 1000

/** A code that AWS would have sent to somebody. */
export interface SentCode {
  /** On the emulator's clock, ISO 8601. */
  readonly time: string
  readonly userPoolId: string
  readonly username: string
  readonly channel: 'EMAIL' | 'SMS'
  /** What it is good for, such as `sign-up`. */
  readonly purpose: string
  readonly code: string
}

/** The codes that would have been sent, for tests to read; nothing leaves the machine. */
export class SentCodes {
  readonly #clock: Clock
  #codes: SentCode[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  record(sent: { user: User; channel: 'EMAIL' | 'SMS'; purpose: string; code: string }): void {
    const { user, ...rest } = sent
    const time = new Date(this.#clock.nowMs()).toISOString()
    this.#codes.push({ time, userPoolId: user.poolId, username: user.username, ...rest })
    if (this.#codes.length > 2 * MOST) this.#codes = this.#codes.slice(-MOST)
  }

  /** Oldest first. */
  list(): readonly SentCode[] {
    return this.#codes.slice(-MOST)
  }

  clear(): void {
    this.#codes = []
  }
}
