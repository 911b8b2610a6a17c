import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  type ComponentProps,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'

import { goesOn } from '../../jobs/job.ts'
import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'
import { auditQuery, beginAudit, followAudits, noteClients } from './auditQuery.ts'
import { type Audit, type ClientRow, viewOf } from './auditRows.ts'
import { AuditStatus, FailedParts } from './AuditStatus.tsx'
import { type ClientFilter, filtered, isFiltered, ordered } from './clientFilter.ts'
import { ClientTable } from './ClientTable.tsx'
import { CreateClient } from './CreateClient.tsx'
import { Created } from './Created.tsx'
import { FilterBar } from './FilterBar.tsx'
import type { Finding } from './findings.ts'
import { FindingsView } from './FindingsView.tsx'
import { countText, NoRows, Subtitle } from './pageParts.tsx'
import { Selection } from './selection.ts'
import { SteadyOrder } from './SteadyOrder.ts'
import { TextOrder } from './TextOrder.ts'
import { Unfinished } from './Unfinished.tsx'
import { BulkBar } from './BulkBar.tsx'
import { bulkQuery, followBulk } from './bulkQuery.ts'
import { BulkResults } from './BulkResults.tsx'
import { BulkStatus } from './BulkStatus.tsx'
import type { ChangeNews } from './ChangeReport.tsx'
import { ClientReport, type News } from './ClientReport.tsx'

type AppClientsPageProps = {
  /** Whose audit it is. */
  owner: string
  /** The way to a fresh sign-in, where one is wanted. */
  signInAgain: ReactNode
  filter: ClientFilter
  onFilter: (filter: ClientFilter) => void
}

