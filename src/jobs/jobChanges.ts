import { type Counts, type Item, type ItemState, type Job, type JobStatus, noCounts } from './job.ts'

/*
 * What becomes of a job and of its items, wherever they are kept.
 */

/** A job as it begins, with so many targets. */
export function begun(job: Job, targets: number): Job {
  return { ...job, counts: { ...noCounts, waiting: targets } }
}

/** An item of a target that nothing has been done for. */
export function untouched(n: number, target: unknown): Item {
  return { n, target, state: 'waiting', tries: 0 }
}

/** A job's counts once items went from one state to another. */
export function recounted(counts: Counts, moves: readonly { from: ItemState; to: ItemState }[]): Counts {
  const after = { ...counts }
  for (const { from, to } of moves) {
    after[from] -= 1
    after[to] += 1
  }
  return after
}

/** How many of these items are in each state. */
export function countsOf(items: readonly Item[]): Counts {
  const counts = { ...noCounts }
  for (const { state } of items) counts[state] += 1
  return counts
}

/** How many items there are. */
export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Whether an item may be done again: it failed, or nobody knows what came of it. */
export function isUndone({ state }: Item): boolean {
  return state === 'failed' || state === 'not known'
}

/** A job that stands elsewhere, and has other details where some are given. */
export function moved(job: Job, status: JobStatus, details: unknown): Job {
  const { id, kind, createdAt, counts, throttled, pace, inMemory, page } = job
  return {
    id,
    kind,
    details: details ?? job.details,
    createdAt,
    counts,
    throttled,
    pace,
    ...(inMemory && { inMemory }),
    ...(page !== undefined && { page }),
    ...status,
  }
}
