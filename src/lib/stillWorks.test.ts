import { describe, expect, it } from 'vitest'

import { stillWorks } from './stillWorks.ts'
import { stillWorksLines } from './stillWorksWords.ts'

const now = new Date('2026-11-21T14:03:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const ends = {
  accessExpiresAt: minutes(29),
  idExpiresAt: minutes(29),
  refreshExpiresAt: minutes(30 * 24 * 60),
  refreshApproximate: true,
  managedLogin: false,
}

function works(...args: Parameters<typeof stillWorks>) {
  return Object.fromEntries(stillWorks(...args).map((row) => [row.what, row.works]))
}

describe('what still works', () => {
  it('after an accepted sign-out: nothing at Cognito, offline checks until the token expires', () => {
    expect(works('this device', 'accepted', ends, now)).toEqual({
      refresh: { state: 'no' },
      operations: { state: 'no' },
      offline: { state: 'until', at: minutes(29), bound: 'exact' },
      'managed login': { state: 'not used' },
    })
  })

  it('after a refused one: everything, until it expires', () => {
    const after = works('this device', 'refused', ends, now)
    expect(after['refresh']).toEqual({ state: 'until', at: ends.refreshExpiresAt, bound: 'about' })
    expect(after['operations']).toEqual({ state: 'until', at: minutes(29), bound: 'exact' })
  })

  it('everywhere: other devices at most a day, which no pool can exceed', () => {
    expect(works('everywhere', 'planned', ends, now)['other devices']).toEqual({
      state: 'until',
      at: minutes(24 * 60),
      bound: 'at most',
    })
  })

  it('counts the later of access and ID token, and AWS credentials where there are some', () => {
    const after = works(
      'this device',
      'accepted',
      { ...ends, idExpiresAt: minutes(90), awsCredentialsUntil: minutes(55) },
      now,
    )
    expect(after['offline']).toMatchObject({ at: minutes(90) })
    expect(after['aws credentials']).toMatchObject({ at: minutes(55) })
  })

  it('does not list as usable what has expired', () => {
    const after = works(
      'this device',
      'accepted',
      { ...ends, accessExpiresAt: minutes(-1), idExpiresAt: minutes(-1) },
      now,
    )
    expect(after['offline']).toEqual({ state: 'no' })
  })

  it('has words for every line', () => {
    const rows = stillWorks('everywhere', 'planned', { ...ends, awsCredentialsUntil: minutes(5) }, now)
    for (const line of stillWorksLines(rows, 'everywhere', true)) {
      expect(line.title).not.toBe('')
      expect(line.why).not.toBe('')
    }
  })
})
