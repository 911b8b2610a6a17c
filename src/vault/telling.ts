import type { Accepted } from '../cognito/person.ts'
import { type Failure, failureOf, isUnanswered } from '../lib/failure.ts'
import { isFinal } from './finalRefusals.ts'
import type { OutboxEntries } from './outboxEntries.ts'
import { prove, type Remains } from './proof.ts'
import type { AskedAgain, Proof, Receipt, ServerStep } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { OutboxEntry } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** A session that has left this browser. */
export type Departed = {
  /** What ends it, and shows whether it has ended. */
  remains: Remains
  /** Absent where the tab died before it was written, and for a session that another sign-in has replaced. */
  receipt: Receipt | undefined
  /** Absent on a shared computer, and where the browser keeps no cookies. */
  entry: OutboxEntry | undefined
  memoryOnly: boolean
  linked?: true | undefined
  /** Whether every session of the user can be ended instead of one that was refused. */
  offerEverywhere?: (failure: Failure) => boolean
}

/**
 * Tells Cognito that a session is to end, and writes what became of it: on the receipt, and in the outbox. An entry is
 * removed only once Cognito's own answer is known: an acceptance with its request id, a refusal for good, or the end
 * itself, observed. An acceptance without a request id can be anybody's on the way, so it is asked for again.
 */
export class Telling {
  readonly #around: Surroundings
  readonly #calls: SessionCalls
  readonly #receipts: Receipts
  readonly #entries: OutboxEntries

  constructor(around: Surroundings, calls: SessionCalls, receipts: Receipts, entries: OutboxEntries) {
    this.#around = around
    this.#calls = calls
    this.#receipts = receipts
    this.#entries = entries
  }

  /** One try. Call it under the entry's lock. */
  async tell(departed: Departed): Promise<void> {
    const { remains, linked } = departed
    let accepted: Accepted
    try {
      accepted = await this.#calls.revoke(remains.by, remains.refresh, linked)
    } catch (error) {
      const failure = failureOf(error, remains.by)
      const beside = isFinal(failure) ? undefined : await this.#askedBeside(departed)
      if (beside === 'settled') return
      // What got lost can have ended it, whatever was refused before.
      const isLost = beside !== undefined && isUnanswered(beside) && !isUnanswered(failure)
      const { receipt } = departed
      const told = isLost && receipt ? { ...receipt, operation: 'RevokeToken' as const } : receipt
      await this.#notTaken({ ...departed, receipt: told }, isLost ? beside : failure)
      return
    }
    await this.#taken(departed, accepted)
  }

