import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { vault } from '../vault/client.ts'

/** Sign-outs that Cognito has not confirmed: said on every page until it has. */
export const OutboxNotice = () => {
  const waiting = useSyncExternalStore(vault.subscribe, vault.outbox)
  const retry = useMutation({
    mutationFn: async () => vault.ask('retryOutbox', {}),
    meta: { operation: 'RevokeToken', failure: 'toast' },
  })
  return (
    <div role="status" className="empty:hidden">
      {waiting === 0 ? null : (
        <Notice
          kind="warn"
          title={plural(waiting, {
            one: 'Cognito has not confirmed an earlier sign-out',
            other: 'Cognito has not confirmed # earlier sign-outs',
          })}
          actions={
            <Button size="small" busy={retry.isPending && t`Trying`} onClick={() => retry.mutate()}>
              <Trans>Try now</Trans>
            </Button>
          }
        >
          <Trans>
            What was signed out is not in this browser any more. Curfew goes on trying while it is open, and when it is
            next opened.
          </Trans>
        </Notice>
      )}
    </div>
  )
}
