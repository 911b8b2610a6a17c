import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMemo, useState } from 'react'

import { detailsOf } from '../../lib/details.ts'
import { secondText } from '../../lib/time.ts'
import { Details } from '../../ui/Details.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { Cell, RowHead } from '../../ui/Table.tsx'
import { type VirtualColumn, VirtualTable } from '../../ui/VirtualTable.tsx'
import type { Bulk } from './bulkQuery.ts'
import { bulkCsv, type BulkItem, bulkJson, bulkMarks, bulkOutcomes, outcomeOf, whyOf } from './bulkText.ts'

const columnsFor = (on: boolean): readonly VirtualColumn<BulkItem>[] => [
  {
    id: 'client',
    head: t`App client`,
    width: 12,
    narrow: 9,
    renderCell: ({ target: { clientId, clientName: name } }) => (
      <RowHead>
        <bdi className="wrap-anywhere">{name}</bdi>
        <span className="block font-normal text-muted">
          <Identifier value={clientId} of={t`id of ${name}`} />
        </span>
      </RowHead>
    ),
  },
  {
    id: 'outcome',
    head: t`Outcome`,
    width: 18,
    narrow: 13,
    renderCell: (item) => (
      <Cell>
        <StateMark state={bulkMarks[outcomeOf(item)]}>{bulkOutcomes[outcomeOf(item)]}</StateMark>
        <span className="block text-muted">{whyOf(item, on)}</span>
        {item.failure === undefined ? null : (
          <Details summary={t`Details`} copy={detailsOf(item.failure)} className="mt-1">
            <pre className="max-w-full font-mono text-xs whitespace-pre-wrap text-muted">{detailsOf(item.failure)}</pre>
          </Details>
        )}
      </Cell>
    ),
  },
  {
    id: 'pool',
    head: t`Pool`,
    width: 10,
    renderCell: ({ poolName: name, target: { poolId } }) => (
      <Cell>
        <bdi className="wrap-anywhere">{name}</bdi>
        {name === poolId ? null : (
          <span className="block text-muted">
            <Identifier value={poolId} of={t`id of ${name}`} copy={false} />
          </span>
        )}
      </Cell>
    ),
  },
  {
    id: 'at',
    head: t({ message: 'At', context: 'time' }),
    width: 7,
    renderCell: ({ at }) => <Cell>{at === undefined ? '' : secondText(at)}</Cell>,
  },
]

type BulkResultsProps = { bulk: Bulk; pools: readonly { id: string; name: string }[] }

/** What came of each app client of a bulk switch: filtered, exported. */
export const BulkResults = ({ bulk: { job, on, items }, pools }: BulkResultsProps) => {
  const [wanted, setWanted] = useState('')
  const columns = useMemo(() => columnsFor(on), [on])
  const named = useMemo(() => {
    const names = new Map(pools.map(({ id, name }) => [id, name]))
    return items.map((item): BulkItem => ({ ...item, poolName: names.get(item.target.poolId) ?? item.target.poolId }))
  }, [items, pools])
  const rows = useMemo(
    () => (wanted === '' ? named : named.filter((item) => outcomeOf(item) === wanted)),
    [named, wanted],
  )
  const file = `revocation-${on ? 'on' : 'off'}-${job.createdAt.toISOString().slice(0, 10)}`
  return (
    <section aria-label={t`Results`} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-4">
        <SelectField
          label={t`Outcome`}
          className="max-sm:w-full"
          value={wanted}
          choices={[
            { value: '', label: t`Every outcome` },
            ...Object.entries(bulkOutcomes).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => setWanted(event.target.value)}
        />
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          <DownloadButton file={`${file}.csv`} media="text/csv" content={() => bulkCsv(named)}>
            <Trans>CSV</Trans>
          </DownloadButton>
          <DownloadButton file={`${file}.json`} media="application/json" content={() => bulkJson(job, on, named)}>
            <Trans>JSON</Trans>
          </DownloadButton>
        </div>
      </div>
      {rows.length === 0 ? (
        <Panel>
          <EmptyState title={t`No app client has this outcome`} />
        </Panel>
      ) : (
        <VirtualTable
          caption={t`Result per app client`}
          columns={columns}
          rows={rows}
          keyOf={({ n }) => String(n)}
          bounds="max-h-[34rem]"
        />
      )}
    </section>
  )
}
