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

const stale = {
  start: t`Your sign-in is older than five minutes: sign out and in again, then start the job`,
  resume: t`Your sign-in is older than five minutes: sign out and in again, then resume the job`,
  'try again': t`Your sign-in is older than five minutes: sign out and in again, then try again`,
} as const

/** Why bulk work may not begin or go on now, with what to do afterwards; undefined where it may. */
export function useStale(session: SignIn, then: keyof typeof stale): string | undefined {
  const now = useNow(undefined, 10_000)
  return isFresh(session, now) ? undefined : stale[then]
}
