import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import type { SessionFacts, SessionList } from '../../vault/protocol.ts'

type NotTrackedProps = {
  why: Extract<SessionList, { state: 'not tracked' }>['why']
  session: SessionFacts
  pools: ReactNode
  onStayAlone: () => void
}

/** No list, and why; what would change that; and the way to end the others all the same. */
export const NotTracked = ({ why, session, pools, onStayAlone }: NotTrackedProps) => (
  <Panel>
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div className="flex max-w-lg flex-col gap-1">
        <p className="font-semibold">{t`Cognito keeps no list of your sessions`}</p>
        <p className="text-sm text-muted">{sentences[why]}</p>
        <p className="text-sm text-muted">{change(why, session.poolId)}</p>
        <div className="mt-2 empty:hidden">{pools}</div>
      </div>
      <Button id="sign-out-others" className="max-sm:w-full" onClick={onStayAlone}>
        <Trans>Sign out all the others</Trans>
      </Button>
    </div>
  </Panel>
)

const sentences = {
  refused: t`Session tracking is off for this user pool, or is not available in this Region’s replica of it.`,
  plan: t`The feature plan of this user pool has no session tracking.`,
  'nothing listed': t`It lists none, not even this one: session tracking is off for this user pool, or was switched on after you signed in.`,
} as const

function change(why: NotTrackedProps['why'], poolId: string): string {
  switch (why) {
    case 'plan':
      return t`An operator could move the pool to the Essentials or Plus plan, then switch on UserSessionTracking of ${poolId} (SetUserPoolSessionConfiguration).`
    case 'nothing listed':
      return t`An operator could switch on UserSessionTracking of ${poolId} (SetUserPoolSessionConfiguration). If it is on already, sign in again.`
    case 'refused':
      return t`An operator could switch on UserSessionTracking of ${poolId} (SetUserPoolSessionConfiguration).`
    default:
      return why satisfies never
  }
}
