import { type OutboxEntries, outboxLock } from './outboxEntries.ts'
import type { Remains } from './proof.ts'
import type { OutboxEntry } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import type { Telling } from './telling.ts'

/**
 * Ends what Cognito has begun and nobody here is going to use: tokens that fail a check, come too late, or cannot be kept.
 * Nobody could end it otherwise.
 */
export class GivingBack {
  readonly #around: Surroundings
  readonly #entries: OutboxEntries
  readonly #telling: Telling

  constructor(around: Surroundings, parts: { entries: OutboxEntries; telling: Telling }) {
    this.#around = around
    this.#entries = parts.entries
    this.#telling = parts.telling
  }

  /**
   * Tells Cognito once, and has the outbox go on where that is not enough. Never throws.
   * @param memoryOnly nothing of it is to be kept
   */
  async giveBack(remains: Remains, memoryOnly: boolean): Promise<void> {
    const id = this.#around.newId()
    // Nobody else knows the name of this lock yet, so it is free; it keeps other tabs from sending the entry as well.
    const work = async () => {
      const entry = await this.#kept(id, remains, memoryOnly)
      await this.#telling.tell({ remains, receipt: undefined, entry, memoryOnly })
    }
    await this.#around.withLock(outboxLock(id), work).catch(() => undefined)
  }

  /**
   * Leaves to the outbox what is to end in another way, should this tab be gone before that. Gives what to do once it has
   * ended, or has to be given back after all. Never throws.
   */
  async insure(remains: Remains, memoryOnly: boolean): Promise<(hasEnded: boolean) => Promise<void>> {
    const id = this.#around.newId()
    const entry = await this.#kept(id, remains, memoryOnly)
    return async (hasEnded) => {
      // What cannot be taken out is asked for once more, and answered as if it were new.
      const settle = async () => entry && this.#entries.settle(id)
      const tell = async () => this.#telling.tell({ remains, receipt: undefined, entry, memoryOnly })
      await (hasEnded ? settle() : this.#around.withLock(outboxLock(id), tell)).catch(() => undefined)
    }
  }

  /** Its entry in the outbox; undefined where the browser keeps no cookies, or the disk takes nothing. */
  async #kept(id: string, { refresh, deviceKey, by }: Remains, memoryOnly: boolean): Promise<OutboxEntry | undefined> {
    const half = memoryOnly ? undefined : this.#around.halves().outbox
    if (half === undefined) return undefined
    const as = { by, refreshExpiresAtMs: Infinity, linked: false }
    try {
      const entry = await this.#entries.make(id, half, { refresh, deviceKey }, as)
      await this.#entries.add(entry)
      return entry
    } catch {
      return undefined
    }
  }
}
