/*
 * What may be known of a request outside the vault. There is no room here for anything that was sent, nor for anything
 * that came back but its kind.
 */

/** Which part of Cognito was asked. */
export type Endpoint = 'user pool' | 'identity pool' | 'managed login'

/** How one request ended. `code` is AWS's exception or one of Curfew's own (`Unreachable`, `TimedOut`, ...). */
export type CallOutcome =
  | { state: 'under way' }
  | { state: 'answered'; durationMs: number; status: number; code?: string; requestId?: string }
  | { state: 'no answer'; durationMs: number; code: string; status?: number }

/** One request: a call that was tried three times is three of them, with the same `call`. */
export type CallRecord = {
  id: string
  call: string
  attempt: number
  operation: string
  endpoint: Endpoint
  startedAt: Date
  outcome: CallOutcome
}

/** What a change by an operator was made to. For the activity in this browser, not for the list of calls. */
export type CallTarget = { user?: string; client?: string; pool?: string; group?: string; device?: string }

/** Is told of every request twice: as it leaves, and as it ends. */
export type CallSink = {
  /** This machine's clock, milliseconds since the epoch. */
  now(): number
  note(record: CallRecord, target: CallTarget | undefined): void
}
