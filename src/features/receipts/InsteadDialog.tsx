import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { aftermath } from '../../lib/stillWorks.ts'
import { stillWorksLines } from '../../lib/stillWorksWords.ts'
import { EverywhereQuestion } from '../../ui/EverywhereQuestion.tsx'
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
  const failure = everywhere.error ? failureOf(everywhere.error, 'GlobalSignOut') : undefined
  const isGone = failure?.code === 'Forgotten'
  const close = () => {
    if (isGone) onGone()
    everywhere.reset()
    onClose()
  }
  return (
    <EverywhereQuestion
      open={open}
      onClose={close}
      name={receipt.displayName}
      ends={t`Every session of yours ends, in every app of this pool.`}
      onConfirm={() => everywhere.mutate()}
      pending={everywhere.isPending}
      failure={failure}
      blocked={isGone ? t`There is nothing left to end it with` : undefined}
    >
      <StillWorksRows lines={lines} overText={t`Ends at once`} now={now} />
    </EverywhereQuestion>
  )
}
