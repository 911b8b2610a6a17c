import { t } from '@lingui/core/macro'

import { adminScope } from '../../lib/ownSessions.ts'
import { momentText } from '../../lib/time.ts'
import type { SessionFacts } from '../../vault/protocol.ts'

const noFamily = t`Cognito cannot end this session alone: token revocation was off for the app client when it began. Sign out everywhere ends it.`

/**
 * Why this device's session is not to be ended alone, if so (cognito-facts part 5: no `origin_jti`): there is another way.
 * Whoever may not sign out everywhere either can leave this browser all the same.
 */
export function cannotEndAlone({ familyId, scopes }: SessionFacts): string | undefined {
  return familyId === undefined && scopes.includes(adminScope) ? noFamily : undefined
}

/** In one line, what signing out this device ends and what goes on: for a button without the whole list beside it. */
export function whatEnds({ familyId, tokens }: SessionFacts): string {
  if (familyId === undefined) {
    return t`Signs out this browser alone: Cognito cannot end its session, because token revocation was off for the app client when it began. My session says what can.`
  }
  const until = momentText(new Date(Math.max(tokens.access.expiresAt.getTime(), tokens.id.expiresAt.getTime())))
  return t`Ends this device’s session now. Servers that check tokens offline take its tokens until ${until}; My session has the whole list.`
}
