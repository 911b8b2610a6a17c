import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb'

import type { Counts, Item, ItemState, Job, JobStatus } from './job.ts'
import { begun, isUndone, moved, recounted, totalOf, untouched } from './jobChanges.ts'

type Stored = Item & { job: string }

interface JobsSchema extends DBSchema {
  jobs: { key: string; value: Job; indexes: { kind: string } }
  items: { key: [string, number]; value: Stored; indexes: { state: [string, ItemState] } }
}

const version = 1
/** Items that are read or written in one task: so many that it takes a few milliseconds. */
const atOnce = 1_000
const durable = { durability: 'strict' } as const

/** Jobs on disk: they survive a reload, and every change of them is one strict transaction. */
export type DiskStore = Awaited<ReturnType<typeof openJobStore>>

/** Where jobs are kept. */
export type JobStore = Omit<DiskStore, 'all'>

/** Forgets what earlier versions wrote for pages that are gone. `lives` says of a page's lock whether it is held. */
export async function forgetLeft(store: DiskStore, lives: (page: string) => boolean): Promise<void> {
  for (const { id, page } of await store.all()) if (page !== undefined && !lives(page)) await store.remove(id)
}

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
      const created = begun(job, targets.length)
      const items = transaction.objectStore('items')
      await transaction.objectStore('jobs').add(created)
      for (let from = 0; from < targets.length; from += atOnce) {
        const some = targets.slice(from, from + atOnce)
        // One task would hold the page for as long as fifty thousand of them take.
        await Promise.all(some.map(async (target, at) => items.add({ ...untouched(from + at, target), job: job.id })))
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
      const total = totalOf(job.counts)
      const counts = await changed(items, job, changes)
      const added = more.map((target, at) => untouched(total + at, target))
      for (const item of added) await items.add({ ...item, job: id })
      const next = {
        ...job,
        counts: { ...counts, waiting: counts.waiting + added.length },
        throttled: job.throttled + throttled,
      }
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
        const next = moved({ ...job, counts }, { status: 'running' }, details)
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
      const next = { ...job, counts: recounted(job.counts, [{ from: 'waiting', to: 'under way' }]) }
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
      const next = moves ? moved(job, status, details) : job
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
): Promise<Counts> {
  const moves: { from: ItemState; to: ItemState }[] = []
  for (const item of changes) {
    const before = await items.get([id, item.n])
    if (before === undefined || !from(before)) continue
    moves.push({ from: before.state, to: item.state })
    await items.put({ ...item, job: id })
  }
  return recounted(counts, moves)
}
