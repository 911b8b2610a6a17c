import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { User } from './Users.ts'

/** This many of the newest codes are kept. */
const MOST_CODES = 1000

/** A message with a code that AWS would have sent. */
export interface SentCode {
  /** On the emulator's clock, ISO 8601. */
  readonly time: string
  readonly userPoolId: string
  readonly username: string
  readonly medium: 'EMAIL' | 'SMS'
  /** The whole address or number. */
  readonly destination: string
  /** What the code is for: a challenge's name, or an operation's. */
  readonly purpose: string
  readonly code: string
}

/** What the emulator would have sent by email and text message; the control plane reads it. */
export class SentCodes {
  readonly #table: Table<SentCode>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#table = store.table('sentCodes', { ordered: true })
    this.#clock = clock
  }

  /** Sends a code, and says where to as the API does: most of the address is stars [B]. */
  send(user: User, message: Pick<SentCode, 'medium' | 'destination' | 'purpose' | 'code'>): string {
    const all = this.#table.page('', undefined, MOST_CODES)
    if (all.length === MOST_CODES && all[0]) this.#table.delete(all[0][0])
    const number = Number(all.at(-1)?.[0] ?? 0) + 1
    const time = new Date(this.#clock.nowMs()).toISOString()
    const sent = { time, userPoolId: user.poolId, username: user.username, ...message }
    this.#table.put(String(number).padStart(12, '0'), sent)
    const { medium, destination } = message
    if (medium === 'SMS') return `+${'*'.repeat(7)}${destination.slice(-4)}`
    return `${destination.charAt(0)}***@${destination.charAt(destination.indexOf('@') + 1)}***`
  }

  /** The newest 1,000, oldest first. */
  list(): readonly SentCode[] {
    return this.#table.page('', undefined, MOST_CODES).map(([, code]) => code)
  }
}
