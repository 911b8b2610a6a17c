import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { csvText } from '../lib/csv.ts'
import { listText, mostListBytes, readList, readListSlowly } from './listText.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(2 + 2 * text.length))
  for (const [at, unit] of [0xfeff, ...Array.from({ length: text.length }, (_, n) => text.charCodeAt(n))].entries())
    view.setUint16(2 * at, unit, littleEndian)
  return new Uint8Array(view.buffer)
}

describe('bytes', () => {
  test.for([
    ['UTF-8', utf8('ada\nbob')],
    ['UTF-8 with a byte order mark', utf8('\ufeffada\nbob')],
    ['UTF-16, little end first', utf16('ada\nbob', true)],
    ['UTF-16, big end first', utf16('ada\nbob', false)],
  ] as const)('%s is text', ([, bytes]) => {
    const read = listText(bytes)
    expect('text' in read && readList(read.text).names).toEqual(['ada', 'bob'])
  })

  test.for([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe]), 'not text'],
    ['a spreadsheet, which is a ZIP file', new Uint8Array([0x50, 0x4b, 3, 4, 0x14, 0, 8, 0, 0x80]), 'not text'],
    ['NULs between letters', utf8('a\0d\0a\0'), 'not text'],
    ['UTF-16 without its mark', utf16('ada', true).slice(2), 'not text'],
    ['half a letter of UTF-16', utf16('ada', true).slice(0, -1), 'not text'],
    ['Latin-1', new Uint8Array([0x7a, 0x6f, 0xeb]), 'another encoding'],
    ['nothing', new Uint8Array(), 'empty'],
    ['blanks', utf8('\ufeff \r\n\r\n'), 'empty'],
    ['more than 20 MB', new Uint8Array(mostListBytes + 1), 'too large'],
  ] as const)('%s is told as what it is', ([, bytes, not]) => {
    expect(listText(bytes)).toEqual({ not })
  })
})

