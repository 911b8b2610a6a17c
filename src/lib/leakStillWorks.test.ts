import { describe, expect, it } from 'vitest'

import { leakStillWorks } from './leakStillWorks.ts'
import { userStillWork } from './userStillWorks.ts'

const now = new Date('2030-01-01T00:00:00Z')
const inMs = (ms: number) => new Date(now.getTime() + ms)
const line = (lines: ReturnType<typeof leakStillWorks>, title: RegExp) => lines.find((one) => title.test(one.title))

describe('what still works after a leaked token was ended', () => {
  it('revoked alone: its own tokens offline as long as the app client’s live, and the cookie', () => {
    const lines = leakStillWorks({ operation: 'RevokeToken', tokensLiveMs: 900_000, identityPool: true }, now, false)
    expect(line(lines, /by refresh/)).toMatchObject({ state: 'over', why: 'This refresh token is refused' })
    expect(line(lines, /user operations/)?.why).toContain('other sessions go on')
    expect(line(lines, /Its access and ID/)).toMatchObject({ state: 'until', until: inMs(900_000), bound: 'about' })
    expect(line(lines, /AWS credentials/)).toMatchObject({ until: inMs(3_600_000), bound: 'at most' })
    expect(line(lines, /cookie/)).toMatchObject({ state: 'until', until: inMs(3_600_000), bound: 'about' })
    expect(line(lines, /upstream/)?.state).toBe('stays')
    expect(line(lines, /leaked token/)).toBeUndefined()
  })

  it('the user signed out: what the user’s page says of the same act, and the leaked token until its own end', () => {
    const ends = { operation: 'AdminUserGlobalSignOut', expiresAt: inMs(60_000), identityPool: false } as const
    const lines = leakStillWorks(ends, now, true)
    expect(line(lines, /leaked token/)).toMatchObject({ state: 'until', until: inMs(60_000), bound: 'exact' })
    for (const tokensLiveMs of [undefined, 900_000]) {
      const all = leakStillWorks({ ...ends, tokensLiveMs }, now, true)
      const others = all.filter(({ title }) => !title.includes('leaked token'))
      expect(others).toEqual(userStillWork({ of: 'sign out' }, tokensLiveMs, now, true))
      expect(all.map(({ state }) => state)).toEqual(['over', 'over', 'until', 'until', 'until', 'until', 'stays'])
    }
    expect(line(leakStillWorks({ ...ends, expiresAt: now }, now, true), /leaked token/)?.state).toBe('expired')
  })
})
