import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import { momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { vault } from '../../vault/client.ts'

type LimitWarningProps = {
  endsAt: Date
  /** True when staying is possible: nobody did anything for a while. */
  idle: boolean
  onLeft: (receiptId: string) => void
}

/** The last minute: the person answers, or is signed out. */
export const LimitWarning = ({ endsAt, idle, onLeft }: LimitWarningProps) => {
  const safe = useRef<HTMLButtonElement>(null)
  const [closed, setClosed] = useState(false)
  const stay = useMutation({
    mutationFn: async () => vault.ask('active', {}),
    meta: { operation: 'vault', failure: 'toast' },
  })
  const leave = useMutation({
    mutationFn: async () => vault.signOut(),
    onSuccess: ({ receiptId }) => receiptId !== undefined && onLeft(receiptId),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  const moment = momentText(endsAt)
  const answer = () => (idle ? stay.mutate() : setClosed(true))

  return (
    <Dialog
      open={!closed}
      onClose={answer}
      role="alertdialog"
      title={idle ? t`Stay signed in?` : t`Signed out in a minute`}
      description={
        idle
          ? t`Nothing was done here for 14 minutes. At ${moment} Curfew signs this browser out and ends the session at Cognito.`
          : t`You signed in eight hours ago, the longest a session may last here. At ${moment} Curfew ends it. Finish what you are doing, then sign in again.`
      }
      focusFirst={safe}
      footer={
        <>
          <Button busy={leave.isPending && t`Signing out`} onClick={() => leave.mutate()}>
            <Trans>Sign out now</Trans>
          </Button>
          <Button ref={safe} variant="primary" busy={stay.isPending && t`Staying`} onClick={answer}>
            {idle ? t`Stay signed in` : t`Go on until then`}
          </Button>
        </>
      }
    >
      <p className="text-xl font-semibold text-lamp-ink">
        <Countdown until={endsAt} endText={t`Signing out`} />
      </p>
    </Dialog>
  )
}
