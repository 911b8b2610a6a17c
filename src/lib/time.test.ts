import { expect, it } from 'vitest'

import { fullText, momentText, recordText, secondText } from './time.ts'

const at = new Date(2026, 10, 28, 9, 5, 7)

it('a time of day is as English writes it, with as much as it is for', () => {
  expect(momentText(at, at)).toMatch(/^9:05\sAM$/)
  expect(secondText(at)).toMatch(/^9:05:07\sAM$/)
  expect(momentText(at, new Date(2026, 11, 1))).toMatch(/^Nov 28, 9:05\sAM$/)
  expect(momentText(at, new Date(2027, 0, 1))).toMatch(/^Nov 28, 2026, 9:05\sAM$/)
  expect(fullText(at)).toMatch(/^November 28, 2026, 9:05:07\sAM$/)
  expect(recordText(at)).toMatch(/^November 28, 2026, 9:05:07\sAM \S+$/)
})
