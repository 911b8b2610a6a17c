import { failureOf, isUnanswered } from '../lib/failure.ts'
import type { Item, Job, PauseReason } from './job.ts'
import { Pacer } from './Pacer.ts'
import type { JobStore } from './store.ts'
import { isLostUnderWay, type Share, verdictOn, type Work } from './work.ts'

/** Calls that may be under way at a time: enough for a slow network, few enough to stop at once. */
const mostUnderWay = 20

/** What a runner needs of the outside world. */
export type RunnerSurroundings = {
  /** This machine's clock, milliseconds since the epoch. */
  now(): number
  sleep(ms: number): Promise<void>
}

/** A share of a quota as it is spent from, and how many calls each item of a group makes. */
type Spending = { pacer: Pacer; calls: number }

/** The items of one group: what counts against the same shares. */
type Queue<Target> = { shares: readonly Spending[]; leads: boolean; items: Item<Target>[] }

/** The item that is first in its group, which is the one to be done next. */
type Next<Target> = { queue: Queue<Target>; item: Item<Target> }

/**
 * Runs one job to its end, or until it is told to halt: paced by its own pace and by the quotas' shares, the group whose
 * turn comes first going first. Only the tab that owns the job has a runner for it.
 */
export class Runner<Target, Result, Details> {
  readonly #store: JobStore
  readonly #around: RunnerSurroundings
  readonly #work: Work<Target, Result, Details>
  readonly #told: (job: Job) => void
  readonly #pace: Pacer
  readonly #shares: Map<string, Pacer>
  readonly #queues = new Map<string, Queue<Target>>()
  readonly #underWay = new Set<Promise<void>>()
  #job: Job<Details>
  readonly #halting = new AbortController()
  /** What went wrong here, and not at Cognito. */
  #broken: { error: unknown } | undefined
  #pausing: { because: PauseReason; failure: ReturnType<typeof failureOf> } | undefined

  constructor(
    parts: {
      store: JobStore
      around: RunnerSurroundings
      /** The quotas' shares by name: other jobs of this page spend from them too. */
      shares: Map<string, Pacer>
      told: (job: Job) => void
    },
    work: Work<Target, Result, Details>,
    job: Job<Details>,
  ) {
    this.#store = parts.store
    this.#around = parts.around
    this.#shares = parts.shares
    this.#told = parts.told
    this.#work = work
    this.#job = job
    this.#pace = new Pacer(job.pace)
  }

