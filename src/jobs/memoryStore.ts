import type { Item, ItemState, Job } from './job.ts'
import { begun, countsOf, isUndone, moved, recounted, totalOf, untouched } from './jobChanges.ts'
import type { JobStore } from './store.ts'

/** A job with its items, each at its number. */
type Held = { job: Job; readonly items: Item[] }

/** Jobs in a page's memory: nothing of them is on disk, and they go with the page. It does what the store on disk does. */
export type MemoryStore = JobStore & {
  /** Whether a job is here. */
  has(id: string): boolean
  /** Takes in a job from elsewhere, as it stands there. */
  take(job: Job, items: readonly Item[]): void
}

/** An empty one. */
export function memoryStore(): MemoryStore {
  const jobs = new Map<string, Held>()

  return {
    has: (id) => jobs.has(id),

    take(job, items) {
      jobs.set(job.id, { job: { ...job, counts: countsOf(items), inMemory: true }, items: [...items] })
    },

    async create(job, targets) {
      const created = begun(job, targets.length)
      jobs.set(job.id, { job: created, items: targets.map((target, n) => untouched(n, target)) })
      return created
    },

    async job(id) {
      return jobs.get(id)?.job
    },

    async jobs(kind) {
      const all = [...jobs.values()].map(({ job }) => job).filter((job) => job.kind === kind)
      return all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    },

    async items(id, state) {
      const all = jobs.get(id)?.items ?? []
      return state === undefined ? [...all] : all.filter((item) => item.state === state)
    },

    async change(id, changes, more = [], throttled = 0) {
      const held = jobs.get(id)
      if (held === undefined) throw new Error(`There is no job ${id}.`)
      const { job } = held
      const total = totalOf(job.counts)
      const counts = changed(held, changes)
      const added = more.map((target, at) => untouched(total + at, target))
      held.items.push(...added)
      held.job = {
        ...job,
        counts: { ...counts, waiting: counts.waiting + added.length },
        throttled: job.throttled + throttled,
      }
      return { job: held.job, added }
    },

    async again(id, changes, from, details) {
      const held = jobs.get(id)
      if (held === undefined || !from(held.job)) return
      const counts = changed(held, changes, isUndone)
      if (counts.waiting > 0) held.job = moved({ ...held.job, counts }, { status: 'running' }, details)
    },

    async begin(id, item) {
      const held = jobs.get(id)
      if (held?.job.status !== 'running') return undefined
      held.items[item.n] = item
      held.job = { ...held.job, counts: recounted(held.job.counts, [{ from: 'waiting', to: 'under way' }]) }
      return held.job
    },

    async move(id, status, from, details) {
      const held = jobs.get(id)
      if (held && from(held.job)) held.job = moved(held.job, status, details)
      return held?.job
    },

    async remove(id) {
      jobs.delete(id)
    },
  }
}

/** Changes those of a job's items that stand where `from` says, and gives the job's counts after them. */
function changed(
  { job, items }: Held,
  changes: readonly Item[],
  from: (before: Item) => boolean = () => true,
): Job['counts'] {
  const moves: { from: ItemState; to: ItemState }[] = []
  for (const item of changes) {
    const before = items[item.n]
    if (before === undefined || !from(before)) continue
    moves.push({ from: before.state, to: item.state })
    items[item.n] = item
  }
  return recounted(job.counts, moves)
}
