import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { Tables } from './store/Store.ts'

/** What begins a journal: which program's it is, and in which format. */
const TITLE = 'Curfew emulator data, format '
/** The format. A later one that reads it differently raises it and brings older data up to it. */
const FORMAT = 2
/** A journal is written anew when it is twice as long as what is alive in it, and this much longer. */
const ROOM_BYTES = 8 * 1024 * 1024
/** How many entries a rewrite copies before it lets requests through. */
const SLICE = 500
/** How many changes of a line are read at a time: whoever plants ten thousand users writes one of megabytes. */
const PIECE = 250
/** How long what was written may be with the operating system only, which a power cut takes. */
const SYNC_MS = 1000
const NEWLINE = 10
const TAB = 9
const flush = promisify(fdatasync)

/** A change of one record: its table, its key, and what it is now; without that it is gone. */
export type Change = readonly [table: string, key: string, value?: unknown]

/** What is in a file that is no journal, in words that a sentence can go on from. */
export class NoJournal extends Error {}

/**
 * A file that is only ever written at its end: one line for each commit, with its checksum, so that a line that broke off
 * is known for what it is. Nothing of it is kept in memory.
 */
export class Journal {
  readonly #path: string
  readonly #live: () => Tables
  #file: number
  #length: number
  /** How long it was when everything in it was alive. */
  #liveLength: number
  #syncing: NodeJS.Timeout | undefined
  #rewriting: Promise<void> | undefined
  #isClosed = false

