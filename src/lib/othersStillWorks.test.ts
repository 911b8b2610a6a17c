import { describe, expect, it } from 'vitest'

import { endedWith, offlineUntil, othersStillWork } from './othersStillWorks.ts'

const now = new Date('2026-11-21T12:00:00Z')
const hour = 3_600_000
const own = { clientId: 'shop', tokenLifetimeMs: hour, identityPool: false }
const ago = (hours: number) => new Date(now.getTime() - hours * hour)
const inHours = (hours: number) => new Date(now.getTime() + hours * hour)

const shop = { kind: 'token', clientId: 'shop', lastActiveAt: ago(0.5) } as const
const kiosk = { kind: 'token', clientId: 'kiosk', lastActiveAt: ago(2), cameThrough: 'sso1' } as const
const browser = { kind: 'sso', clientId: 'kiosk', lastActiveAt: ago(2) } as const

describe('what ends together', () => {
  const here = { id: 'here' }
  const sso = { id: 'sso1' }
  const [first, second] = [
    { id: 'first', cameThrough: 'sso1' },
    { id: 'second', cameThrough: 'sso1' },
  ]
  const all = [here, sso, first, second, { id: 'sso2' }]
  it.each([
    ['nothing more, where nothing is linked', [first], [], ['first']],
    ['of a browser’s sign-in that is not linked: itself alone', [sso], [], ['sso1']],
    ['with a sign-in what came through it', [sso], ['sso1'], ['sso1', 'first', 'second']],
    ['with a session its sign-in, and no sibling', [first], ['first'], ['first', 'sso1']],
    ['with a session that came through none: itself alone', [here], ['here'], ['here']],
    ['what is listed no more', [{ id: 'gone' }], [], ['gone']],
    ['both, once each', [sso, first], ['sso1', 'first'], ['sso1', 'first', 'second']],
  ])('%s', (_name, targets, linked, ended) => {
    expect(endedWith(targets, new Set(linked), all).map(({ id }) => id)).toEqual(ended)
  })
})

describe('until when servers that check offline take tokens of sessions elsewhere', () => {
  it('of this app: as long as its own tokens live, from the last renewal', () => {
    expect(offlineUntil([shop], own, now)).toEqual({ at: inHours(0.5), bound: 'about' })
  })

  it('of another app: a day at most, from now, because it may have been renewed since the list was read', () => {
    expect(offlineUntil([kiosk], own, now)).toEqual({ at: inHours(24), bound: 'at most' })
  })

  it('of this app, where the list has them expired: from now, as they may have been renewed since', () => {
    expect(offlineUntil([{ ...shop, lastActiveAt: ago(3) }], own, now)).toEqual({ at: inHours(1), bound: 'at most' })
  })

  it('the last of several counts, and a browser’s sign-in has no tokens', () => {
    expect(offlineUntil([shop, kiosk, browser], own, now)?.at).toEqual(inHours(24))
    expect(offlineUntil([kiosk, shop], own, now)?.at).toEqual(inHours(24))
    expect(offlineUntil([browser], own, now)).toBeUndefined()
  })

  it('without a last renewal its beginning counts, and without that now', () => {
    expect(offlineUntil([{ kind: 'token', clientId: 'shop', startedAt: ago(0.25) }], own, now)?.at).toEqual(
      inHours(0.75),
    )
    expect(offlineUntil([{ kind: 'token' }], own, now)?.at).toEqual(inHours(24))
  })
})

describe('what still works after sessions elsewhere were ended', () => {
  const states = (...args: Parameters<typeof othersStillWork>) =>
    Object.fromEntries(othersStillWork(...args).map(({ title, state }) => [title.slice(0, 14), state]))

  it('tokens end at Cognito, and elsewhere by their time', () => {
    expect(states([shop], own, new Set(), now, true)).toEqual({
      'New tokens by ': 'over',
      'Cognito’s own ': 'over',
      'Servers that c': 'until',
    })
  })

  it('AWS credentials, where the deployment has an identity pool', () => {
    const lines = othersStillWork([shop], { ...own, identityPool: true }, new Set(), now, false)
    expect(lines.at(-1)).toMatchObject({
      title: expect.stringContaining('AWS'),
      state: 'until',
      bound: 'at most',
      until: inHours(1),
    })
    const before = othersStillWork([shop], { ...own, identityPool: true }, new Set(), now, true)
    expect(before.at(-1)?.why).not.toBe(lines.at(-1)?.why)
  })

  it('the sign-in that a session came through stays, unless it was ended too', () => {
    expect(states([kiosk], own, new Set(), now, false)['Managed-login ']).toBe('stays')
    expect(states([kiosk, browser], own, new Set(['sso1']), now, false)['Managed-login ']).toBe('over')
    expect(states([browser], own, new Set(['sso1']), now, false)).toEqual({ 'Managed-login ': 'over' })
    expect(othersStillWork([], own, new Set(), now, false)).toEqual([])
  })

  it.each([
    [true, 'Managed-login cookie in this browser', 'the next sign-in here asks'],
    [false, 'Managed-login cookie in the other browser', 'the next sign-in there asks'],
  ])('the cookie is said to be where it is: in this browser %s', (ofThisBrowser, title, why) => {
    for (const preview of [true, false]) {
      expect(othersStillWork([{ ...browser, ofThisBrowser }], own, new Set(['sso1']), now, preview)).toEqual([
        { title, why: expect.stringContaining(why), state: 'over' },
      ])
    }
    expect(othersStillWork([{ ...kiosk, ofThisBrowser }], own, new Set(), now, true).at(-1)).toMatchObject({
      title,
      state: 'stays',
    })
  })

  it('of several, each browser’s cookie has a line of its own', () => {
    const here = { ...kiosk, ofThisBrowser: true }
    const there = { ...browser, id: 'sso2' }
    const lines = othersStillWork([here, there], own, new Set(['sso2']), now, true)
    expect(lines.filter(({ title }) => title.startsWith('Managed')).map(({ title, state }) => [title, state])).toEqual([
      ['Managed-login cookie in this browser', 'stays'],
      ['Managed-login cookie in the other browser', 'over'],
    ])
  })
})
