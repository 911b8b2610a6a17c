import { describe, expect, it } from 'vitest'

import {
  activeText,
  counted,
  deviceIcon,
  deviceText,
  inTree,
  othersOf,
  placeText,
  sinceText,
  startedText,
  type SessionShown,
  usedText,
} from './sessionWords.ts'

const now = new Date('2026-11-21T12:00:00')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

describe('a session in words', () => {
  it.each([
    ['Chrome 125 / macOS 15.0', 'Chrome 125 on macOS 15.0', 'laptop'],
    ['Safari 26 / iOS 26.0', 'Safari 26 on iOS 26.0', 'phone'],
    ['Chrome 125 / Android 16', 'Chrome 125 on Android 16', 'phone'],
    ['Safari / iPad', 'Safari on iPad', 'tablet'],
    ['Firefox 153 / Windows 11', 'Firefox 153 on Windows 11', 'laptop'],
    ['curl', 'curl', 'unknown'],
    ['a / b / c', 'a / b / c', 'unknown'],
    ['Kiosk 1', 'Kiosk 1', 'unknown'],
    [' / ', ' / ', 'unknown'],
    [undefined, 'Unknown device', 'unknown'],
  ])('%j', (device, text, icon) => {
    expect(deviceText(device)).toBe(text)
    expect(deviceIcon(device)).toBe(icon)
  })

  it('where, since when, and when last', () => {
    expect(placeText({ city: 'Oslo', country: 'Norway' })).toBe('Oslo, Norway')
    expect(placeText({ country: 'Norway' })).toBe('Norway')
    expect(placeText({})).toBe('Unknown place')
    expect(placeText({ country: 'unknown' })).toBe('Unknown place')
    expect(startedText(ago(30), now)).toMatch(/^started .*11:30.* today$/)
    expect(startedText(ago(60 * 24 * 9), now)).toMatch(/^started .*12:00/)
    expect(startedText(undefined, now)).toBe('start not known')
    expect(activeText(ago(0.5), now)).toBe('Active now')
    expect(activeText(ago(125), now)).toBe('Active 2 h 5 min ago')
    expect(activeText(undefined, now)).toBe('Activity not known')
    expect(activeText(ago(60 * 24), now)).toBe('Active 1 day ago')
    expect([counted(1), counted(2), counted(0)]).toEqual(['1 session', '2 sessions', '0 sessions'])
  })
})

it('of a device: since when, and when last', () => {
  expect(sinceText(ago(30), now)).toMatch(/^since .*11:30.* today$/)
  expect(sinceText(ago(60 * 24 * 9), now)).toMatch(/^since .*12:00/)
  expect(sinceText(undefined, now)).toBe('first use not known')
  expect(usedText(ago(0.5), now)).toBe('Used now')
  expect(usedText(ago(60 * 24 * 9), now)).toBe('Used 9 days ago')
})

describe('the tree', () => {
  const token = (id: string, minutes: number, more: Partial<SessionShown> = {}): SessionShown => ({
    id,
    kind: 'token',
    here: false,
    lastActiveAt: ago(minutes),
    ...more,
  })
  const sso = (id: string, minutes: number): SessionShown => ({ ...token(id, minutes), kind: 'sso' })
  const shown = (sessions: readonly SessionShown[]) =>
    inTree(sessions).map(({ session, under }) => (under ? `${under.id}>${session.id}` : session.id))

  it('this session first, then what was active last; under a sign-in what came through it', () => {
    const sessions = [
      token('old', 500),
      sso('sso1', 90),
      token('new', 5),
      token('b', 95, { cameThrough: 'sso1' }),
      token('here', 60, { here: true }),
      token('a', 3, { cameThrough: 'sso1' }),
    ]
    expect(shown(sessions)).toEqual(['here', 'sso1', 'sso1>a', 'sso1>b', 'new', 'old'])
    expect(inTree(sessions).find(({ session }) => session.id === 'sso1')?.children).toBe(2)
  })

  it('the sign-in of this session comes first with it', () => {
    const sessions = [
      token('phone', 1),
      token('sibling', 2, { cameThrough: 'sso1' }),
      token('here', 60, { here: true, cameThrough: 'sso1' }),
      sso('sso1', 60),
    ]
    expect(shown(sessions)).toEqual(['sso1', 'sso1>here', 'sso1>sibling', 'phone'])
  })

  it('one whose sign-in is not listed stands alone, and nobody is lost', () => {
    expect(shown([token('a', 1, { cameThrough: 'gone' }), { id: 'x', kind: 'token', here: false }])).toEqual(['a', 'x'])
    expect(shown([token('self', 1, { cameThrough: 'self' })])).toEqual(['self'])
  })

  it('all the others are neither this session, nor its sign-in, nor what is ending; what can be asked again is among them', () => {
    const sessions = [
      token('here', 1, { here: true, cameThrough: 'sso1' }),
      sso('sso1', 1),
      sso('sso2', 1),
      token('sibling', 1, { cameThrough: 'sso1' }),
      ...(['asked', 'accepted', 'still listed', 'not answered'] as const).map((state) =>
        token(state, 1, { ending: { state, since: now } }),
      ),
    ]
    expect(othersOf(sessions).map(({ id }) => id)).toEqual(['sso2', 'sibling', 'still listed', 'not answered'])
  })
})
