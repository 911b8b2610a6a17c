import { isElsewhere, lastAsked } from './endedSessions.ts'
import type { OutboxEntries } from './outboxEntries.ts'
import type { AnyReceipt, ElsewhereReceipt } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionListing } from './sessionList.ts'
import type { Surroundings } from './surroundings.ts'

/** How long after it was ended a session is recalled over a reload, in milliseconds: Cognito's list lags some seconds. */
const recalledMs = 3_600_000

/** What recalling needs of the vault around it. */
export type RecallingParts = {
  keeper: SessionKeeper
  listing: SessionListing
  receipts: Receipts
  entries: OutboxEntries
}

/** Recalls what was ended before this page was loaded, and that the list may still show. The receipts on disk tell. */
export class Recalling {
  readonly #around: Pick<Surroundings, 'now'>
  readonly #keeper: SessionKeeper
  readonly #listing: SessionListing
  readonly #receipts: Receipts
  readonly #entries: OutboxEntries
  /** Sessions without a receipt that are noted as not told yet. */
  readonly #replaced = new Set<string>()

  constructor(around: Pick<Surroundings, 'now'>, parts: RecallingParts) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#listing = parts.listing
    this.#receipts = parts.receipts
    this.#entries = parts.entries
  }

  /** The receipts of sessions elsewhere of a person, in the order in which they were asked: the last of a session counts. */
  async elsewhere(sub: string): Promise<readonly ElsewhereReceipt[]> {
    const oldest = this.#oldest()
    const kept = await this.#receipts.of('RevokeUserSession').catch((): readonly AnyReceipt[] => [])
    return kept
      .filter(isElsewhere)
      .toSorted((one, other) => lastAsked(one).getTime() - lastAsked(other).getTime())
      .filter((receipt) => receipt.sub === sub && lastAsked(receipt).getTime() >= oldest)
  }

  /**
   * Notes for the list the sessions that this browser had: one that it was signed out of while Cognito could not be told is
   * listed as if it went on. Gives whether there was any news.
   */
  async own(): Promise<boolean> {
    const sub = this.#keeper.live?.claims.sub
    const oldest = this.#oldest()
    const kept = await Promise.all(
      (['RevokeToken', 'oauth2/revoke'] as const).map(async (operation) =>
        this.#receipts.of(operation).catch(() => []),
      ),
    )
    let news = false
    for (const receipt of kept.flat()) {
      if (receipt.kind !== 'this device' || receipt.listedAs === undefined || receipt.sub !== sub) continue
      const { listedAs: id, server, askedAt } = receipt
      const noted = this.#listing.noted(id)
      // What has been asked of it since counts.
      if (this.#listing.known(id) === undefined || (noted !== undefined && noted !== 'not told yet')) continue
      const isAccepted = server.step === 'accepted' && server.at.getTime() >= oldest
      const state = isAccepted ? 'accepted' : server.step === 'not told yet' ? 'not told yet' : undefined
      if (state === noted) continue
      this.#listing.note(id, state, false, isAccepted ? server.at : askedAt)
      if (isAccepted) void this.#listing.watch()
      news = true
    }
    return (await this.#replacedOnes(sub)) || news
  }

  /** The same of those that another sign-in has replaced, or that were let go of: the outbox alone knows of them. */
  async #replacedOnes(sub: string | undefined): Promise<boolean> {
    const waiting = new Map(
      (await this.#entries.all().catch(() => [])).flatMap(({ listed, askedAt }) =>
        listed && listed.sub === sub && this.#listing.known(listed.id) ? [[listed.id, askedAt] as const] : [],
      ),
    )
    let news = false
    for (const [id, askedAt] of waiting) {
      if (this.#listing.noted(id) !== undefined) continue
      this.#listing.note(id, 'not told yet', false, askedAt)
      this.#replaced.add(id)
      news = true
    }
    for (const id of this.#replaced) {
      if (waiting.has(id)) continue
      this.#replaced.delete(id)
      // Cognito has heard, or it was given up: the list knows.
      if (this.#listing.noted(id) === 'not told yet') this.#listing.note(id, undefined)
      news = true
    }
    return news
  }

  #oldest(): number {
    return this.#around.now() - recalledMs
  }
}
