import { Failed, type Failure } from '../lib/failure.ts'
import type { Starter } from './signOutList.ts'

/** Who is signed in, since when, and whether that is fresh enough for bulk work (quality.md, Limits). */
export type SignedInNow = { by: Starter; signedInAt: Date; isFresh: boolean }

/** Whether both are the same person. */
export function isSame(one: Starter, other: Starter | undefined): boolean {
  return one.poolId === other?.poolId && one.username === other.username
}

/** Whose an audit or a bulk switch is, by the pool and the name of the operator. */
export function ownerOf({ poolId, username }: Pick<Starter, 'poolId' | 'username'>): string {
  return `${poolId}/${username}`
}

/**
 * Gives the sign-in that a step of a job is done under. Throws Failed where that is nobody's or somebody else's: another
 * person may have signed in here since the job began.
 */
export function theirSignIn(
  operation: string,
  now: SignedInNow | undefined,
  isTheirs: (by: Starter) => boolean,
): SignedInNow {
  if (now === undefined || !isTheirs(now.by)) throw notTheirs(operation)
  return now
}

/**
 * Gives the sign-in under which a job may begin or go on. Throws Failed where that is nobody's, somebody else's, or too old.
 * @param operation what the job is made of, for the failure
 */
export function confirming(
  operation: string,
  now: SignedInNow | undefined,
  isTheirs: (by: Starter) => boolean,
): SignedInNow {
  const theirs = theirSignIn(operation, now, isTheirs)
  if (!theirs.isFresh) {
    throw refused(operation, 'StaleSignIn', 'The sign-in is too old to begin bulk work, or to go on with it.')
  }
  return theirs
}

/** Whoever began a job is no longer signed in, or has signed in anew since. */
export function notTheirs(operation: string): Failed {
  return refused(operation, 'SignedOut', 'The sign-in that confirmed this job is over.')
}

function refused(operation: string, code: Failure['code'], message: string): Failed {
  return new Failed({ operation, code, message, class: 'rejected', attempts: 0 })
}
