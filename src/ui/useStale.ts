import { t } from '@lingui/core/macro'

import { isFresh, type SignInManner, type SignInTime, wayToProve } from '../lib/freshness.ts'
import { useNow } from './useNow.ts'

const stale = {
  'sign out and in': {
    start: t`Your sign-in is older than five minutes: sign out and in again, then start the job`,
    resume: t`Your sign-in is older than five minutes: sign out and in again, then resume the job`,
    'try again': t`Your sign-in is older than five minutes: sign out and in again, then try again`,
  },
  'ask anew': {
    start: t`Managed login last asked who you are more than five minutes ago: sign in again, then start the job`,
    resume: t`Managed login last asked who you are more than five minutes ago: sign in again, then resume the job`,
    'try again': t`Managed login last asked who you are more than five minutes ago: sign in again, then try again`,
  },
  'end the cookie': {
    start: t`Managed login let you in without asking who you are: sign out, end its cookie on the receipt, sign in, then start the job`,
    resume: t`Managed login let you in without asking who you are: sign out, end its cookie on the receipt, sign in, then resume the job`,
    'try again': t`Managed login let you in without asking who you are: sign out, end its cookie on the receipt, sign in, then try again`,
  },
} as const

/** Why what needs a fresh sign-in may not be done now, with what to do afterwards; undefined where it may. */
export function useStale(
  signIn: (SignInTime & SignInManner) | undefined,
  then: 'start' | 'resume' | 'try again',
): string | undefined {
  const now = useNow(undefined, 10_000)
  return signIn === undefined || isFresh(signIn, now) ? undefined : stale[wayToProve(signIn)][then]
}
