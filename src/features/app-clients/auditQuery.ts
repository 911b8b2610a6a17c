import { queryOptions, type QueryClient } from '@tanstack/react-query'

import { type AuditDetails, auditPace, type AuditResult, auditWork } from '../../jobs/audit.ts'
import { browserJobs, registerWork, takeUpWhenFree } from '../../jobs/browserJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { signedInHere } from '../../jobs/signedInHere.ts'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'
import { type Audit, type ClientRow, type ResultPlace, viewOf } from './auditRows.ts'

const work = auditWork(async (operation, args) => vault.ask(operation, args), signedInHere)
registerWork(work)

/** How long the page waits before it reads a running audit again, in milliseconds for each item: reading has its price. */
const readAgainMsPerItem = 0.5
const readAgainLeastMs = 500

/**
 * The audits of one operator in this browser, the newest first: the last that is over, one that goes on, and, where the
 * last could not read everything, the one before it.
 */
export const auditQuery = (owner: string) =>
  queryOptions({
    queryKey: ['audit', owner],
    queryFn: async (): Promise<readonly Audit[]> => {
      const jobs = await browserJobs()
      const mine = (await jobs.jobs(work.kind)).filter((job) => ownerOf(job) === owner)
      const kept = keptOf(mine)
      // What newer ones have replaced is forgotten; not what outlasts the newer one, which is in this page's memory alone.
      const replaced = mine.filter((job) => !kept.includes(job) && jobs.isReplaceable(job))
      await Promise.all(replaced.map(async ({ id }) => jobs.remove(id)))
      return Promise.all(
        kept.map(async (job) => ({
          job,
          items: await jobs.items(job.id),
          stuck: jobs.stuck(job),
          refusal: jobs.refusal(job),
        })),
      )
    },
    staleTime: Number.POSITIVE_INFINITY,
    // What has happened while another page was open was told to nobody here.
    refetchOnMount: 'always',
  })

/** The audits that still tell something, of all of one operator's, the newest first. */
export function keptOf(audits: readonly Job[]): readonly Job[] {
  const [newest] = audits
  const [last, before] = audits.filter(({ status }) => status === 'finished')
  const wanted = [newest, last, last !== undefined && last.counts.failed > 0 ? before : undefined]
  return audits.filter((audit) => wanted.includes(audit) || audit.status === 'running')
}

/** Keeps the query in step with its jobs, and takes up what another tab leaves behind. Gives the way to stop. */
export function followAudits(queries: QueryClient, owner: string): () => void {
  const leaving = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void) | undefined
  const { queryKey } = auditQuery(owner)
  const readSoon = () => {
    if (timer !== undefined) return
    const items = queries.getQueryData<readonly Audit[]>(queryKey)?.reduce((sum, audit) => sum + audit.items.length, 0)
    const waitMs = Math.max(readAgainLeastMs, (items ?? 0) * readAgainMsPerItem)
    timer = setTimeout(() => {
      timer = undefined
      void queries.invalidateQueries({ queryKey })
    }, waitMs)
  }
  void browserJobs()
    .then(async (jobs) => {
      if (leaving.signal.aborted) return
      stop = jobs.subscribe(readSoon)
      const running = (await jobs.jobs(work.kind)).filter((job) => job.status === 'running' && ownerOf(job) === owner)
      await Promise.all(running.map(async ({ id }) => takeUpWhenFree(jobs, id, leaving.signal)))
    })
    // The query says what is wrong with the disk.
    .catch(() => undefined)
  return () => {
    leaving.abort()
    clearTimeout(timer)
    stop?.()
  }
}

/** Begins a new audit of every Region of the deployment. */
export async function beginAudit(owner: string): Promise<void> {
  const { region, regions = [] } = vault.config
  const all = [...new Set([region, ...regions.map((other) => other.region)])]
  const jobs = await browserJobs()
  const targets = all.map((name) => ({ of: 'pools', region: name }) as const)
  await jobs.start(work, { owner }, targets, auditPace(all.length))
}

/** Pauses, resumes, stops or repairs an audit. */
export async function steerAudit(id: string, how: 'pause' | 'resume' | 'stop' | 'retryFailed'): Promise<void> {
  const jobs = await browserJobs()
  await jobs[how](id)
}

/** Notes in the audits what clients' settings are now, so that the next visit does not show older ones. */
export async function noteClients(fresh: readonly (readonly [ClientRow, AppClient])[]): Promise<void> {
  const jobs = await browserJobs()
  const audits = new Set(fresh.map(([row]) => row.at.job))
  for (const audit of audits) {
    const ofAudit = fresh.filter(([row]) => row.at.job === audit)
    await jobs.amend(audit, new Map(ofAudit.map(([row, client]) => [row.at.n, { client }])))
  }
}

/** Notes what was read back of a client in the audit that has it, whether a page shows that yet or not. */
export async function noteReadBack(queries: QueryClient, owner: string, client: AppClient): Promise<void> {
  const { rows } = viewOf(await queries.ensureQueryData(auditQuery(owner)))
  const row = rows.find(({ key }) => key === `${client.poolId}/${client.id}`)
  if (row) await noteClients([[row, client]])
}

/** Notes in an audit what was found out since, in place of what it had. */
export async function noteResult({ at, result }: { at: ResultPlace; result: AuditResult }): Promise<void> {
  const jobs = await browserJobs()
  // The next visit reads it again if this fails.
  await jobs.amend(at.job, new Map([[at.n, result]])).catch(() => undefined)
}

function ownerOf(job: Job): string | undefined {
  return (job.details as AuditDetails).owner
}
