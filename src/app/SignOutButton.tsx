import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'

import { whatEnds } from '../features/my-session/ownSignOut.ts'
import { Button } from '../ui/Button.tsx'
import { Tip } from '../ui/Tip.tsx'
import { vault } from '../vault/client.ts'
import type { SessionFacts } from '../vault/protocol.ts'

/**
 * The way out, from every page: signs out this device, without asking, and shows the receipt. It works whatever Cognito can
 * end: nobody is kept in.
 */
export const SignOutButton = ({ session }: { session: SessionFacts }) => {
  const navigate = useNavigate()
  const tip = useId()
  const signOut = useMutation({
    mutationFn: async () => vault.signOut(),
    onSuccess: ({ receiptId }) =>
      receiptId !== undefined && navigate({ to: '/receipts/$receiptId', params: { receiptId } }),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  return (
    <Tip id={tip} text={whatEnds(session)} className="inline-flex">
      <Button
        size="small"
        busy={signOut.isPending && t`Signing out`}
        aria-describedby={tip}
        onClick={() => signOut.mutate()}
      >
        <Trans>Sign out</Trans>
      </Button>
    </Tip>
  )
}
