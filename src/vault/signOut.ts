import type { Accepted, PersonApi } from '../cognito/person.ts'
import { Failed, type Failure, failureOf } from '../lib/failure.ts'
import type { AskingAnew } from './askingAnew.ts'
import { signedOut } from './asPerson.ts'
import { claimsOf, familyOf, spansOf } from './claims.ts'
import { endingIn } from './endings.ts'
import { everywhereInTurn } from './everywhereLock.ts'
import { leftoversOf, type Live } from './facts.ts'
import { endableEverywhere } from './finalRefusals.ts'
import { type OutboxEntries, outboxLock } from './outboxEntries.ts'
import { prove, remainsOf } from './proof.ts'
import type { Receipt, ServerStep, TokenSpans } from './protocol.ts'
import type { LimitReason } from './protocol/limits.ts'
import { randomHalf } from './randomHalf.ts'
import type { Receipts } from './receipts.ts'
import { freshnessMs, type SessionKeeper } from './session.ts'
import type { SessionCalls } from './sessionCalls.ts'
import type { OutboxEntry } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import type { Telling } from './telling.ts'

const adminScope = 'aws.cognito.signin.user.admin'

/** How long a refused session is kept in memory so that "Sign out everywhere instead" can be pressed, in milliseconds. */
const heldForMs = 5 * 60_000

/** What a sign-out of this device is to end: the session that is shown, because of a limit, with what it came through. */
type Wish = { shown?: Live | undefined; limit?: LimitReason; linked?: boolean }

/** Ends the session of this browser: this device, or everywhere. */
export class SignOut {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #askingAnew: AskingAnew
  readonly #person: PersonApi
  readonly #calls: SessionCalls
  readonly #entries: OutboxEntries
  readonly #telling: Telling
  readonly #receipts: Receipts
  readonly #held = new Map<string, Live>()
  /** Families whose end everywhere was asked for by an attempt that got lost, and has had no answer yet. */
  readonly #lost = new Set<string>()
  readonly #endingInstead = new Map<string, Promise<{ receiptId: string }>>()
  #leaving: Promise<{ receiptId?: string }> | undefined
  #leavingEverywhere: Promise<{ receiptId?: string }> | undefined

