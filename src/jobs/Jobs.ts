import type { Failure } from '../lib/failure.ts'
import type { BothStores } from './bothStores.ts'
import { type Item, type ItemState, type Job, noCounts } from './job.ts'
import { JobRuns, type RunSurroundings } from './JobRuns.ts'
import { type Keeping, KeepingRule } from './keeping.ts'
import { type AnyWork, mayRetry, type Work } from './work.ts'

/** What jobs need of the outside world. */
export type JobsSurroundings = RunSurroundings & {
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
  readonly #runs: JobRuns
  readonly #listeners = new Set<(id: string) => void>()

  /** @param works by kind; one that is added later is known from then on */
  constructor(store: BothStores, around: JobsSurroundings, works: ReadonlyMap<string, AnyWork>) {
    this.#store = store
    this.#around = around
    this.#keeping = new KeepingRule(() => around.keeping())
    this.#works = works
    this.#runs = new JobRuns({
      store,
      around,
      keeping: this.#keeping,
      works,
      onChange: (id) => this.#changed(id),
      onStuck: (id) => this.#tell(id),
    })
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
    this.#runs.forgetStuck(id)
    this.#tell(id)
    if (this.#runs.isAtWork(id) && (await this.#store.job(id))?.status !== 'running') this.#runs.halt(id)
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
    this.#runs.begin(id)
    return id
  }

  /** Lets a job that is paused, or that nobody runs, go on in this tab. Throws Failed where its work may not. */
  async resume(id: string): Promise<void> {
    const details = await this.#confirmed(id)
    await this.#store.move(id, { status: 'running' }, ({ status }) => status === 'paused', details)
    this.#changed(id)
    this.#runs.begin(id)
  }

  /** Begins no further item; what is under way ends. */
  async pause(id: string): Promise<void> {
    this.#runs.halt(id)
    await this.#store.move(id, { status: 'paused', because: 'asked' }, ({ status }) => status === 'running')
    this.#runs.forgetStuck(id)
    this.#changed(id, this.#store.isOnDisk(id))
  }

  /** Ends a job for good: once this resolves no item begins. */
  async stop(id: string): Promise<void> {
    this.#runs.halt(id)
    const status = { status: 'stopped', at: new Date(this.#around.now()) } as const
    await this.#store.move(id, status, (job) => job.status === 'running' || job.status === 'paused')
    this.#runs.forgetStuck(id)
    this.#changed(id, this.#store.isOnDisk(id))
  }

  /**
   * Does again what failed and may succeed yet, and what nobody knows the outcome of, where the job stands so that it may be
   * retried. Throws Failed where its work may not.
   */
  async retryFailed(id: string): Promise<void> {
    const details = await this.#confirmed(id)
    const again = (await this.toRetry(id)).map(({ n, target, state }): Item => {
      const isUnknown = state === 'not known'
      return { n, target, state: 'waiting', tries: 0, ...(isUnknown && { unanswered: true }) }
    })
    await this.#store.again(id, again, (job) => mayRetry(job, this.#works.get(job.kind)), details)
    this.#changed(id)
    this.#runs.begin(id)
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
      this.#runs.noteStuck(id, error)
      throw error
    }
    if (job?.status === 'running') await this.#runs.run(id)
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
  progress(id: string): ReturnType<JobRuns['progress']> {
    return this.#runs.progress(id)
  }

  /** Why a job that is said to run does not, where this tab could not take it up. */
  stuck(job: Job): Failure | undefined {
    return job.status === 'running' ? this.#runs.stuck(job.id) : undefined
  }

  /** Why the session that lives here may neither let a job go on nor have any of it done again. */
  refusal(job: Job): Failure | undefined {
    return this.#keeping.refusal(job)
  }

  /** Whether this tab is about to run a job, or runs it. */
  isTaken(id: string): boolean {
    return this.#runs.isTaken(id)
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
    await this.#runs.over(id)
    const others = this.#store.isOnDisk(id)
    await this.#store.remove(id)
    this.#runs.forgetStuck(id)
    this.#changed(id, others)
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
