import type { ActState, UserAct } from '../lib/acts.ts'
import { isUnanswered } from '../lib/failure.ts'
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
    if (!acts.some(({ act, at }) => endsHere(act) && mayBeDone(at))) return undefined
    const remains = remainsOf(live, this.#calls.revocationFor(live.how))
    return prove(this.#calls, this.#around, remains, this.#keeper.cognitoNow(live))
  }

  /** Ends the session here if Cognito has been seen to refuse it. Else it lives on, until something says that it has ended. */
  async conclude(live: Live, { id, acts }: OperatorReceipt, proof: Proof | undefined): Promise<void> {
    if (proof === undefined) await this.#look(live)
    else if (proof.state === 'observed refused')
      await this.#keeper.takeAway(undefined, live, { reason: reasonOf(acts), receiptId: id })
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

/** Whether an act on the own account is to end the session of this browser. */
export function endsHere(act: UserAct): boolean {
  return act.do === 'sign out' || act.do === 'disable' || (act.do === 'end session' && act.here === true)
}

function mayBeDone(at: ActState): boolean {
  return at.state === 'done' || at.state === 'already' || (at.state === 'failed' && isUnanswered(at.failure))
}

function reasonOf(acts: OperatorReceipt['acts']): EndReason {
  const isDone = (what: UserAct['do']) => acts.some(({ act, at }) => act.do === what && at.state === 'done')
  return isDone('disable') && !isDone('enable') ? 'disabled by yourself' : 'signed out by yourself'
}
