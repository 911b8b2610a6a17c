import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { momentText } from '../../lib/time.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { AppClient } from '../../vault/protocol.ts'
import type { UnfinishedChange } from '../../vault/protocol/clientChanges.ts'
import { type ChangeNews, ChangeReport } from './ChangeReport.tsx'
import { unfinishedQuery, verifiedQuery } from './changeMutations.ts'
import { wordsOf } from './changeWords.tsx'

type UnfinishedProps = {
  owner: string
  poolNameOf: (poolId: string) => string
  onClient: (client: AppClient) => void
}

/** Changes that were about to be sent when their page went away: each is read back, and told as what it was. */
export const Unfinished = (props: UnfinishedProps) => {
  const unfinished = useQuery(unfinishedQuery(props.owner))
  return unfinished.data?.map((change) => <Verifying key={change.planId} change={change} {...props} />)
}

type VerifyingProps = UnfinishedProps & { change: UnfinishedChange }

const Verifying = ({ change, owner, poolNameOf, onClient }: VerifyingProps) => {
  const { planId, wish, request, at } = change
  const verified = useQuery(verifiedQuery(owner, planId))
  // What was said since, such as of an undoing; null once it was put away.
  const [later, setLater] = useState<{ news: ChangeNews | null; client: AppClient }>()
  const found = verified.data
  const known = useEffectEvent(onClient)
  useEffect(() => {
    if (found) known(found.client)
  }, [found])
  const client = later?.client ?? found?.client ?? change.client
  const news =
    later === undefined ? found && ({ kind: 'outcome', outcome: found, wish, request, planId } as const) : later.news
  if (news === null) return null
  const { name } = client
  const { verb } = wordsOf(wish)
  const time = momentText(at)
  return (
    <section aria-label={t`What came of ${name}`}>
      {news === undefined ? (
        verified.error ? (
          <FailureNotice
            about={name}
            failure={failureOf(verified.error, 'DescribeUserPoolClient')}
            role="alert"
            onRetry={() => void verified.refetch()}
          />
        ) : (
          <Notice role="status" title={t`Verifying a change of ${name}`}>
            <Trans>
              “{verb}” was about to be sent at {time}, and the page went away before the end was seen. The setting is
              being read back.
            </Trans>
          </Notice>
        )
      ) : (
        <ChangeReport
          row={{ client, poolName: poolNameOf(client.poolId) }}
          news={news}
          onClient={(next) => {
            setLater((before) => ({ news: before?.news ?? news, client: next }))
            onClient(next)
          }}
          onNews={(next) => setLater((before) => ({ news: next ?? null, client: before?.client ?? client }))}
        />
      )}
    </section>
  )
}
