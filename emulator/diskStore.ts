import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulatorKeys } from './index.ts'
import { type Change, Journal, NoJournal } from './journal.ts'
import { memoryStore } from './store/memoryStore.ts'
import type { Store, Tables } from './store/Store.ts'

/** The journal's own table, for what is not the store's. */
const OWN = ''

/** A folder that cannot be used, and why, in a sentence. */
export class UnusableData extends Error {}

/** A store on disk, and the keys that its tokens are made with. */
export interface DiskStore {
  readonly store: Store
  readonly keys: ReturnType<typeof createEmulatorKeys>
  /** Resolves when everything is on disk and the folder is free again. */
  readonly close: () => Promise<void>
}

/**
 * Opens the data in a folder, or begins it. Reads are answered from memory; what an operation wrote goes to disk as one
 * line before it is answered, so that what was acknowledged survives the end of the process, however it ends (a power
 * cut can take the last second). Throws UnusableData for a folder that is in use, or that a newer emulator wrote.
 */
export async function openDiskStore(folder: string): Promise<DiskStore> {
  const release = claim(folder)
  try {
    const live = (): Tables => ({ ...memory.dump(), [OWN]: [...own] })
    const { journal, tables } = openJournal(folder, live)
    const own = tables.get(OWN) ?? new Map<string, unknown>()
    tables.delete(OWN)
    const pending = new Map<string, Change>()
    const memory = memoryStore(tables, (table, key, value) => {
      pending.set(`${table}/${key}`, value === undefined ? [table, key] : [table, key, value])
    })
    const commit = async () => {
      if (pending.size === 0) return
      const batch = [...pending.values()]
      journal.append(batch)
      pending.clear()
    }
    const close = async () => {
      await commit()
      await journal.close()
      release()
    }
    const keys = createEmulatorKeys({
      get: (name) => own.get(name),
      set(name, value) {
        journal.append([[OWN, name, value]])
        return own.set(name, value)
      },
    })
    return { store: { ...memory, commit }, keys, close }
  } catch (error) {
    release()
    throw error
  }
}

function openJournal(folder: string, live: () => Tables): ReturnType<typeof Journal.open> {
  if (existsSync(join(folder, 'data.lmdb')))
    throw new UnusableData(
      `an emulator from before its first release wrote ${join(folder, 'data.lmdb')}; use another folder.`,
    )
  const path = join(folder, 'data.journal')
  try {
    return Journal.open(path, live)
  } catch (error) {
    // What the system has against the file, such as that it must not be written to.
    if (error instanceof Error && 'code' in error) throw new UnusableData(`${path} cannot be used: ${error.message}`)
    if (!(error instanceof NoJournal)) throw error
    throw new UnusableData(`${path} cannot be used: ${error.message}. Use another folder, or another version.`)
  }
}

/** Claims the folder for this process. A claim whose process is gone, as after a kill, is void. */
function claim(folder: string): () => void {
  const path = join(folder, 'in-use-by')
  try {
    mkdirSync(folder, { recursive: true })
    const owner = existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined
    if (owner !== undefined && owner !== process.pid && isRunning(owner)) {
      throw new UnusableData(`${folder} is in use by process ${owner}. If that is no emulator, delete ${path}.`)
    }
    writeFileSync(path, String(process.pid))
  } catch (error) {
    if (error instanceof UnusableData) throw error
    throw new UnusableData(`${folder} cannot be written to: ${error instanceof Error ? error.message : ''}`)
  }
  return () => rmSync(path, { force: true })
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
