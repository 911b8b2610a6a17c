import { aftermath, withCookie } from '../lib/stillWorks.ts'
import type { AnyReceipt, Receipt } from './protocol.ts'
import type { Activity } from './activity.ts'
import { lineOfSignOut } from './activityLines.ts'
import type { ActivityEntry } from './protocol/activity.ts'
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

  /**
   * Writes a receipt about somebody else's session as it now stands, and shows it.
   * @param lineOf makes the line that the activity has of it
   * @param anyway what it tells of has happened: where the disk fails it is shown from memory
   */
  async put<Kind extends Exclude<AnyReceipt, Receipt>>(
    given: Kind,
    lineOf: (receipt: Kind) => ActivityEntry,
    memoryOnly: boolean,
    anyway = false,
  ): Promise<Kind> {
    return this.#write(given.id, () => given, lineOf, memoryOnly, anyway)
  }

  /**
   * Writes the receipt of a sign-out of this browser's as it now stands, and shows it. What still works is reckoned here,
   * from what was said and observed so far: nobody who completes a receipt can forget it.
   * @param anyway where the disk fails it is shown from memory: nobody else would tell of it
   */
  async putSignOut(given: Omit<Receipt, 'stillWorks'>, memoryOnly: boolean, anyway = false): Promise<Receipt> {
    return this.#write(given.id, (kept) => this.#reckoned(given, kept), lineOfSignOut, memoryOnly, anyway)
  }

  /**
   * Notes, on Cognito's clock, that the browser was sent to managed login's logout page, or came back from it: only
   * whoever was sent can come back. Gives undefined when there is no such receipt here.
   */
  async noteCookie(id: string, what: 'sentAt' | 'backAt'): Promise<Receipt | undefined> {
    const noted = await this.#write(id, (kept) => this.#noted(kept, what), lineOfSignOut, this.#inMemory.has(id))
    return noted ?? this.ofSignOut(id)
  }

  #reckoned(given: Omit<Receipt, 'stillWorks'>, kept: AnyReceipt | undefined): Receipt {
    // What was noted of the cookie meanwhile is not in the copy of whoever completes the receipt.
    const noted = kept && isOfSignOut(kept) ? kept.cookie : undefined
    const receipt = given.cookie && noted ? { ...given, cookie: noted } : given
    const { kind, server, proof, skewMs } = receipt
    const part = partOf(server, proof)
    const since = server.step === 'accepted' && part === 'accepted' ? server.at.getTime() : this.#around.now()
    return { ...receipt, stillWorks: aftermath(kind, part, receipt, new Date(since + skewMs)) }
  }

  #noted(receipt: AnyReceipt | undefined, what: 'sentAt' | 'backAt'): Receipt | undefined {
    if (receipt === undefined || !isOfSignOut(receipt) || receipt.cookie === undefined) return undefined
    if (what === 'backAt' && receipt.cookie.sentAt === undefined) return undefined
    const cookie = { ...receipt.cookie, [what]: new Date(this.#around.now() + receipt.skewMs) }
    return { ...receipt, cookie, stillWorks: withCookie(receipt.stillWorks, cookie) }
  }

  /** Writes what `change` makes of a receipt as it stands at that moment, and shows it. */
  async #write<Changed extends AnyReceipt | undefined>(
    id: string,
    change: (kept: AnyReceipt | undefined) => Changed,
    lineOf: (receipt: NonNullable<Changed>) => ActivityEntry,
    memoryOnly: boolean,
    anyway = false,
  ): Promise<Changed> {
    const kept = memoryOnly ? undefined : await this.#keep(id, change, lineOf, anyway)
    const written = kept ? kept.written : change(this.#inMemory.get(id))
    if (written === undefined) return written
    if (kept) {
      this.#inMemory.delete(id)
      this.#activity.forget(id)
    } else {
      this.#inMemory.set(id, written)
      this.#activity.remember(lineOf(written))
    }
    this.#around.emit({ kind: 'receipt', receipt: written })
    if (kept) this.#around.tellTabs()
    return written
  }

  /** Writes it to the disk; gives undefined where that fails and it is to be shown all the same. */
  async #keep<Changed extends AnyReceipt | undefined>(
    id: string,
    change: (kept: AnyReceipt | undefined) => Changed,
    lineOf: (receipt: NonNullable<Changed>) => ActivityEntry,
    anyway: boolean,
  ): Promise<{ written: Changed } | undefined> {
    try {
      const newest = (kept: AnyReceipt | undefined) => change(this.#inMemory.get(id) ?? kept)
      return { written: await this.#storage.keepReceipt(id, newest, lineOf) }
    } catch (error) {
      // Of what is in memory already nobody else can tell: whoever sends its entry in another tab knows of no receipt.
      if (!anyway && !this.#inMemory.has(id)) throw error
      return undefined
    }
  }
}

/** Whether a receipt is about this browser's session, and not about others of the same person. */
export function isOfSignOut(receipt: AnyReceipt): receipt is Receipt {
  return receipt.kind === 'this device' || receipt.kind === 'everywhere'
}