  async #taken(departed: Departed, accepted: Accepted): Promise<void> {
    const { remains, receipt } = departed
    let { entry } = departed
    let { refresh } = remains
    const server = { step: 'accepted', at: this.#now(), ...accepted } as const
    if (receipt || !isVouched(accepted)) {
      await this.#put(departed, { server, proof: { state: 'waiting' } })
      const keep = async (minted: string) => {
        refresh = minted
        entry = entry && (await this.#entries.keep(entry, { ...remains, refresh }))
      }
      const nowMs = this.#now().getTime() + (receipt?.skewMs ?? 0)
      const proof = await prove(this.#calls, this.#around, { ...remains, keep }, nowMs)
      if (!isVouched(accepted) && proof.state !== 'observed refused') {
        await this.#unseen({ ...departed, entry, remains: { ...remains, refresh } }, server, proof)
        return
      }
      await this.#put(departed, { server, proof })
    }
    // Only now: a tab that closes before the proof leaves the entry, and the next one asks and proves again.
    if (entry) await this.#entries.settle(entry.id)
  }

  /**
   * Accepted without a request id, and not seen to have ended. Where Cognito answers a probe with a refusal that says
   * nothing of the session, such as a required new password, no later one will tell: RevokeToken, which shows its request
   * id, is asked as well; so it is where nothing will be asked for again.
   */
  async #unseen(departed: Departed, server: AcceptedStep, proof: Proof): Promise<void> {
    const { remains, entry, memoryOnly } = departed
    if (entry === undefined && (await this.#askedBeside(departed)) === 'settled') return
    if (entry && proof.state === 'not known' && proof.failure.class === 'rejected') {
      try {
        const accepted = await this.#calls.revoke('RevokeToken', remains.refresh)
        await this.#put(departed, {
          operation: 'RevokeToken',
          server: { ...server, ...accepted, at: this.#now() },
          proof,
        })
        await this.#entries.settle(entry.id)
        return
      } catch (error) {
        const failure = failureOf(error, 'RevokeToken')
        if (isFinal(failure)) return this.#notTaken(departed, failure)
      }
    }
    const again = entry ? await this.#entries.postpone(entry) : { tries: 1, why: whyNotAgain(memoryOnly) }
    await this.#put(departed, { server: { ...server, again }, proof })
  }

  /**
   * Where nothing will be asked for again, RevokeToken is asked beside the revocation endpoint: it takes the same tokens,
   * and is elsewhere. Gives `settled` where it has said the last word on this one, and what it failed with otherwise.
   */
  async #askedBeside(departed: Departed): Promise<'settled' | Failure | undefined> {
    const { remains, receipt, entry } = departed
    if (entry !== undefined || remains.by === 'RevokeToken') return undefined
    const by = 'RevokeToken' as const
    let accepted: Accepted
    try {
      accepted = await this.#calls.revoke(by, remains.refresh)
    } catch (error) {
      const failure = failureOf(error, by)
      if (!isFinal(failure)) return failure
      await this.#notTaken(departed, failure)
      return 'settled'
    }
    const told = receipt && { ...receipt, operation: by }
    await this.#taken({ ...departed, remains: { ...remains, by }, receipt: told }, accepted)
    return 'settled'
  }

  async #notTaken(departed: Departed, failure: Failure): Promise<void> {
    const { receipt, entry, memoryOnly } = departed
    // What cannot be asked again is as good as refused for good, unless one of several attempts got lost.
    const isOver = entry === undefined && failure.class === 'rejected' && failure.attempts === 1
    if (isOver || isFinal(failure)) {
      if (entry) await this.#entries.settle(entry.id)
      const everywhereOffered = departed.offerEverywhere?.(failure) ?? false
      const server: ServerStep = { step: 'refused', at: this.#now(), failure, everywhereOffered }
      await this.#put(departed, { server, proof: { state: 'not possible', why: 'refused' } })
      return
    }
    if (entry === undefined) {
      const why = whyNotAgain(memoryOnly)
      const server: ServerStep = { step: 'given up', at: this.#now(), failure, why, tries: 1 }
      await this.#put(departed, { server, proof: { state: 'not possible', why: 'not told' } })
      return
    }
    const again = await this.#entries.postpone(entry)
    // What was said before is still said: of this try nothing is known but that it did not get through.
    if (receipt?.server.step === 'accepted') await this.#put(departed, unobserved(receipt, receipt.server, again))
    else await this.#put(departed, { server: { step: 'not told yet', failure, ...again }, proof: notTold })
  }

  /** Where the disk does not take it, whoever sends the entry the next time completes the receipt; without one nobody does. */
  async #put(
    { receipt, entry, memoryOnly }: Departed,
    change: Pick<Receipt, 'server' | 'proof'> & { operation?: 'RevokeToken' },
  ): Promise<void> {
    if (receipt) await this.#receipts.putSignOut({ ...receipt, ...change }, memoryOnly, entry === undefined)
  }

  #now(): Date {
    return new Date(this.#around.now())
  }
}

type AcceptedStep = Extract<ServerStep, { step: 'accepted' }>

/** Only Cognito knows a request id. */
function isVouched({ requestId }: Accepted): boolean {
  return requestId !== ''
}

const notTold = { state: 'not possible', why: 'not told' } as const

/** A sign-out that was accepted, and whose end nobody has seen. */
export function unobserved(
  { proof }: Pick<Receipt, 'proof'>,
  server: AcceptedStep,
  again: AskedAgain,
): Pick<Receipt, 'server' | 'proof'> {
  return { server: { ...server, again }, proof: proof.state === 'waiting' ? notTold : proof }
}

function whyNotAgain(memoryOnly: boolean): 'memory only' | 'forgotten' {
  return memoryOnly ? 'memory only' : 'forgotten'
}
