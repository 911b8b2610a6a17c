import { type Failure, isUnanswered } from './failure.ts'

/** What of the receipt of a leaked token tells whether Cognito can have ended it all the same. */
type Ending = {
  operation: string
  server: { step: string; failure?: Failure }
  tried: readonly { outcome: string; unanswered?: boolean }[]
}

/**
 * Whether Cognito can have ended what it is said to have refused: the answer to the call that ends was lost, in whichever
 * app client's name. A failed try of an earlier version does not say whether it was answered.
 */
export function leakMayHaveEnded({ operation, server, tried }: Ending): boolean {
  if (server.step !== 'refused' || server.failure === undefined) return false
  if (tried.some(({ outcome, unanswered = true }) => outcome === 'failed' && unanswered)) return true
  return isUnanswered(server.failure) && isOf(operation, server.failure)
}

/** Whether the call that ends failed itself, and not one before it. */
function isOf(operation: string, failure: Failure): boolean {
  return failure.operation === operation || failure.operation === `${operation} (leaked)`
}
