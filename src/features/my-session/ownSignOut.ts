import { t } from '@lingui/core/macro'

import { momentText } from '../../lib/time.ts'
import type { SessionFacts } from '../../vault/protocol.ts'

const noFamily = t`Cognito cannot end this session alone: token revocation was off for the app client when it began. Sign out everywhere ends it.`

/** Why this device's session cannot be ended alone, if so (cognito-facts part 5: no `origin_jti`). */
export function cannotEndAlone({ familyId }: SessionFacts): string | undefined {
  return familyId === undefined ? noFamily : undefined
}

/** In one line, what signing out this device ends and what goes on: for a button without the whole list beside it. */
export function whatEnds({ tokens }: SessionFacts): string {
  const until = momentText(new Date(Math.max(tokens.access.expiresAt.getTime(), tokens.id.expiresAt.getTime())))
  return t`Ends this device’s session now. Servers that check tokens offline take its tokens until ${until}; My session has the whole list.`
}
