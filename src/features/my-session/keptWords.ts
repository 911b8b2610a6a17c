import { plural, t } from '@lingui/core/macro'

import { idleMs } from '../../lib/limits.ts'
import { durationText, momentText, onCognito } from '../../lib/time.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import type { SessionLimits } from '../../vault/protocol/limits.ts'

const idleMinutes = idleMs / 60_000

/** What a page that goes away does to the session: of one in memory only it is the only copy, and Cognito hears nothing. */
export function keptWhere({ memoryOnly, tokens: { refresh } }: SessionFacts, now: Date): string {
  if (!memoryOnly) return t`Until you sign out, or quit the browser`
  const moment = momentText(refresh.expiresAt, now)
  return refresh.approximate
    ? t`A reload or closing loses it here. At Cognito it lives until about ${moment}, unless you sign out first`
    : t`A reload or closing loses it here. At Cognito it lives until ${moment}, unless you sign out first`
}

/**
 * When it ends by itself: at Curfew's own limits, or with its refresh token where that lives shorter.
 * @param now Cognito's clock
 */
export function endsByItself({ tokens, skewMs }: SessionFacts, limits: SessionLimits, now: Date): string {
  const limit = onCognito(limits.endsAt, skewMs)
  const expires = tokens.refresh.expiresAt < limit
  const left = durationText((expires ? tokens.refresh.expiresAt : limit).getTime() - now.getTime())
  return expires
    ? plural(idleMinutes, {
        one: `Expires in ${left}; signs itself out after # idle minute`,
        other: `Expires in ${left}; signs itself out after # idle minutes`,
      })
    : plural(idleMinutes, {
        one: `Signs itself out in ${left}, or after # idle minute`,
        other: `Signs itself out in ${left}, or after # idle minutes`,
      })
}
