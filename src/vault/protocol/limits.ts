/*
 * When a session ends by itself, as the page may know it.
 */

/** Why Curfew itself signed a session out. */
export type LimitReason = 'idle' | 'time limit'

/** Until when a session lasts here, on this machine's clock. */
export type SessionLimits = {
  /** The end if nobody does anything more. */
  idleEndsAt: Date
  /** The end in every case. */
  endsAt: Date
}

/** The vault's operations about limits. */
export type LimitOperations = {
  /** The person did something in this tab: the idle time begins anew. */
  active(args: Record<string, never>): undefined
  /** Looks at the limits again, with what other tabs have seen; signs out what is past them. */
  limits(args: Record<string, never>): SessionLimits | undefined
}
