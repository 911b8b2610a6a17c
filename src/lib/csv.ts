/**
 * Where a spreadsheet could find a formula: at the beginning of a cell, and behind what begins one where cells are
 * separated otherwise (semicolons in German, tabs when pasted) or behind a line break. A quotation does not hide it there,
 * and blanks, quotation marks and apostrophes may come before its sign. A sign is one also in full width.
 */
const formula = /(?<=^|[;\t\r\n])(?=[\s"']*[=+\-@＝＋－＠])|^(?='*[\t\r\n])/g

/** The same places, once each has its apostrophe. */
const guarded = /(?<=^|[;\t\r\n])'(?=[\s"']*[=+\-@＝＋－＠])|^'(?='*[\t\r\n])/g

/** What is not read back as it was, by everybody who separates cells in one way or another, unless it is quoted. */
const toQuote = /[",;\t\r\n\u2028\u2029]|^\s|\s$/

/**
 * Rows as CSV text (RFC 4180, CRLF). What a spreadsheet would run as a formula, however it separates cells, gets an
 * apostrophe in front: such text comes from names that anybody may choose.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** A cell's text as it was before it was guarded. */
export function unguarded(text: string): string {
  return text.replaceAll(guarded, '')
}

function cell(text: string): string {
  const harmless = text.replaceAll(formula, "'")
  return toQuote.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
