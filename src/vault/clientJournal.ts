import type { RawClient } from '../cognito/operator/appClients.ts'
import { signedOut } from './asPerson.ts'
import { familyOf } from './claims.ts'
import type { Live } from './facts.ts'
import type { ChangeWish } from './protocol/clientChanges.ts'
import type { VaultStorage } from './storage.ts'

/** A change of an app client that is about to be sent: how its settings are, and how they are to be. No secret is in it. */
export type PendingChange = {
  id: string
  poolId: string
  clientId: string
  wish: ChangeWish
  before: RawClient
  intended: RawClient
  confidential: boolean
  /** When it was about to be sent. */
  at: Date
}

/**
 * What was about to be written, kept on disk from before the write until somebody has seen what came of it: a page that
 * goes away in between leaves word for the next one. It belongs to the operator who asked. On a shared computer it stays
 * in memory.
 */
export class ClientJournal {
  readonly #storage: VaultStorage
  readonly #live: () => Live | undefined
  readonly #inMemory = new Map<string, PendingChange>()

  constructor(storage: VaultStorage, live: () => Live | undefined) {
    this.#storage = storage
    this.#live = live
  }

  /** The session that lives now, by which `liveStill` knows it again; undefined where nobody is signed in. */
  get family(): string | undefined {
    const live = this.#live()
    return live && familyOf(live.claims)
  }

  /**
   * The session that a change was asked for in. Throws Failed `SignedOut` where that is over: a change is nobody else's to
   * make, and nobody would hear what came of it.
   */
  liveStill(family: string | undefined): Live {
    const live = this.#live()
    if (live === undefined || familyOf(live.claims) !== family) throw signedOut('UpdateUserPoolClient')
    return live
  }

  /** Notes a change of `live`'s before it is sent, in place of any other of the same app client. */
  async keep(change: PendingChange, live: Live): Promise<void> {
    const same = ({ poolId, clientId }: PendingChange) => poolId === change.poolId && clientId === change.clientId
    for (const [id, one] of this.#inMemory) if (same(one)) this.#inMemory.delete(id)
    if (live.memoryOnly) this.#inMemory.set(change.id, change)
    else await this.#storage.keepChange({ ...change, owner: live.claims.sub })
  }

  /** The changes of whoever is signed in whose end nobody has seen, the oldest first. */
  async all(): Promise<readonly PendingChange[]> {
    const live = this.#live()
    if (live === undefined) return []
    if (live.memoryOnly) return [...this.#inMemory.values()]
    const kept = await this.#storage.changes()
    return kept.filter(({ owner }) => owner === live.claims.sub).sort((a, b) => a.at.getTime() - b.at.getTime())
  }

  /** Forgets a change: it was refused, or what came of it has been seen. */
  async settle(id: string): Promise<void> {
    this.#inMemory.delete(id)
    await this.#storage.settleChange(id)
  }
}
