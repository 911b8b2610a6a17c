import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { vault } from '../../vault/client.ts'
import { PoolPanel } from './PoolPanel.tsx'
import { listedPoolsQuery } from './queries.ts'

/** From so many pools on there is something to search. */
const worthSearching = 6

/** Session tracking of each pool, and for how long its app clients reuse an SSO session. */
export const PoolsPage = () => {
  const pools = useQuery(listedPoolsQuery())
  const [search, setSearch] = useState('')
  const own = vault.config.userPoolId
  const all = [...(pools.data ?? [])].sort((a, b) => Number(b.id === own) - Number(a.id === own))
  const wanted = search.trim().toLowerCase()
  const shown = all.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
  return (
    <>
      <PageHeader
        title={t`Pools`}
        subtitle={t`Which pools list their users’ sessions, how many a user may have, and for how long a browser is not asked again.`}
      />
      {pools.isPending ? (
        <Panel>
          <Skeleton label={t`Reading the pools`} lines={4} />
        </Panel>
      ) : null}
      {pools.error ? (
        <FailureNotice
          failure={failureOf(pools.error, 'ListUserPools')}
          role="alert"
          onRetry={() => void pools.refetch()}
        />
      ) : null}
      {all.length >= worthSearching ? (
        <TextField
          label={t`Search`}
          type="search"
          optional
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="max-w-sm"
        />
      ) : null}
      {pools.data && shown.length === 0 ? (
        <Panel>
          <EmptyState title={all.length === 0 ? t`No pools yet` : t`Nothing fits this search`}>
            {all.length === 0 ? t`There is no user pool in this account and Region.` : t`Search for a name or an id.`}
          </EmptyState>
        </Panel>
      ) : null}
      {shown.map((pool) => (
        <PoolPanel key={pool.id} pool={pool} startOpen={pool.id === own} />
      ))}
    </>
  )
}
