import { expect, test } from 'vitest'
import { leftText } from './Countdown.tsx'

const second = 1000
const minute = 60 * second

test.each([
  [28 * minute + 44 * second, '28:44 left'],
  [59 * minute + 59 * second, '59:59 left'],
  [5 * second, '0:05 left'],
  [1, '0:01 left'],
  [7 * 60 * minute + 31 * minute, '7 h 31 min left'],
])('%d ms: %s', (ms, text) => {
  expect(leftText(ms)).toBe(text)
})

test('the last moment before a full hour is not sixty minutes', () => {
  expect(leftText(60 * minute - 1)).not.toBe('60:00 left')
})
