import { describe, expect, it } from 'vitest'

import { userStillWork } from './userStillWorks.ts'

const now = new Date('2026-11-21T12:00:00Z')
const hour = 3_600_000
const before = (ms: number) => new Date(now.getTime() - ms)
const token = { id: 'tkn1', kind: 'token', linked: false } as const
type Session = Extract<Parameters<typeof userStillWork>[0], { of: 'end sessions' }>['sessions'][number]

const states = (lines: ReturnType<typeof userStillWork>) => lines.map(({ state }) => state)

describe('what still works after an operator’s act', () => {
  it('is product.md’s column for a sign-out of a user', () => {
    const lines = userStillWork({ of: 'sign out' }, hour, now, true)
    expect(states(lines)).toEqual(['over', 'over', 'until', 'until', 'until', 'stays'])
    expect(lines[2]).toMatchObject({ until: new Date(now.getTime() + hour), bound: 'at most' })
    expect(userStillWork({ of: 'sign out' }, undefined, now, true)[2]?.why).toContain('a day')
  })

  it('is nothing of Cognito’s own for a disabled user, everything for a reset password, nothing to say of enabling', () => {
    expect(states(userStillWork({ of: 'disable' }, hour, now, false))).toEqual([
      'over',
      'over',
      'until',
      'until',
      'over',
    ])
    expect(states(userStillWork({ of: 'reset password' }, hour, now, false))).toEqual(['stays'])
    expect(states(userStillWork({ of: 'forget device' }, hour, now, false))).toEqual([
      'over',
      'until',
      'until',
      'until',
    ])
    expect(userStillWork({ of: 'enable' }, hour, now, false)).toEqual([])
  })

  it('is reckoned from a session’s last activity, and from now for what is only linked', () => {
    const end = (...sessions: readonly Session[]) => userStillWork({ of: 'end sessions', sessions }, hour, now, true)
    const old = end({ ...token, lastActiveAt: before(hour / 2) })
    expect(old[2]).toMatchObject({ state: 'until', until: new Date(now.getTime() + hour / 2) })
    expect(old[2]).toMatchObject({ bound: 'about' })
    // It may have been renewed since the list was read.
    const stale = { state: 'until', until: new Date(now.getTime() + hour), bound: 'at most' }
    expect(end({ ...token, lastActiveAt: before(2 * hour) })[2]).toMatchObject(stale)
    expect(states(end({ ...token, cameThrough: 'sso1' })).at(-1)).toBe('stays')
    expect(states(end({ ...token, cameThrough: 'sso1', linked: true })).at(-1)).toBe('over')
    expect(states(end({ id: 'sso1', kind: 'sso', linked: false }))).toEqual(['over'])
    const linked = end({ id: 'sso1', kind: 'sso', linked: true })
    expect(linked[2]).toMatchObject({ until: new Date(now.getTime() + hour) })
  })
})