  /** Calls per second at present, and whether throttling has made it slower than was asked for. */
  get pace(): { perSecond: number; isSlowed: boolean } {
    const mine = [...this.#queues.values()].flatMap(({ shares }) => shares.map(({ pacer }) => pacer))
    const slowed = [this.#pace, ...mine].filter((pacer) => pacer.isSlowed)
    return { perSecond: this.#pace.perSecond, isSlowed: slowed.length > 0 }
  }

  /** Milliseconds that what is waiting will take at the present pace, at least. */
  get timeLeftMs(): number {
    const all = this.#waiting() / this.#pace.perSecond
    const load = new Map<Pacer, number>()
    for (const { shares, items } of this.#queues.values()) {
      for (const { pacer, calls } of shares) load.set(pacer, (load.get(pacer) ?? 0) + items.length * calls)
    }
    const slowestShare = Math.max(0, ...[...load].map(([share, count]) => count / share.perSecond))
    return Math.max(all, slowestShare) * 1_000
  }

  /** Begins no further item from now on. */
  halt(): void {
    this.#halting.abort()
  }

  /** Aborted once it is told to halt. */
  get halting(): AbortSignal {
    return this.#halting.signal
  }

  get #halted(): boolean {
    return this.#halting.signal.aborted
  }

  /** Resolves when nothing is under way any more: the job is finished, halted, or has paused itself. */
  async run(): Promise<void> {
    try {
      await this.#goOn()
    } catch (error) {
      this.halt()
      await Promise.all(this.#underWay)
      throw error
    }
    if (this.#broken) throw this.#broken.error
    await this.#conclude()
  }

  async #goOn(): Promise<void> {
    await this.#takeUp()
    for (;;) {
      const next = this.#halted ? undefined : this.#next()
      if (next === undefined) {
        if (this.#underWay.size === 0) break
        await Promise.race(this.#underWay)
        continue
      }
      if (this.#underWay.size >= mostUnderWay) {
        await Promise.race(this.#underWay)
        continue
      }
      const waitMs = Math.ceil(this.#turnOf(next.queue) - this.#around.now())
      // What comes back meanwhile may have slowed the pace, or turned up a group whose turn is earlier.
      if (waitMs > 0) await Promise.race([this.#around.sleep(waitMs), ...this.#underWay])
      else await this.#begin(next)
    }
  }

  /** What an earlier page left under way is done again if it may be; otherwise nobody knows what became of it. */
  async #takeUp(): Promise<void> {
    const left = await this.#store.items(this.#job.id, 'under way')
    if (left.length > 0) {
      const state = this.#work.repeatable ? 'waiting' : 'not known'
      await this.#write(left.map((item) => ({ ...item, state, at: new Date(this.#around.now()) })))
    }
    for (const item of await this.#store.items(this.#job.id, 'waiting')) this.#enqueue(item as Item<Target>)
  }

  async #begin({ queue, item }: Next<Target>): Promise<void> {
    queue.items.shift()
    const nowMs = this.#around.now()
    this.#pace.spend(nowMs)
    for (const { pacer, calls } of queue.shares) pacer.spend(nowMs, calls)
    const begun: Item<Target> = { ...item, state: 'under way', tries: item.tries + 1, at: new Date(nowMs) }
    // Another tab may have paused or stopped the job since: then nothing begins.
    const job = await this.#store.begin(this.#job.id, begun)
    if (job === undefined || this.#halted) {
      if (job === undefined) this.halt()
      else await this.#write([item])
      queue.items.unshift(item)
      return
    }
    this.#tell(job)
    const doing = this.#do(queue, begun)
      .catch((error: unknown) => {
        this.#broken ??= { error }
        this.halt()
      })
      .finally(() => this.#underWay.delete(doing))
    this.#underWay.add(doing)
  }

  async #do(queue: Queue<Target>, item: Item<Target>): Promise<void> {
    let performed: Awaited<ReturnType<Work<Target, Result, Details>['perform']>>
    try {
      performed = await this.#work.perform(item.target, this.#job.details, this.#job.id)
    } catch (error) {
      return this.#fail(queue, item, failureOf(error, this.#job.kind))
    }
    // What cannot be written down has happened all the same: that is no failure of the item.
    const { result, more } = performed
    return this.#write([{ ...item, state: 'done', at: new Date(this.#around.now()), result }], more)
  }

  async #fail(queue: Queue<Target>, item: Item<Target>, failure: ReturnType<typeof failureOf>): Promise<void> {
    const verdict = verdictOn(failure, item.tries, this.#work.denied)
    const at = new Date(this.#around.now())
    if (verdict.next === 'pause') {
      this.#pausing ??= { because: verdict.because, failure }
      this.halt()
    }
    const isLost = this.#work.acts && isLostUnderWay(failure)
    if (verdict.next === 'fail' || isLost) {
      const state = isLost || (this.#work.acts && (item.lost || isUnanswered(failure))) ? 'not known' : 'failed'
      await this.#write([{ ...item, state, at, failure }])
      return
    }
    const { result: _result, failure: _failure, at: _at, ...rest } = item
    // Neither a throttled call nor one that lacked credentials has been tried.
    const tries = verdict.next === 'again' ? item.tries : item.tries - 1
    const again: Item<Target> = {
      ...rest,
      state: 'waiting',
      tries: verdict.next === 'pause' ? 0 : tries,
      ...(this.#work.acts && isUnanswered(failure) && { unanswered: true }),
    }
    if (verdict.next === 'slower') {
      const slowed = queue.shares.length > 0 ? queue.shares.map(({ pacer }) => pacer) : [this.#pace]
      for (const pacer of slowed) pacer.slowDown(this.#around.now())
    }
    await this.#write([again], [], verdict.next === 'slower' ? 1 : 0)
    queue.items.unshift(again)
  }

  async #conclude(): Promise<void> {
    const { id } = this.#job
    const isRunning = (job: Job) => job.status === 'running'
    if (this.#pausing) await this.#store.move(id, { status: 'paused', ...this.#pausing }, isRunning)
    else if (!this.#halted) {
      const status = { status: 'finished', at: new Date(this.#around.now()) } as const
      await this.#store.move(id, status, isRunning)
    }
  }

  async #write(changes: readonly Item[], more: readonly Target[] = [], throttled = 0): Promise<void> {
    const { job, added } = await this.#store.change(this.#job.id, changes, more, throttled)
    for (const item of added) this.#enqueue(item as Item<Target>)
    this.#tell(job)
  }

  #tell(job: Job): void {
    this.#job = job as Job<Details>
    this.#told(job)
  }

  #enqueue(item: Item<Target>): void {
    const shares = this.#work.shares(item.target)
    const name = shares.map((share) => share.name).join(' ')
    const queue = this.#queues.get(name) ?? {
      shares: shares.map(({ calls = 1, ...share }) => ({ pacer: this.#share(share), calls })),
      leads: this.#work.leads?.(item.target) ?? false,
      items: [],
    }
    queue.items.push(item)
    this.#queues.set(name, queue)
  }

  #share({ name, perSecond, recoversAfterMs }: Omit<Share, 'calls'>): Pacer {
    const share = this.#shares.get(name) ?? new Pacer(perSecond, recoversAfterMs)
    this.#shares.set(name, share)
    return share
  }

  #waiting(): number {
    return [...this.#queues.values()].reduce((sum, { items }) => sum + items.length, 0)
  }

  /**
   * The queue whose turn is the earliest; among equals one that leads to more, and else the one with the most to do, so
   * that all end together.
   */
  #next(): Next<Target> | undefined {
    let best: Next<Target> | undefined
    for (const queue of this.#queues.values()) {
      const [item] = queue.items
      if (item === undefined) continue
      if (best === undefined || this.#before(queue, best.queue)) best = { queue, item }
    }
    return best
  }

  #before(a: Queue<Target>, b: Queue<Target>): boolean {
    const nowMs = this.#around.now()
    const [turnA, turnB] = [Math.max(nowMs, this.#turnOf(a)), Math.max(nowMs, this.#turnOf(b))]
    if (turnA !== turnB) return turnA < turnB
    return a.leads === b.leads ? a.items.length > b.items.length : a.leads
  }

  #turnOf({ shares }: Queue<Target>): number {
    return Math.max(this.#pace.nextMs, ...shares.map(({ pacer }) => pacer.nextMs))
  }
}
