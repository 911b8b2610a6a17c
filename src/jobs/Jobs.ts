import { type Failure, failureOf } from '../lib/failure.ts'
import type { BothStores } from './bothStores.ts'
import { type Item, type ItemState, type Job, noCounts } from './job.ts'
import { type Keeping, KeepingRule } from './keeping.ts'
import type { Pacer } from './Pacer.ts'
import { Runner, type RunnerSurroundings } from './Runner.ts'
import { type AnyWork, mayRetry, type Work } from './work.ts'

/** What jobs need of the outside world. */
export type JobsSurroundings = RunnerSurroundings & {
  newId(): string
  /** Runs `work` if no other tab is inside a lock of this name, and gives false at once if one is. */
  ifFree(name: string, work: () => Promise<void>): Promise<boolean>
  /** Waits until no tab is inside a lock of this name, and runs `work` inside it; gives up once `signal` is aborted. */
  inTurn(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>
  /** How the session is kept that lives here now; undefined where none does. */
  keeping(): Keeping | undefined
  /** Tells the other tabs that a job has changed. */
  tellTabs(id: string): void
}

/**
 * The jobs of this browser. They live on disk and outlast a reload; one tab owns a job while it runs, and the others
 * watch. What a session begins that is kept in memory alone is in this page's memory as well, and goes with the page.
 */
export class Jobs {
  readonly #store: BothStores
  readonly #around: JobsSurroundings
  readonly #keeping: KeepingRule
  readonly #works: ReadonlyMap<string, AnyWork>
  readonly #page: string
  readonly #runners = new Map<string, Runner<unknown, unknown, unknown>>()
  readonly #running = new Map<string, Promise<void>>()
  /** Why a job does not run here although it should, by its id: the disk failed as it was taken up. */
  readonly #stuck = new Map<string, Failure>()
  /** What the jobs of this page spend together, by the share's name. */
  readonly #shares = new Map<string, Pacer>()
  readonly #listeners = new Set<(id: string) => void>()

  /** @param works by kind; one that is added later is known from then on */
  constructor(store: BothStores, around: JobsSurroundings, works: ReadonlyMap<string, AnyWork>) {
    this.#store = store
    this.#around = around
    this.#keeping = new KeepingRule(() => around.keeping())
    this.#works = works
    this.#page = around.newId()
  }

  /** Calls `listener` with a job's id whenever it has changed, here or in another tab. Gives the way to stop. */
  subscribe(listener: (id: string) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Another tab has changed a job: it may have paused the one that runs here. */
  async hear(id: string): Promise<void> {
    this.#stuck.delete(id)
    this.#tell(id)
    const runner = this.#runners.get(id)
    if (runner && (await this.#store.job(id))?.status !== 'running') runner.halt()
  }

  /**
   * Begins a job. Gives its id. Throws Failed where its work may not begin.
   * @param pace the fastest, in calls per second, whatever the quotas would allow
   */
  async start<Target, Result, Details>(
    work: Work<Target, Result, Details>,
    details: Details,
    targets: readonly Target[],
    pace: number,
  ): Promise<string> {
    const id = this.#around.newId()
    const job: Job = {
      id,
      kind: work.kind,
      details: work.confirmed?.(details) ?? details,
      createdAt: new Date(this.#around.now()),
      counts: noCounts,
      throttled: 0,
      pace,
      ...(this.#keeping.beginsInMemory(work) && { inMemory: true }),
      status: 'running',
    }
    await this.#store.create(job, targets)
    this.#changed(id)
    this.#runOn(id)
    return id
  }

  /** Lets a job that is paused, or that nobody runs, go on in this tab. Throws Failed where its work may not. */
  async resume(id: string): Promise<void> {
    const details = await this.#confirmed(id)
    await this.#store.move(id, { status: 'running' }, ({ status }) => status === 'paused', details)
    this.#changed(id)
    this.#runOn(id)
  }

  /** Begins no further item; what is under way ends. */
  async pause(id: string): Promise<void> {
    this.#runners.get(id)?.halt()
    await this.#store.move(id, { status: 'paused', because: 'asked' }, ({ status }) => status === 'running')
    this.#stuck.delete(id)
    this.#changed(id, this.#store.isOnDisk(id))
  }

  /** Ends a job for good: once this resolves no item begins. */
  async stop(id: string): Promise<void> {
    this.#runners.get(id)?.halt()
    const status = { status: 'stopped', at: new Date(this.#around.now()) } as const
    await this.#store.move(id, status, (job) => job.status === 'running' || job.status === 'paused')
    this.#stuck.delete(id)
    this.#changed(id, this.#store.isOnDisk(id))
  }

  /**
   * Does again what failed and may succeed yet, and what nobody knows the outcome of, where the job stands so that it may be
   * retried. Throws Failed where its work may not.
   */
  async retryFailed(id: string): Promise<void> {
    const details = await this.#confirmed(id)
    const again = (await this.toRetry(id)).map(({ n, target }): Item => ({ n, target, state: 'waiting', tries: 0 }))
    await this.#store.again(id, again, (job) => mayRetry(job, this.#works.get(job.kind)), details)
    this.#changed(id)
    this.#runOn(id)
  }

  /** The items that a retry would do again: none unless the job may be retried. */
  async toRetry(id: string): Promise<readonly Item[]> {
    const job = await this.#store.job(id)
    const work = job && this.#works.get(job.kind)
    if (job === undefined || !mayRetry(job, work)) return []
    const failed = await this.#store.items(id, 'failed')
    const mayDo = failed.filter(({ failure }) => failure === undefined || !work?.isHopeless?.(failure))
    return [...mayDo, ...(await this.#store.items(id, 'not known'))]
  }

  /** Takes up what another page left running: here, unless a tab still owns it; else it is only watched. */
  async takeUp(id: string): Promise<void> {
    let job: Job | undefined
    try {
      job = await this.#store.job(id)
    } catch (error) {
      // Where it runs here already, nothing is held up by this.
      if (!this.#running.has(id)) {
        this.#stuck.set(id, failureOf(error, 'Jobs'))
        this.#tell(id)
      }
      throw error
    }
    if (job?.status === 'running') await this.#run(id)
  }

  /** A job by its id. */
  async job(id: string): Promise<Job | undefined> {
    return this.#store.job(id)
  }

  /** The jobs of a kind, the newest first. */
  async jobs(kind: string): Promise<readonly Job[]> {
    return this.#store.jobs(kind)
  }

  /** A job's items. */
  async items(id: string, state?: ItemState): Promise<readonly Item[]> {
    return this.#store.items(id, state)
  }

  /** Corrects what targets that are done led to, by their number: the page has learned better since. */
  async amend(id: string, results: ReadonlyMap<number, unknown>): Promise<void> {
    const done = (await this.#store.items(id, 'done')).filter(({ n }) => results.has(n))
    const job = await this.#store.job(id)
    if (job === undefined || done.length === 0) return
    if (!this.mayWrite(job)) await this.#store.copyToMemory(id)
    const at = new Date(this.#around.now())
    await this.#store.change(
      id,
      done.map((item) => ({ ...item, at, result: results.get(item.n) })),
    )
    this.#changed(id)
  }

  /** Pace and time left of a job that runs in this tab. */
  progress(id: string): { perSecond: number; isSlowed: boolean; timeLeftMs: number } | undefined {
    const runner = this.#runners.get(id)
    return runner && { ...runner.pace, timeLeftMs: runner.timeLeftMs }
  }

  /** Why a job that is said to run does not, where this tab could not take it up. */
  stuck(job: Job): Failure | undefined {
    return job.status === 'running' ? this.#stuck.get(job.id) : undefined
  }

  /** Why the session that lives here may neither let a job go on nor have any of it done again. */
  refusal(job: Job): Failure | undefined {
    return this.#keeping.refusal(job)
  }

  /** Whether this tab is about to run a job, or runs it. */
  isTaken(id: string): boolean {
    return this.#running.has(id)
  }

  /** Whether what comes of a job may be written where it is. */
  mayWrite(job: Job): boolean {
    return this.#keeping.mayWrite(job)
  }

  /** Whether a job may go once a newer one has replaced it: not what outlasts that, on disk and of nobody's writing here. */
  isReplaceable(job: Job): boolean {
    return this.mayWrite(job) && !(job.inMemory && this.#store.isOnDisk(job.id))
  }

  /** Stops a job and forgets it. */
  async remove(id: string): Promise<void> {
    await this.stop(id)
    // What is under way here is still written down. However that ends, it is forgotten with the job.
    await this.#running.get(id)?.catch(() => undefined)
    const others = this.#store.isOnDisk(id)
    await this.#store.remove(id)
    this.#stuck.delete(id)
    this.#changed(id, others)
  }

  /** Runs a job, and does not wait for its end. */
  #runOn(id: string): void {
    // Why it did not is kept, and the listeners have been told.
    void this.#run(id).catch(() => undefined)
  }

  /** Runs a job here if it is nobody's. One that is just being halted here is waited for. */
  async #run(id: string): Promise<void> {
    const before = this.#running.get(id) ?? Promise.resolve()
    // However the last run ended, this one is another.
    const running = before.catch(() => undefined).then(async () => this.#ownOrStuck(id))
    this.#running.set(id, running)
    try {
      await running
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id)
      if (this.#stuck.has(id)) this.#tell(id)
    }
  }

  /** Each run says anew whether it is held up: what the one before it met is over. */
  async #ownOrStuck(id: string): Promise<void> {
    this.#stuck.delete(id)
    try {
      await this.#own(id)
    } catch (error) {
      this.#stuck.set(id, failureOf(error, 'Jobs'))
      throw error
    }
  }

  async #own(id: string): Promise<void> {
    await this.#around.ifFree(this.#lockOf(id), async () => {
      const job = await this.#store.job(id)
      const work = job && this.#works.get(job.kind)
      if (job?.status !== 'running' || work === undefined) return
      this.#keeping.expectMayWrite(job)
      const parts = { store: this.#store, around: this.#around, shares: this.#shares, told: () => this.#changed(id) }
      const runner = new Runner(parts, this.#keeping.whileMayWrite(work, job), job)
      this.#runners.set(id, runner)
      try {
        await this.#inTurn(work.turn?.(job.details), runner, id)
      } catch (error) {
        // Nothing of this ought to happen, and a job that nobody runs any more must not look as if somebody did.
        const failure = failureOf(error, job.kind)
        await this.#store.move(
          id,
          { status: 'paused', because: 'error', failure },
          ({ status }) => status === 'running',
        )
      } finally {
        this.#runners.delete(id)
        this.#changed(id)
      }
    })
  }

  /** One tab runs a job. The copy that a page has in memory is its own: it goes on whoever is at the one on disk. */
  #lockOf(id: string): string {
    const isCopy = this.#store.isInMemory(id) && this.#store.isOnDisk(id)
    return isCopy ? `curfew job ${id} of page ${this.#page}` : `curfew job ${id}`
  }

  /** Runs once the quota is free that the job shares with others; until then it says that it waits. */
  async #inTurn(turn: string | undefined, runner: Runner<unknown, unknown, unknown>, id: string): Promise<void> {
    const run = async () => {
      await this.#store.move(id, { status: 'running' }, (job) => job.status === 'running' && job.waits === true)
      await runner.run()
    }
    if (turn === undefined) return run()
    if (await this.#around.ifFree(turn, run)) return undefined
    await this.#store.move(id, { status: 'running', waits: true }, ({ status }) => status === 'running')
    this.#changed(id)
    return this.#around.inTurn(turn, runner.halting, run)
  }

  /** The details of a job that a person lets go on. Throws Failed where they may not. */
  async #confirmed(id: string): Promise<unknown> {
    const job = await this.#store.job(id)
    if (job) this.#keeping.expectMayWrite(job)
    return job && this.#works.get(job.kind)?.confirmed?.(job.details)
  }

  /** @param others whether other tabs can see what has changed */
  #changed(id: string, others = !this.#store.isInMemory(id)): void {
    if (others) this.#around.tellTabs(id)
    this.#tell(id)
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id)
  }
}
