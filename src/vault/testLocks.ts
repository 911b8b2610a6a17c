import { Failed } from '../lib/failure.ts'

type Waiting = { tab: string; enter: () => void; giveUp: (error: Failed) => void }
type Lock = { holder: string; waiting: Waiting[] }

/**
 * Web Locks as the tabs of one browser share them: exclusive by name, first come, first served, and freed when their
 * tab dies. A wait ends in `Busy` when a test says that its time is over.
 */
export class TabLocks {
  readonly #locks = new Map<string, Lock>()
  /** Without locks every tab just goes ahead: the control of what locks are for. */
  off = false

  /** How many wait for a lock. */
  get waiting(): number {
    return [...this.#locks.values()].reduce((sum, { waiting }) => sum + waiting.length, 0)
  }

  /** Waits for a lock. Gives the way to free it. */
  async take(name: string, tab: string): Promise<() => void> {
    if (this.off) return () => {}
    const lock = this.#locks.get(name)
    if (lock === undefined) this.#locks.set(name, { holder: tab, waiting: [] })
    else await new Promise<void>((enter, giveUp) => void lock.waiting.push({ tab, enter, giveUp }))
    let freed = false
    return () => {
      if (!freed && this.#locks.get(name)?.holder === tab) this.#next(name)
      freed = true
    }
  }

  /** The time of everyone who waits is over. */
  expire(): void {
    for (const lock of this.#locks.values()) for (const { giveUp } of lock.waiting.splice(0)) giveUp(busy)
  }

  /** A tab is gone: it waits no longer, and what it held is free. */
  release(tab: string): void {
    for (const [name, lock] of this.#locks) {
      lock.waiting = lock.waiting.filter((waiting) => waiting.tab !== tab)
      if (lock.holder === tab) this.#next(name)
    }
  }

  #next(name: string): void {
    const lock = this.#locks.get(name)
    const next = lock?.waiting.shift()
    if (lock === undefined || next === undefined) {
      this.#locks.delete(name)
      return
    }
    lock.holder = next.tab
    next.enter()
  }
}

/** What worker.ts throws when a lock could not be had in time. */
const busy = new Failed({
  operation: 'vault',
  code: 'Busy',
  message: 'Another tab is busy with this session.',
  class: 'transient',
  attempts: 0,
})
