import { useMutation } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { PreviewRows } from './Preview.tsx'

type EverywhereDialogProps = {
  open: boolean
  onClose: () => void
  session: SessionFacts
  now: () => Date
  onLeft: (receiptId: string) => void
}

export const EverywhereDialog = ({ open, onClose, session, now, onLeft }: EverywhereDialogProps) => {
  const leave = useMutation({
    mutationFn: async () => vault.signOutEverywhere(),
    onSuccess: ({ receiptId }) => receiptId !== undefined && onLeft(receiptId),
    meta: { operation: 'GlobalSignOut', failure: 'in place' },
  })
  const close = () => {
    leave.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      title={
        <>
          Sign out <bdi>{session.displayName}</bdi> on every device?
        </>
      }
      consequences={[
        'Every session of yours ends, in every app of this pool, this device included.',
        'You will have to sign in again everywhere.',
      ]}
      confirm={leave.isError ? 'Try again' : 'Sign out everywhere'}
      busy={leave.isPending && 'Signing out'}
      onConfirm={() => leave.mutate()}
      error={leave.isError ? <FailureNotice failure={failureOf(leave.error, 'GlobalSignOut')} /> : undefined}
      size="large"
    >
      <PreviewRows kind="everywhere" session={session} now={now} />
    </ConfirmDialog>
  )
}
