import 'fake-indexeddb/auto'

import { afterEach, beforeEach, vi } from 'vitest'

import { Failed, type Failure } from '../lib/failure.ts'
import { runTimers } from '../lib/testClock.ts'
import { bothStores } from './bothStores.ts'
import { Jobs } from './Jobs.ts'
import type { Keeping } from './keeping.ts'
import { memoryStore } from './memoryStore.ts'
import { type DiskStore, openJobStore } from './store.ts'
import type { AnyWork } from './work.ts'

let databases = 0
let ids = 0

let held = 0

/** Lets a file's tests run on a clock of their own. It stands still while the database works, which costs no time. */
export function useVirtualTime(): void {
  const after = setImmediate
  let end = () => {}
  beforeEach(() => {
    end = runTimers(
      () =>
        vi.useFakeTimers({
          toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'Date'],
          now: Date.UTC(2030, 0, 1),
        }),
      { isHeld: () => held > 0, after },
    )
  })
  afterEach(() => {
    vi.useRealTimers()
    end()
  })
}

/**
 * Waits, on the test's clock, until a check passes. `expect.poll` moves that clock by leaps: the timers in between fire at one
 * stroke, and with them a database's, whose transactions end before whoever waits for them has gone on.
 */
export async function eventually(check: () => void | Promise<void>): Promise<void> {
  for (let looks = 0; ; looks += 1) {
    await new Promise((done) => void setTimeout(done, 50))
    try {
      return await check()
    } catch (error) {
      if (looks === 2_000) throw error
    }
  }
}

/**
 * Does work that takes the machine's own time, such as signing, while the test's clock stands still: else the clock runs
 * on meanwhile, the further the busier the machine is, and calls that were spaced arrive together.
 */
export async function atOneMoment<T>(work: () => Promise<T>): Promise<T> {
  held += 1
  try {
    return await work()
  } finally {
    held -= 1
  }
}

/** One browser profile: a database, locks and tabs that come and go. */
export class Browser {
  readonly #name = `jobs-${(databases += 1)}`
  readonly #held = new Map<string, Tab>()
  readonly tabs = new Set<Tab>()

  async open(...works: readonly AnyWork[]): Promise<Tab> {
    const store = await openJobStore(this.#name)
    const tab = new Tab(this, store, works)
    this.tabs.add(tab)
    return tab
  }

  async ifFree(tab: Tab, name: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#held.has(name)) return false
    this.#held.set(name, tab)
    try {
      await work()
      return true
    } finally {
      if (this.#held.get(name) === tab) this.#held.delete(name)
    }
  }

  async inTurn(tab: Tab, name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted && !tab.isGone && !(await this.ifFree(tab, name, work))) {
      await new Promise((done) => void setTimeout(done, 20))
    }
  }

  /** The tab is gone, and its locks with it; what it had sent is on its way. */
  close(tab: Tab): void {
    tab.isGone = true
    this.tabs.delete(tab)
    for (const [name, holder] of this.#held) if (holder === tab) this.#held.delete(name)
  }
}

/** One tab with its jobs. */
export class Tab {
  isGone = false
  /** How the session is kept that lives in this tab. */
  keeping: Keeping | undefined = 'on disk'
  /** The jobs that other tabs were told of. */
  readonly told: string[] = []
  readonly jobs: Jobs
  readonly store: DiskStore

  constructor(browser: Browser, store: DiskStore, works: readonly AnyWork[]) {
    this.store = store
    const mine = works.map((work): [string, AnyWork] => [
      work.kind,
      { ...work, perform: async (...args) => this.alive(async () => work.perform(...args)) },
    ])
    this.jobs = new Jobs(
      bothStores(this.#mortal(store), memoryStore()),
      {
        now: () => Date.now(),
        sleep: async (ms) => this.alive(async () => new Promise<void>((done) => void setTimeout(done, ms))),
        newId: () => `job-${(ids += 1)}`,
        ifFree: async (name, inside) => browser.ifFree(this, name, inside),
        inTurn: async (name, signal, inside) => browser.inTurn(this, name, signal, inside),
        keeping: () => this.keeping,
        tellTabs: (id) => {
          this.told.push(id)
          for (const tab of browser.tabs) if (tab !== this) void tab.jobs.hear(id)
        },
      },
      new Map(mine),
    )
  }

  /** The store as this tab has it: it neither begins nor ends anything once the tab is closed. */
  #mortal(store: DiskStore): DiskStore {
    return new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
        return async (...args: unknown[]) => {
          if (this.isGone) return new Promise(() => undefined)
          return this.alive(async () => method(...args))
        }
      },
    })
  }

  /** Nothing goes on in a tab that was closed. */
  async alive<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      if (this.isGone) await new Promise(() => undefined)
    }
  }

  /** Resolves when the job stands still. */
  async settled(id: string): Promise<string> {
    for (;;) {
      const job = await this.jobs.job(id)
      if (job === undefined) return 'gone'
      if (job.status !== 'running' && job.counts['under way'] === 0) return job.status
      await new Promise((done) => void setTimeout(done, 50))
    }
  }
}

/** A failure as the vault reports it. */
export function failed(code: string, kind: Failure['class'] = 'rejected'): Failed {
  return new Failed({ operation: 'AdminUserGlobalSignOut', code, message: code, class: kind, attempts: 1 })
}
