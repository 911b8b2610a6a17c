import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

import type { AnyReceipt, EndReason } from './protocol.ts'
import type { ActivityEntry } from './protocol/activity.ts'
import type { PendingChange } from './clientJournal.ts'
import type { Sealed } from './seal.ts'
import type { Revocation } from './sessionCalls.ts'

type AboutEnd = { receiptId?: string; isLetGo?: true; isWished?: true }

/**
 * The one record of a deployment's session: sealed while it lives, a tombstone when it has ended. A session remembers the
 * generation of the last tombstone that it began after; a tombstone, whether Cognito was told to end what it had refused,
 * and whether somebody had asked for the end that it had come to.
 */
export type SessionRecord =
  | { generation: number; state: 'signed in'; sealed: Sealed; after?: number }
  | ({ generation: number; state: 'signed out'; reason: EndReason; at: Date } & AboutEnd)

/** A sign-out that Cognito has not confirmed. Its refresh token can be revoked from here, and used for nothing else. */
export type OutboxEntry = {
  id: string
  about: string
  sealed: Sealed
  askedAt: Date
  giveUpAt: Date
  nextTryAt: Date
  tries: number
  /** The call that ends it; RevokeToken where an earlier version has not said. */
  by?: Revocation
  /** The sign-in that the session came through was to end with it. */
  linked?: true
  /** How Cognito lists it, and whose it is, where no receipt tells of it. */
  listed?: { id: string; sub: string }
}

/** A sign-in at managed login that waits for its answer; without what was sealed it has had it. */
export type PendingSignIn = { state: string; askedAt: Date; sealed?: Sealed }

/** A change of an app client that was about to be sent, and the pool's own id of who asked for it. */
export type KeptChange = PendingChange & { owner: string }

interface VaultSchema extends DBSchema {
  session: { key: string; value: SessionRecord }
  outbox: { key: string; value: OutboxEntry & { place: string } }
  devices: { key: string; value: Sealed }
  signIns: { key: string; value: PendingSignIn & { place: string }; indexes: { askedAt: Date } }
  receipts: { key: string; value: AnyReceipt }
  /**
   * When somebody was last active in any tab of a deployment, milliseconds since the epoch; and under a key of its own, 1
   * where managed login is to ask who the person is.
   */
  presence: { key: string; value: number }
  activity: { key: string; value: ActivityEntry & { place: string }; indexes: { at: Date } }
  changes: { key: string; value: KeptChange & { place: string } }
}

