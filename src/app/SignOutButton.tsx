import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'

import { cannotEndAlone, whatEnds } from '../features/my-session/ownSignOut.ts'
import { Button } from '../ui/Button.tsx'
import { Tip } from '../ui/Tip.tsx'
import { vault } from '../vault/client.ts'
import type { SessionFacts } from '../vault/protocol.ts'

/** The way out, from every page: signs out this device, without asking, and shows the receipt. */
export const SignOutButton = ({ session }: { session: SessionFacts }) => {
  const navigate = useNavigate()
  const tip = useId()
  const signOut = useMutation({
    mutationFn: async () => vault.signOut(),
    onSuccess: ({ receiptId }) =>
      receiptId !== undefined && navigate({ to: '/receipts/$receiptId', params: { receiptId } }),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  const blocked = cannotEndAlone(session)
  const button = (
    <Button
      size="small"
      blocked={blocked}
      reason="tip"
      busy={signOut.isPending && t`Signing out`}
      aria-describedby={blocked === undefined ? tip : undefined}
      onClick={() => signOut.mutate()}
    >
      <Trans>Sign out</Trans>
    </Button>
  )
  return (
    <Tip id={tip} text={blocked === undefined ? whatEnds(session) : undefined} className="inline-flex">
      {button}
    </Tip>
  )
}
