import { plural, t } from '@lingui/core/macro'

import { agoText, momentText, sameDay } from './time.ts'

/** One session as it is shown: one's own, or another user's. */
export type SessionShown = {
  id: string
  /** `sso`: a browser's sign-in at managed login. `token`: one app's tokens. */
  kind: 'token' | 'sso'
  /** The session of this browser. */
  here: boolean
  clientId?: string
  startedAt?: Date
  lastActiveAt?: Date
  /** From the user agent: anybody's text. */
  device?: string
  address?: string
  city?: string
  country?: string
  /** The SSO session that it came through. */
  cameThrough?: string
  /** It was asked to end, and the list has not agreed yet. */
  ending?: { state: 'asked' | 'accepted' | 'still listed' | 'not answered' | 'not told yet'; since: Date }
}

/** Younger than this is "now", in milliseconds. */
const nowMs = 60_000

/** `Chrome 125 on macOS 15.0`. Cognito writes `Chrome 125 / macOS 15.0`; what has another form stays as it is. */
export function deviceText(device: string | undefined): string {
  if (device === undefined) return t`Unknown device`
  const parts = device.split(' / ')
  const [browser = '', system = ''] = parts
  return parts.length === 2 && browser !== '' && system !== '' ? t`${browser} on ${system}` : device
}

/** A picture of the kind of device, where its text gives the kind away. */
export function deviceIcon(device: string | undefined): 'laptop' | 'phone' | 'tablet' | 'unknown' {
  if (device === undefined) return 'unknown'
  if (/ipad|tablet/i.test(device)) return 'tablet'
  if (/\biOS\b|iphone|android/i.test(device)) return 'phone'
  return /windows|macos|linux|chromeos/i.test(device) ? 'laptop' : 'unknown'
}

/** `Oslo, Norway`. */
export function placeText({ city, country }: Pick<SessionShown, 'city' | 'country'>): string {
  // Cognito's own word where it cannot tell the country.
  const known = [city, country].filter((part) => part !== undefined && part !== 'unknown')
  return known.length === 0 ? t`Unknown place` : known.join(', ')
}

/** `started 13:32 today`, `started 12 Nov, 9:14`. */
export function startedText(startedAt: Date | undefined, now: Date): string {
  if (startedAt === undefined) return t`start not known`
  const time = momentText(startedAt, now)
  return sameDay(startedAt, now) ? t`started ${time} today` : t`started ${time}`
}

/** Of a device that is remembered: `since 13:32 today`, `since 12 Nov, 9:14`. */
export function sinceText(firstUsedAt: Date | undefined, now: Date): string {
  if (firstUsedAt === undefined) return t`first use not known`
  const time = momentText(firstUsedAt, now)
  return sameDay(firstUsedAt, now) ? t`since ${time} today` : t`since ${time}`
}

/** `Active now`, `Active 2 h 5 min ago`. Of a token session it is the last refresh that Cognito calls activity. */
export function activeText(lastActiveAt: Date | undefined, now: Date): string {
  if (lastActiveAt === undefined) return t`Activity not known`
  const ms = now.getTime() - lastActiveAt.getTime()
  const ago = agoText(ms)
  return ms < nowMs ? t`Active now` : t`Active ${ago}`
}

/** Of a device: `Used now`, `Used 2 h 5 min ago`. */
export function usedText(lastUsedAt: Date, now: Date): string {
  const ms = now.getTime() - lastUsedAt.getTime()
  const ago = agoText(ms)
  return ms < nowMs ? t`Used now` : t`Used ${ago}`
}

/** A session in its place: `under` is the browser's sign-in that it came through, drawn above it. */
export type Placed<Session extends SessionShown = SessionShown> = {
  session: Session
  under?: Session
  children: number
}

/**
 * The sessions as a small tree: a browser's sign-in, and under it the apps that came through it. What belongs to this
 * session comes first, and within a group this session itself; then whatever was active last.
 */
export function inTree<Session extends SessionShown>(sessions: readonly Session[]): readonly Placed<Session>[] {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const parentOf = ({ kind, cameThrough = '' }: Session) => {
    const found = byId.get(cameThrough)
    return kind === 'token' && found?.kind === 'sso' ? found : undefined
  }
  const childrenOf = (parent: Session) =>
    sessions.filter((session) => parentOf(session) === parent).toSorted(hereThenLatest)
  const groups = sessions
    .filter((session) => parentOf(session) === undefined)
    .map((root) => ({ root, children: childrenOf(root) }))
    .toSorted((one, other) => hereThenLatest(leadOf(one), leadOf(other)))
  return groups.flatMap(({ root, children }) => [
    { session: root, children: children.length },
    ...children.map((session) => ({ session, under: root, children: 0 })),
  ])
}

/** What a group is sorted by: this session if it is in it, else its own latest. */
function leadOf({ root, children }: { root: SessionShown; children: readonly SessionShown[] }): SessionShown {
  return [root, ...children].toSorted(hereThenLatest)[0] ?? root
}

function hereThenLatest(one: SessionShown, other: SessionShown): number {
  if (one.here !== other.here) return one.here ? -1 : 1
  return latest(other) - latest(one)
}

function latest({ lastActiveAt, startedAt }: SessionShown): number {
  return (lastActiveAt ?? startedAt)?.getTime() ?? 0
}

/**
 * The sessions that "all the others" means: neither this one nor the browser's sign-in that it came through, without
 * which it would not be staying here. What is ending is on its way; what was not answered, or is listed in spite of
 * Cognito's acceptance, can be asked for again.
 */
export function othersOf<Session extends SessionShown>(sessions: readonly Session[]): readonly Session[] {
  const own = sessions.find(({ here }) => here)
  return sessions.filter(
    ({ here, id, ending }) =>
      !here && id !== own?.cameThrough && ending?.state !== 'asked' && ending?.state !== 'accepted',
  )
}

/** `1 session`, `3 sessions`. */
export function counted(count: number): string {
  return plural(count, { one: '# session', other: '# sessions' })
}

/** What the app called a device; without a name the end of its key tells it from others. */
export function deviceName({ name, key }: { name?: string | undefined; key: string }): string {
  const end = key.slice(-4)
  return name ?? t`Device …${end}`
}
