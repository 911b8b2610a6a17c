import { unguarded } from '../lib/csv.ts'
import { type CsvRow, csvRows } from './csvRows.ts'

/** The most bytes of a list that are read: about a million names. */
export const mostListBytes = 20 * 1024 * 1024

/** Bad lines that are named one by one; of more there is a count. */
const mostNamed = 100
/** Lines that are read in one task: so many that it takes a few milliseconds. */
const rowsAtOnce = 5_000
/** So much of a bad line is shown, in characters. */
const mostShown = 60

/** A line that names nobody, and why. */
export type BadLine = {
  line: number
  text: string
  why: 'too long' | 'not a name' | 'nothing in the first column' | 'a quotation that never ends'
}

/** What a list says: everybody once, in its order. */
export type NamedUsers = {
  names: readonly string[]
  /** Lines that name somebody again. */
  merged: number
  bad: readonly BadLine[]
  /** All bad lines, the unnamed ones too. */
  badCount: number
}

/** Why bytes are no list. */
export type NotAList = 'too large' | 'empty' | 'not text' | 'another encoding'

/** Cognito's `UsernameType`: letters, marks, symbols, digits and punctuation (API reference, AdminUserGlobalSignOut). */
const nameShape = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u
/** The most characters of a user name. */
export const longestName = 128

/** A first line that is no name but a column's. */
const heading = /^(user ?name|user|sub|e-?mail|email address|cognito:username)$/i

/** The bytes of an uploaded list as text: UTF-8, or UTF-16 with a byte order mark. Gives the reason when they are none. */
export function listText(bytes: Uint8Array): { text: string } | { not: NotAList } {
  if (bytes.length > mostListBytes) return { not: 'too large' }
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (text.includes('\0')) return { not: 'not text' }
    return text.trim() === '' ? { not: 'empty' } : { text }
  } catch {
    // No text has NULs in it; letters of an older encoding are no UTF-8.
    return { not: bytes.includes(0) ? 'not text' : 'another encoding' }
  }
}

/** Reads a list at once; see `readListSlowly`. */
export function readList(text: string): NamedUsers {
  const reading = new Reading()
  for (const row of csvRows(text)) if (row) reading.take(row)
  return reading.found()
}

/**
 * Reads user names, subs or addresses, one a line, or in the first column of a CSV file. Empty lines and a heading are
 * passed over; a line that can name nobody is told with its number; nothing else is lost.
 * @param pause is waited for after some thousands of lines, so that a million do not hold the page
 */
export async function readListSlowly(text: string, pause: () => Promise<void>): Promise<NamedUsers> {
  const reading = new Reading()
  let rows = 0
  for (const row of csvRows(text)) {
    if (row) reading.take(row)
    rows += 1
    if (row === undefined || rows % rowsAtOnce === 0) await pause()
  }
  return reading.found()
}

/** What has been found in a list so far. */
class Reading {
  readonly #names = new Set<string>()
  readonly #bad: BadLine[] = []
  #merged = 0
  #badCount = 0
  #isFirst = true

  take({ line, first, isBlank, isBroken }: CsvRow): void {
    if (isBlank) return
    const isFirst = this.#isFirst
    this.#isFirst = false
    const name = nameIn(first)
    if (isFirst && heading.test(name)) return
    const why = isBroken ? 'a quotation that never ends' : flaw(name)
    if (why !== undefined) {
      this.#badCount += 1
      if (this.#bad.length < mostNamed) this.#bad.push({ line, text: beginningOf(name), why })
    } else if (this.#names.has(name)) this.#merged += 1
    else this.#names.add(name)
  }

  found(): NamedUsers {
    return { names: [...this.#names], merged: this.#merged, bad: this.#bad, badCount: this.#badCount }
  }
}

/** The apostrophes that keep spreadsheets from formulas are no part of a name. Nothing longer can become one. */
function nameIn(cell: string): string {
  const text = cell.trim()
  return text.length > 2 * longestName + 1 ? text : unguarded(text)
}

function flaw(name: string): BadLine['why'] | undefined {
  if (name === '') return 'nothing in the first column'
  if (name.length > longestName) return 'too long'
  return nameShape.test(name) ? undefined : 'not a name'
}

/** No more of a text than can be shown, and no half of a character. */
function beginningOf(text: string): string {
  if (text.length <= mostShown) return text
  return `${text.slice(0, mostShown).replace(/[\uD800-\uDBFF]$/, '')}…`
}
