import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { memo, type ReactNode, useDeferredValue, useMemo, useState, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { numberText } from '../../lib/numbers.ts'
import { fullText, momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { DownloadButton } from '../../ui/DownloadButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Identifier } from '../../ui/Identifier.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { vault } from '../../vault/client.ts'
import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { type ActivityFilter, allKinds, allOutcomes, filtered } from './activityFilter.ts'
import {
  activityCsv,
  activityJson,
  detailText,
  doneText,
  kindText,
  markOf,
  outcomeOf,
  outcomeText,
} from './activityText.ts'
import { CloudTrailDialog } from './CloudTrailDialog.tsx'
import { ReportDialog } from './ReportDialog.tsx'

const nothing: readonly ActivityEntry[] = []

/** How many entries are drawn before "Show more". */
const atFirst = 50

type ActivityPageProps = {
  filter: ActivityFilter
  onFilter: (filter: ActivityFilter) => void
  /** A link to a receipt. */
  receiptLink: (receiptId: string) => ReactNode
  /** A link to a job, which says so where it is gone. */
  jobLink: (jobId: string) => ReactNode
}

export const ActivityPage = ({ filter, onFilter, receiptLink, jobLink }: ActivityPageProps) => {
  const [clearing, setClearing] = useState(false)
  const [looking, setLooking] = useState<ActivityEntry>()
  const [reading, setReading] = useState<ActivityEntry>()
  const [most, setMost] = useState(atFirst)
  const news = useSyncExternalStore(vault.subscribe, vault.activityNews)
  const activity = useQuery({
    queryKey: ['activity', news],
    queryFn: async () => vault.ask('activity', {}),
    placeholderData: keepPreviousData,
  })
  const clear = useMutation({
    mutationFn: async () => vault.ask('clearActivity', {}),
    onSuccess: () => setClearing(false),
    meta: { operation: 'vault', refresh: ['activity'], failure: 'in place' },
  })

  const all = activity.data ?? nothing
  const wanted = useDeferredValue(filter)
  const drawn = useDeferredValue(most)
  const shown = useMemo(() => filtered(all, wanted), [all, wanted])
  const more = Math.min(atFirst, shown.length - most)
  const count = all.length
  const none = shown.length === 0 ? t`There is nothing to export` : undefined

  return (
    <>
      <PageHeader
        title={t`Activity`}
        subtitle={t`What you did with this browser through Curfew. It is kept here alone, for 90 days; no token is in it.`}
      />
      <search className="grid grid-cols-2 gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] print:hidden">
        <SearchField
          label={t`Search`}
          className="max-sm:col-span-2"
          placeholder={t`Operation, target, request id`}
          value={filter.text ?? ''}
          maxLength={200}
          onSearch={(text) => onFilter({ ...filter, text: text || undefined })}
        />
        <SelectField
          label={t`What`}
          value={filter.kind ?? ''}
          onChange={(event) => onFilter({ ...filter, kind: allKinds.find((kind) => kind === event.target.value) })}
          choices={[
            { value: '', label: t`Everything` },
            ...allKinds.map((value) => ({ value, label: kindText[value] })),
          ]}
        />
        <SelectField
          label={t`Outcome`}
          value={filter.outcome ?? ''}
          onChange={(event) =>
            onFilter({ ...filter, outcome: allOutcomes.find((outcome) => outcome === event.target.value) })
          }
          choices={[
            { value: '', label: t`Any outcome` },
            ...allOutcomes.map((value) => ({ value, label: outcomeText[value] })),
          ]}
        />
      </search>
      <div className="-mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="text-sm text-muted">
          {activity.isSuccess ? countText(shown.length, all.length) : ''}
        </p>
        <div className="flex gap-2 print:hidden">
          <DownloadButton
            id="export-activity"
            size="small"
            file="curfew-activity.csv"
            media="text/csv"
            content={() => activityCsv(shown)}
            blocked={none}
            reason="tip"
          >
            <Trans>CSV</Trans>
          </DownloadButton>
          <DownloadButton
            size="small"
            file="curfew-activity.json"
            media="application/json"
            content={() => activityJson(shown)}
            blocked={none}
            reason="tip"
          >
            <Trans>JSON</Trans>
          </DownloadButton>
          <Button
            id="clear-activity"
            size="small"
            blocked={all.length === 0 ? t`There is nothing to clear` : undefined}
            reason="tip"
            onClick={() => setClearing(true)}
          >
            {t({ message: 'Clear', context: 'deletes what is listed' })}
          </Button>
        </div>
      </div>
      {activity.isError ? <FailureNotice failure={failureOf(activity.error, 'vault')} role="alert" /> : null}
      {activity.isPending ? <Skeleton label={t`Reading the activity`} lines={5} /> : null}
      {activity.isSuccess && shown.length === 0 ? (
        <Panel>
          <EmptyState
            title={all.length === 0 ? t`Nothing has been done yet` : t`Nothing fits this filter`}
            actions={all.length === 0 ? undefined : <Button onClick={() => onFilter({})}>{t`Show everything`}</Button>}
          >
            {all.length === 0 ? t`Sign-ins, sign-outs and changes appear here, with their receipts.` : null}
          </EmptyState>
        </Panel>
      ) : null}
      {shown.length === 0 ? null : (
        <Rows label={t`Activity`} cells="short">
          {shown.slice(0, drawn).map((entry) => (
            <EntryRow
              key={entry.id}
              entry={entry}
              receiptLink={receiptLink}
              jobLink={jobLink}
              onLook={setLooking}
              onRead={setReading}
            />
          ))}
        </Rows>
      )}
      {shown.length > most ? (
        <Button className="self-center" onClick={() => setMost(most + atFirst)}>
          {plural(more, { one: 'Show # more', other: 'Show # more' })}
        </Button>
      ) : null}
      {looking === undefined ? null : <CloudTrailDialog entry={looking} onClose={() => setLooking(undefined)} />}
      {reading?.report === undefined ? null : (
        <ReportDialog entry={reading} report={reading.report} onClose={() => setReading(undefined)} />
      )}
      <ConfirmDialog
        open={clearing}
        onClose={() => setClearing(false)}
        title={plural(count, { one: 'Clear # entry of activity?', other: 'Clear # entries of activity?' })}
        consequences={[
          t`The list is deleted from this browser, with the receipts in it.`,
          t`Sign-outs that Cognito has not confirmed stay until it has.`,
          t`Nothing changes at Cognito.`,
        ]}
        confirm={plural(count, { one: 'Clear # entry', other: 'Clear # entries' })}
        busy={clear.isPending && t`Clearing`}
        onConfirm={() => clear.mutate()}
        error={clear.isError ? <FailureNotice failure={failureOf(clear.error, 'vault')} /> : undefined}
        danger
      />
    </>
  )
}

type EntryRowProps = Pick<ActivityPageProps, 'receiptLink' | 'jobLink'> & {
  entry: ActivityEntry
  onLook: (entry: ActivityEntry) => void
  onRead: (entry: ActivityEntry) => void
}

// Remembered: a letter typed into the search must not draw every row again.
const EntryRow = memo(({ entry, receiptLink, jobLink, onLook, onRead }: EntryRowProps) => (
  <Row
    title={<span className="wrap-anywhere">{doneText(entry)}</span>}
    detail={
      <span className="flex flex-col">
        <bdi className="break-words">{detailText(entry)}</bdi>
        {entry.requestId === undefined ? (
          <span>{t`no request id`}</span>
        ) : (
          <span className="inline-flex items-center gap-1">
            <Trans>
              request <Identifier value={entry.requestId} of={t`request id`} />
            </Trans>
          </span>
        )}
      </span>
    }
    cells={[
      <time key="at" dateTime={entry.at.toISOString()} title={fullText(entry.at)} className="text-muted">
        {momentText(entry.at)}
      </time>,
      <StateMark key="outcome" state={markOf(entry)}>
        {outcomeOf(entry)}
      </StateMark>,
    ]}
    end={
      <span className="flex flex-wrap justify-end gap-2">
        {entry.receiptId === undefined ? null : receiptLink(entry.receiptId)}
        {entry.jobId === undefined ? null : jobLink(entry.jobId)}
        {entry.report === undefined ? null : (
          <Button size="small" onClick={() => onRead(entry)}>
            <Trans>Report</Trans>
          </Button>
        )}
        <Button size="small" onClick={() => onLook(entry)}>
          <Trans>CloudTrail</Trans>
        </Button>
      </span>
    }
    endBelow
  />
))

function countText(shown: number, all: number): string {
  if (shown === all) return plural(all, { one: '# entry', other: '# entries' })
  const some = numberText(shown)
  return plural(all, { one: `${some} of # entry`, other: `${some} of # entries` })
}
