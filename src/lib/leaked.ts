import { type Failure, isUnanswered } from './failure.ts'

/** What of the receipt of a leaked token tells whether Cognito can have ended it all the same. */
type Ending = {
  operation: string
  server: { step: string; failure?: Failure }
  tried: readonly { outcome: string; unanswered?: boolean }[]
}

/** Whether an end whose answer was lost was seen all the same, with the token of the operator whose own sessions they are. */
export function leakSeenEnded({
  server,
  own,
}: {
  server: { step: string }
  own?: { proof?: { state: string } }
}): boolean {
  return server.step === 'refused' && own?.proof?.state === 'observed refused'
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

/**
 * The app clients one of which the token must be of, if it is one of this pool's: each was asked, those with revocation
 * off cannot be, and every other refused it. None where there is more to know, or to try: of one that was named the others
 * were not asked, and a receipt of earlier versions does not say whether its only one was.
 */
export function onlyPossible<Tried extends { outcome: string }>(
  receipt: Omit<Ending, 'tried'> & { tried: readonly Tried[]; clients: number; named?: boolean },
): readonly Tried[] {
  const { server, tried, clients, named = clients === 1 } = receipt
  const allSaid = tried.every(({ outcome }) => outcome === 'revocation off' || outcome === 'refused')
  if (server.step !== 'refused' || named || tried.length !== clients || !allSaid) return []
  return tried.filter(({ outcome }) => outcome === 'revocation off')
}

/** Whether the call that ends failed itself, and not one before it. */
function isOf(operation: string, failure: Failure): boolean {
  return failure.operation === operation || failure.operation === `${operation} (leaked)`
}
