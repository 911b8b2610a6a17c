import type { Accepted, Intent, PersonApi } from '../cognito/person.ts'
import { Failed, failureOf } from '../lib/failure.ts'
import { claimsOf, familyOf, spansOf } from './claims.ts'
import { endingIn } from './endings.ts'
import { aftermath, awsCredentialsUntilOf, type Live } from './facts.ts'
import { type Outbox, outboxLock } from './outbox.ts'
import { prove, remainsOf } from './proof.ts'
import type { Receipt, ServerStep, TokenSpans } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { seal } from './seal.ts'
import { freshnessMs, type SessionKeeper } from './session.ts'
import type { OutboxEntry } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** RevokeToken refusals after which GlobalSignOut can still end the session (product.md, Errors). */
const endableEverywhere = new Set(['UnsupportedOperationException', 'OperationNotEnabledException'])

/** How long a refused session is kept in memory so that "Sign out everywhere instead" can be pressed, in milliseconds. */
const heldForMs = 5 * 60_000

/** Ends the session of this browser: this device, or everywhere. */
export class SignOut {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #person: PersonApi
  readonly #outbox: Outbox
  readonly #receipts: Receipts
  readonly #held = new Map<string, Live>()
  /** The wishes to sign out everywhere that have had no answer yet, by family. */
  readonly #intents = new Map<string, Intent>()
  readonly #endingInstead = new Map<string, Promise<{ receiptId: string }>>()
  #leaving: Promise<{ receiptId?: string }> | undefined
  #leavingEverywhere: Promise<{ receiptId?: string }> | undefined

