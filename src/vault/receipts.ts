import { aftermath, type CookieEnd, withCookie } from '../lib/stillWorks.ts'
import type { AnyReceipt, Receipt } from './protocol.ts'
import { type Activity, entryOf } from './activity.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'
import { partOf } from './facts.ts'

/** Keeps receipts, and tells the page and the other tabs of every change. On a shared computer they stay in memory. */
export class Receipts {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #activity: Activity
  readonly #inMemory = new Map<string, AnyReceipt>()

  constructor(around: Surroundings, storage: VaultStorage, activity: Activity) {
    this.#around = around
    this.#storage = storage
    this.#activity = activity
  }

  /** A receipt by its id. What is on disk may be another tab's work, and newer than anything this one has shown. */
  async find(id: string): Promise<AnyReceipt | undefined> {
    return this.#inMemory.get(id) ?? (await this.#storage.receipt(id))
  }

  /** The receipts of an operation that were kept on disk. */
  async of(operation: AnyReceipt['operation']): Promise<readonly AnyReceipt[]> {
    return this.#storage.receiptsOf(operation)
  }

  /** The receipt of a sign-out of this browser's. */
  async ofSignOut(id: string): Promise<Receipt | undefined> {
    const found = await this.find(id)
    return found && isOfSignOut(found) ? found : undefined
  }

  /** Writes a receipt about somebody else's session as it now stands, and shows it. */
  async put<Kind extends Exclude<AnyReceipt, Receipt>>(given: Kind, memoryOnly: boolean): Promise<Kind> {
    return this.#write(given, memoryOnly)
  }

  /**
   * Writes the receipt of a sign-out of this browser's as it now stands, and shows it. What still works is reckoned here,
   * from what was said and observed so far: nobody who completes a receipt can forget it.
   */
  async putSignOut(given: Omit<Receipt, 'stillWorks'>, memoryOnly: boolean): Promise<Receipt> {
    // What was noted of the cookie meanwhile is not in the copy of whoever completes the receipt.
    const cookie = given.cookie ? ((await this.ofSignOut(given.id))?.cookie ?? given.cookie) : undefined
    const receipt = cookie === undefined ? given : { ...given, cookie }
    const { kind, server, proof, skewMs } = receipt
    const part = partOf(server, proof)
    const since = server.step === 'accepted' && part === 'accepted' ? server.at.getTime() : this.#around.now()
    const works = aftermath(kind, part, receipt, new Date(since + skewMs))
    return this.#write({ ...receipt, stillWorks: works }, memoryOnly)
  }

  /**
   * Notes, on Cognito's clock, that the browser was sent to managed login's logout page, or came back from it: only
   * whoever was sent can come back. Gives undefined when there is no such receipt here.
   */
  async noteCookie(id: string, what: 'sentAt' | 'backAt'): Promise<Receipt | undefined> {
    const receipt = await this.ofSignOut(id)
    if (receipt?.cookie === undefined || (what === 'backAt' && receipt.cookie.sentAt === undefined)) return receipt
    const cookie = { ...receipt.cookie, [what]: new Date(this.#around.now() + receipt.skewMs) }
    return this.#write(withNoted(receipt, cookie), this.#inMemory.has(id))
  }

  async #write<Kind extends AnyReceipt>(receipt: Kind, memoryOnly: boolean): Promise<Kind> {
    if (memoryOnly) {
      this.#inMemory.set(receipt.id, receipt)
      this.#activity.rememberReceipt(receipt)
    } else await this.#storage.keepReceipt(receipt, entryOf(receipt))
    this.#around.emit({ kind: 'receipt', receipt })
    if (!memoryOnly) this.#around.tellTabs()
    return receipt
  }
}

function withNoted<Kind extends Receipt>(receipt: Kind, cookie: CookieEnd): Kind {
  return { ...receipt, cookie, stillWorks: withCookie(receipt.stillWorks, cookie) }
}

/** Whether a receipt is about this browser's session, and not about others of the same person. */
export function isOfSignOut(receipt: AnyReceipt): receipt is Receipt {
  return receipt.kind === 'this device' || receipt.kind === 'everywhere'
}
