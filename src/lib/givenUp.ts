import { type Failure, isUnanswered } from './failure.ts'

/**
 * Whether Cognito can have carried out a sign-out that was given up, although nobody heard so: an answer was lost, or the
 * tab that asked was gone before it came. Of the tries of a day only the last is known.
 */
export function mayHaveEnded({ why, failure }: { why: string; failure: Failure }): boolean {
  if (why === 'a day has passed' || why === 'the token has expired') return true
  return failure.code === 'Sealed' || isUnanswered(failure)
}
