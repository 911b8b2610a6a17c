import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEmulatorKeys, restoreKeys, type SavedKeys, saveKeys } from './index.ts'
import { memoryStore } from './store/memoryStore.ts'
import type { Store } from './store/Store.ts'

/** The version of what is on disk. A later one that reads it differently raises it and brings older data up to it. */
const FORMAT = 1
/** LMDB's keys are at most 1,978 bytes; longer ones of ours are kept under their digest. */
const LONGEST_KEY = 1500

/** A folder that cannot be used, and why, in a sentence. */
export class UnusableData extends Error {}

/** A store on disk, and the keys that its tokens were made with. */
export interface DiskStore {
  readonly store: Store
  readonly keys: ReturnType<typeof createEmulatorKeys>
  /** Resolves when everything is on disk and the folder is free again. */
  readonly close: () => Promise<void>
}

/**
 * Opens the data in a folder, or begins it. Reads are answered from memory; what an operation wrote goes to disk in one
 * transaction before it is answered, so that what was acknowledged survives the end of the process, however it ends (a
 * power cut can take the last moments). Throws UnusableData for a folder that is in use, or that a newer emulator wrote.
 */
export async function openDiskStore(folder: string): Promise<DiskStore> {
  const release = claim(folder)
  try {
    const { open } = await import('lmdb')
    const records = open<string, string>({ path: join(folder, 'data.lmdb'), encoding: 'string', noSubdir: true })
    const format = checkFormat(folder, records.get('format'), records.getKeysCount({ limit: 1 }) > 0)
    const tables: Record<string, [string, unknown][]> = {}
    for (const { key, value } of records.getRange({ start: 'table/', end: 'table0' })) {
      const name = key.slice('table/'.length, key.indexOf('/', 'table/'.length))
      ;(tables[name] ??= []).push(JSON.parse(value))
    }
    const saved = records.get('keys')
    const keys = saved === undefined ? createEmulatorKeys() : restoreKeys(JSON.parse(saved) as SavedKeys)
    const pending = new Map<string, string | undefined>()
    const memory = memoryStore(tables, (table, key, value) => {
      pending.set(recordKey(table, key), value === undefined ? undefined : JSON.stringify([key, value]))
    })
    if (format === undefined) {
      pending.set('format', String(FORMAT))
      pending.set('keys', JSON.stringify(await saveKeys(await keys)))
    }
    let written: Promise<unknown> = Promise.resolve()
    const commit = async () => {
      if (pending.size > 0) {
        const batch = [...pending]
        pending.clear()
        written = records.batch(() => {
          for (const [key, value] of batch) void (value === undefined ? records.remove(key) : records.put(key, value))
        })
      }
      // Also what others wrote and this caller may have seen.
      await written
    }
    const close = async () => {
      await commit()
      await records.flushed
      await records.close()
      release()
    }
    return { store: { ...memory, commit }, keys, close }
  } catch (error) {
    release()
    throw error
  }
}

function recordKey(table: string, key: string): string {
  const short = Buffer.byteLength(key) <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex')
  return `table/${table}/${short}`
}

function checkFormat(folder: string, format: string | undefined, hasRecords: boolean): number | undefined {
  if (format === undefined && !hasRecords) return undefined
  const version = Number(format)
  if (version === FORMAT) return version
  const whose =
    version > FORMAT
      ? `a newer emulator wrote what is in ${folder} (format ${version}; this one reads ${FORMAT})`
      : `what is in ${folder} is not an emulator's data`
  throw new UnusableData(`${whose}. Use another folder, or another version.`)
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
