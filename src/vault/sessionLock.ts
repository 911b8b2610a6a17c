import { failureOf } from '../lib/failure.ts'
import type { Deployment } from './facts.ts'
import type { Surroundings } from './surroundings.ts'

/** The lock under which this browser's tabs change the session of a deployment. */
export class SessionLock {
  readonly #around: Pick<Surroundings, 'withLock'>
  readonly #name: string

  constructor(around: Pick<Surroundings, 'withLock'>, { poolId, clientId }: Deployment) {
    this.#around = around
    this.#name = `curfew session ${poolId} ${clientId}`
  }

  /** Runs `work` while no other tab is inside. Waits a bounded time, then throws Failed `Busy`. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    return this.#around.withLock(this.#name, work)
  }

  /** A tab that froze inside the lock keeps nobody signed in, nor out: what it writes later, the generation refuses. */
  async unlessFrozen<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.during(work)
    } catch (error) {
      if (failureOf(error, '').code !== 'Busy') throw error
      return work()
    }
  }
}
