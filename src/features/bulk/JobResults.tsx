import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'

import type { SignOutDetails, SignOutResult, SignOutTarget } from '../../jobs/bulkSignOut.ts'
import type { Item, ItemState, Job } from '../../jobs/job.ts'
import { detailsOf } from '../../lib/details.ts'
import { secondText } from '../../lib/time.ts'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureDetails } from '../../ui/FailureDetails.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Cell, RowHead } from '../../ui/Table.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type VirtualColumn, VirtualTable } from '../../ui/VirtualTable.tsx'
import { resultsQuery } from './jobsHere.ts'
import { asTold, outcomeMarks, outcomes, reasonOf, resultsCsv, resultsJson } from './jobText.ts'

type Outcome = Item<SignOutTarget, SignOutResult>

const columns: readonly VirtualColumn<Outcome>[] = [
  {
    id: 'user',
    head: t`User`,
    width: 14,
    narrow: 9,
    renderCell: ({ target }) => (
      <RowHead>
        <bdi translate="no">{target.username}</bdi>
        {target.who === undefined ? null : <span className="block font-normal text-muted">{target.who}</span>}
      </RowHead>
    ),
  },
  {
    id: 'outcome',
    head: t`Outcome`,
    width: 22,
    narrow: 13,
    renderCell: (item) => (
      <Cell>
        <StateMark state={outcomeMarks[item.state]}>{outcomes[item.state]}</StateMark>
        <span className="block text-muted">{reasonOf(item)}</span>
        {item.failure === undefined ? null : (
          <FailureDetails details={detailsOf(item.failure)} of={item.target.username.slice(0, 120)} />
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

/** What came of each user: filtered, searched, exported. */
export const JobResults = ({ job }: { job: Job<SignOutDetails> }) => {
  const { data: found = [] } = useQuery(resultsQuery(job))
  const items = useMemo(() => found.map(asTold), [found])
  const [state, setState] = useState<ItemState>()
  const [text, setText] = useState('')
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    const isWanted = ({ target }: Outcome) => `${target.username} ${target.who ?? ''}`.toLowerCase().includes(wanted)
    return items.filter((item) => (state === undefined || item.state === state) && isWanted(item))
  }, [items, state, text])
  const file = `sign-out-${job.createdAt.toISOString().slice(0, 10)}`
  return (
    <section aria-label={t`Results`} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          label={t`Find a user`}
          className="max-sm:w-full"
          type="search"
          required={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <SelectField
          label={t`Outcome`}
          className="max-sm:w-full"
          value={state ?? ''}
          choices={[
            { value: '', label: t`Every outcome` },
            ...Object.entries(outcomes).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => setState(stateOf(event.target.value))}
        />
        <div className="flex flex-wrap gap-2 sm:ml-auto">
          <DownloadButton file={`${file}.csv`} media="text/csv" content={() => resultsCsv(items)}>
            <Trans>CSV</Trans>
          </DownloadButton>
          <DownloadButton file={`${file}.json`} media="application/json" content={() => resultsJson(job, items)}>
            <Trans>JSON</Trans>
          </DownloadButton>
        </div>
      </div>
      {rows.length === 0 ? (
        <Panel>
          <EmptyState title={items.length === 0 ? t`No users` : t`Nobody matches`} />
        </Panel>
      ) : (
        <VirtualTable caption={t`Result per user`} columns={columns} rows={rows} keyOf={({ n }) => String(n)} />
      )}
    </section>
  )
}

const states: readonly ItemState[] = ['waiting', 'under way', 'done', 'failed', 'not known']

function stateOf(value: string): ItemState | undefined {
  return states.find((state) => state === value)
}
