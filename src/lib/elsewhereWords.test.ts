import { expect, it } from 'vitest'
import { tryAgainText } from './elsewhereWords.ts'

it.each([
  [1, 0, 'Try again'],
  [2, 0, 'Try all 2 again'],
  [1, 1, 'Try the other one again'],
  [2, 3, 'Try the other 2 again'],
])('%i left, %i ended: %s', (left, ended, words) => expect(tryAgainText(left, ended)).toBe(words))
