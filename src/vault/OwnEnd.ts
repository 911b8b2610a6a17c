import type { UserAct } from '../lib/acts.ts'
import { failureOf } from '../lib/failure.ts'
import { mayHaveEndedHere, seenDone } from '../lib/oneself.ts'
import { familyOf } from './claims.ts'
import type { Live } from './facts.ts'
import { proveByAccess, verdictOf } from './proof.ts'
import type { EndReason, Probe, Proof } from './protocol.ts'
import type { OperatorReceipt } from './protocol/acts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Surroundings } from './surroundings.ts'

/** What of a receipt says how the tab ends. */
type Told = Pick<OperatorReceipt, 'id' | 'acts'>

/**
 * The end of this browser's own session by what its operator did to their own account. Of nobody else's is there a token
 * here: with this one the end is observed, and the tab ends once nothing is left to do.
 */
export class OwnEnd {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #calls: SessionCalls

  constructor(around: Surroundings, keeper: SessionKeeper, calls: SessionCalls) {
    this.#around = around
    this.#keeper = keeper
    this.#calls = calls
  }

  /**
   * What the own token is answered now, after the acts. Without one that was to end the session it is not tried. Nothing
   * is minted for it, because that would have to be revoked, and the session with it, which none of the acts may have
   * ended: without an access token that can tell, the session is renewed as it is at any other time.
   * @param done the acts of the receipt that were done just now
   */
  async observe(live: Live, receipt: Told, done: OperatorReceipt['acts']): Promise<Proof | undefined> {
    if (!done.some(mayHaveEndedHere)) return undefined
    const proof = await this.#tried(live, receipt)
    if (proof.state !== 'observed refused') return proof
    // What Cognito has accepted needs nobody to show that it was done.
    const isAccepted = done.some((step) => mayHaveEndedHere(step) && step.at.state !== 'failed')
    return (await this.#keeper.isEndedFromHere(live, isAccepted ? undefined : receipt.id)) ? nothingSeen : proof
  }

  async #tried(live: Live, receipt: Told): Promise<Proof> {
    const probe = this.#calls.probeFor(live.claims.scopes)
    let tried: Live | undefined = this.#here(live) ?? live
    if (probe === undefined || tried.claims.accessExpiresAtMs <= this.#keeper.cognitoNow(tried)) {
      try {
        tried = await this.#renewed(live, receipt)
      } catch (error) {
        const failure = failureOf(error, 'GetTokensFromRefreshToken')
        return { state: 'not known', probe: 'GetTokensFromRefreshToken', failure }
      }
    }
    if (tried === undefined) return this.#asItEnded(live)
    if (probe === undefined) return { state: 'not possible', why: 'no scope' }
    const { tokens, claims } = tried
    const access = { token: tokens.access, expiresAtMs: claims.accessExpiresAtMs }
    return proveByAccess(this.#calls, this.#around, probe, access, this.#keeper.cognitoNow(tried))
  }

  /** Ends the session here if Cognito has been seen to refuse it. Else it lives on, until something says that it has ended. */
  async conclude(live: Live, receipt: Told, proof: Proof | undefined): Promise<void> {
    if (proof === undefined) await this.#look(live)
    else if (proof.state === 'observed refused')
      await this.#keeper.takeAway(undefined, live, { ...endBy(receipt), unwritten: () => undefined })
  }

  /** What was not meant to end the session may have: a password that has to be reset, or a session not known as this one. */
  async #look(of: Live): Promise<void> {
    const live = this.#here(of)
    const probe = live && this.#calls.probeFor(live.claims.scopes)
    if (live === undefined || probe === undefined) return
    try {
      await this.#calls.probe(probe, live.tokens.access)
    } catch (error) {
      await this.#keeper.heed(live, error).catch(() => undefined)
    }
  }

  /** The session as it is held now, if it still is. */
  #here(live: Live): Live | undefined {
    const now = this.#keeper.live
    return now && familyOf(now.claims) === familyOf(live.claims) ? now : undefined
  }

  /** The session with a new access token; undefined where it has ended. */
  async #renewed(live: Live, receipt: Told): Promise<Live | undefined> {
    if (this.#here(live)) await this.#keeper.renewAfter(live, endBy(receipt))
    return this.#here(live)
  }

  /** What was said as the session ended here: a refused renewal shows as much as a refused probe. */
  #asItEnded(live: Live): Proof {
    const { failure, at } = this.#keeper.refusalOf(live) ?? {}
    if (failure === undefined || at === undefined || !isProbe(failure.operation)) return nothingSeen
    return verdictOf(failure, failure.operation, at, false)
  }
}

const nothingSeen: Proof = { state: 'not possible', why: 'refused' }

function isProbe(operation: string): operation is Probe {
  return operation === 'GetUser' || operation === 'userInfo' || operation === 'GetTokensFromRefreshToken'
}

/** How the tab ends by what a receipt tells of, where Cognito refuses its token. */
function endBy({ id, acts }: Told): { reason: EndReason; receiptId: string } {
  const seen = seenDone({ own: { proof: { state: 'observed refused' } }, acts })
  const isDone = (what: UserAct['do']) =>
    acts.some((step) => step.act.do === what && (step.at.state === 'done' || step === seen))
  const isDisabled = isDone('disable') && !isDone('enable')
  return { reason: isDisabled ? 'disabled by yourself' : 'signed out by yourself', receiptId: id }
}
