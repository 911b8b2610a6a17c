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
  /** The whole address or number. */
  readonly destination: string
  /** What it is good for, such as `sign-up`, or the name of the challenge that it answers. */
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

  send(user: User, message: Pick<SentCode, 'channel' | 'destination' | 'purpose' | 'code'>): void {
    const time = new Date(this.#clock.nowMs()).toISOString()
    this.#codes.push({ time, userPoolId: user.poolId, username: user.username, ...message })
    if (this.#codes.length > 2 * MOST) this.#codes = this.#codes.slice(-MOST)
  }

  /** The newest 1,000, oldest first. */
  list(): readonly SentCode[] {
    return this.#codes.slice(-MOST)
  }

  clear(): void {
    this.#codes = []
  }
}
