import type { Difference } from '../protocol.ts'

/*
 * What this browser did, as it is kept and shown: names and outcomes, never a token or a secret.
 */

/** What kind of thing was done, or happened. */
export type ActivityKind = 'sign-in' | 'sign-out' | 'session ended' | 'operator change'

/**
 * How it ended:
 * - `done`: Cognito accepted it; `proven`: and it was seen to have taken effect
 * - `refused`: Cognito answered, and refused
 * - `not told`: Cognito has not been told of it; `not known`: it may or may not have taken effect
 */
export type ActivityOutcome = 'under way' | 'done' | 'proven' | 'refused' | 'not told' | 'not known'

/**
 * What was read back of a change of settings: what it has changed, by Cognito's names and as JSON text, and what else was
 * not as it had been sent.
 */
export type ChangeReport = { at: Date; changes: readonly Difference[]; drift?: readonly Difference[] }

/** One line of the activity. */
export type ActivityEntry = {
  id: string
  at: Date
  kind: ActivityKind
  /** AWS's name of the operation. */
  operation: string
  /** Whose it is: the `sub` of whoever was signed in. Absent where nobody was yet; then anybody here may see it. */
  actor?: string
  /** What it was done to, in words: a user, an app client, "this device". */
  target?: string
  outcome: ActivityOutcome
  /** The exception, or why a session ended. */
  detail?: string
  requestId?: string
  receiptId?: string
  /** The job that it was done by. It may have been removed since. */
  jobId?: string
  /** Of a change of settings that was read back. Absent in entries of earlier versions. */
  report?: ChangeReport
}

/** The vault's operations about activity. */
export type ActivityOperations = {
  /** What the person who is signed in did with this browser, the newest first; nothing when nobody is. */
  activity(args: Record<string, never>): readonly ActivityEntry[]
  /** Deletes all of that, with its receipts; what the outbox still needs stays. */
  clearActivity(args: Record<string, never>): { cleared: number }
}
