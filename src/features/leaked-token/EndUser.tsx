import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'

import { isProduction } from '../../lib/deployment.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { leakStillWorks } from '../../lib/leakStillWorks.ts'
import { isOneself } from '../../lib/oneself.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { OwnNotice } from '../../ui/OwnNotice.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { LeakedToken, TokenPool } from '../../vault/protocol/leaks.ts'
import { endLeakedUser, leakTokensQuery } from './queries.ts'

type EndUserProps = {
  token: LeakedToken
  pool: Extract<TokenPool, { state: 'ours' }>
  /** Whether Cognito has already been seen to refuse it, or has accepted an end that took it along. */
  mild: boolean
  onReceipt: (receiptId: string) => void
}

/** Cognito revokes no access or ID token alone: what can be ended are the sessions of its user. */
export const EndUser = ({ token, pool, mild, onReceipt }: EndUserProps) => {
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  const [asking, setAsking] = useState(false)
  const now = useNow(vault.now, 10_000)
  const end = useMutation({ ...endLeakedUser(), onSuccess: ({ receiptId }) => onReceipt(receiptId) })
  const { username, sub } = token.says
  const { data: longestMs } = useQuery({ ...leakTokensQuery(pool.id), enabled: username !== undefined })
  const tokenLifetimeMs = longestMs ?? undefined
  if (username === undefined) {
    return <p className="text-sm text-muted">{t`It is a machine’s token, of no user: it can only run out.`}</p>
  }
  const isOwn = state.state === 'signed in' && isOneself({ poolId: pool.id, username, sub }, state.session)
  const meanings = isOwn ? [t`You will be signed out here, too.`] : []
  const production = isProduction(vault.config, pool.name ?? vault.config.name, pool.id, access.accountId)
  const lines = leakStillWorks(
    {
      operation: 'AdminUserGlobalSignOut',
      expiresAt: token.says.expiresAt,
      tokensLiveMs: tokenLifetimeMs,
      identityPool: vault.config.identityPoolId !== undefined,
    },
    now,
    true,
  )
  return (
    <>
      <p className="max-w-prose text-sm">
        <Trans>Cognito cannot revoke it alone. Ending every session of its user stops what came with it.</Trans>
      </p>
      <OwnNotice meanings={meanings} />
      <Button
        variant={mild ? 'secondary' : 'danger'}
        blocked={blockedBy(access, 'cognito-idp:AdminUserGlobalSignOut')}
        onClick={() => setAsking(true)}
      >
        <Trans>Sign its user out everywhere</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => {
          setAsking(false)
          end.reset()
        }}
        title={
          <Trans>
            Sign <bdi className="wrap-anywhere">{username}</bdi> out everywhere?
          </Trans>
        }
        consequences={[
          t`Every session of this user ends, in every app of the pool.`,
          t`The user counts as active this month, which AWS may bill.`,
        ]}
        confirm={end.isError ? t`Try again` : t`Sign out everywhere`}
        danger
        typed={production ? { name: username, of: 'user' } : undefined}
        busy={end.isPending && t`Signing out`}
        onConfirm={() => end.mutate({ tokenId: token.id, tokenLifetimeMs })}
        error={end.error ? <FailureNotice failure={failureOf(end.error, 'AdminUserGlobalSignOut')} /> : undefined}
        size="large"
      >
        <OwnNotice meanings={meanings} />
        <StillWorksRows lines={lines} overText={t`Ends at once`} now={vault.now} />
      </ConfirmDialog>
    </>
  )
}
