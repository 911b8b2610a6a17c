import type { Receipt } from './protocol.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** Keeps receipts and tells the page of every change. On a shared computer they stay in memory. */
export class Receipts {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #inMemory = new Map<string, Receipt>()

  constructor(around: Surroundings, storage: VaultStorage) {
    this.#around = around
    this.#storage = storage
  }

  /** A receipt by its id, from this worker or from disk. */
  async find(id: string): Promise<Receipt | undefined> {
    return this.#inMemory.get(id) ?? (await this.#storage.receipt(id))
  }

  /** Writes a receipt as it now stands and shows it. */
  async put(receipt: Receipt, memoryOnly: boolean): Promise<Receipt> {
    this.#inMemory.set(receipt.id, receipt)
    if (!memoryOnly) await this.#storage.keepReceipt(receipt)
    this.#around.emit({ kind: 'receipt', receipt })
    return receipt
  }
}
