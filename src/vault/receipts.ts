import type { Receipt } from './protocol.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** Keeps receipts, and tells the page and the other tabs of every change. On a shared computer they stay in memory. */
export class Receipts {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #inMemory = new Map<string, Receipt>()

  constructor(around: Surroundings, storage: VaultStorage) {
    this.#around = around
    this.#storage = storage
  }

  /** A receipt by its id. What is on disk may be another tab's work, and newer than anything this one has shown. */
  async find(id: string): Promise<Receipt | undefined> {
    return this.#inMemory.get(id) ?? (await this.#storage.receipt(id))
  }

  /** Writes a receipt as it now stands and shows it. */
  async put(receipt: Receipt, memoryOnly: boolean): Promise<Receipt> {
    if (memoryOnly) this.#inMemory.set(receipt.id, receipt)
    else await this.#storage.keepReceipt(receipt)
    this.#around.emit({ kind: 'receipt', receipt })
    if (!memoryOnly) this.#around.tellTabs()
    return receipt
  }
}
