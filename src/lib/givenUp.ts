import { type Failure, isUnanswered } from './failure.ts'

/** What of a sign-out that was given up, or is tried on, tells whether Cognito can have carried it out. */
type Untold = { why?: string; failure: Failure; tries?: number }

/**
 * Whether Cognito can have carried out a sign-out that it is not known to have heard of: an answer was lost, or the
 * tab that asked was gone before it came. Of several tries only the last is known. A record of an earlier version does
 * not say how many there were, save on a shared computer, where there is but one.
 */
export function mayHaveEnded({ why, failure, tries }: Untold): boolean {
  if (why === 'a day has passed' || why === 'the token has expired') return true
  const many = why === 'memory only' ? 1 : Infinity
  return failure.code === 'Sealed' || isUnanswered(failure) || failure.attempts > 1 || (tries ?? many) > 1
}

/** Whether Cognito was reached, as far as can be told, and only its answer is missing: it may well have been told. */
export function isAnswerLost({ failure }: { failure: Failure }): boolean {
  return isUnanswered(failure) && failure.code !== 'Unreachable'
}
