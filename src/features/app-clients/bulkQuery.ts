import { queryOptions, type QueryClient } from '@tanstack/react-query'

import { browserJobs, registerWork, takeUpWhenFree } from '../../jobs/browserJobs.ts'
import {
  bulkSwitchWork,
  type SwitchDetails,
  switchPace,
  type SwitchResult,
  type SwitchTarget,
} from '../../jobs/bulkSwitch.ts'
import type { Item, Job } from '../../jobs/job.ts'
import { signedInHere } from '../../jobs/signedInHere.ts'
import type { Failure } from '../../lib/failure.ts'
import { vault } from '../../vault/client.ts'
import type { AppClient } from '../../vault/protocol.ts'
import type { ClientRow } from './auditRows.ts'

const work = bulkSwitchWork(async (operation, args) => vault.ask(operation, args), signedInHere)
registerWork(work)

const readAgainMs = 300

/** A bulk switch as the page shows it. */
export type Bulk = {
  job: Job
  on: boolean
  /** How the clients are that are done, by the row's key. */
  clients: ReadonlyMap<string, AppClient>
  changed: number
  /** What came of each, in the job's order. */
  items: readonly Item<SwitchTarget, SwitchResult>[]
  /** How many a retry would be for. */
  toRetry: number
  /** Why it does not run here although it should. */
  stuck: Failure | undefined
  /** Why this session may not let it go on. */
  refusal: Failure | undefined
}

/** The bulk switch of one operator that goes on, or was the last; null where there is none. */
export const bulkQuery = (owner: string) =>
  queryOptions({
    queryKey: ['bulk switch', owner],
    queryFn: async (): Promise<Bulk | null> => {
      const jobs = await browserJobs()
      const job = (await jobs.jobs(work.kind)).find((one) => detailsOf(one).owner === owner)
      if (job === undefined) return null
      const items = (await jobs.items(job.id)) as Bulk['items']
      const done = items.flatMap(({ result }) => (result === undefined ? [] : [result]))
      return {
        job,
        on: detailsOf(job).on,
        clients: new Map(done.map(({ client }) => [`${client.poolId}/${client.id}`, client])),
        changed: done.filter(({ changed }) => changed).length,
        items,
        toRetry: (await jobs.toRetry(job.id)).length,
        stuck: jobs.stuck(job),
        refusal: jobs.refusal(job),
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    // What has happened while another page was open was told to nobody here.
    refetchOnMount: 'always',
  })

/** Keeps the query in step with its job, and takes up what another tab leaves behind. Gives the way to stop. */
export function followBulk(queries: QueryClient, owner: string): () => void {
  const leaving = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void) | undefined
  void browserJobs()
    .then(async (jobs) => {
      if (leaving.signal.aborted) return
      stop = jobs.subscribe(() => {
        timer ??= setTimeout(() => {
          timer = undefined
          void queries.invalidateQueries({ queryKey: bulkQuery(owner).queryKey })
        }, readAgainMs)
      })
      const running = (await jobs.jobs(work.kind)).filter(
        (job) => job.status === 'running' && detailsOf(job).owner === owner,
      )
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

/** Switches token revocation of app clients, one after another, in place of the last bulk switch: shown, or kept. */
export async function beginBulk(owner: string, rows: readonly ClientRow[], on: boolean): Promise<void> {
  const jobs = await browserJobs()
  const before = (await jobs.jobs(work.kind)).filter((job) => detailsOf(job).owner === owner && jobs.isReplaceable(job))
  const targets = rows.map(({ client: { poolId, id, name } }) => ({ poolId, clientId: id, clientName: name }))
  await jobs.start(work, { owner, on }, targets, switchPace)
  await Promise.all(before.map(async ({ id }) => jobs.remove(id)))
}

/** Pauses, resumes, stops, repairs or forgets a bulk switch. */
export async function steerBulk(
  id: string,
  how: 'pause' | 'resume' | 'stop' | 'retryFailed' | 'remove',
): Promise<void> {
  const jobs = await browserJobs()
  await jobs[how](id)
}

function detailsOf(job: Job): SwitchDetails {
  return job.details as SwitchDetails
}
