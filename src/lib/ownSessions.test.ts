import { expect, it } from 'vitest'

import { adminScope, lookAgain, maySee } from './ownSessions.ts'

it('is asked for with the scope alone', () => {
  expect([maySee({ scopes: ['openid', adminScope] }), maySee({ scopes: ['openid'] })]).toEqual([true, false])
})

it('is looked for again while it is new, on Cognito’s clock, and not listed', () => {
  const began = { signedInAt: new Date(60_000), skewMs: 60_000 }
  expect(lookAgain(began, true, 59_000)).toBe(3_000)
  expect(lookAgain(began, false, 59_000)).toBe(false)
  expect(lookAgain(began, true, 60_000)).toBe(false)
})
