import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { browserJobs, ownedJobs, registerWork, takeUpWhenFree } from '../../jobs/browserJobs.ts'
import { type SignOutDetails, type SignOutResult, type SignOutTarget, signOutWork } from '../../jobs/bulkSignOut.ts'
import type { Ask } from '../../jobs/audit.ts'
import type { Item, Job } from '../../jobs/job.ts'
import { isSame } from '../../jobs/signedIn.ts'
import { signedInHere } from '../../jobs/signedInHere.ts'
import { listWork, type Starter } from '../../jobs/signOutList.ts'
import { failureOf } from '../../lib/failure.ts'
import { vault } from '../../vault/client.ts'

const ask: Ask = async (operation, args) => vault.ask(operation, args)

/** The works of this page, known before a job of theirs is opened. */
export const works = { signOut: signOutWork(ask, signedInHere), list: listWork(ask, signedInHere) }
registerWork(works.signOut)
registerWork(works.list)

/**
 * A job as it stands: with its pace and time left where it runs in this tab, why it does not run although it should, why
 * this session may not let it go on, and how many users a retry would be for.
 */
export function useJob(id: string | undefined) {
  const queries = useQueryClient()
  useEffect(() => {
    if (id === undefined) return undefined
    const watching = new AbortController()
    let leave: (() => void) | undefined
    void browserJobs().then(
      async (jobs) => {
        if (watching.signal.aborted) return
        leave = jobs.subscribe((changed) => {
          if (changed === id) void queries.invalidateQueries({ queryKey: ['job', id] })
        })
        // Why it could not be taken up is read with the job.
        await takeUpWhenFree(jobs, id, watching.signal).catch(() => undefined)
      },
      () => undefined,
    )
    return () => {
      watching.abort()
      leave?.()
    }
  }, [id, queries])
  return useQuery({
    queryKey: ['job', id],
    enabled: id !== undefined,
    staleTime: 0,
    queryFn: async () => {
      const jobs = await browserJobs()
      const job = await jobs.job(id ?? '')
      return {
        job: job as Job<SignOutDetails> | undefined,
        progress: jobs.progress(id ?? ''),
        stuck: job && jobs.stuck(job),
        refusal: job && jobs.refusal(job),
        toRetry: job?.status === 'finished' ? (await jobs.toRetry(job.id)).length : 0,
      }
    },
  })
}

/** What came of each user. Read again every other second while the job runs: it may have fifty thousand. */
export const resultsQuery = (job: Job) =>
  queryOptions({
    queryKey: ['job results', job.id, job.status, job.counts['under way'] === 0],
    queryFn: async () => (await (await browserJobs()).items(job.id)) as readonly Item<SignOutTarget, SignOutResult>[],
    staleTime: 0,
    placeholderData: (before) => before,
    refetchInterval: job.status === 'running' ? 2_000 : false,
  })

/**
 * The bulk sign-outs that one operator has begun in this browser, the newest first: nobody else can run
 * them. `isLeft` where a job was left running and no tab runs it, `mayGoOn` where this session may let it go on.
 */
export const jobsQuery = (by: Starter) =>
  queryOptions({
    queryKey: ['jobs', by],
    queryFn: async () => {
      const jobs = await browserJobs()
      const all = (await jobs.jobs(works.signOut.kind)) as readonly Job<SignOutDetails>[]
      const owned = await ownedJobs()
      return all
        .filter(({ details }) => isSame(details.by, by))
        .map((job) => {
          return { job, isLeft: job.status === 'running' && !owned.has(job.id), mayGoOn: jobs.mayWrite(job) }
        })
    },
    staleTime: 0,
    refetchInterval: 2_000,
  })

/** The pools of every Region, and what could not be read of them. */
export const jobPoolsQuery = () =>
  queryOptions({
    queryKey: ['jobs', 'pools'],
    queryFn: async () => {
      const { regions = [], userPoolId: id, name = id } = vault.config
      const all = [undefined, ...regions.map(({ region }) => region)]
      const lists = await Promise.allSettled(all.map(async (region) => vault.ask('listPools', { region })))
      const pools = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
      const failures = lists.flatMap((list) =>
        list.status === 'rejected' ? [failureOf(list.reason, 'ListUserPools')] : [],
      )
      // The deployment's own pool can be worked in by whoever may not list pools.
      return { pools: pools.some((pool) => pool.id === id) ? pools : [{ id, name }, ...pools], failures }
    },
    staleTime: 60_000,
  })

/** The groups of a pool. */
export const jobGroupsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['jobs', 'groups', poolId],
    queryFn: async () => vault.ask('listGroups', { poolId }),
    staleTime: 60_000,
  })
