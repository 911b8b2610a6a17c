import type { Failure } from '../lib/failure.ts'

/**
 * Where one target of a job stands. `not known`: the answer to its call was lost; or the page went away while the call was
 * under way, and the work is none that may be repeated blindly.
 */
export type ItemState = 'waiting' | 'under way' | 'done' | 'failed' | 'not known'

/** One target of a job, and what came of it. Holds no token and no secret: neither a target nor a result may have one. */
export type Item<Target = unknown, Result = unknown> = {
  /** The job's order, from 0. */
  n: number
  target: Target
  state: ItemState
  /** Calls that were made for it. */
  tries: number
  /** Left by earlier versions alone: the worker was lost while a call for it was under way. */
  lost?: true
  /** A call for it got no answer, so that it may have been carried out: whatever it waits for, it is not untouched. */
  unanswered?: true
  /** When it reached this state, on this machine's clock. */
  at?: Date
  result?: Result
  failure?: Failure
}

/** Why a job waits for a person. */
export type PauseReason = 'asked' | 'credentials' | 'not allowed' | 'unreachable' | 'error'

/** Where a whole job stands. A stopped job is over: what had not begun never will. */
export type JobStatus =
  /** `waits` while another job has the quota that both would use. */
  | { status: 'running'; waits?: true }
  | { status: 'paused'; because: PauseReason; failure?: Failure }
  | { status: 'stopped'; at: Date }
  | { status: 'finished'; at: Date }

/** How many items are in each state; together they are always all of them. */
export type Counts = Readonly<Record<ItemState, number>>

/** A job without its items. */
export type Job<Details = unknown> = JobStatus & {
  id: string
  /** Which work this is; see `Work`. */
  kind: string
  /** What the work and its page need to know of the job as a whole. */
  details: Details
  createdAt: Date
  counts: Counts
  /** Calls that Cognito refused because they came too fast. */
  throttled: number
  /** The fastest pace that was asked for, in calls per second. */
  pace: number
  /** It is in the memory of the page that began it, and goes with that page. */
  inMemory?: true
  /** Left by earlier versions alone: the page that it was for, by the lock which that page held. */
  page?: string
}

/** Whether a job is not over yet. */
export function goesOn({ status }: Job): boolean {
  return status === 'running' || status === 'paused'
}

/** No items at all. */
export const noCounts: Counts = { waiting: 0, 'under way': 0, done: 0, failed: 0, 'not known': 0 }
