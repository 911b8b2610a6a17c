import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'

import { Button } from '../ui/Button.tsx'
import { vault } from '../vault/client.ts'

/** The way out, from every page: signs out this device, without asking, and shows the receipt. */
export const SignOutButton = () => {
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: async () => vault.signOut(),
    onSuccess: ({ receiptId }) =>
      receiptId !== undefined && navigate({ to: '/receipts/$receiptId', params: { receiptId } }),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  return (
    <Button size="small" busy={signOut.isPending && t`Signing out`} onClick={() => signOut.mutate()}>
      <Trans>Sign out</Trans>
    </Button>
  )
}
