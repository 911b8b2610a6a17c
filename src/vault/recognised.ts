import type { CallRecord, CallTarget } from '../lib/calls.ts'

/** What a call asks for, by which it is recognised. */
export type Asked = { operation: string; poolId: string; username: string }

/**
 * Recognises the calls of a piece of work by what they ask for, and says what is known of them. A call is noted as it
 * leaves, when that is known, and again as it ends, perhaps after the work is over.
 */
export class Recognised<Known> {
  readonly #asked = new Map<string, Known>()
  readonly #calls = new Map<string, Known>()

  /** Does the work; its calls are recognised from now on. */
  async during<T>({ operation, poolId, username }: Asked, known: Known, work: () => Promise<T>): Promise<T> {
    const key = keyOf(operation, { pool: poolId, user: username })
    this.#asked.set(key, known)
    try {
      return await work()
    } finally {
      this.#asked.delete(key)
    }
  }

  /** What is known of a call; undefined where it is of no such work. */
  of({ call, operation, outcome }: CallRecord, target: CallTarget): Known | undefined {
    const known = this.#calls.get(call) ?? this.#asked.get(keyOf(operation, target))
    if (known !== undefined && outcome.state === 'under way') this.#calls.set(call, known)
    else this.#calls.delete(call)
    return known
  }
}

function keyOf(operation: string, { pool, user }: CallTarget): string {
  return JSON.stringify([operation, pool, user])
}
