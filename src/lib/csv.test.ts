import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { csvText, unguarded } from './csv.ts'

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['a\tb', '"a\tb"'],
    ['a "b"', '"a ""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\u2028lines', '"two\u2028lines"'],
    [' a', '" a"'],
    ['a\u3000', '"a\u3000"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ["'a", "'a"],
    [' =1', "' =1"],
    ['\tx', '"\'\tx"'],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a;=1', '"a;\'=1"'],
    ['a;"=1', '"a;\'""=1"'],
    ['a\t -1', '"a\t\' -1"'],
    ['a\n@b', '"a\n\'@b"'],
    ['a=1;b', '"a=1;b"'],
    ['', ''],
  ])('%j becomes %j', (text, cell) => {
    expect(csvText([[text, 'end']])).toBe(`${cell},end\r\n`)
  })

  it('has a line for each row', () => {
    expect(csvText([['a'], ['b']])).toBe('a\r\nb\r\n')
  })
})

/** Texts that are made of what separates, quotes and begins a formula. */
const piece = fc.constantFrom('=', '+', '-', '@', '＝', ';', ',', '\t', '\n', '\r', '"', "'", ' ', '\u3000', 'a', '1')
const text = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
)

describe('a spreadsheet', () => {
  it.each([
    ['English', ','],
    ['German', ';'],
    ['pasted', '\t'],
    ['that takes any of them', ',;\t'],
  ])('%s sees no formula, whatever the cells are', (_, separators) => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 3 }), (rows) => {
        const seen = cellsOf(csvText(rows), separators)
        expect(seen.filter((cell) => /^[=+\-@＝＋－＠]/.test(cell.trim()))).toEqual([])
      }),
      { numRuns: 5_000 },
    )
  })

  it('of this kind sees the formulas that are not guarded', () => {
    expect(cellsOf('a,"b;=1"\r\n', ';')).toContain('=1"')
    expect(cellsOf('a,"b;""=1"\r\n', ';')).toContain('=1"')
    expect(cellsOf('a,"b\n=1"\r\n', ';')).toContain('=1"')
    expect(cellsOf('a,"b;=1"\r\n', ',')).toEqual(['a', 'b;=1'])
  })
})

it('the guard is taken off again, and nothing else', () => {
  const guardedBy = (value: string) => cellsOf(csvText([[value]]), ',')[0] ?? ''
  fc.assert(
    fc.property(text, (value) => {
      expect(unguarded(guardedBy(value))).toBe(value)
    }),
    { numRuns: 20_000 },
  )
})

/** The cells of a CSV text as a spreadsheet finds them: quotation marks count only where a cell begins with one. */
function cellsOf(csv: string, separators: string): readonly string[] {
  const cells: string[] = []
  for (let at = 0; at < csv.length; at += 1) {
    let cell = ''
    if (csv[at] === '"') {
      at += 1
      while (at < csv.length && (csv[at] !== '"' || csv[at + 1] === '"')) {
        cell += csv[at]
        at += csv[at] === '"' ? 2 : 1
      }
      at += 1
    }
    for (; at < csv.length && !`${separators}\r\n`.includes(csv[at]!); at += 1) cell += csv[at]
    if (csv[at] === '\r' && csv[at + 1] === '\n') at += 1
    cells.push(cell)
  }
  return cells
}
