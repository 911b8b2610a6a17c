import type { UserAct } from '../lib/acts.ts'
import { mayHaveEndedHere, seenDone } from '../lib/oneself.ts'
import type { Live } from './facts.ts'
import { prove, remainsOf } from './proof.ts'
import type { EndReason, Proof } from './protocol.ts'
import type { OperatorReceipt } from './protocol/acts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { Surroundings } from './surroundings.ts'

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

  /** What the own token is answered now, after the acts. Without one that was to end the session it is not tried. */
  async observe(live: Live, acts: OperatorReceipt['acts']): Promise<Proof | undefined> {
    if (!acts.some(mayHaveEndedHere)) return undefined
    const remains = remainsOf(live, this.#calls.revocationFor(live.how))
    return prove(this.#calls, this.#around, remains, this.#keeper.cognitoNow(live))
  }

  /** Ends the session here if Cognito has been seen to refuse it. Else it lives on, until something says that it has ended. */
  async conclude(
    live: Live,
    { id, acts }: Pick<OperatorReceipt, 'id' | 'acts'>,
    proof: Proof | undefined,
  ): Promise<void> {
    if (proof === undefined) await this.#look(live)
    else if (proof.state === 'observed refused')
      await this.#keeper.takeAway(undefined, live, { reason: reasonOf(acts, proof), receiptId: id })
  }

  /** What was not meant to end the session may have: a password that has to be reset, or a session not known as this one. */
  async #look(live: Live): Promise<void> {
    const probe = this.#calls.probeFor(live.claims.scopes)
    if (probe === undefined) return
    try {
      await this.#calls.probe(probe, live.tokens.access)
    } catch (error) {
      await this.#keeper.heed(live, error).catch(() => undefined)
    }
  }
}

function reasonOf(acts: OperatorReceipt['acts'], proof: Proof): EndReason {
  const seen = seenDone({ own: { proof }, acts })
  const isDone = (what: UserAct['do']) =>
    acts.some((step) => step.act.do === what && (step.at.state === 'done' || step === seen))
  return isDone('disable') && !isDone('enable') ? 'disabled by yourself' : 'signed out by yourself'
}