  private constructor(path: string, end: { length: number; liveLength: number }, live: () => Tables) {
    this.#path = path
    this.#live = live
    this.#file = openSync(path, 'r+')
    this.#length = end.length
    this.#liveLength = end.liveLength
    // What broke off is written over, and a shorter line must not leave some of it behind.
    ftruncateSync(this.#file, end.length)
  }

  /**
   * Opens the journal at `path`, or begins one, and gives what its lines come to. `live` says what has to be in it when it
   * is written anew. Throws NoJournal for a file that holds something else, or lines that only a damage cuts off.
   */
  static open(path: string, live: () => Tables): { journal: Journal; tables: Map<string, Map<string, unknown>> } {
    const bytes = readIfThere(path) ?? begin(path)
    const tables = new Map<string, Map<string, unknown>>()
    let at = checkTitle(bytes)
    let changes = 0
    for (let end = bytes.indexOf(NEWLINE, at); end !== -1; end = bytes.indexOf(NEWLINE, at)) {
      const line = readLine(bytes.subarray(at, end))
      if (!line) {
        refuseIfLost(bytes, at, end + 1)
        break
      }
      for (const piece of piecesOf(line)) {
        for (const change of piece) apply(tables, change)
        changes += piece.length
      }
      at = end + 1
    }
    let records = 0
    for (const table of tables.values()) records += table.size
    const liveLength = Math.round((at * records) / Math.max(1, changes))
    return { journal: new Journal(path, { length: at, liveLength }, live), tables }
  }

  /** Writes changes down: when it returns they survive the end of the process. Throws if they could not be written. */
  append(changes: readonly Change[]): void {
    if (this.#isClosed) throw new Error('the journal is closed')
    this.#length = writeAt(this.#file, lineOf(changes), this.#length)
    this.#syncing ??= setTimeout(() => {
      this.#syncing = undefined
      // A disk that cannot does not say so here first.
      if (!this.#isClosed) fdatasync(this.#file, () => undefined)
    }, SYNC_MS).unref()
    if (this.#length > 2 * this.#liveLength + ROOM_BYTES) {
      this.#rewriting ??= this.#rewrite().finally(() => {
        this.#rewriting = undefined
      })
    }
  }

  /** Resolves when a rewrite that is under way has ended. */
  async settled(): Promise<void> {
    await this.#rewriting
  }

  /** Resolves when everything is on the disk itself. Nothing can be appended any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#syncing)
    await this.#rewriting
    fdatasyncSync(this.#file)
    closeSync(this.#file)
  }

  /** Writes what is alive into a new file, then what was appended meanwhile, and puts it in the place of this one. */
  async #rewrite(): Promise<void> {
    const beside = `${this.#path}.next`
    const from = this.#length
    const entries = Object.entries(this.#live())
    let next: number | undefined
    try {
      next = openSync(beside, 'w+')
      let length = writeAt(next, Buffer.from(`${TITLE}${FORMAT}\n`), 0)
      for (const [table, records] of entries) {
        for (let at = 0; at < records.length; at += SLICE) {
          const changes = records.slice(at, at + SLICE).map(([key, value]): Change => [table, key, value])
          length = writeAt(next, lineOf(changes), length)
          await new Promise((resolve) => setImmediate(resolve))
        }
      }
      this.#liveLength = length
      await flush(next)
      // From here on nothing comes in between.
      const meanwhile = Buffer.alloc(this.#length - from)
      readSync(this.#file, meanwhile, 0, meanwhile.length, from)
      length = writeAt(next, meanwhile, length)
      renameSync(beside, this.#path)
      closeSync(this.#file)
      this.#file = next
      this.#length = length
    } catch {
      // A full disk, most likely, or no more open files: the old file is as good as ever, and it is tried again when that
      // has grown as much again. What was written beside it must not keep the disk full.
      this.#liveLength = this.#length
      if (next !== undefined) discard(next, beside)
    }
  }
}

function discard(file: number, path: string): void {
  closeSync(file)
  rmSync(path, { force: true })
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Begins a journal under another name first, so that there is never one without its title. */
function begin(path: string): Buffer {
  const title = Buffer.from(`${TITLE}${FORMAT}\n`)
  writeFileSync(`${path}.next`, title)
  renameSync(`${path}.next`, path)
  return title
}

/** Where the lines begin. */
function checkTitle(bytes: Buffer): number {
  const end = bytes.indexOf(NEWLINE)
  const title = bytes.toString('latin1', 0, Math.min(end, 80))
  const format = title.startsWith(TITLE) ? Number(title.slice(TITLE.length)) : Number.NaN
  if (format === FORMAT) return end + 1
  if (format > FORMAT) throw new NoJournal(`a newer emulator wrote it (format ${format}; this one reads ${FORMAT})`)
  throw new NoJournal("it is not an emulator's data")
}

/** A write that broke off is the last of its file. Where good lines follow, something else has damaged it. */
function refuseIfLost(bytes: Buffer, at: number, next: number): void {
  let lost = 0
  for (let from = next, end = bytes.indexOf(NEWLINE, from); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
    if (readLine(bytes.subarray(from, end))) lost += 1
    from = end + 1
  }
  if (lost === 0) return
  const good = lost === 1 ? 'a good line' : `${lost} good lines`
  throw new NoJournal(`it is damaged at byte ${at}, before ${good}; cut off there, it works again without them`)
}

/** JSON, with a tab after each piece of a long line: JSON may have one there, and has none within its strings. */
function lineOf(changes: readonly Change[]): Buffer {
  const pieces: string[] = []
  for (let at = 0; at < changes.length; at += PIECE) {
    pieces.push(JSON.stringify(changes.slice(at, at + PIECE)).slice(1, -1))
  }
  const text = `[${pieces.join(',\t')}]`
  return Buffer.from(`${crc32(text).toString(16).padStart(8, '0')} ${text}\n`)
}

/** The JSON of a line; undefined for one that broke off. */
function readLine(line: Buffer): Buffer | undefined {
  const text = line.subarray(9)
  if (line.length < 9 || crc32(text) !== Number.parseInt(line.toString('latin1', 0, 8), 16)) return undefined
  return text
}

/** The changes of a line's JSON, parsed piece by piece, so that what only parsing needs stays small and dies young. */
function* piecesOf(text: Buffer): Generator<readonly Change[]> {
  const end = text.length - 1
  for (let from = 1, to = 0; to < end; from = to + 1) {
    const tab = text.indexOf(TAB, from)
    to = tab === -1 ? end : tab
    // Before the tab is the comma.
    yield JSON.parse(`[${text.toString('utf8', from, tab === -1 ? end : tab - 1)}]`) as readonly Change[]
  }
}

function apply(tables: Map<string, Map<string, unknown>>, change: Change): void {
  const [name, key] = change
  let table = tables.get(name)
  if (!table) tables.set(name, (table = new Map()))
  if (change.length === 2) table.delete(key)
  else table.set(key, change[2])
}

/** Writes all of it at that place, and gives the place behind it. */
function writeAt(file: number, bytes: Buffer, position: number): number {
  for (let written = 0; written < bytes.length;)
    written += writeSync(file, bytes, written, bytes.length - written, position + written)
  return position + bytes.length
}