export const AppClientsPage = ({ owner, signInAgain, filter, onFilter }: AppClientsPageProps) => {
  const queries = useQueryClient()
  const audits = useQuery(auditQuery(owner))
  const bulk = useQuery(bulkQuery(owner))
  const [fresh, setFresh] = useState<ReadonlyMap<string, AppClient>>(new Map())
  const [news, setNews] = useState<News>(new Map())
  const [selection] = useState(() => new Selection())
  const [names] = useState(() => new TextOrder())
  const [places] = useState(() => new SteadyOrder<ClientRow>())
  const [held, setHeld] = useState(false)
  const [creating, setCreating] = useState(false)
  const [created, setCreated] = useState<Pick<ComponentProps<typeof Created>, 'creation' | 'poolName' | 'request'>>()
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const denied = blockedBy(access, 'cognito-idp:CreateUserPoolClient')
  const begin = useMutation({
    mutationFn: async () => beginAudit(owner),
    onSuccess: () => setFresh(new Map()),
    meta: { operation: 'audit', refresh: ['audit'], failure: 'in place' },
  })

  useEffect(() => followAudits(queries, owner), [queries, owner])
  useEffect(() => followBulk(queries, owner), [queries, owner])
  const never = audits.data?.length === 0 && begin.isIdle
  const { mutate: read } = begin
  useEffect(() => {
    if (never) read()
  }, [never, read])

  const view = useMemo(() => viewOf(audits.data ?? []), [audits.data])
  const wanted = useDeferredValue(filter)
  const current = useMemo(
    () =>
      view.rows.map((row) => {
        const client = fresh.get(row.key) ?? bulk.data?.clients.get(row.key)
        return client === undefined ? row : { ...row, client, isOld: false }
      }),
    [view.rows, fresh, bulk.data],
  )
  const { sort, order } = wanted
  const inOrder = useMemo(() => ordered(current, { sort, order }, names), [current, sort, order, names])
  const inPlace = useMemo(() => places.next(inOrder, held, `${sort} ${order}`), [places, inOrder, held, sort, order])
  const rows = useMemo(() => filtered(inPlace, wanted), [inPlace, wanted])

  const onClient = useCallback((row: ClientRow, client: AppClient) => {
    setFresh((before) => new Map(before).set(row.key, client))
    // The next visit reads it again if this fails.
    void noteClients([[row, client]]).catch(() => undefined)
  }, [])
  const onNews = useCallback((row: ClientRow, told: ChangeNews | undefined, finding?: Finding) => {
    setNews((before) => {
      const after = new Map(before)
      after.delete(row.key)
      return told === undefined ? after : after.set(row.key, { row, news: told, finding })
    })
  }, [])

  const poolNameOf = (poolId: string) => view.pools.find(({ id }) => id === poolId)?.name ?? poolId
  /** What was read back of a client that the audit may not have. */
  const onReadBack = (client: AppClient) => {
    const of = `${client.poolId}/${client.id}`
    const row = view.rows.find(({ key }) => key === of)
    if (row) onClient(row, client)
    else setFresh((before) => new Map(before).set(of, client))
  }

  /** What a bulk switch found out goes into the audit before the job is forgotten. */
  const keepBulk = async () => {
    const known = bulk.data?.clients ?? new Map<string, AppClient>()
    setFresh((before) => new Map([...known, ...before]))
    await noteClients(
      view.rows.flatMap((row) => {
        const client = known.get(row.key)
        return client === undefined ? [] : [[row, client] as const]
      }),
    )
  }

  const newest = audits.data?.[0]
  const running = newest !== undefined && goesOnHere(newest)
  const inFindings = wanted.view === 'findings'
  const findingsShow = inFindings && rows.length > 0
  const reports = [...news.values()]
    .filter(({ finding }) => !findingsShow || finding === undefined)
    .map((told) => (
      <ClientReport
        key={told.row.key}
        {...told}
        client={fresh.get(told.row.key) ?? told.row.client}
        onClient={(client) => onClient(told.row, client)}
        onNews={(next) => onNews(told.row, next, told.finding)}
      />
    ))
  return (
    <>
      <PageHeader
        title={t`App clients`}
        subtitle={
          <Subtitle known={view.rows.length} pools={view.pools.length} unread={view.failed.length} job={newest?.job} />
        }
        actions={
          <>
            <Button
              id="create-app-client"
              variant="primary"
              blocked={denied ?? (view.pools.length === 0 ? t`No pool has been read yet` : undefined)}
              reason="tip"
              onClick={() => setCreating(true)}
            >
              <Trans>Create app client</Trans>
            </Button>
            <Button
              busy={begin.isPending && t`Reading`}
              blocked={running ? t`The audit goes on already` : undefined}
              reason="tip"
              onClick={() => begin.mutate()}
            >
              <Trans>Read again</Trans>
            </Button>
            {signInAgain}
          </>
        }
      />
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {view.rows.length > 0 ? <Views filter={filter} onFilter={onFilter} /> : null}
        {newest ? <AuditStatus {...newest} /> : null}
      </div>
      {audits.error || begin.error ? (
        <FailureNotice
          failure={failureOf(audits.error ?? begin.error, 'audit')}
          role="alert"
          onRetry={() => (audits.error ? void audits.refetch() : begin.mutate())}
        />
      ) : null}
      {creating ? (
        <CreateClient
          pools={view.pools}
          onClose={() => setCreating(false)}
          onCreated={(creation, poolName, request) => {
            setCreating(false)
            setCreated({ creation, poolName, request })
          }}
        />
      ) : null}
      {created ? <Created {...created} onRead={() => begin.mutate()} onClose={() => setCreated(undefined)} /> : null}
      {newest ? <FailedParts {...newest} parts={view.failed} /> : null}
      <Unfinished owner={owner} poolNameOf={poolNameOf} onClient={onReadBack} />
      {bulk.data ? (
        <>
          <BulkStatus bulk={bulk.data} onClose={keepBulk} />
          <BulkResults bulk={bulk.data} pools={view.pools} />
        </>
      ) : null}
      {view.rows.length > 0 ? <FilterBar filter={filter} onFilter={onFilter} pools={view.pools} /> : null}
      {/* Beside the switch that was pressed: on a phone the head of the page is out of sight from there. */}
      {reports}
      {rows.length === 0 ? (
        <NoRows
          reading={audits.isPending || never || begin.isPending || running}
          failed={view.failed.length > 0 || audits.isError}
          onEverything={isFiltered(filter) && view.rows.length > 0 ? () => onFilter({ view: filter.view }) : undefined}
        />
      ) : inFindings ? (
        <FindingsView
          rows={rows}
          all={current}
          pools={view.pools}
          unread={view}
          news={news}
          onClient={onClient}
          onNews={onNews}
          onHeld={setHeld}
        />
      ) : (
        <>
          <p role="status" className="-mt-2 text-sm text-muted">
            {countText(rows.length, view.rows.length)}
          </p>
          <BulkBar
            owner={owner}
            rows={current}
            selection={selection}
            blocked={bulk.data && goesOnHere(bulk.data) ? t`A bulk switch goes on already` : undefined}
          />
          <ClientTable
            rows={rows}
            filter={filter}
            onFilter={onFilter}
            selection={selection}
            onClient={onClient}
            onNews={onNews}
            onHeld={setHeld}
          />
        </>
      )}
    </>
  )
}

/** Whether a job goes on: not one that is kept, for a session that is not, and that begins its own instead. */
function goesOnHere({ job, refusal }: Pick<Audit, 'job' | 'refusal'>): boolean {
  return goesOn(job) && refusal === undefined
}

type ViewsProps = Pick<AppClientsPageProps, 'filter' | 'onFilter'>

const pressed = 'aria-pressed:border-lamp-line aria-pressed:bg-lamp-tint aria-pressed:text-ink'

/** The same audit as a table, or as what is wrong with it. */
const Views = ({ filter, onFilter }: ViewsProps) => (
  <div role="group" aria-label={t({ message: 'View', context: 'noun' })} className="flex gap-2">
    <Button
      size="small"
      className={pressed}
      aria-pressed={filter.view === undefined}
      onClick={() => onFilter({ ...filter, view: undefined })}
    >
      <Trans>Settings</Trans>
    </Button>
    <Button
      size="small"
      className={pressed}
      aria-pressed={filter.view === 'findings'}
      onClick={() => onFilter({ ...filter, view: 'findings' })}
    >
      <Trans>Findings</Trans>
    </Button>
  </div>
)
