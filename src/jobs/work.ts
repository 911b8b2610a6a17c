import type { Failure } from '../lib/failure.ts'
import type { Job, PauseReason } from './job.ts'

/**
 * A share of a quota: the calls that count against it together, and how many a second. All jobs of a page spend from the
 * same share of one name.
 */
export type Share = {
  name: string
  perSecond: number
  /** How many calls one target makes; 1 unless said. */
  calls?: number
  /** After how many milliseconds without throttling a little more is dared; see `Pacer`. */
  recoversAfterMs?: number
}

/** What doing an item led to: its result, and further targets that it turned up. */
export type Done<Target, Result> = { result: Result; more?: readonly Target[] }

/** One kind of paced work: the audit, the bulk switch, the bulk sign-out. */
export type Work<Target, Result, Details> = {
  kind: string
  /** May an item be done again when the page went away while it was under way? */
  repeatable: boolean
  /** Each item is one call that changes something: of one whose answer was lost nobody knows what became of it. */
  acts?: true
  /** It changes nothing: what failed may be done again while the job is paused, which lets the rest go on with it. */
  reads?: true
  /** What it means that IAM refuses a call: the whole job waits for another role, or this item alone fails. */
  denied: 'pause' | 'fail'
  /** The job is of use to the page that began it only: it is in its memory, and goes with it. */
  isForPage?: true
  /**
   * Asked whenever a person begins a job, lets it go on, or has what failed done again: gives the details as they are from
   * then on. Throws Failed where this person may not, or not now.
   */
  confirmed?(details: Details): Details
  /** Whether an item that failed so will fail however often it is done again. */
  isHopeless?(failure: Failure): boolean
  /** The quota that jobs of this work share to the full: of those that name the same, one runs at a time in a browser. */
  turn?(details: Details): string
  /** The quotas a target's call counts against, beside the job's own pace. */
  shares(target: Target): readonly Share[]
  /** Whether a target may turn up more of them: such go first, so that what there is to do is known early. */
  leads?(target: Target): boolean
  /** Makes the call, once: a paced job has no other retry owner. Throws Failed. */
  perform(target: Target, details: Details, jobId: string): Promise<Done<Target, Result>>
}

/** A work's own types are only known to its page: a job of that kind is never given to another. */
export type AnyWork = Work<unknown, unknown, unknown>

/** What a failed item means for its job. */
export type Verdict =
  | { next: 'fail' }
  | { next: 'again' }
  | { next: 'slower' }
  | { next: 'pause'; because: PauseReason }

/** Calls for one item before what stands in the way of it is taken for lasting. */
const mostTries = 3

const throttling = /TooManyRequests|Throttl|RequestLimit|SlowDown/
const credentialsAreOver = new Set([
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'SignedOut',
  'NoIdentityPool',
])
const noWay = new Set(['Unreachable', 'TimedOut', 'NotCognito'])

/**
 * Draws the consequence of a failed item: throttling slows the job, what a person has to mend pauses it, what may pass is
 * tried again, and what Cognito refuses is that item's failure.
 * @param tries how many calls the item has had, this one included
 * @param denied see `Work`
 */
export function verdictOn(failure: Failure, tries: number, denied: 'pause' | 'fail'): Verdict {
  if (throttling.test(failure.code)) return { next: 'slower' }
  if (credentialsAreOver.has(failure.code)) return { next: 'pause', because: 'credentials' }
  if (failure.code === 'AccessDeniedException' && denied === 'pause') return { next: 'pause', because: 'not allowed' }
  if (failure.code === 'WorkerLost') return { next: 'pause', because: 'error' }
  if (failure.class !== 'transient') return { next: 'fail' }
  if (tries < mostTries) return { next: 'again' }
  return noWay.has(failure.code) ? { next: 'pause', because: 'unreachable' } : { next: 'fail' }
}

/**
 * Whether what failed of a job may be done again. One that was stopped is over for good, and one that is paused goes on as a
 * whole: whoever retries a few must not begin all that is left, where that changes anything.
 */
export function mayRetry({ status }: Job, work: Pick<Work<unknown, unknown, unknown>, 'reads'> | undefined): boolean {
  return status === 'finished' || (status === 'paused' && work?.reads === true)
}

/** Whether the worker was lost while a call was under way, which can have been carried out all the same. */
export function isLostUnderWay({ code, attempts }: Failure): boolean {
  return code === 'WorkerLost' && attempts > 0
}
