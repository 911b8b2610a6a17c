import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ShowTheCall } from '../../ui/ShowTheCall.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'

type BulkCallProps = { client: AppClient; count: number; on: boolean }

/** The call for one app client of many, with its settings as they are now: each is sent back whole. */
export const BulkCall = ({ client: { poolId, id: clientId, name }, count, on }: BulkCallProps) => {
  const plan = useQuery({
    queryKey: ['bulk call', poolId, clientId, on],
    queryFn: async () => vault.ask('planChange', { poolId, clientId, change: { set: 'revocation', on } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (plan.error) return <FailureNotice failure={failureOf(plan.error, 'DescribeUserPoolClient')} about={name} />
  if (plan.data === undefined) return <Skeleton label={t`Reading ${name}`} lines={1} />
  if (plan.data.verdict === 'already there') return null
  const { request, changes } = plan.data
  const shown = <bdi>{name}</bdi>
  return (
    <div className="flex flex-col gap-1">
      {count > 1 ? (
        <p className="text-sm text-muted">
          <Trans>The call for {shown}. That of each other is alike, with its own settings.</Trans>
        </p>
      ) : null}
      <ShowTheCall operation="UpdateUserPoolClient" request={request} changes={changes} />
    </div>
  )
}