  constructor(
    around: Surroundings,
    parts: { keeper: SessionKeeper; person: PersonApi; outbox: Outbox; receipts: Receipts },
  ) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#person = parts.person
    this.#outbox = parts.outbox
    this.#receipts = parts.receipts
  }

  /**
   * Sign out this device. When this resolves the browser is signed out, durably; what Cognito says follows on the
   * receipt. A second call while the first is under way is the same intent. No receipt id when there was no session.
   */
  async thisDevice(): Promise<{ receiptId?: string }> {
    this.#leaving ??= this.#leave().finally(() => {
      this.#leaving = undefined
    })
    return this.#leaving
  }

  /** Sign out everywhere. This device stays signed in until Cognito has answered; throws Failed when it has not. */
  async everywhere(): Promise<{ receiptId?: string }> {
    this.#leavingEverywhere ??= this.#leaveEverywhere().finally(() => {
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

  /** The outbox entry that ends `live`, for a session that another sign-in replaces. */
  async entryFor(live: Live): Promise<OutboxEntry | undefined> {
    return this.#sealedEntry(this.#around.newId(), live)
  }

  async #leave(): Promise<{ receiptId?: string }> {
    const id = this.#around.newId()
    let entry: OutboxEntry | undefined
    const live = await this.#keeper.takeAway(async (session) => {
      entry = await this.#sealedEntry(id, session)
      return entry
    })
    if (live === undefined) return {}
    const asked = new Date(this.#around.now())
    const receipt = this.#receipt(id, 'this device', live, { step: 'asked' }, asked)
    await this.#receipts.put(receipt, live.memoryOnly)
    void this.#around.withLock(outboxLock(id), async () => this.#tellCognito(receipt, live, entry))
    return { receiptId: id }
  }

  async #endInstead(receiptId: string): Promise<{ receiptId: string }> {
    const asked = new Date(this.#around.now())
    const live = await this.#stillUsable(receiptId)
    const accepted = await this.#globalSignOut(live)
    this.#held.delete(receiptId)
    const server: ServerStep = { step: 'accepted', at: new Date(this.#around.now()), ...accepted }
    const id = this.#around.newId()
    const receipt = this.#receipt(id, 'everywhere', live, server, asked)
    await this.#receipts.put(receipt, live.memoryOnly)
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
    const { access, id, refresh } = await this.#person.refresh(live.tokens.refresh, 1)
    const tokens = { access, id, refresh: refresh ?? live.tokens.refresh }
    const renewed = { ...live, tokens, claims: claimsOf(tokens) }
    this.#held.set(receiptId, renewed)
    return renewed
  }

  async #globalSignOut(live: Live): Promise<Accepted> {
    const family = familyOf(live.claims)
    const intent = this.#intents.get(family) ?? { mayHaveTakenEffect: false }
    this.#intents.set(family, intent)
    const accepted = await this.#person.globalSignOut(live.tokens.access, intent)
    this.#intents.delete(family)
    return accepted
  }

  async #leaveEverywhere(): Promise<{ receiptId?: string }> {
    const live = await this.#keeper.fresh()
    if (live === undefined) return {}
    const asked = new Date(this.#around.now())
    try {
      const accepted = await this.#globalSignOut(live)
      await this.#keeper.takeAway(undefined, live)
      const server: ServerStep = { step: 'accepted', at: new Date(this.#around.now()), ...accepted }
      const receipt = this.#receipt(this.#around.newId(), 'everywhere', live, server, asked)
      await this.#receipts.put(receipt, live.memoryOnly)
      void this.#observe(receipt, live)
      return { receiptId: receipt.id }
    } catch (error) {
      if (endingIn(failureOf(error, 'GlobalSignOut')) !== undefined) await this.#keeper.heed(live, error)
      throw error
    }
  }

  async #tellCognito(receipt: Receipt, live: Live, entry: OutboxEntry | undefined) {
    const put = async (change: Partial<Receipt>) => this.#receipts.put({ ...receipt, ...change }, live.memoryOnly)
    const works = (server: 'accepted' | 'refused' | 'not told yet') =>
      aftermath('this device', server, receipt.tokens, receipt.awsCredentialsUntil, this.#cognitoNow(live))
    try {
      const accepted = await this.#person.revoke(live.tokens.refresh)
      const server: ServerStep = { step: 'accepted', at: new Date(this.#around.now()), ...accepted }
      await this.#observe(await put({ server, stillWorks: works('accepted') }), live)
      // Only now: a tab that closes before the proof leaves the entry, and the next one asks and proves again.
      if (entry) await this.#outbox.settle(entry.id)
    } catch (error) {
      const failure = failureOf(error, 'RevokeToken')
      const at = new Date(this.#around.now())
      if (failure.class === 'rejected') {
        if (entry) await this.#outbox.settle(entry.id)
        const everywhereOffered = endableEverywhere.has(failure.code)
        if (everywhereOffered) this.#hold(receipt.id, live)
        const server: ServerStep = { step: 'refused', at, failure, everywhereOffered }
        await put({ server, proof: { state: 'not possible', why: 'refused' }, stillWorks: works('refused') })
        return
      }
      const server: ServerStep = entry
        ? await this.#outbox.postpone(entry, failure)
        : { step: 'given up', at, failure, why: live.memoryOnly ? 'memory only' : 'forgotten' }
      await put({ server, proof: { state: 'not possible', why: 'not told' }, stillWorks: works('not told yet') })
    }
  }

  async #observe(receipt: Receipt, live: Live): Promise<void> {
    const { claims, tokens, memoryOnly } = live
    const remains = remainsOf(tokens, claims.scopes, claims.accessExpiresAtMs)
    const proof = await prove(this.#person, this.#around, remains, this.#cognitoNow(live).getTime())
    await this.#receipts.put({ ...receipt, proof }, memoryOnly)
  }

  /** Without cookies there is no outbox, but nobody is kept from signing out. */
  async #sealedEntry(id: string, live: Live): Promise<OutboxEntry | undefined> {
    const half = this.#around.halves().outbox
    if (half === undefined) return undefined
    const about = `outbox|${id}`
    const sealed = await seal(half, live.tokens.refresh, about)
    return this.#outbox.entry(id, about, sealed, this.#spans(live).refresh.expiresAt.getTime() - live.skewMs)
  }

  #hold(receiptId: string, live: Live): void {
    this.#held.clear()
    this.#held.set(receiptId, live)
    void this.#around.sleep(heldForMs).then(() => this.#held.delete(receiptId))
  }

  #receipt(id: string, kind: Receipt['kind'], live: Live, server: ServerStep, askedAt: Date): Receipt {
    const tokens = this.#spans(live)
    const awsCredentialsUntil = awsCredentialsUntilOf(live)
    const part = server.step === 'accepted' ? 'accepted' : 'planned'
    return {
      id,
      kind,
      displayName: live.claims.displayName,
      username: live.claims.username,
      poolId: this.#keeper.deployment.poolId,
      clientId: this.#keeper.deployment.clientId,
      ...(live.claims.familyId === undefined ? {} : { familyId: live.claims.familyId }),
      askedAt,
      operation: kind === 'everywhere' ? 'GlobalSignOut' : 'RevokeToken',
      server,
      proof: { state: 'waiting' },
      tokens,
      ...(awsCredentialsUntil === undefined ? {} : { awsCredentialsUntil }),
      stillWorks: aftermath(kind, part, tokens, awsCredentialsUntil, this.#cognitoNow(live)),
      skewMs: live.skewMs,
    }
  }

  #spans(live: Live): TokenSpans {
    return spansOf(live.claims, this.#keeper.deployment.refreshTokenDays)
  }

  #cognitoNow(live: Live): Date {
    return new Date(this.#keeper.cognitoNow(live))
  }
}
