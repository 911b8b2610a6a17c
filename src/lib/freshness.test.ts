import { expect, test } from 'vitest'

import { isFresh } from './freshness.ts'

test('a sign-in is fresh for five minutes of Cognito’s clock, and no longer', () => {
  const signedInAt = new Date('2026-11-25T12:00:00Z')
  const at = (seconds: number, skewMs = 0) =>
    isFresh({ signedInAt, skewMs }, new Date(signedInAt.getTime() + seconds * 1_000 - skewMs))
  expect([at(0), at(300), at(301)]).toEqual([true, true, false])
  expect([at(300, 90_000), at(301, -90_000)]).toEqual([true, false])
})
