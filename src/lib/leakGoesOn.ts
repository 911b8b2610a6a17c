import { t } from '@lingui/core/macro'

import { awsCredentialsMs } from './stillWorks.ts'
import type { StillWorksLine } from './stillWorksWords.ts'
import { outOfReach } from './userStillWorks.ts'

/** What is known of a refresh token that could not be revoked. */
type LeakLives = {
  /** The longest that a refresh token and the tokens it gets can live, as the app client is set; where that is known. */
  livesMs?: { refresh: number; tokens: number } | undefined
  identityPool: boolean
}

/**
 * What goes on working with a refresh token that Cognito could not revoke, and until when at most. It was issued before it
 * leaked, and a token that it gets in its last moment lives as long as any other.
 * @param now when that was found, on Cognito's clock
 */
export function leakGoesOn({ livesMs, identityPool }: LeakLives, now: Date): readonly StillWorksLine[] {
  const after = (ms: number): Pick<StillWorksLine, 'state' | 'until' | 'bound'> =>
    livesMs === undefined
      ? { state: 'stays' }
      : { state: 'until', until: new Date(now.getTime() + livesMs.refresh + ms), bound: 'at most' }
  const tokensMs = livesMs?.tokens ?? 0
  return [
    {
      title: t`New tokens by refresh`,
      why: t`As long as the app client lets a refresh token live, by its setting as it is now`,
      ...after(0),
    },
    {
      title: t`Cognito’s own user operations`,
      why: t`With every access token that it gets`,
      ...after(tokensMs),
    },
    {
      title: t`Its access and ID tokens, checked offline`,
      why: t`Each until it runs out; the last can be got in the refresh token’s last moment`,
      ...after(tokensMs),
    },
    ...(identityPool
      ? [
          {
            title: t`AWS credentials obtained through the identity pool`,
            why: t`With every ID token that it gets, and an hour longer`,
            ...after(tokensMs + awsCredentialsMs),
          },
        ]
      : []),
    ...outOfReach(now),
  ]
}
