import { type Failure, failureOf, isUnanswered } from '../lib/failure.ts'
import { familyOf } from './claims.ts'
import { leftHere, livesOn, mayLiveOn, toldByCognito } from './endings.ts'
import type { Live } from './facts.ts'
import type { HeldSession } from './heldSession.ts'
import type { EndReason } from './protocol.ts'
import type { OutboxEntry } from './storage.ts'

/** The session as its end needs it. */
type Held = Pick<HeldSession, 'live' | 'adopt' | 'record' | 'replace' | 'bury'>

/** Who is asked and told as a refusal ends the session. */
type Concerned = {
  /** Gives the outbox entry of a session that this browser lets go of, and that lives on at Cognito. */
  letGo(live: Live): Promise<OutboxEntry | undefined>
  /** The session has ended here. */
  ended(live: Live, reason: EndReason, failure: Failure): void
}

/**
 * What was said as a refusal of Cognito's ended a session here, whether Cognito was told to end it then, and whether its end
 * was what had been asked for.
 */
export type Refusal = { failure: Failure; at: Date; isLetGo: boolean; isWished: boolean }

/** What Cognito's refusals make of the session: they end it, for the reason that is known best. */
export class SessionRefusals {
  readonly #now: () => number
  readonly #session: Held
  readonly #concerned: Concerned
  /** Why a session is over that a refusal ends now, where that is somebody's own doing here. */
  #expected: { family: string; reason: EndReason; receiptId: string } | undefined
  #last: (Refusal & { family: string }) | undefined
  /** Who has asked Cognito in this tab to end a session, by its family, and was not refused. */
  readonly #asked = new Map<string, Set<string>>()

  /** @param now this machine's clock */
  constructor(now: () => number, session: Held, concerned: Concerned) {
    this.#now = now
    this.#session = session
    this.#concerned = concerned
  }

  /** What Cognito said of `live` as it ended here, if a refusal has ended it, and no other session since. */
  of(live: Live): Refusal | undefined {
    return this.#last?.family === familyOf(live.claims) ? this.#last : undefined
  }

  /** Has Cognito asked by `work` to end `live`. Once it is, nobody can tell by the tokens whose doing their end was. */
  async asking<T>(live: Live, by: string, work: () => Promise<T>): Promise<T> {
    const family = familyOf(live.claims)
    const asked = this.#asked.get(family) ?? new Set()
    this.#asked.set(family, asked.add(by))
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error, '')
      if (!isUnanswered(failure) && failure.attempts === 1) asked.delete(by)
      throw error
    }
  }

  /** Whether this browser has had `live` ended itself; see the keeper. */
  async isEndedFromHere(live: Live, by?: string): Promise<boolean> {
    const asked = [...new Set(this.#asked.get(familyOf(live.claims)))]
    if (by !== undefined && asked.some((other) => other !== by)) return true
    await this.#session.adopt()
    const now = this.#session.live()
    if (now && familyOf(now.claims) === familyOf(live.claims)) return false
    const refusal = this.of(live)
    if (refusal) return refusal.isLetGo
    if (now !== undefined || live.memoryOnly) return true
    const record = await this.#session.record()
    return record?.state !== 'signed out' || record.isLetGo === true || !toldByCognito.has(record.reason)
  }

  /**
   * Somebody wants `live` to end here, and it has ended already: they want none in its place either, whatever its tombstone
   * says of the reason. Call it under the lock.
   */
  async wish(live: Live): Promise<void> {
    const refusal = this.#last
    if (refusal?.family === familyOf(live.claims)) this.#last = { ...refusal, isWished: true }
    if (live.memoryOnly) return
    const record = await this.#session.record()
    if (record?.state !== 'signed out' || record.generation <= live.generation) return
    if (leftHere.has(record.reason) || record.isWished) return
    // A generation of its own: whoever has read the tombstone before that begins nothing over it.
    const generation = record.generation + 1
    // Where the disk fails, none can be kept on it either.
    await this.#session.replace(record.generation, { ...record, generation, isWished: true }).catch(() => undefined)
  }

  /** While `work` runs, a refusal of `live` is the end that was wished. */
  async expecting(live: Live, as: { reason: EndReason; receiptId: string }, work: () => Promise<void>): Promise<void> {
    this.#expected = { family: familyOf(live.claims), ...as }
    try {
      await work()
    } finally {
      this.#expected = undefined
    }
  }

  /**
   * Ends the session that a failure was about, if it is still the one that is held: only its access token tells, for it
   * may have been noted anew with more known of it. Before that is certain nothing is let go of. Call it under the lock.
   */
  async conclude(meant: Live, reason: EndReason, failure: Failure, isWished = false): Promise<void> {
    await this.#session.adopt()
    const live = this.#session.live()
    if (live?.tokens.access !== meant.tokens.access) {
      if (isWished) await this.wish(meant)
      return
    }
    const isLetGo = mayLiveOn(reason)
    const entry = isLetGo ? await this.#concerned.letGo(live) : undefined
    const own = !livesOn.has(reason) && this.#expected?.family === familyOf(live.claims) ? this.#expected : undefined
    // What was to end and has ended leaves whatever the disk says to it; what lives on has to stand in the outbox.
    const unwritten = isWished && !isLetGo ? () => undefined : undefined
    const how = { entry, receiptId: own?.receiptId, isLetGo, isWished, unwritten }
    if (!(await this.#session.bury(live, own?.reason ?? reason, how))) return
    this.#last = { family: familyOf(live.claims), failure, at: new Date(this.#now()), isLetGo, isWished }
    this.#concerned.ended(live, reason, failure)
  }
}
