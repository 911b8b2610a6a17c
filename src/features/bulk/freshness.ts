import { t } from '@lingui/core/macro'
import { useNow } from '../../ui/useNow.ts'
import type { SessionFacts } from '../../vault/protocol.ts'

/** A sign-in must be fresher than this before bulk work, in milliseconds (quality.md, Limits). */
const freshForMs = 5 * 60_000

type SignIn = Pick<SessionFacts, 'signedInAt' | 'skewMs'>

/** Whether a sign-in is fresh enough for bulk work to begin, or to go on. */
export function isFresh({ signedInAt, skewMs }: SignIn, now: Date): boolean {
  return now.getTime() + skewMs - signedInAt.getTime() <= freshForMs
}

/**
 * Why bulk work may not begin or go on now; undefined where it may.
 * @param what goes on the sentence: "then start the job"
 */
export function useStale(session: SignIn, what: string): string | undefined {
  const now = useNow(undefined, 10_000)
  if (isFresh(session, now)) return undefined
  return t`Your sign-in is older than five minutes: sign out and in again, then ${what}`
}
