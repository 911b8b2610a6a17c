import { expect, it } from 'vitest'

import { mayHaveEnded } from './givenUp.ts'

it.each([
  ['forgotten', 'TooManyRequestsException', { tries: 1, attempts: 1 }, false],
  ['forgotten', 'TooManyRequestsException', { tries: 2, attempts: 1 }, true],
  ['forgotten', 'TooManyRequestsException', { tries: 1, attempts: 3 }, true],
  ['forgotten', 'TooManyRequestsException', { attempts: 1 }, true],
  ['forgotten', 'Sealed', { tries: 0, attempts: 0 }, true],
  ['memory only', 'TooManyRequestsException', { attempts: 1 }, false],
  ['memory only', 'TooManyRequestsException', { tries: 1, attempts: 2 }, true],
  ['memory only', 'TimedOut', { tries: 1, attempts: 1 }, true],
] as const)('a sign-out given up, %s after %s with %o, may have ended: %s', (why, code, how, may) => {
  const { attempts, ...tries } = how
  const failure = { operation: 'RevokeToken', code, message: '', class: 'transient', attempts } as const
  expect(mayHaveEnded({ why, failure, ...tries })).toBe(may)
})

it.each([
  ['TooManyRequestsException', 1, 1, false],
  ['TooManyRequestsException', 1, 2, true],
  ['TooManyRequestsException', 2, 1, true],
  ['TimedOut', 1, 1, true],
])('and so may one that is tried on, after %s in try %i of %i attempts: %s', (code, tries, attempts, may) => {
  const failure = { operation: 'RevokeToken', code, message: '', class: 'transient', attempts } as const
  expect(mayHaveEnded({ failure, tries })).toBe(may)
})
