import { claimsOf, familyOf } from './claims.ts'
import { type Deployment, factsOf, type Kept, type Live } from './facts.ts'
import type { Ended, EndReason, SessionState } from './protocol.ts'
import { sealedRecord } from './record.ts'
import type { SessionHalf } from './sessionHalf.ts'
import type { OutboxEntry, SessionRecord, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { type Burial, endedElsewhere, endedHere, tombstoneOf } from './tombstone.ts'

/**
 * The session itself: in this worker's memory, and as one sealed record shared by the tabs of this browser. Whoever begins,
 * renews or ends it writes through here, under the tabs' lock, and only if nobody changed the record since it was read.
 */
export class HeldSession {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #deployment: Deployment
  readonly #half: SessionHalf
  #live: Live | undefined
  #generation = 0
  /** Counts the changes of the two above, so that nothing read before one is believed after it. */
  #changes = 0
  #ended: Ended | undefined
  /** The session that has left this browser, and whose record the disk would not let go of: nobody's from then on. */
  #unwritten: string | undefined

  constructor(around: Surroundings, storage: VaultStorage, deployment: Deployment, half: SessionHalf) {
    this.#around = around
    this.#storage = storage
    this.#deployment = deployment
    this.#half = half
  }

  /** The session as this worker holds it, if it is live. */
  live(): Live | undefined {
    return this.#live
  }

  /** How often the record has been written, as far as this worker knows. */
  generation(): number {
    return this.#generation
  }

  /** What is on disk. */
  async record(): Promise<SessionRecord | undefined> {
    return this.#storage.record()
  }

  /** Writes the record, if it still has the generation that was seen. Gives whether it had. */
  async replace(seenGeneration: number, next: SessionRecord): Promise<boolean> {
    return this.#storage.replace(seenGeneration, next)
  }

  /** What the page may know. */
  state(): SessionState {
    if (this.#live) return { state: 'signed in', session: factsOf(this.#live, this.#deployment) }
    return this.#ended ? { state: 'signed out', ended: this.#ended } : { state: 'signed out' }
  }

  /** Why the last session of this browser ended; undefined where one lives, or nobody knows. */
  async lastEnd(): Promise<EndReason | undefined> {
    const record = await this.#storage.record()
    if (this.#live) return undefined
    return this.#ended?.reason ?? (record?.state === 'signed out' ? record.reason : undefined)
  }

  /** How the last one ended is not to be told any more. */
  forgetEnd(): void {
    this.#ended = undefined
  }

  /** Reads the record and takes over what another tab, or an earlier visit, left there. */
  async adopt(): Promise<void> {
    for (;;) {
      if (this.#live?.memoryOnly) return
      const changes = this.#changes
      const record = await this.#storage.record()
      const held = this.#holds(record)
      const opened = held || record?.state !== 'signed in' ? undefined : await this.#half.open(record)
      const live = opened && familyOf(opened.claims) !== this.#unwritten ? opened : undefined
      // What was read is only worth something if nothing happened in this tab meanwhile.
      if (changes !== this.#changes) continue
      if (!held) this.#take(record, live)
      return
    }
  }

  /** Makes `kept` the session, unless the record is no longer of the generation that was seen. Gives whether it was kept. */
  async keep(kept: Kept, half: string | undefined, seenGeneration: number, entry?: OutboxEntry): Promise<boolean> {
    const claims = claimsOf(kept.tokens)
    const generation = seenGeneration + 1
    if (half !== undefined) {
      const next = await sealedRecord(kept, half, this.#deployment, generation)
      const changes = this.#changes
      const written = await this.#storage.replace(seenGeneration, next, entry)
      if (written) this.#around.tellTabs()
      // A sign-out that did not wait for the lock may have taken what was just written, before this tab knew of it.
      if (!written || changes !== this.#changes) {
        await this.adopt()
        return written
      }
    }
    this.#change(generation, { ...kept, claims, generation, memoryOnly: half === undefined })
    return true
  }

  /** Makes it the session in this worker's memory alone. */
  hold(live: Live): void {
    this.#change(live.generation, live)
  }

  /** Writes the tombstone of `live` and forgets it, if it is still the one that is held. Gives whether it was. */
  async bury(live: Live, reason: EndReason, how: Burial): Promise<boolean> {
    if (this.#live !== live) return false
    const tombstone = tombstoneOf(live, reason, new Date(this.#around.now()), how)
    try {
      if (!live.memoryOnly && !(await this.#storage.replace(live.generation, tombstone, how.entry))) {
        await this.adopt()
        return false
      }
    } catch (error) {
      if (how.unwritten === undefined || this.#live !== live) throw error
      this.#unwritten = familyOf(live.claims)
      how.unwritten()
    }
    this.#change(tombstone.generation, undefined)
    this.#ended = endedHere(tombstone, live)
    if (!live.memoryOnly) {
      this.#around.tellTabs()
      this.#around.emit({ kind: 'shred', half: this.#half.find() ?? '' })
    }
    this.announce()
    return true
  }

  /** Tells the page how it stands. */
  announce(): void {
    this.#around.emit({ kind: 'session', state: this.state() })
  }

  #change(generation: number, live: Live | undefined): void {
    this.#changes += 1
    this.#generation = generation
    this.#live = live
    // What begins on the disk takes that one's place there, and can look like it: a family may be no more than a time.
    if (live && !live.memoryOnly) this.#unwritten = undefined
  }

  /** Whether a record says what this worker has in its memory already. */
  #holds(record: SessionRecord | undefined): boolean {
    const signedIn = record?.state === 'signed in'
    return (record?.generation ?? 0) === this.#generation && signedIn === (this.#live !== undefined)
  }

  /** Takes over what a record says, and how it ended if it lived here until then. */
  #take(record: SessionRecord | undefined, live: Live | undefined): void {
    const before = this.#live
    this.#change(record?.generation ?? 0, live)
    if (live) this.#ended = undefined
    if (record?.state === 'signed out' && before) this.#ended = endedElsewhere(record, before)
    this.announce()
  }
}
