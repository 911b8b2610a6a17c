import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

import type { EndReason, Receipt } from './protocol.ts'
import type { Sealed } from './seal.ts'

/** The one record of a deployment's session: sealed while it lives, a tombstone when it has ended. */
export type SessionRecord =
  | { generation: number; state: 'signed in'; sealed: Sealed }
  | { generation: number; state: 'signed out'; reason: EndReason; at: Date }

/** A sign-out that Cognito has not confirmed. Its refresh token can be revoked from here, and used for nothing else. */
export type OutboxEntry = {
  id: string
  about: string
  sealed: Sealed
  askedAt: Date
  giveUpAt: Date
  nextTryAt: Date
  tries: number
}

interface VaultSchema extends DBSchema {
  session: { key: string; value: SessionRecord }
  outbox: { key: string; value: OutboxEntry & { place: string } }
  receipts: { key: string; value: Receipt }
}

const version = 1
const durable = { durability: 'strict' } as const

/** Everything the vault keeps on disk, for one deployment. Every write is one strict transaction. */
export type VaultStorage = Awaited<ReturnType<typeof openStorage>>

/**
 * Opens the vault's IndexedDB database.
 * @param place the deployment: `poolId|clientId`
 */
export async function openStorage(place: string, name = 'curfew') {
  const db: IDBPDatabase<VaultSchema> = await openDB<VaultSchema>(name, version, {
    upgrade(database) {
      database.createObjectStore('session')
      database.createObjectStore('outbox', { keyPath: 'id' })
      database.createObjectStore('receipts', { keyPath: 'id' })
    },
    blocking: () => db.close(),
  })

  return {
    /** The record as it stands now. */
    async record(): Promise<SessionRecord | undefined> {
      return db.get('session', place)
    },

    /**
     * Writes the record if it still has the generation that was read, with the outbox entry of a sign-out in the same
     * transaction. Gives false, and writes nothing, when another tab was first.
     */
    async replace(seenGeneration: number, next: SessionRecord, entry?: OutboxEntry): Promise<boolean> {
      const transaction = db.transaction(['session', 'outbox'], 'readwrite', durable)
      const session = transaction.objectStore('session')
      const current = await session.get(place)
      const fits = (current?.generation ?? 0) === seenGeneration
      if (fits) {
        await session.put(next, place)
        if (entry) await transaction.objectStore('outbox').put({ ...entry, place })
      }
      await transaction.done
      return fits
    },

    /** Adds a sign-out whose session is no longer the record's. */
    async enqueue(entry: OutboxEntry): Promise<void> {
      const transaction = db.transaction('outbox', 'readwrite', durable)
      await transaction.store.put({ ...entry, place })
      await transaction.done
    },

    /** The sign-outs of this deployment that Cognito has not confirmed. */
    async outbox(): Promise<readonly OutboxEntry[]> {
      const all = await db.getAll('outbox')
      return all.filter((entry) => entry.place === place)
    },

    /** Notes another try. Does nothing when the entry is gone: a confirmed sign-out does not come back. */
    async postpone(entry: OutboxEntry): Promise<void> {
      const transaction = db.transaction('outbox', 'readwrite', durable)
      if ((await transaction.store.get(entry.id)) !== undefined) await transaction.store.put({ ...entry, place })
      await transaction.done
    },

    /** Removes an entry: confirmed, refused for good, or too old. */
    async settle(id: string): Promise<void> {
      await db.delete('outbox', id)
    },

    /** A receipt by its id. */
    async receipt(id: string): Promise<Receipt | undefined> {
      return db.get('receipts', id)
    },

    /** Writes a receipt. */
    async keepReceipt(receipt: Receipt): Promise<void> {
      await db.put('receipts', receipt)
    },

    /** Closes the database. */
    close(): void {
      db.close()
    },
  }
}
