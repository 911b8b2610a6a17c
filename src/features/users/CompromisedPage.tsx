import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useEffectEvent, useSyncExternalStore } from 'react'

import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { vault } from '../../vault/client.ts'
import { CompromisedPlan } from './CompromisedPlan.tsx'
import { CompromisedProgress } from './CompromisedProgress.tsx'
import { poolTokensQuery } from './queries.ts'
import { useActs } from './useActs.ts'
import { useOneself } from './useOneself.ts'
import { useProduction } from './useProduction.ts'

type CompromisedPageProps = {
  poolId: string
  username: string
  /** The receipt of the steps that were begun, as it stands in the address: a reload finds them again. */
  receiptId: string | undefined
  onReceipt: (receiptId: string) => void
  receiptLink: (receiptId: string) => ReactNode
  userLink: ReactNode
}

/** An account that somebody else has got into: five steps on one page, and one receipt. */
export const CompromisedPage = (props: CompromisedPageProps) => {
  const { poolId, username, receiptId, onReceipt, receiptLink, userLink } = props
  const skewMs = useSyncExternalStore(vault.subscribe, vault.skewMs)
  const acts = useActs(receiptId)
  const production = useProduction(poolId)
  const { oneself, sub } = useOneself(poolId, username)
  const tokens = useQuery(poolTokensQuery(poolId))
  const kept = useQuery({
    queryKey: ['receipts', receiptId ?? ''],
    queryFn: async () => (await vault.ask('receipt', { receiptId: receiptId ?? '' })) ?? null,
    enabled: receiptId !== undefined && acts.receipt === undefined,
  })
  const begun = acts.begin.data?.receiptId
  const tell = useEffectEvent(onReceipt)
  useEffect(() => {
    if (begun !== undefined) tell(begun)
  }, [begun])

  const found = acts.receipt ?? kept.data ?? undefined
  const receipt =
    found?.kind === 'a user' && found.plan === 'compromised account' && isOf(found.user, { poolId, username })
      ? found
      : undefined
  const looking = receiptId !== undefined && acts.receipt === undefined && kept.isPending
  const user = <bdi className="font-mono text-sm">{username}</bdi>
  const pool = <bdi className="font-mono text-sm">{poolId}</bdi>
  return (
    <>
      <PageHeader
        title={t`Compromised account`}
        subtitle={
          <span className="wrap-anywhere">
            <Trans>
              {user} in pool {pool}
            </Trans>
          </span>
        }
        actions={userLink}
      />
      <SkewNotice skewMs={skewMs} />
      {looking ? <Skeleton label={t`Looking for the steps that were begun`} lines={4} /> : null}
      {receipt ? (
        <CompromisedProgress receipt={receipt} acts={acts} receiptLink={receiptLink} />
      ) : looking ? null : (
        <>
          {receiptId !== undefined && !acts.begin.isPending && begun === undefined ? (
            <Notice title={t`The steps that were begun are not in this browser`}>
              <Trans>They are kept where they were begun, and not at all on a shared computer.</Trans>
            </Notice>
          ) : null}
          <CompromisedPlan
            user={{ poolId, username, sub }}
            oneself={oneself}
            acts={acts}
            longestMs={tokens.data?.longestMs}
            production={production}
          />
        </>
      )}
    </>
  )
}

function isOf(one: { poolId: string; username: string }, other: { poolId: string; username: string }): boolean {
  return one.poolId === other.poolId && one.username === other.username
}