  constructor(
    around: Surroundings,
    parts: {
      keeper: SessionKeeper
      askingAnew: AskingAnew
      person: PersonApi
      calls: SessionCalls
      entries: OutboxEntries
      telling: Telling
      receipts: Receipts
    },
  ) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#askingAnew = parts.askingAnew
    this.#person = parts.person
    this.#calls = parts.calls
    this.#entries = parts.entries
    this.#telling = parts.telling
    this.#receipts = parts.receipts
  }

  /**
   * Sign out this device. When this resolves the browser is signed out, durably; what Cognito says follows on the
   * receipt. A second call while the first is under way is the same intent. No receipt id when there was no session.
   * @param linked ends the SSO session that it came through as well
   */
  async thisDevice(linked = false): Promise<{ receiptId?: string }> {
    this.#leaving ??= this.#leave({ linked }).finally(() => {
      this.#leaving = undefined
    })
    return this.#leaving
  }

  /** Signs `live` out because it is past a limit: the same sign-out, with the same proof and the same outbox. */
  async atLimit(reason: LimitReason, live: Live): Promise<void> {
    await this.#leave({ shown: live, limit: reason })
  }

  /** Sign out everywhere. This device stays signed in until Cognito has answered; throws Failed when it has not. */
  async everywhere(): Promise<{ receiptId?: string }> {
    const { deployment } = this.#keeper
    // Who this tab shows now is meant, whoever it adopts while it waits for the lock.
    const shown = this.#keeper.live
    const leave = async () => this.#leaveEverywhere(shown)
    this.#leavingEverywhere ??= everywhereInTurn(this.#around, deployment, leave).finally(() => {
      this.#leavingEverywhere = undefined
    })
    return this.#leavingEverywhere
  }

  /** After a refused RevokeToken: ends every session of the user with the access token of the one that was refused. */
  async everywhereInstead(receiptId: string): Promise<{ receiptId: string }> {
    const ending = this.#endingInstead.get(receiptId) ?? this.#endInstead(receiptId)
    this.#endingInstead.set(receiptId, ending)
    return ending.finally(() => this.#endingInstead.delete(receiptId))
  }

  /**
   * Has `live` ended, which this browser lets go of while it lives on at Cognito, or which another sign-in replaces: gives
   * its outbox entry. What is not kept is asked for at once.
   */
  async letGo(live: Live): Promise<OutboxEntry | undefined> {
    const { memoryOnly, how } = live
    const half = memoryOnly ? undefined : this.#around.halves().outbox
    const id = this.#keeper.listedAs(live)
    const listed = id === undefined ? {} : { listed: { id, sub: live.claims.sub } }
    const entry = await this.#sealedEntry(this.#around.newId(), live, half, listed)
    if (entry === undefined) {
      const remains = remainsOf(live, this.#calls.revocationFor(how))
      void this.#telling.tell({ remains, receipt: undefined, entry, memoryOnly }).catch(() => undefined)
    }
    return entry
  }

  async #leave(asked: Wish): Promise<{ receiptId?: string }> {
    // What this tab shows now is meant, whatever it adopts while it waits for a lock.
    const wish = { shown: this.#keeper.live, ...asked }
    const id = this.#around.newId()
    return new Promise((resolve, reject) => {
      // Nobody else knows the name of this lock yet, so it is free; it keeps other tabs from sending the entry as well.
      const work = async () => {
        const left = await this.#takeLeave(id, wish)
        resolve(left === undefined ? {} : { receiptId: id })
        if (left) await this.#tellCognito(left.receipt, left.live, left.entry)
      }
      this.#around.withLock(outboxLock(id), work).catch(reject)
    })
  }

  /** Takes the session out of this browser, and writes the receipt that tells of it. */
  async #takeLeave(id: string, { shown, limit, linked = false }: Wish) {
    let entry: OutboxEntry | undefined
    // Where nobody pressed anything the page has made none, and the last one may be gone: a machine that slept for days.
    const half = this.#around.halves().outbox ?? (limit && randomHalf())
    const seal = async (session: Live) => {
      entry = await this.#sealedEntry(id, session, half, { linked })
      return entry
    }
    // Nobody may be there to be told that it failed: it leaves also where the disk does not take that, and is asked for once.
    const unwritten = () => (entry = undefined)
    const as = { receiptId: id, ...(limit && { reason: limit, unwritten }) }
    const live = await this.#keeper.takeAway(seal, shown, as)
    if (live === undefined) return undefined
    await this.#askingAnew.ends(live, limit === undefined)
    const asked = new Date(this.#around.now())
    const unreckoned = {
      ...this.#receipt(id, 'this device', live, { step: 'asked' }, asked),
      ...(linked && { linked, operation: 'RevokeToken' as const }),
      ...(limit && { limit }),
    }
    const receipt = await this.#receipts.putSignOut(unreckoned, live.memoryOnly, true)
    return { receipt, live, entry }
  }

  async #endInstead(receiptId: string): Promise<{ receiptId: string }> {
    const asked = new Date(this.#around.now())
    const live = await this.#stillUsable(receiptId)
    // It has left this browser, and what was to end it was refused.
    const accepted = await this.#globalSignOut(live, async () => false)
    this.#held.delete(receiptId)
    const server: ServerStep = { step: 'accepted', at: new Date(this.#around.now()), ...accepted }
    const id = this.#around.newId()
    const unreckoned = this.#receipt(id, 'everywhere', live, server, asked)
    const receipt = await this.#receipts.putSignOut(unreckoned, live.memoryOnly, true)
    void this.#observe(receipt, live)
    return { receiptId: receipt.id }
  }

  /** The held session, its access token renewed where it has run out: GlobalSignOut takes no other. */
  async #stillUsable(receiptId: string): Promise<Live> {
    const live = this.#held.get(receiptId)
    if (live === undefined) {
      throw new Failed({
        operation: 'GlobalSignOut',
        code: 'Forgotten',
        message: 'This session is no longer held here.',
        class: 'rejected',
        attempts: 0,
      })
    }
    if (live.claims.accessExpiresAtMs - this.#cognitoNow(live).getTime() > freshnessMs) return live
    const { access, id, refresh } = await this.#person.refresh(live.tokens.refresh, 1, live.deviceKey)
    const tokens = { access, id, refresh: refresh ?? live.tokens.refresh }
    const renewed = { ...live, tokens, claims: claimsOf(tokens) }
    this.#held.set(receiptId, renewed)
    return renewed
  }

  async #globalSignOut(live: Live, isEndedOtherwise: () => Promise<boolean>): Promise<Accepted> {
    const family = familyOf(live.claims)
    const intent = { mayHaveTakenEffect: this.#lost.has(family), isEndedOtherwise }
    const accepted = await this.#person.globalSignOut(live.tokens.access, intent).finally(() => {
      if (intent.mayHaveTakenEffect) this.#lost.add(family)
    })
    this.#lost.delete(family)
    return accepted
  }

  async #leaveEverywhere(shown: Live | undefined): Promise<{ receiptId?: string }> {
    const live = await this.#keeper.fresh()
    if (live === undefined) {
      // Where it has ended by itself meanwhile, the wish that none takes its place is kept.
      if (shown) await this.#keeper.takeAway(undefined, shown)
      return {}
    }
    if (shown && live.claims.sub !== shown.claims.sub) throw signedOut('GlobalSignOut')
    const asked = new Date(this.#around.now())
    const by = 'GlobalSignOut'
    try {
      const isEndedOtherwise = async () => this.#keeper.isEndedFromHere(live, by)
      const accepted = await this.#keeper.asking(live, by, async () => this.#globalSignOut(live, isEndedOtherwise))
      // It is over, whatever this browser's disk says to it.
      await this.#keeper.takeAway(undefined, live, { unwritten: () => undefined })
      await this.#askingAnew.ends(live, true)
      const server: ServerStep = { step: 'accepted', at: new Date(this.#around.now()), ...accepted }
      const unreckoned = this.#receipt(this.#around.newId(), 'everywhere', live, server, asked)
      const receipt = await this.#receipts.putSignOut(unreckoned, live.memoryOnly, true)
      void this.#observe(receipt, live)
      return { receiptId: receipt.id }
    } catch (error) {
      if (endingIn(failureOf(error, by)) !== undefined)
        await this.#keeper.heed(live, error, true).catch(() => undefined)
      throw error
    }
  }

  async #tellCognito(receipt: Receipt, live: Live, entry: OutboxEntry | undefined): Promise<void> {
    const { memoryOnly, how } = live
    const { linked } = receipt
    const remains = remainsOf(live, this.#calls.revocationFor(how, linked))
    const offerEverywhere = (failure: Failure) => this.#offerEverywhere(receipt.id, live, failure)
    await this.#telling.tell({ remains, receipt, entry, memoryOnly, linked, offerEverywhere })
  }

  #offerEverywhere(receiptId: string, live: Live, { code }: Failure): boolean {
    const isOffered = endableEverywhere.has(code) && live.claims.scopes.includes(adminScope)
    if (isOffered) this.#hold(receiptId, live)
    return isOffered
  }

  async #observe(receipt: Receipt, live: Live): Promise<void> {
    const remains = remainsOf(live, this.#calls.revocationFor(live.how))
    const proof = await prove(this.#calls, this.#around, remains, this.#cognitoNow(live).getTime())
    await this.#receipts.putSignOut({ ...receipt, proof }, live.memoryOnly, true)
  }

  /** Without cookies there is no outbox, but nobody is kept from signing out. */
  async #sealedEntry(
    id: string,
    live: Live,
    half: string | undefined,
    { linked = false, ...more }: { linked?: boolean } & Pick<OutboxEntry, 'listed'>,
  ): Promise<OutboxEntry | undefined> {
    if (half === undefined) return undefined
    const what = { refresh: live.tokens.refresh, deviceKey: live.deviceKey }
    const { approximate, expiresAt } = this.#spans(live).refresh
    // By a default alone no token has expired.
    const refreshExpiresAtMs = approximate ? Infinity : expiresAt.getTime() - live.skewMs
    const by = this.#calls.revocationFor(live.how, linked)
    return this.#entries.make(id, half, what, { by, refreshExpiresAtMs, linked, ...more })
  }

  #hold(receiptId: string, live: Live): void {
    this.#held.clear()
    this.#held.set(receiptId, live)
    void this.#around.sleep(heldForMs).then(() => this.#held.delete(receiptId))
  }

  #receipt(
    id: string,
    kind: Receipt['kind'],
    live: Live,
    server: ServerStep,
    askedAt: Date,
  ): Omit<Receipt, 'stillWorks'> {
    const listedAs = this.#keeper.listedAs(live)
    return {
      id,
      kind,
      displayName: live.claims.displayName,
      username: live.claims.username,
      sub: live.claims.sub,
      poolId: this.#keeper.deployment.poolId,
      clientId: this.#keeper.deployment.clientId,
      ...(live.claims.familyId === undefined ? {} : { familyId: live.claims.familyId }),
      ...(listedAs === undefined ? {} : { listedAs }),
      askedAt,
      operation: kind === 'everywhere' ? 'GlobalSignOut' : this.#calls.revocationFor(live.how),
      server,
      proof: { state: 'waiting' },
      tokens: this.#spans(live),
      ...leftoversOf(live, this.#keeper.deployment),
      skewMs: live.skewMs,
    }
  }

  #spans(live: Live): TokenSpans {
    return spansOf(live.claims, this.#keeper.deployment.refreshTokenDays, live.beganAtMs)
  }

  #cognitoNow(live: Live): Date {
    return new Date(this.#keeper.cognitoNow(live))
  }
}
