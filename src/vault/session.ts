import type { PersonApi } from '../cognito/person.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { familyOf } from './claims.ts'
import { endingIn } from './endings.ts'
import { type Begun, type Deployment, firstExpiry, type LeftBehind, type Live } from './facts.ts'
import { HeldSession } from './heldSession.ts'
import type { EndReason, SessionState } from './protocol.ts'
import { SessionBeginning } from './sessionBeginning.ts'
import { SessionHalf } from './sessionHalf.ts'
import { SessionLock } from './sessionLock.ts'
import { type Refusal, SessionRefusals } from './sessionRefusals.ts'
import { SessionRenewal } from './sessionRenewal.ts'
import type { OutboxEntry, VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import type { Burial } from './tombstone.ts'

/** An access token this close to its expiry is renewed before it is used, in milliseconds. */
export const freshnessMs = 30_000

/** How a session ends that nobody has signed out of, and that lives on at Cognito. */
type WaysOut = {
  /** One that this browser lets go of: gives the outbox entry that is kept with its tombstone, if any. */
  letGo(live: Live): Promise<OutboxEntry | undefined>
  /** One that could not be kept: nothing on disk tells of it. */
  giveBack(left: LeftBehind): Promise<void>
}

/** Keeps the session of this browser: has it begin, be renewed and end, each under the tabs' lock. */
export class SessionKeeper {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  /** The deployment this session belongs to. */
  readonly deployment: Deployment
  readonly #half: SessionHalf
  readonly #session: HeldSession
  readonly #lock: SessionLock
  readonly #beginning: SessionBeginning
  readonly #renewal: SessionRenewal
  readonly #refusals: SessionRefusals
  #listed: { family: string; id: string } | undefined

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
    const session = new HeldSession(around, storage, deployment, this.#half)
    const refusals = new SessionRefusals(parts.now, session, { letGo: async (live) => waysOut.letGo(live), ended })
    const giveBack = async (left: LeftBehind) => waysOut.giveBack(left)
    this.#session = session
    this.#refusals = refusals
    this.#renewal = new SessionRenewal(parts, session, {
      refused: async (live, reason, failure) => refusals.conclude(live, reason, failure),
      giveBack,
    })
    const isRefused = (live: Live) => refusals.of(live)?.isWished === false
    this.#beginning = new SessionBeginning(parts, session, { isRefused, giveBack })
  }

  /** The session as this worker holds it, if it is live. */
  get live(): Live | undefined {
    return this.#session.live()
  }

  /** This machine's clock, milliseconds since the epoch. */
  now(): number {
    return this.#around.now()
  }

  /** Cognito's clock, reckoned from the skew measured when tokens arrived. Milliseconds since the epoch. */
  cognitoNow(live: Live | undefined = this.live): number {
    return this.#around.now() + this.skewMs(live)
  }

  /** By how much Cognito's clock is ahead, milliseconds; nothing is known of it where nobody is signed in. */
  skewMs(live: Live | undefined = this.live): number {
    return live?.skewMs ?? 0
  }

  /** What the page may know. */
  state(): SessionState {
    return this.#session.state()
  }

  /** Why the last session of this browser ended; undefined where one lives, or nobody knows. */
  async lastEnd(): Promise<EndReason | undefined> {
    return this.#session.lastEnd()
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
    return this.#session.adopt()
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
    this.#session.announce()
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
    if (this.live && firstExpiry(this.live.claims) - this.cognitoNow() < freshnessMs) await this.renew()
    return this.live
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
    shown: Live | undefined = this.live,
    as: Pick<Burial, 'receiptId' | 'unwritten'> & { reason?: EndReason } = {},
  ): Promise<Live | undefined> {
    const take = async () => {
      for (;;) {
        await this.adopt()
        const live = this.live
        if (shown && (live === undefined || familyOf(live.claims) !== familyOf(shown.claims))) {
          return this.#overtaken(shown, entryFor)
        }
        if (live === undefined) return undefined
        const entry = live.memoryOnly ? undefined : await entryFor?.(live)
        const { reason = 'signed out here', ...burial } = as
        if (await this.#session.bury(live, reason, { ...burial, entry })) return live
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
      const live = this.live
      if (live === undefined || familyOf(live.claims) !== familyOf(of.claims)) return
      const kept = { ...live, awsCredentialsUntilMs: until.getTime() }
      try {
        await this.#session.keep(kept, live.memoryOnly ? undefined : this.#half.get(), live.generation)
      } catch {
        if (this.live === live) this.#session.hold(kept)
      }
    })
    this.#session.announce()
  }
}
