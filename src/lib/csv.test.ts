import { describe, expect, it } from 'vitest'

import { csvText } from './csv.ts'

describe('CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['', ''],
  ])('%j becomes %j', (text, cell) => {
    expect(csvText([[text, 'end']])).toBe(`${cell},end\r\n`)
  })

  it('has a line for each row', () => {
    expect(csvText([['a'], ['b']])).toBe('a\r\nb\r\n')
  })
})
