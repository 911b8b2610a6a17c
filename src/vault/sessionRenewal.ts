import type { PersonApi } from '../cognito/person.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { claimsOf, familyOf } from './claims.ts'
import { endingIn } from './endings.ts'
import type { Kept, Live } from './facts.ts'
import type { HeldSession } from './heldSession.ts'
import type { EndReason } from './protocol.ts'
import type { SessionHalf } from './sessionHalf.ts'
import type { SessionLock } from './sessionLock.ts'
import { skewOf } from './skew.ts'
import { whoEnded } from './whoEnded.ts'

/** The session as its renewal needs it. */
type Held = Pick<HeldSession, 'live' | 'generation' | 'adopt' | 'keep' | 'hold' | 'announce'>

/** Who is told of what came of a renewal. */
type Concerned = {
  /** It was refused: that is the end of the session. */
  refused(live: Live, reason: EndReason, failure: Failure): Promise<void>
  /** What Cognito has issued nobody holds any more. */
  giveBack(live: Live): Promise<void>
}

/** Renews the tokens of the session: once for all who ask in this tab, and for all tabs of this browser. */
export class SessionRenewal {
  readonly #now: () => number
  readonly #person: PersonApi
  readonly #lock: SessionLock
  readonly #half: SessionHalf
  readonly #session: Held
  readonly #concerned: Concerned
  #underWay: Promise<void> | undefined

  /** @param parts.now this machine's clock */
  constructor(
    parts: { now: () => number; person: PersonApi; lock: SessionLock; half: SessionHalf },
    session: Held,
    concerned: Concerned,
  ) {
    this.#now = parts.now
    this.#person = parts.person
    this.#lock = parts.lock
    this.#half = parts.half
    this.#session = session
    this.#concerned = concerned
  }

  /** Refreshes the tokens now. Joins a refresh that is under way; adopts one that another tab made. */
  async run(): Promise<void> {
    this.#underWay ??= this.#run().finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  async #run(): Promise<void> {
    const seen = this.#session.generation()
    await this.#lock.during(async () => {
      await this.#session.adopt()
      const live = this.#session.live()
      if (live === undefined || live.generation !== seen) return
      // Without a half another tab may have signed out since the record was read: then there is nothing left to renew.
      if (!live.memoryOnly && this.#half.find() === undefined) await this.#session.adopt()
      if (this.#session.live() !== live) return
      const half = live.memoryOnly ? undefined : this.#half.get()
      try {
        const attempts = live.rotates === false ? 3 : 1
        const askedMs = this.#now()
        const { access, id, refresh } = await this.#person.refresh(live.tokens.refresh, attempts, live.deviceKey)
        const tokens = { access, id, refresh: refresh ?? live.tokens.refresh }
        const skewMs = skewOf(tokens, askedMs, this.#now())
        const kept = { ...live, tokens, skewMs, rotates: refresh !== undefined }
        const isKept = this.#session.live() === live && (await this.#keep(live, kept, half))
        if (!isKept && refresh !== undefined) this.#letGoOfRotated(live, kept)
      } catch (error) {
        const failure = failureOf(error, 'GetTokensFromRefreshToken')
        const ending = endingIn(failure)
        if (ending === undefined || ending === 'ask') throw error
        const reason = await whoEnded(ending, live, this.#person, this.#now() + live.skewMs)
        await this.#concerned.refused(live, reason, failure)
      }
    })
    this.#session.announce()
  }

  /** Keeps what was issued in the place of `live`. Gives whether it could: the record may be another's by now. */
  async #keep(live: Live, kept: Kept, half: string | undefined): Promise<boolean> {
    try {
      return await this.#session.keep(kept, half, live.generation)
    } catch (error) {
      // Where the disk fails this is all there is: with rotation, what lies there is used up.
      if (this.#session.live() === live) this.#session.hold({ ...live, ...kept, claims: claimsOf(kept.tokens) })
      throw error
    }
  }

  /**
   * The session was taken out of this browser while its tokens were renewed, by whoever does not wait for a frozen tab.
   * What Cognito was told to end has been replaced then, with rotation, and ends nothing any more.
   */
  #letGoOfRotated(before: Live, kept: Kept): void {
    const live = this.#session.live()
    if (live && familyOf(live.claims) === familyOf(before.claims)) return
    void this.#concerned.giveBack({ ...before, ...kept, claims: claimsOf(kept.tokens) })
  }
}
