import { isElsewhere, lastAsked } from './endedSessions.ts'
import type { ElsewhereReceipt } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import type { SessionKeeper } from './session.ts'
import type { SessionListing } from './sessionList.ts'
import type { Surroundings } from './surroundings.ts'

/** How long after it was ended a session is recalled over a reload, in milliseconds: Cognito's list lags some seconds. */
const recalledMs = 3_600_000

/** Recalls what was ended before this page was loaded, and that the list may still show. The receipts on disk tell. */
export class Recalling {
  readonly #around: Pick<Surroundings, 'now'>
  readonly #keeper: SessionKeeper
  readonly #listing: SessionListing
  readonly #receipts: Receipts

  constructor(
    around: Pick<Surroundings, 'now'>,
    parts: { keeper: SessionKeeper; listing: SessionListing; receipts: Receipts },
  ) {
    this.#around = around
    this.#keeper = parts.keeper
    this.#listing = parts.listing
    this.#receipts = parts.receipts
  }

  /** The receipts of sessions elsewhere of a person, in the order in which they were asked: the last of a session counts. */
  async elsewhere(sub: string): Promise<readonly ElsewhereReceipt[]> {
    const oldest = this.#oldest()
    const kept = (await this.#receipts.of('RevokeUserSession').catch(() => [])).flatMap((each) =>
      isElsewhere(each) ? [each] : [],
    )
    return kept
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
    return news
  }

  #oldest(): number {
    return this.#around.now() - recalledMs
  }
}
