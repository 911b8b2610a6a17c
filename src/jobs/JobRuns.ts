import { type Failure, failureOf } from '../lib/failure.ts'
import type { BothStores } from './bothStores.ts'
import type { Job } from './job.ts'
import type { KeepingRule } from './keeping.ts'
import type { Pacer } from './Pacer.ts'
import { Runner, type RunnerSurroundings } from './Runner.ts'
import type { AnyWork } from './work.ts'

/** What running jobs needs of the outside world. */
export type RunSurroundings = RunnerSurroundings & {
  newId(): string
  /** Runs `work` if no other tab is inside a lock of this name, and gives false at once if one is. */
  ifFree(name: string, work: () => Promise<void>): Promise<boolean>
  /** Waits until no tab is inside a lock of this name, and runs `work` inside it; gives up once `signal` is aborted. */
  inTurn(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>
}

type Parts = {
  store: BothStores
  around: RunSurroundings
  keeping: KeepingRule
  /** By kind. One that is added later is known from then on. */
  works: ReadonlyMap<string, AnyWork>
  /** Told what a run has written of a job. */
  onChange: (id: string) => void
  /** Told when it is known why a job does not run here. */
  onStuck: (id: string) => void
}

/** The jobs that this page runs: each is one tab's at a time, and those that share a quota take turns. */
export class JobRuns {
  readonly #parts: Parts
  readonly #page: string
  readonly #runners = new Map<string, Runner<unknown, unknown, unknown>>()
  readonly #running = new Map<string, Promise<void>>()
  /** Why a job does not run here although it should, by its id: the disk failed as it was taken up. */
  readonly #stuck = new Map<string, Failure>()
  /** What the jobs of this page spend together, by the share's name. */
  readonly #shares = new Map<string, Pacer>()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#page = parts.around.newId()
  }

  /** Runs a job here if it is nobody's. One that is just being halted here is waited for. */
  async run(id: string): Promise<void> {
    const before = this.#running.get(id) ?? Promise.resolve()
    // However the last run ended, this one is another.
    const running = before.catch(() => undefined).then(async () => this.#ownOrStuck(id))
    this.#running.set(id, running)
    try {
      await running
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id)
      if (this.#stuck.has(id)) this.#parts.onStuck(id)
    }
  }

  /** Runs a job, and does not wait for its end. */
  begin(id: string): void {
    // Why it did not is kept, and the listeners have been told.
    void this.run(id).catch(() => undefined)
  }

  /** Begins no further item of a job that runs here; what is under way ends. */
  halt(id: string): void {
    this.#runners.get(id)?.halt()
  }

  /** Waits until a job has ended that runs here, however it ends. */
  async over(id: string): Promise<void> {
    await this.#running.get(id)?.catch(() => undefined)
  }

  /** Whether a job is worked on here. */
  isAtWork(id: string): boolean {
    return this.#runners.has(id)
  }

  /** Whether this tab is about to run a job, or runs it. */
  isTaken(id: string): boolean {
    return this.#running.has(id)
  }

  /** Pace and time left of a job that runs in this tab. */
  progress(id: string): { perSecond: number; isSlowed: boolean; timeLeftMs: number } | undefined {
    const runner = this.#runners.get(id)
    return runner && { ...runner.pace, timeLeftMs: runner.timeLeftMs }
  }

  /** Why a job does not run here, where this tab could not take it up. */
  stuck(id: string): Failure | undefined {
    return this.#stuck.get(id)
  }

  /** Notes why a job could not be taken up. Where it runs here already, nothing is held up by that. */
  noteStuck(id: string, error: unknown): void {
    if (this.isTaken(id)) return
    this.#stuck.set(id, failureOf(error, 'Jobs'))
    this.#parts.onStuck(id)
  }

  /** Whatever held a job up is over. */
  forgetStuck(id: string): void {
    this.#stuck.delete(id)
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
    const { store, around, keeping, works, onChange } = this.#parts
    await around.ifFree(this.#lockOf(id), async () => {
      const job = await store.job(id)
      const work = job && works.get(job.kind)
      if (job?.status !== 'running' || work === undefined) return
      keeping.expectMayWrite(job)
      const parts = { store, around, shares: this.#shares, told: () => onChange(id) }
      const runner = new Runner(parts, keeping.whileMayWrite(work, job), job)
      this.#runners.set(id, runner)
      try {
        await this.#inTurn(work.turn?.(job.details), runner, id)
      } catch (error) {
        await this.#pauseFor(error, job)
      } finally {
        this.#runners.delete(id)
        onChange(id)
      }
    })
  }

  /** Nothing of this ought to happen, and a job that nobody runs any more must not look as if somebody did. */
  async #pauseFor(error: unknown, { id, kind }: Job): Promise<void> {
    const failure = failureOf(error, kind)
    const paused = { status: 'paused', because: 'error', failure } as const
    await this.#parts.store.move(id, paused, ({ status }) => status === 'running')
  }

  /** One tab runs a job. The copy that a page has in memory is its own: it goes on whoever is at the one on disk. */
  #lockOf(id: string): string {
    const { store } = this.#parts
    const isCopy = store.isInMemory(id) && store.isOnDisk(id)
    return isCopy ? `curfew job ${id} of page ${this.#page}` : `curfew job ${id}`
  }

  /** Runs once the quota is free that the job shares with others; until then it says that it waits. */
  async #inTurn(turn: string | undefined, runner: Runner<unknown, unknown, unknown>, id: string): Promise<void> {
    const { store, around, onChange } = this.#parts
    const run = async () => {
      await store.move(id, { status: 'running' }, (job) => job.status === 'running' && job.waits === true)
      await runner.run()
    }
    if (turn === undefined) return run()
    if (await around.ifFree(turn, run)) return undefined
    await store.move(id, { status: 'running', waits: true }, ({ status }) => status === 'running')
    onChange(id)
    return around.inTurn(turn, runner.halting, run)
  }
}