describe('a list', () => {
  test('bad lines are named, duplicates merged, a heading and empty lines passed over', () => {
    const text = `\ufeffusername,name\r\nada,Ada\r\n\r\n"bob, jr",Bob\nada\nbad name\n${'x'.repeat(129)}\n'+49170000000`
    expect(readList(text)).toMatchObject({
      names: ['ada', '+49170000000'],
      merged: 1,
      bad: [
        { line: 4, text: 'bob, jr', why: 'not a name' },
        { line: 6, text: 'bad name', why: 'not a name' },
        { line: 7, text: `${'x'.repeat(60)}…`, why: 'too long' },
      ],
      badCount: 3,
    })
  })

  test('what stands in another column is nobody on the list, however many lines it has', () => {
    const text = 'user;notes\nada;"left in May\nbob\n""cara"" knows"\neve;"5" screen\n;dan\n,,\n"fay";'
    expect(readList(text)).toMatchObject({
      names: ['ada', 'eve', 'fay'],
      bad: [{ line: 6, text: '', why: 'nothing in the first column' }],
    })
  })

  test('a quotation that never ends costs its own line and no other', () => {
    const open = 'a quotation that never ends'
    expect(readList('ada\n"bob\ncara\n"dan"\n"eve\nfay')).toMatchObject({
      names: ['ada', 'cara', 'dan', 'fay'],
      bad: [
        { line: 2, text: '"bob', why: open },
        { line: 5, text: '"eve', why: open },
      ],
    })
  })

  test('formulas are names like any other, and hidden characters are none', () => {
    const text = `'=HYPERLINK("http://x.invalid")\n=1+1\n'@SUM(A1)\nab\u202Ecd\nzero\u200Bwidth\nnull\u0007bell`
    expect(readList(text)).toMatchObject({ names: ['=HYPERLINK("http://x.invalid")', '=1+1', '@SUM(A1)'], badCount: 3 })
  })

  test('whom Curfew has exported it reads back, whatever they are called, and nobody else', () => {
    const part = fc.constantFrom(';', ',', '"', "'", '=', '+', '-', '@', '＝', 'ada', 'x', '1')
    const name = fc
      .oneof(
        fc.array(part, { minLength: 1, maxLength: 10 }).map((parts) => parts.join('')),
        fc.stringMatching(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,60}$/u),
        fc
          .array(fc.constantFrom(";'=", ';'), { minLength: 43, maxLength: 43 })
          .map((parts) => parts.join('').slice(0, 128)),
      )
      .filter((text) => text.length <= 128)
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), (names) => {
        const rows = names.map((each) => [each, 'Failed', '', 'UserNotFoundException', ''])
        const list = readList(csvText([['username', 'outcome', 'at', 'code', 'request id'], ...rows]))
        expect(list).toEqual({ names, merged: 0, bad: [], badCount: 0 })
      }),
      { numRuns: 3_000 },
    )
    expect(readList(csvText([['username'], ['ada;x'], ["'=1"]])).names).toEqual(['ada;x', "'=1"])
  })

  test('guards in a cell that is far too long for a name are not looked for', () => {
    const long = `"${"\t'".repeat(200_000)}="`
    expect(readList(`${long}\nada`)).toMatchObject({ names: ['ada'], badCount: 1 })
  })

  test('names in any script count, up to their 128 characters; a longer one is shown by its beginning', () => {
    const arabic = 'مستخدم'.repeat(34)
    const { names, bad } = readList(`${arabic.slice(0, 128)}\n${arabic.slice(0, 200)}\n用户\n${'👩‍🚀'.repeat(30)}`)
    expect(names).toEqual([arabic.slice(0, 128), '用户'])
    expect(bad.map(({ why }) => why)).toEqual(['too long', 'too long'])
    // Half a character cannot be encoded.
    expect(bad.map(({ text }) => encodeURIComponent(text))).toHaveLength(2)
  })

  test('of very many bad lines the first hundred are named, and all are counted', () => {
    const { bad, badCount } = readList('two words\n'.repeat(140))
    expect(bad.map(({ line }) => line)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    expect(badCount).toBe(140)
  })

  test('a line of very many cells is one line, and so is the next', () => {
    expect(readList(`ada${',x'.repeat(12_000)}\nbob`).names).toEqual(['ada', 'bob'])
  })

  test('every line is a name, a repetition or a bad line: nothing is lost', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'ada',
        'bob',
        'two words',
        'x'.repeat(200),
        'a"b',
        '"quoted"',
        '"two words"',
        'ada,"in two\nlines"',
      ),
      fc.stringMatching(/^[a-z0-9]{1,9}$/),
    )
    fc.assert(
      fc.property(fc.array(line), (all) => {
        const { names, merged, badCount } = readList(['username', ...all].join('\n'))
        expect(names.length + merged + badCount).toBe(all.length)
      }),
    )
  })

  test('any text at all is read to its end, and in pieces as at once', async () => {
    const piece = fc.constantFrom('"', '""', ',', ';', '\t', '\n', '\r\n', '\u2028', ' ', 'ada', "'=1", '\0')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join('')
        expect(await readListSlowly(text, async () => Promise.resolve())).toEqual(readList(text))
      }),
    )
  })

  test.for([
    ['200,000 lines', Array.from({ length: 200_000 }, (_, n) => `user-${n}`).join('\n'), 40, 200_000],
    ['one line of a million cells', 'ada,'.repeat(1_000_000), 200, 1],
  ] as const)('%s never hold the page: there is a pause after every few thousand', async ([, text, least, count]) => {
    let pauses = 0
    const { names } = await readListSlowly(text, async () => {
      pauses += 1
      return Promise.resolve()
    })
    expect(names).toHaveLength(count)
    expect(pauses).toBeGreaterThanOrEqual(least - 1)
  })
})
