import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { aftermath } from '../../lib/stillWorks.ts'
import { stillWorksLines } from '../../lib/stillWorksWords.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { vault } from '../../vault/client.ts'
import type { Receipt } from '../../vault/protocol.ts'

type InsteadDialogProps = {
  open: boolean
  onClose: () => void
  receipt: Receipt
  now: () => Date
  onReceipt: (receiptId: string) => void
  /** The session is no longer held here, so that it cannot be asked for again. */
  onGone: () => void
}

/** Asks whether every session is to end, after Cognito refused to end one alone. */
export const InsteadDialog = ({ open, onClose, receipt, now, onReceipt, onGone }: InsteadDialogProps) => {
  const everywhere = useMutation({
    mutationFn: async () => vault.ask('signOutEverywhereInstead', { receiptId: receipt.id }),
    onSuccess: ({ receiptId }) => onReceipt(receiptId),
    meta: { operation: 'GlobalSignOut', failure: 'in place' },
  })
  // Signing out everywhere does not end what a session came through, whatever was asked for before.
  const lines = useMemo(
    () => stillWorksLines(aftermath('everywhere', 'planned', { ...receipt, linked: false }, now()), 'everywhere', true),
    [receipt, now],
  )
  const name = receipt.displayName
  const failure = everywhere.error ? failureOf(everywhere.error, 'GlobalSignOut') : undefined
  const isGone = failure?.code === 'Forgotten'
  const close = () => {
    if (isGone) onGone()
    everywhere.reset()
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
        t`Every session of yours ends, in every app of this pool.`,
        t`Every app will ask you to sign in again; a browser of managed login may do that without your password.`,
      ]}
      confirm={everywhere.isError ? t`Try again` : t`Sign out everywhere`}
      busy={everywhere.isPending && t`Signing out`}
      onConfirm={() => everywhere.mutate()}
      blocked={isGone ? t`There is nothing left to end it with` : undefined}
      error={failure === undefined ? undefined : <FailureNotice failure={failure} />}
      size="large"
    >
      <StillWorksRows lines={lines} overText={t`Ends at once`} now={now} />
    </ConfirmDialog>
  )
}
