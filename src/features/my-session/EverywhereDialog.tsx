import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { EndCookie } from './EndCookie.tsx'
import { PreviewRows } from './Preview.tsx'

type EverywhereDialogProps = {
  open: boolean
  onClose: () => void
  session: SessionFacts
  now: () => Date
  onLeft: (receiptId: string) => void
}

export const EverywhereDialog = ({ open, onClose, session, now, onLeft }: EverywhereDialogProps) => {
  const [endCookie, setEndCookie] = useState(session.memoryOnly)
  const leave = useMutation({
    mutationFn: async () => vault.ask('signOutEverywhere', {}),
    onSuccess: ({ receiptId }) => {
      if (receiptId === undefined) return
      if (endCookie && session.cookie) vault.goOnThroughLogout(receiptId)
      onLeft(receiptId)
    },
    meta: { operation: 'GlobalSignOut', failure: 'in place' },
  })
  const name = session.displayName
  const close = () => {
    leave.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      title={
        <Trans>
          Sign out <bdi>{name}</bdi> on every device?
        </Trans>
      }
      consequences={[
        t`Every session of yours ends, in every app of this pool, this device included.`,
        t`Every app will ask you to sign in again; a browser of managed login may do that without your password.`,
      ]}
      confirm={leave.isError ? t`Try again` : t`Sign out everywhere`}
      busy={leave.isPending && t`Signing out`}
      onConfirm={() => leave.mutate()}
      error={leave.isError ? <FailureNotice failure={failureOf(leave.error, 'GlobalSignOut')} /> : undefined}
      size="large"
    >
      <PreviewRows
        kind="everywhere"
        session={session}
        now={now}
        endCookie={<EndCookie checked={endCookie} onChange={setEndCookie} />}
      />
    </ConfirmDialog>
  )
}
