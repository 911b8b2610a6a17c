import { expect, test } from 'vitest'

import { isFresh, wayToProve } from './freshness.ts'

test('a sign-in is fresh for five minutes of Cognito’s clock, and no longer', () => {
  const authenticatedAt = new Date('2026-11-25T12:00:00Z')
  const at = (seconds: number, skewMs = 0) =>
    isFresh({ authenticatedAt, skewMs }, new Date(authenticatedAt.getTime() + seconds * 1_000 - skewMs))
  expect([at(0), at(300), at(301)]).toEqual([true, true, false])
  expect([at(300, 90_000), at(301, -90_000)]).toEqual([true, false])
})

test('managed login is asked anew, but where it does not ask, or the session would be lost on the way', () => {
  const managed = { by: 'managed login' }
  expect(wayToProve({ how: { by: 'password' }, memoryOnly: false })).toBe('sign out and in')
  expect(wayToProve({ how: managed, memoryOnly: false })).toBe('ask anew')
  expect(wayToProve({ how: managed, memoryOnly: true })).toBe('sign out and in')
  expect(wayToProve({ how: { ...managed, unasked: true }, memoryOnly: false })).toBe('end the cookie')
  expect(wayToProve({ how: { ...managed, unasked: true }, memoryOnly: true })).toBe('end the cookie')
})
