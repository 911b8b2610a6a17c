/** One row of a CSV text. */
export type CsvRow = {
  /** The line it begins on, from 1. */
  line: number
  /** Its first cell, unquoted. */
  first: string
  /** There is nothing in any cell. */
  isBlank: boolean
  /** Its first cell begins with a quotation mark, and is no quotation. */
  isBroken: boolean
}

type Cell = { text: string; end: number; breaks: number }

/** So many cells of one row are read without a word. */
const longRow = 5_000

/** Ends a cell that is not quoted. */
const cellEnd = /[,;\t\r\n\u2028\u2029]/g
const blanks = /[^\S\t\r\n\u2028\u2029]*/y
/** What may stand after a quoted cell. */
const afterQuoted = /[^\S\t\r\n\u2028\u2029]*(?=[,;\t\r\n\u2028\u2029]|$)/y
const lineBreak = /\r\n|[\r\n\u2028\u2029]/y
const lineBreaks = /\r\n|[\r\n\u2028\u2029]/g
const separators = new Set([',', ';', '\t'])

/**
 * The rows of a CSV text (RFC 4180; separated by commas, semicolons or tabs), one after the other and without a copy of
 * them all: there may be a million. A quoted cell may have line breaks in it, so what stands in a later column is never
 * taken for a row. A quotation that is none costs its own line and no other.
 *
 * Inside a row of very many cells it gives undefined now and then, so that whoever reads can take a breath.
 */
export function* csvRows(text: string): Generator<CsvRow | undefined> {
  const reading = { text, hasQuotations: true }
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  while (at < text.length) {
    const row: CsvRow = { line, first: '', isBlank: true, isBroken: false }
    for (let column = 0; ; column += 1) {
      const quoted = quotedCell(reading, at)
      const cell = quoted ?? plainCell(text, at)
      if (column === 0) {
        row.first = cell.text
        row.isBroken = quoted === undefined && cell.text.trimStart().startsWith('"')
      }
      if (row.isBlank && cell.text.trim() !== '') row.isBlank = false
      line += cell.breaks
      at = cell.end
      if (!separators.has(text.charAt(at))) break
      at += 1
      if (column % longRow === longRow - 1) yield undefined
    }
    lineBreak.lastIndex = at
    if (lineBreak.test(text)) at = lineBreak.lastIndex
    line += 1
    yield row
  }
}

/** A quoted cell at this place; undefined where there is none, or it does not end where a cell may. */
function quotedCell(reading: { text: string; hasQuotations: boolean }, at: number): Cell | undefined {
  const { text } = reading
  blanks.lastIndex = at
  // No blank at all is a match as well.
  blanks.test(text)
  const from = blanks.lastIndex
  if (!reading.hasQuotations || text.charAt(from) !== '"') return undefined
  let to = text.indexOf('"', from + 1)
  while (to !== -1 && text.charAt(to + 1) === '"') to = text.indexOf('"', to + 2)
  // From here on no quotation ends any more: looked for once, however many lines begin with a mark.
  if (to === -1) reading.hasQuotations = false
  afterQuoted.lastIndex = to + 1
  if (to === -1 || !afterQuoted.test(text)) return undefined
  const inside = text.slice(from + 1, to)
  return {
    text: inside.replaceAll('""', '"'),
    end: afterQuoted.lastIndex,
    breaks: inside.match(lineBreaks)?.length ?? 0,
  }
}

function plainCell(text: string, at: number): Cell {
  cellEnd.lastIndex = at
  const end = cellEnd.exec(text)?.index ?? text.length
  return { text: text.slice(at, end), end, breaks: 0 }
}
