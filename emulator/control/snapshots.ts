import type { Store, Tables } from '../store/Store.ts'
import { BadControlRequest } from './checks.ts'

/** All of an emulator's data at one moment. What is in `tables` is the emulator's own business and may change. */
export interface Snapshot {
  readonly version: 1
  readonly tables: Tables
}

/** All data as JSON. Keys, clock, faults, quotas, log and sent codes are not in it. */
export function takeSnapshot(store: Store): Snapshot {
  return { version: 1, tables: store.dump() }
}

/** Replaces all data by a snapshot's. Throws BadControlRequest, and changes nothing, for what is not one. */
export async function restoreSnapshot(store: Store, value: unknown): Promise<void> {
  const { version, tables } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (version !== 1) throw new BadControlRequest(`version: expected 1, found ${JSON.stringify(version) ?? 'nothing'}`)
  if (typeof tables !== 'object' || tables === null) throw new BadControlRequest('tables: expected an object')
  const known = Object.keys(store.dump())
  for (const [name, entries] of Object.entries(tables)) {
    if (!known.includes(name)) throw new BadControlRequest(`tables.${name}: this emulator has no such table`)
    if (!Array.isArray(entries) || !entries.every(isEntry)) {
      throw new BadControlRequest(`tables.${name}: expected a list of pairs of a key and a value`)
    }
  }
  store.load(tables as Tables)
  await store.commit()
}

function isEntry(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && entry[1] !== undefined
}
