import { t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { EverywhereQuestion } from '../../ui/EverywhereQuestion.tsx'
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
  const close = () => {
    leave.reset()
    onClose()
  }
  return (
    <EverywhereQuestion
      open={open}
      onClose={close}
      name={session.displayName}
      ends={t`Every session of yours ends, in every app of this pool, this device included.`}
      onConfirm={() => leave.mutate()}
      pending={leave.isPending}
      failure={leave.error ? failureOf(leave.error, 'GlobalSignOut') : undefined}
    >
      <PreviewRows
        kind="everywhere"
        session={session}
        now={now}
        endCookie={<EndCookie checked={endCookie} onChange={setEndCookie} />}
      />
    </EverywhereQuestion>
  )
}
