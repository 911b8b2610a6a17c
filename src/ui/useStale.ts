import { t } from '@lingui/core/macro'

import { isFresh, type SignInTime } from '../lib/freshness.ts'
import { useNow } from './useNow.ts'

const stale = {
  start: t`Your sign-in is older than five minutes: sign out and in again, then start the job`,
  resume: t`Your sign-in is older than five minutes: sign out and in again, then resume the job`,
  'try again': t`Your sign-in is older than five minutes: sign out and in again, then try again`,
} as const

/** Why what needs a fresh sign-in may not be done now, with what to do afterwards; undefined where it may. */
export function useStale(signIn: SignInTime | undefined, then: keyof typeof stale): string | undefined {
  const now = useNow(undefined, 10_000)
  return signIn === undefined || isFresh(signIn, now) ? undefined : stale[then]
}
