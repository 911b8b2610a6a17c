/** The log keeps this many of the newest requests. */
const LONGEST_LOG = 10_000

/** One request as the log keeps it: never a token, a password or a secret. */
export interface LogEntry {
  /** On the emulator's clock, ISO 8601. */
  readonly time: string
  readonly operation: string
  /** What was sent; missing where nothing was. */
  readonly status?: number
  readonly errorCode?: string
  readonly requestId: string
  /** The access key id that the request was signed with, if it was. */
  readonly accessKeyId?: string
  /** The app client that the request named, if it did. */
  readonly clientId?: string
  readonly userAgent?: string
  /** The connection was dropped, without an answer or, where there is a status, in the middle of one. */
  readonly isDropped?: true
  /** A fault struck the request, before or after the operation ran. */
  readonly fault?: 'before' | 'after'
  /** A defect of the emulator: what was thrown. */
  readonly bug?: string
}

/** An entry as it is kept: its time, in milliseconds since 1970, is only put into words when somebody reads it. */
export interface Noted extends Omit<LogEntry, 'time'> {
  readonly timeMs: number
}

/** The newest requests of one emulator, oldest first. */
export class RequestLog {
  #entries: Noted[] = []

  add(entry: Noted): void {
    this.#entries.push(entry)
    if (this.#entries.length > 2 * LONGEST_LOG) this.#entries = this.#entries.slice(-LONGEST_LOG)
  }

  list(): readonly LogEntry[] {
    return this.#entries
      .slice(-LONGEST_LOG)
      .map(({ timeMs, ...entry }) => ({ time: new Date(timeMs).toISOString(), ...entry }))
  }

  clear(): void {
    this.#entries = []
  }
}
