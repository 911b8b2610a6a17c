import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'

import { type Counts, type Item, type ItemState, type Job, type JobStatus, noCounts } from './job.ts'

type Stored = Item & { job: string }

interface JobsSchema extends DBSchema {
  jobs: { key: string; value: Job; indexes: { kind: string } }
  items: { key: [string, number]; value: Stored; indexes: { state: [string, ItemState] } }
}

const version = 1
/** Items that are read or written in one task: so many that it takes a few milliseconds. */
const atOnce = 1_000
const durable = { durability: 'strict' } as const

/** Where jobs live: in IndexedDB, so that they survive a reload. Every change is one strict transaction. */
export type JobStore = Awaited<ReturnType<typeof openJobStore>>

/** Opens the database of jobs. */
export async function openJobStore(name = 'curfew-jobs') {
  const db: IDBPDatabase<JobsSchema> = await openDB<JobsSchema>(name, version, {
    upgrade(database) {
      database.createObjectStore('jobs', { keyPath: 'id' }).createIndex('kind', 'kind')
      database.createObjectStore('items', { keyPath: ['job', 'n'] }).createIndex('state', ['job', 'state'])
    },
    blocking: () => db.close(),
  })

  return {
    /** Writes a new job and its items. */
    async create(job: Job, targets: readonly unknown[]): Promise<Job> {
      const transaction = db.transaction(['jobs', 'items'], 'readwrite', durable)
      const counts: Counts = { ...noCounts, waiting: targets.length }
      const created = { ...job, counts }
      const items = transaction.objectStore('items')
      await transaction.objectStore('jobs').add(created)
      for (let from = 0; from < targets.length; from += atOnce) {
        const some = targets.slice(from, from + atOnce)
        // One task would hold the page for as long as fifty thousand of them take.
        await Promise.all(
          some.map(async (target, at) => items.add({ job: job.id, n: from + at, target, state: 'waiting', tries: 0 })),
        )
      }
      await transaction.done
      return created
    },

    /** A job by its id. */
    async job(id: string): Promise<Job | undefined> {
      return db.get('jobs', id)
    },

    /** The jobs of a kind, the newest first. */
    async jobs(kind: string): Promise<readonly Job[]> {
      const all = await db.getAllFromIndex('jobs', 'kind', kind)
      return all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    },

    /** Every job, of whatever kind. */
    async all(): Promise<readonly Job[]> {
      return db.getAll('jobs')
    },

    /** A job's items in their order, as they are at one moment; only those of a state, if one is given. */
    async items(id: string, state?: ItemState): Promise<readonly Item[]> {
      if (state !== undefined) return db.getAllFromIndex('items', 'state', IDBKeyRange.only([id, state]))
      const { store } = db.transaction('items')
      const all: Item[] = []
      for (;;) {
        const rest = IDBKeyRange.bound([id, all.length], [id, Number.MAX_SAFE_INTEGER])
        const some = await store.getAll(rest, atOnce)
        all.push(...some)
        if (some.length < atOnce) return all
      }
    },

    /**
     * Changes items and adds others, keeping the job's counts true in the same transaction.
     * @param more targets that turned up; they go to the end
     */
    async change(
      id: string,
      changes: readonly Item[],
      more: readonly unknown[] = [],
      throttled = 0,
    ): Promise<{ job: Job; added: readonly Item[] }> {
      const transaction = db.transaction(['jobs', 'items'], 'readwrite', durable)
      const jobs = transaction.objectStore('jobs')
      const items = transaction.objectStore('items')
      const job = await jobs.get(id)
      if (job === undefined) {
        await transaction.done
        throw new Error(`There is no job ${id}.`)
      }
      const total = Object.values(job.counts).reduce((sum, count) => sum + count, 0)
      const counts = await changed(items, job, changes)
      const added = more.map((target, at): Item => ({ n: total + at, target, state: 'waiting', tries: 0 }))
      for (const item of added) await items.add({ ...item, job: id })
      counts.waiting += added.length
      const next = { ...job, counts, throttled: job.throttled + throttled }
      await jobs.put(next)
      await transaction.done
      return { job: next, added }
    },

    /**
     * Has items that failed, or that nobody knows the outcome of, done again: all of that is written, or nothing. A job
     * that does not stand where `from` says is left alone, and so is an item that another tab has had done again since it
     * was looked at.
     */
    async again(id: string, changes: readonly Item[], from: (job: Job) => boolean, details?: unknown): Promise<void> {
      const transaction = db.transaction(['jobs', 'items'], 'readwrite', durable)
      const jobs = transaction.objectStore('jobs')
      const job = await jobs.get(id)
      if (job !== undefined && from(job)) {
        const counts = await changed(transaction.objectStore('items'), job, changes, isUndone)
        const next = moved({ ...job, counts, details: details ?? job.details }, { status: 'running' })
        if (counts.waiting > 0) await jobs.put(next)
      }
      await transaction.done
    },

    /** Notes that an item is under way, if the job is still running; gives undefined, and changes nothing, if not. */
    async begin(id: string, item: Item): Promise<Job | undefined> {
      const transaction = db.transaction(['jobs', 'items'], 'readwrite', durable)
      const job = await transaction.objectStore('jobs').get(id)
      if (job?.status !== 'running') {
        await transaction.done
        return undefined
      }
      const { counts } = job
      const next: Job = {
        ...job,
        counts: { ...counts, waiting: counts.waiting - 1, 'under way': counts['under way'] + 1 },
      }
      await transaction.objectStore('jobs').put(next)
      await transaction.objectStore('items').put({ ...item, job: id })
      await transaction.done
      return next
    },

    /**
     * Changes where a job stands, if it stands where `from` says. Gives the job as it is then.
     * @param details takes the place of the job's own
     */
    async move(
      id: string,
      status: JobStatus,
      from: (job: Job) => boolean,
      details?: unknown,
    ): Promise<Job | undefined> {
      const transaction = db.transaction('jobs', 'readwrite', durable)
      const job = await transaction.store.get(id)
      const moves = job !== undefined && from(job)
      const next = moves ? moved({ ...job, details: details ?? job.details }, status) : job
      if (moves && next) await transaction.store.put(next)
      await transaction.done
      return next
    },

    /** Forgets a job and its items. */
    async remove(id: string): Promise<void> {
      const transaction = db.transaction(['jobs', 'items'], 'readwrite', durable)
      await transaction.objectStore('jobs').delete(id)
      await transaction.objectStore('items').delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]))
      await transaction.done
    },
  }
}

type Items = IDBPObjectStore<JobsSchema, ['jobs', 'items'], 'items', 'readwrite'>

/** Writes changes of those of a job's items that stand where `from` says, and gives the job's counts after them. */
async function changed(
  items: Items,
  { id, counts }: Job,
  changes: readonly Item[],
  from: (before: Item) => boolean = () => true,
): Promise<Record<ItemState, number>> {
  const after = { ...counts }
  for (const item of changes) {
    const before = await items.get([id, item.n])
    if (before === undefined || !from(before)) continue
    after[before.state] -= 1
    after[item.state] += 1
    await items.put({ ...item, job: id })
  }
  return after
}

function isUndone({ state }: Item): boolean {
  return state === 'failed' || state === 'not known'
}

function moved(job: Job, status: JobStatus): Job {
  const { id, kind, details, createdAt, counts, throttled, pace, page } = job
  return { id, kind, details, createdAt, counts, throttled, pace, ...(page === undefined ? {} : { page }), ...status }
}