const version = 3
/** How much of the activity is kept: entries, and milliseconds. */
const mostEntries = 1_000
const longestKeptMs = 90 * 86_400_000
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
      type Name = 'session' | 'outbox' | 'receipts' | 'devices' | 'signIns' | 'presence' | 'activity' | 'changes'
      const missing = (name: Name) => !database.objectStoreNames.contains(name)
      if (missing('session')) database.createObjectStore('session')
      if (missing('outbox')) database.createObjectStore('outbox', { keyPath: 'id' })
      if (missing('receipts')) database.createObjectStore('receipts', { keyPath: 'id' })
      if (missing('changes')) database.createObjectStore('changes', { keyPath: 'id' })
      if (missing('devices')) database.createObjectStore('devices')
      if (missing('presence')) database.createObjectStore('presence')
      if (missing('activity')) database.createObjectStore('activity', { keyPath: 'id' }).createIndex('at', 'at')
      if (missing('signIns'))
        database.createObjectStore('signIns', { keyPath: 'state' }).createIndex('askedAt', 'askedAt')
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
        const after = current?.state === 'signed out' ? current.generation : current?.after
        await session.put(next.state === 'signed out' || after === undefined ? next : { ...next, after }, place)
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
    async receipt(id: string): Promise<AnyReceipt | undefined> {
      return db.get('receipts', id)
    },

    /** The receipts of an operation that the activity of this deployment names. */
    async receiptsOf(operation: string): Promise<readonly AnyReceipt[]> {
      const transaction = db.transaction(['receipts', 'activity'])
      const entries = await transaction.objectStore('activity').getAll()
      const ids = entries.flatMap((entry) =>
        entry.place === place && entry.operation === operation && entry.receiptId !== undefined
          ? [entry.receiptId]
          : [],
      )
      const found = await Promise.all(ids.map(async (id) => transaction.objectStore('receipts').get(id)))
      return found.filter((receipt) => receipt !== undefined)
    },

    /**
     * Writes a receipt and its line of the activity, as `change` makes it from what is there at that moment: two that
     * write at once both stand in it. Gives what was written; nothing is where `change` gives undefined.
     */
    async keepReceipt<Changed extends AnyReceipt | undefined>(
      id: string,
      change: (kept: AnyReceipt | undefined) => Changed,
      lineOf: (receipt: NonNullable<Changed>) => ActivityEntry,
    ): Promise<Changed> {
      const transaction = db.transaction(['receipts', 'activity'], 'readwrite')
      const receipt = change(await transaction.objectStore('receipts').get(id))
      if (receipt !== undefined) {
        await transaction.objectStore('receipts').put(receipt)
        await transaction.objectStore('activity').put({ ...lineOf(receipt), place })
      }
      await transaction.done
      return receipt
    },

    /** The activity of this deployment. */
    async activity(): Promise<readonly ActivityEntry[]> {
      const all = await db.getAll('activity')
      return all.filter((entry) => entry.place === place).map(({ place: _place, ...entry }) => entry)
    },

    /** Notes an entry, anew or in its place. What is too old, or too much, goes with its receipt. */
    async noteActivity(entry: ActivityEntry, now: Date): Promise<void> {
      const transaction = db.transaction(['receipts', 'activity'], 'readwrite')
      const activity = transaction.objectStore('activity')
      await activity.put({ ...entry, place })
      const tooMany = (await activity.count()) - mostEntries
      const oldest = new Date(now.getTime() - longestKeptMs)
      let seen = 0
      for (let at = await activity.index('at').openCursor(); at; at = await at.continue()) {
        seen += 1
        if (seen > tooMany && at.value.at >= oldest) break
        const { receiptId } = at.value
        if (receiptId !== undefined) await transaction.objectStore('receipts').delete(receiptId)
        await at.delete()
      }
      await transaction.done
    },

    /** Deletes entries with their receipts. A sign-out that Cognito has not confirmed keeps both. */
    async forgetActivity(ids: readonly string[]): Promise<void> {
      const transaction = db.transaction(['receipts', 'activity', 'outbox'], 'readwrite', durable)
      const waiting = new Set(await transaction.objectStore('outbox').getAllKeys())
      for (const id of ids.filter((one) => !waiting.has(one))) {
        const entry = await transaction.objectStore('activity').get(id)
        if (entry?.receiptId !== undefined) await transaction.objectStore('receipts').delete(entry.receiptId)
        await transaction.objectStore('activity').delete(id)
      }
      await transaction.done
    },

    /** When somebody was last active in any tab, milliseconds since the epoch; 0 when it is not known. */
    async activeAt(): Promise<number> {
      return (await db.get('presence', place)) ?? 0
    },

    /** Notes when somebody was active; an older time changes nothing. */
    async noteActive(atMs: number): Promise<void> {
      const transaction = db.transaction('presence', 'readwrite')
      if (((await transaction.store.get(place)) ?? 0) < atMs) await transaction.store.put(atMs, place)
      await transaction.done
    },

    /** Whether managed login is to ask who the person is, because of a session that was in memory only. */
    async isMarked(): Promise<boolean> {
      return (await db.get('presence', `${place}|ask`)) !== undefined
    },

    /** Notes that it is, or is not any more. */
    async mark(marked: boolean): Promise<void> {
      const transaction = db.transaction('presence', 'readwrite', durable)
      if (marked) await transaction.store.put(1, `${place}|ask`)
      else await transaction.store.delete(`${place}|ask`)
      await transaction.done
    },

    /** The sealed secret of this browser as somebody's device. */
    async device(id: string): Promise<Sealed | undefined> {
      return db.get('devices', `${place}|${id}`)
    },

    /** Writes a device's secret. */
    async keepDevice(id: string, sealed: Sealed): Promise<void> {
      await db.put('devices', sealed, `${place}|${id}`)
    },

    /** Removes a device's secret. */
    async dropDevice(id: string): Promise<void> {
      await db.delete('devices', `${place}|${id}`)
    },

    /** Keeps a sign-in until its answer comes, and forgets those that were begun before `oldest`. */
    async keepSignIn(pending: PendingSignIn, oldest: Date): Promise<void> {
      const transaction = db.transaction('signIns', 'readwrite', durable)
      const late = await transaction.store.index('askedAt').getAllKeys(IDBKeyRange.upperBound(oldest, true))
      await Promise.all(late.map(async (state) => transaction.store.delete(state)))
      await transaction.store.put({ ...pending, place })
      await transaction.done
    },

    /** The sign-in of this state, as it stood: whoever asks next finds that it has had its answer. */
    async takeSignIn(state: string): Promise<PendingSignIn | undefined> {
      const transaction = db.transaction('signIns', 'readwrite', durable)
      const found = await transaction.store.get(state)
      const taken = found?.place === place ? found : undefined
      if (taken) await transaction.store.put({ state, askedAt: taken.askedAt, place })
      await transaction.done
      return taken
    },

    /** Keeps a change that is about to be sent, in place of any other of the same app client. */
    async keepChange(change: KeptChange): Promise<void> {
      const transaction = db.transaction('changes', 'readwrite', durable)
      const { store } = transaction
      for (const other of await store.getAll()) {
        const same = other.poolId === change.poolId && other.clientId === change.clientId
        if (same && other.owner === change.owner && other.place === place) await store.delete(other.id)
      }
      await store.put({ ...change, place })
      await transaction.done
    },

    /** The changes of this deployment whose end nobody has seen. */
    async changes(): Promise<readonly KeptChange[]> {
      const all = await db.getAll('changes')
      return all.filter((change) => change.place === place)
    },

    /** Removes a change: it was refused, or its end has been seen. */
    async settleChange(id: string): Promise<void> {
      await db.delete('changes', id)
    },

    /** Closes the database. */
    close(): void {
      db.close()
    },
  }
}
