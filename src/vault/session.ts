import type { PersonApi } from '../cognito/person.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { claimsOf, familyOf } from './claims.ts'
import { endingIn } from './endings.ts'
import { type Begun, type Deployment, factsOf, firstExpiry, type Kept, type LeftBehind, type Live } from './facts.ts'
import type { Ended, EndReason, SessionState } from './protocol.ts'
import { sealedRecord } from './record.ts'
import { SessionBeginning } from './sessionBeginning.ts'
import { SessionHalf } from './sessionHalf.ts'
import { SessionLock } from './sessionLock.ts'
import { type Refusal, SessionRefusals } from './sessionRefusals.ts'
import { SessionRenewal } from './sessionRenewal.ts'
import type { OutboxEntry, SessionRecord, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { type Burial, endedElsewhere, endedHere, tombstoneOf } from './tombstone.ts'

/** An access token this close to its expiry is renewed before it is used, in milliseconds. */
export const freshnessMs = 30_000

/** How a session ends that nobody has signed out of, and that lives on at Cognito. */
type WaysOut = {
  /** One that this browser lets go of: gives the outbox entry that is kept with its tombstone, if any. */
  letGo(live: Live): Promise<OutboxEntry | undefined>
  /** One that could not be kept: nothing on disk tells of it. */
  giveBack(left: LeftBehind): Promise<void>
}

/**
 * Holds the session: in this worker's memory, and as one sealed record shared by the tabs of this browser.
 * Every change is made under the tabs' lock and only if nobody changed the record since it was read.
 */
export class SessionKeeper {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  /** The deployment this session belongs to. */
  readonly deployment: Deployment
  readonly #half: SessionHalf
  readonly #lock: SessionLock
  readonly #beginning: SessionBeginning
  readonly #renewal: SessionRenewal
  readonly #refusals: SessionRefusals
  #live: Live | undefined
  #generation = 0
  /** Counts the changes of the two above, so that nothing read before one is believed after it. */
  #changes = 0
  #ended: Ended | undefined
  #listed: { family: string; id: string } | undefined
  /** The session that has left this browser, and whose record the disk would not let go of: nobody's from then on. */
  #unwritten: string | undefined

  /** @param ended is told when a refusal of Cognito's has ended the session here */
  constructor(
    around: Surroundings,
    storage: VaultStorage,
    person: PersonApi,
    deployment: Deployment,
    ended: (live: Live, reason: EndReason, failure: Failure) => void,
    waysOut: WaysOut,
  ) {
    this.#around = around
    this.#storage = storage
    this.deployment = deployment
    this.#half = new SessionHalf(around, deployment)
    this.#lock = new SessionLock(around, deployment)
    const parts = { now: () => around.now(), storage, person, half: this.#half, lock: this.#lock }
    const session = this.#held()
    const refusals = new SessionRefusals(parts.now, session, { letGo: async (live) => waysOut.letGo(live), ended })
    const giveBack = async (left: LeftBehind) => waysOut.giveBack(left)
    this.#refusals = refusals
    this.#renewal = new SessionRenewal(parts, session, {
      refused: async (live, reason, failure) => refusals.conclude(live, reason, failure),
      giveBack,
    })
    this.#beginning = new SessionBeginning(parts, session, giveBack)
  }

  /** The session as this worker holds it, if it is live. */
  get live(): Live | undefined {
    return this.#live
  }

  /** This machine's clock, milliseconds since the epoch. */
  now(): number {
    return this.#around.now()
  }

  /** Cognito's clock, reckoned from the skew measured when tokens arrived. Milliseconds since the epoch. */
  cognitoNow(live: Live | undefined = this.#live): number {
    return this.#around.now() + (live?.skewMs ?? 0)
  }

  /** What the page may know. */
  state(): SessionState {
    if (this.#live) return { state: 'signed in', session: factsOf(this.#live, this.deployment) }
    return this.#ended ? { state: 'signed out', ended: this.#ended } : { state: 'signed out' }
  }

  /** Why the last session of this browser ended; undefined where one lives, or nobody knows. */
  async lastEnd(): Promise<EndReason | undefined> {
    const record = await this.#storage.record()
    if (this.#live) return undefined
    return this.#ended?.reason ?? (record?.state === 'signed out' ? record.reason : undefined)
  }

  /** Notes the id under which Cognito lists a session: nothing in its tokens says which it is. */
  noteListed(live: Live, id: string): void {
    this.#listed = { family: familyOf(live.claims), id }
  }

  /** The id under which Cognito lists a session, where it was seen on the list. */
  listedAs(live: Live): string | undefined {
    return this.#listed?.family === familyOf(live.claims) ? this.#listed.id : undefined
  }

  /** What Cognito said of `live` as it ended here, if a refusal has ended it, and no other session since. */
  refusalOf(live: Live): Refusal | undefined {
    return this.#refusals.of(live)
  }

  /**
   * Whether this browser has had `live` ended itself: somebody signed out, or in anew, or it was let go of. What Cognito
   * says of its tokens then shows nothing of anything else that was to end it.
   * @param by what was to end it: where that is all that could show it, others who have asked for the end count as well
   */
  async isEndedFromHere(live: Live, by?: string): Promise<boolean> {
    return this.#refusals.isEndedFromHere(live, by)
  }

  /** Has Cognito asked to end `live`, by whom `isEndedFromHere` is told from others: a receipt's id, or GlobalSignOut. */
  async asking<T>(live: Live, by: string, work: () => Promise<T>): Promise<T> {
    return this.#refusals.asking(live, by, work)
  }

  /** The page has asked for something, with its cookies as they are now. */
  seeHalves(): void {
    this.#half.see()
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

  /**
   * Makes freshly issued tokens this browser's session. Throws when they cannot be kept; what was begun is ended then.
   * @param half seals it; without one nothing is written
   * @param entryFor makes the outbox entry of a session that lived here and is replaced, or ends it where it was in memory
   *   only: nobody could end it otherwise
   * @param insteadOf the session that it was begun for, if any: where somebody has signed out of that since, none begins
   */
  async install(
    begun: Begun,
    half: string | undefined,
    entryFor: (replaced: Live) => Promise<OutboxEntry | undefined>,
    insteadOf?: Live,
  ): Promise<void> {
    await this.#beginning.install(begun, half, entryFor, insteadOf)
    this.#announce()
  }

  /** Refreshes the tokens now. Joins a refresh that is under way; adopts one that another tab made. */
  async renew(): Promise<void> {
    await this.#renewal.run()
  }

  /** Refreshes the tokens of `live`, which was to end here: if it is refused, that is the end that was wished. */
  async renewAfter(live: Live, as: { reason: EndReason; receiptId: string }): Promise<void> {
    await this.#refusals.expecting(live, as, async () => this.renew())
  }

  /** The live session with an access token that is good for a while yet; undefined when the session has ended. */
  async fresh(): Promise<Live | undefined> {
    await this.adopt()
    if (this.#live && firstExpiry(this.#live.claims) - this.cognitoNow() < freshnessMs) await this.renew()
    return this.#live
  }

  /**
   * Draws the consequence of a failed call of `live`'s: ends the session if that is what the failure says.
   * @param isWished the call was to end it: whoever asked for that wants none in its place
   */
  async heed(live: Live, error: unknown, isWished = false): Promise<void> {
    const ending = endingIn(failureOf(error, ''))
    if (ending === undefined) return
    if (ending === 'ask') await this.renew()
    else await this.#lock.during(async () => this.#refusals.conclude(live, ending, failureOf(error, ''), isWished))
  }

  /**
   * Takes the session out of this browser for a sign-out: tombstone and intent are on disk, and memory is clear, before
   * this returns. Gives undefined when the session was no longer there to take: another tab has signed it out.
   * A session that has begun in its place since is somebody's newer wish, and stays.
   * @param entryFor makes the outbox entry that is written with the tombstone, if there is to be one
   * @param shown the session that is meant: the one that this tab shows, unless it was another when the person asked
   * @param as why, where it was not the person who asked, and the receipt that tells of it; and `unwritten` where it leaves
   *   also if the disk fails: it is called then, and its key is shredded all the same
   */
  async takeAway(
    entryFor?: (live: Live) => Promise<OutboxEntry | undefined>,
    shown: Live | undefined = this.#live,
    as: Pick<Burial, 'receiptId' | 'unwritten'> & { reason?: EndReason } = {},
  ): Promise<Live | undefined> {
    const take = async () => {
      for (;;) {
        await this.adopt()
        const live = this.#live
        if (shown && (live === undefined || familyOf(live.claims) !== familyOf(shown.claims))) {
          return this.#overtaken(shown, entryFor)
        }
        if (live === undefined) return undefined
        const entry = live.memoryOnly ? undefined : await entryFor?.(live)
        const { reason = 'signed out here', ...burial } = as
        if (await this.#bury(live, reason, { ...burial, entry })) return live
      }
    }
    return this.#lock.unlessFrozen(take)
  }

  /**
   * The record was another's before this session could be taken: its intent is kept all the same. So is the wish, where a
   * refusal of Cognito's was first: none begins in its place.
   */
  async #overtaken(
    shown: Live,
    entryFor?: (live: Live) => Promise<OutboxEntry | undefined>,
  ): Promise<Live | undefined> {
    await this.#refusals.wish(shown)
    // Whoever took it out of the only memory that it was in has had it ended.
    if (shown.memoryOnly) return undefined
    const record = await this.#storage.record()
    if (record?.state === 'signed out') return undefined
    const entry = await entryFor?.(shown)
    if (entry) await this.#storage.enqueue(entry)
    return shown
  }

  /**
   * Notes until when AWS credentials that were obtained with this session work: no sign-out ends them. Where the disk fails
   * this tab alone knows, and goes on: they have been issued.
   */
  async noteAwsCredentials(of: Live, until: Date): Promise<void> {
    await this.#lock.during(async () => {
      await this.adopt()
      const live = this.#live
      if (live === undefined || familyOf(live.claims) !== familyOf(of.claims)) return
      const kept = { ...live, awsCredentialsUntilMs: until.getTime() }
      try {
        await this.#keep(kept, live.memoryOnly ? undefined : this.#half.get(), live.generation)
      } catch {
        if (this.#live === live) this.#change(live.generation, kept)
      }
    })
    this.#announce()
  }

  /** The session as those see it who begin, renew and end it: nobody else writes to it. */
  #held() {
    return {
      live: () => this.#live,
      generation: () => this.#generation,
      isRefused: (live: Live) => this.#refusals.of(live)?.isWished === false,
      adopt: this.adopt.bind(this),
      record: async () => this.#storage.record(),
      replace: async (seen: number, next: SessionRecord) => this.#storage.replace(seen, next),
      forgetEnd: () => {
        this.#ended = undefined
      },
      keep: this.#keep.bind(this),
      hold: (live: Live) => this.#change(live.generation, live),
      bury: this.#bury.bind(this),
      announce: this.#announce.bind(this),
    }
  }

  /** Makes `kept` the session, unless the record is no longer of the generation that was seen. Gives whether it was kept. */
  async #keep(kept: Kept, half: string | undefined, seenGeneration: number, entry?: OutboxEntry): Promise<boolean> {
    const claims = claimsOf(kept.tokens)
    const generation = seenGeneration + 1
    if (half !== undefined) {
      const next = await sealedRecord(kept, half, this.deployment, generation)
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
    this.#announce()
  }

  /** Writes the tombstone of `live` and forgets it, if it is still the one that is held. Gives whether it was. */
  async #bury(live: Live, reason: EndReason, how: Burial): Promise<boolean> {
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
    this.#announce()
    return true
  }

  #announce(): void {
    this.#around.emit({ kind: 'session', state: this.state() })
  }
}
