import { describe, expect, it } from 'vitest'

import { againText } from './tries.ts'

const at = new Date('2030-01-01T00:00:00Z')
const next = (moment: Date) => moment.toISOString().slice(11, 16)

describe('a sign-out that was accepted, and whose end nobody has seen', () => {
  it('that is asked again says why, how often it was, and when', () => {
    expect(againText({ tries: 2, nextTryAt: at }, next, 'Friday')).toBe(
      'The endpoint shows no request id to a page, so Curfew asks again until it sees the end. Tried 2 times; next at 00:00.',
    )
  })

  it('a try that is less than a minute away has no time of day', () => {
    expect(againText({ tries: 2, nextTryAt: at }, () => undefined, 'Friday')).toMatch(
      /Tried 2 times; next within a minute\.$/,
    )
    expect(againText({ tries: 1, nextTryAt: at }, () => undefined, 'Friday')).toMatch(
      /Tried once; next within a minute\.$/,
    )
  })

  it.each([
    [
      'a day has passed',
      /^Curfew tried for a day\. Whether .+ is not known: the refresh token may work until Friday\./,
    ],
    ['memory only', /^Nothing is kept on a shared computer, so Curfew cannot try again\. Whether .+ is not known/],
    ['forgotten', /^This browser no longer has what it needs to try again\. Whether .+ is not known/],
    ['the token has expired', /^The refresh token has expired since, so nothing new can be had with it\.$/],
  ] as const)('that is asked no more, %s, says what may go on working', (why, expected) => {
    expect(againText({ tries: 2, why }, next, 'Friday')).toMatch(expected)
  })
})
