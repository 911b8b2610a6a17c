import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { secondText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { vault } from '../../vault/client.ts'

/** Renews the tokens before it is due, and says when they were issued that came of it. */
export const RenewNow = () => {
  const renew = useMutation({
    mutationFn: async () => vault.renew(),
    meta: { operation: 'GetTokensFromRefreshToken', failure: 'toast' },
  })
  const moment = renew.data?.state === 'signed in' ? secondText(renew.data.session.tokens.access.issuedAt) : undefined
  return (
    <>
      <Button
        id="renew-now"
        size="inline"
        variant="quiet"
        busy={renew.isPending && t`Renewing`}
        onClick={() => renew.mutate()}
      >
        <Trans>Renew now</Trans>
      </Button>
      <span role="status">{moment === undefined ? null : t`Renewed at ${moment}`}</span>
    </>
  )
}
