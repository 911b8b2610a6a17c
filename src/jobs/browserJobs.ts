import { vault } from '../vault/client.ts'
import { bothStores } from './bothStores.ts'
import { Jobs, type JobsSurroundings } from './Jobs.ts'
import { memoryStore } from './memoryStore.ts'
import { keepingHere } from './signedInHere.ts'
import { forgetLeft, openJobStore } from './store.ts'
import type { AnyWork, Work } from './work.ts'

/** The other tabs hear of a job that has changed, by its id and nothing more. */
const channelName = 'curfew-jobs'

/** The longest that the vault waits at once, in milliseconds. */
const longestWaitMs = 60_000

const works = new Map<string, AnyWork>()
let opening: Promise<Jobs> | undefined

/** Names a work that this page knows how to do. Its code is there before a job of its kind is opened. */
export function registerWork<Target, Result, Details>(work: Work<Target, Result, Details>): void {
  works.set(work.kind, work)
}

/**
 * The jobs of this browser, and of this page: opened with the first page that has any, and one for all of them. A job of
 * a kind whose work is registered later can still be resumed then.
 */
export async function browserJobs(): Promise<Jobs> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined
    throw error
  })
  return opening
}

async function open(): Promise<Jobs> {
  const channel = new BroadcastChannel(channelName)
  const around: JobsSurroundings = {
    now: () => Date.now(),
    sleep: sleepInWorker,
    newId: () => crypto.randomUUID(),
    ifFree: async (name, work) =>
      navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock === null) return false
        await work()
        return true
      }),
    inTurn: async (name, signal, work) => {
      let entered = false
      try {
        await navigator.locks.request(name, { signal }, async () => {
          entered = true
          await work()
        })
      } catch (error) {
        if (entered || !signal.aborted) throw error
      }
    },
    keeping: keepingHere,
    tellTabs: (id) => channel.postMessage(id),
  }
  const disk = await openJobStore()
  const held = new Set((await navigator.locks.query()).held?.map(({ name }) => name))
  await forgetLeft(disk, (page) => held.has(page))
  const jobs = new Jobs(bothStores(disk, memoryStore()), around, works)
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') void jobs.hear(event.data)
  })
  return jobs
}

/** The jobs that some tab owns: it runs them, or waits for its turn to. */
export async function ownedJobs(): Promise<ReadonlySet<string>> {
  const { held = [] } = await navigator.locks.query()
  return new Set(held.map(({ name = '' }) => name.replace(/^curfew job /, '')))
}

/** In a page that nobody sees, timers are slowed down to one a minute; in a worker they are not. */
async function sleepInWorker(ms: number): Promise<void> {
  try {
    await vault.ask('wait', { ms: Math.min(ms, longestWaitMs) })
  } catch {
    await new Promise((done) => {
      setTimeout(done, ms)
    })
  }
}

/** Watches a job that another tab owns, and takes it up when that tab is gone. A job of this tab's own is left alone. */
export async function takeUpWhenFree(jobs: Jobs, id: string, signal: AbortSignal): Promise<void> {
  try {
    await jobs.takeUp(id)
    await navigator.locks.request(`curfew job ${id}`, { signal }, () => undefined)
    if (!signal.aborted) await jobs.takeUp(id)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
