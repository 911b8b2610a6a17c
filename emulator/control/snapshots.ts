import { sha256, toBase64Url, utf8 } from '../domain/encoding.ts'
import type { Store, Tables } from '../store/Store.ts'
import { BadControlRequest, shown } from './checks.ts'

/** All of an emulator's data at one moment. What is in `tables` is the emulator's own business and may change. */
export interface Snapshot {
  readonly version: 1
  readonly tables: Tables
  /** The SHA-256 digest of the tables as JSON, in base64url. */
  readonly sum: string
}

/** All data as JSON. Keys, clock, faults, quotas, log and sent codes are not in it. */
export async function takeSnapshot(store: Store): Promise<Snapshot> {
  const tables = store.dump()
  return { version: 1, tables, sum: await sumOf(tables) }
}

/**
 * Replaces all data by a snapshot's. Throws BadControlRequest, and changes nothing, for what is not one, or not as it
 * was taken: nobody checks the records once they are in.
 */
export async function restoreSnapshot(store: Store, value: unknown): Promise<void> {
  const { version, tables, sum } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (version !== 1) throw new BadControlRequest(`version: expected 1, found ${shown(version)}`)
  if (typeof tables !== 'object' || tables === null) throw new BadControlRequest('tables: expected an object')
  const known = Object.keys(store.dump())
  for (const [name, entries] of Object.entries(tables)) {
    if (!known.includes(name)) throw new BadControlRequest(`tables.${name}: this emulator has no such table`)
    if (!Array.isArray(entries) || !entries.every(isEntry)) {
      throw new BadControlRequest(`tables.${name}: expected a list of pairs of a key and a value`)
    }
  }
  if (sum !== (await sumOf(tables))) throw new BadControlRequest('sum: the snapshot is not as it was taken')
  store.load(tables as Tables)
  await store.commit()
}

async function sumOf(tables: object): Promise<string> {
  return toBase64Url(await sha256(utf8(JSON.stringify(tables))))
}

function isEntry(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && entry[1] !== undefined
}
