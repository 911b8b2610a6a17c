import { Failed } from '../lib/failure.ts'
import { renewalTime } from './facts.ts'
import { OneMore } from './oneMore.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Surroundings } from './surroundings.ts'

/** Pauses after a renewal that did not get through, in milliseconds. */
const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000

/** Keeps the session going while nobody asks for anything, and sees whether it still lives. Trouble changes nothing. */
export class Heartbeat {
  readonly #around: Surroundings
  readonly #calls: SessionCalls
  readonly #keeper: SessionKeeper
  readonly #checks = new OneMore<void>()
  #failedRenewals = 0
  #renewNotBefore = 0

  constructor(around: Surroundings, calls: SessionCalls, keeper: SessionKeeper) {
    this.#around = around
    this.#calls = calls
    this.#keeper = keeper
  }

  /** Refreshes when it is time to. Wall-clock driven: call it as often as you like. Trouble is left for the next time. */
  async renewIfDue(): Promise<void> {
    const { live } = this.#keeper
    if (live === undefined || this.#keeper.cognitoNow() < renewalTime(live.claims)) return
    if (this.#around.now() < this.#renewNotBefore) return
    try {
      await this.#keeper.renew()
      this.#failedRenewals = 0
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failedRenewals)
      this.#failedRenewals += 1
      this.#renewNotBefore = this.#around.now() + pause
    }
  }

  /** Asks Cognito whether the session still lives. Trouble on the way changes nothing. */
  async check(): Promise<void> {
    return this.#checks.take(async () => this.#ask())
  }

  async #ask(): Promise<void> {
    try {
      const live = await this.#keeper.fresh()
      if (live === undefined) return
      const probe = this.#calls.probeFor(live.claims.scopes)
      // A token that no probe can be asked with says nothing; the refresh token does.
      if (probe === undefined) return await this.#keeper.renew()
      try {
        await this.#calls.probe(probe, live.tokens.access)
      } catch (error) {
        await this.#keeper.heed(live, error)
      }
    } catch (error) {
      if (!(error instanceof Failed)) throw error
    }
  }
}
