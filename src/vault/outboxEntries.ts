import { seal, unseal } from './seal.ts'
import type { Revocation } from './sessionCalls.ts'
import type { OutboxEntry, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000

/** How long a sign-out is tried, in milliseconds. */
export const dayMs = 86_400_000

/** What an entry seals: the refresh token, and the device without which Cognito does not look at it. */
export type ToRevoke = { refresh: string; deviceKey?: string | undefined }

/** The entries of the outbox: sealed, counted and put off. What lies here can only be revoked: no sign-in path reads it. */
export class OutboxEntries {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  /** A half that the page has been told to keep, and had not shown when it was made. */
  #made: string | undefined

  constructor(around: Surroundings, storage: VaultStorage) {
    this.#around = around
    this.#storage = storage
  }

  /**
   * A new entry; it is written in the same transaction as the tombstone.
   * @param half seals it
   * @param as the call that ends it, until when the refresh token lasts on this machine's clock, as every time of an
   *   entry, whether the sign-in that the session came through is to end with it, and how Cognito lists it
   */
  async make(
    id: string,
    half: string,
    what: ToRevoke,
    as: { by: Revocation; refreshExpiresAtMs: number; linked: boolean } & Pick<OutboxEntry, 'listed'>,
  ): Promise<OutboxEntry> {
    const about = `outbox|${id}`
    const askedAt = new Date(this.#around.now())
    if (this.#around.halves().outbox === undefined) this.#made = half
    // The entry is tried for a day from now, whenever the half was made.
    this.#around.emit({ kind: 'outbox half', half })
    return {
      id,
      about,
      sealed: await seal(half, textOf(what), about),
      by: as.by,
      askedAt,
      giveUpAt: new Date(Math.min(askedAt.getTime() + dayMs, as.refreshExpiresAtMs)),
      nextTryAt: askedAt,
      tries: 0,
      ...(as.linked ? { linked: true } : {}),
      ...(as.listed ? { listed: as.listed } : {}),
    }
  }

  /** Adds an entry that goes with no tombstone. */
  async add(entry: OutboxEntry): Promise<void> {
    await this.#storage.enqueue(entry)
  }

  /** What an entry holds; undefined where this browser has not got its half. */
  async open({ sealed, about }: OutboxEntry): Promise<ToRevoke | undefined> {
    // The page may have another tab's by now: what was sealed before that opens with the one that was made here.
    for (const half of [this.#around.halves().outbox, this.#made]) {
      const plain = half === undefined ? undefined : await unseal(half, sealed, about)
      const [refresh, deviceKey] = plain?.split(' ') ?? []
      if (refresh !== undefined) return { refresh, deviceKey }
    }
    return undefined
  }

  /** Keeps another refresh token of the same session in the place of the first. */
  async keep(entry: OutboxEntry, what: ToRevoke): Promise<OutboxEntry> {
    const half = this.#around.halves().outbox ?? this.#made
    if (half === undefined) return entry
    const kept = { ...entry, sealed: await seal(half, textOf(what), entry.about) }
    await this.#storage.postpone(kept)
    return kept
  }

  /** Notes that a try did not lead to the end. Gives when the next one is. */
  async postpone(entry: OutboxEntry): Promise<{ nextTryAt: Date; giveUpAt: Date; tries: number }> {
    const tries = entry.tries + 1
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1))
    const nextTryAt = new Date(this.#around.now() + pause)
    await this.#storage.postpone({ ...entry, tries, nextTryAt })
    await this.tell()
    return { nextTryAt, giveUpAt: entry.giveUpAt, tries }
  }

  /** Removes an entry that has had its answer. */
  async settle(id: string): Promise<void> {
    await this.#storage.settle(id)
    await this.tell()
  }

  /** Those that wait. */
  async all(): Promise<readonly OutboxEntry[]> {
    return this.#storage.outbox()
  }

  /** Tells the page how many wait. */
  async tell(): Promise<number> {
    const waiting = (await this.all()).length
    this.#around.emit({ kind: 'outbox', waiting })
    return waiting
  }
}

function textOf({ refresh, deviceKey }: ToRevoke): string {
  return deviceKey === undefined ? refresh : `${refresh} ${deviceKey}`
}

/** The lock under which one entry is sent. */
export function outboxLock(id: string): string {
  return `curfew outbox ${id}`
}
