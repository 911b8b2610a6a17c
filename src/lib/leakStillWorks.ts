import { t } from '@lingui/core/macro'

import { awsCredentialsMs, type Bound } from './stillWorks.ts'
import type { StillWorksLine } from './stillWorksWords.ts'
import { outOfReach, userStillWork } from './userStillWorks.ts'

/** Longest an access or ID token can live in any pool: one day (cognito-facts part 4). */
const longestTokenLifetimeMs = 86_400_000
/** What is known of a leaked token that matters for what goes on working after it was ended. */
export type LeakEnds = {
  operation: 'RevokeToken' | 'AdminUserGlobalSignOut'
  /** When the leaked access or ID token runs out. */
  expiresAt?: Date | undefined
  /** How long the longest access or ID token of the app client lives, or of the user's pool; where it is known. */
  tokensLiveMs?: number | undefined
  identityPool: boolean
}

/**
 * What still works after a leaked token was ended, and until when, in words (cognito-facts part 5: no operation affects
 * offline verification, the managed-login cookie, or AWS credentials). Of a user who was signed out it is what the user's
 * page says of the same act, and the leaked token.
 * @param now the moment of the end, or of the preview, on Cognito's clock
 */
export function leakStillWorks(ends: LeakEnds, now: Date, preview: boolean): readonly StillWorksLine[] {
  if (ends.operation === 'RevokeToken') return revoked(ends, now, preview)
  const lines = userStillWork({ of: 'sign out' }, ends.tokensLiveMs, now, preview)
  const beforeOthers = lines.findIndex(({ state }) => state !== 'over')
  return ends.expiresAt === undefined ? lines : lines.toSpliced(beforeOthers, 0, leaked(ends.expiresAt, now))
}

function revoked({ tokensLiveMs, identityPool }: LeakEnds, now: Date, preview: boolean): readonly StillWorksLine[] {
  const known = tokensLiveMs !== undefined
  return [
    {
      title: t`New tokens by refresh`,
      why: preview ? t`This refresh token will be refused` : t`This refresh token is refused`,
      state: 'over',
    },
    {
      title: t`Cognito’s own user operations`,
      why: preview
        ? t`Will be refused for the access tokens that came of it; the user’s other sessions go on`
        : t`Refused for the access tokens that came of it; the user’s other sessions go on`,
      state: 'over',
    },
    {
      title: t`Its access and ID tokens, checked offline`,
      why: known
        ? t`As long as the app client’s tokens live, from their last renewal; nothing can end this earlier`
        : t`Tokens may have been given a day at most; nothing can end this earlier`,
      ...until(new Date(now.getTime() + (tokensLiveMs ?? longestTokenLifetimeMs)), known ? 'about' : 'at most'),
    },
    ...(identityPool
      ? [
          {
            title: t`AWS credentials obtained through the identity pool`,
            why: t`If any were obtained: no sign-out ends them, they expire by themselves`,
            ...until(new Date(now.getTime() + awsCredentialsMs), 'at most' as const),
          },
        ]
      : []),
    ...outOfReach(now),
  ]
}

function leaked(expiresAt: Date, now: Date): StillWorksLine {
  const title = t`The leaked token, where it is checked offline`
  if (expiresAt <= now) return { title, why: t`It has expired`, state: 'expired' }
  const why = t`Servers that look only at signature and expiry take it; nothing can end this earlier`
  return { title, why, ...until(expiresAt, 'exact') }
}

function until(at: Date, bound: Bound): Pick<StillWorksLine, 'state' | 'until' | 'bound'> {
  return { state: 'until', until: at, bound }
}
