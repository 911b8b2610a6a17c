import { plural, t } from '@lingui/core/macro'

import { sentenceList } from '../lib/numbers.ts'
import { dayText, durationText, momentText } from '../lib/time.ts'

export type LifelineRow = {
  /** The token: "Refresh", "Access", "ID". */
  name: string
  issuedAt: Date
  expiresAt: Date
  /** The expiry is reckoned, not read from the token. */
  approximate?: boolean | undefined
  /** Said beside the line instead of the time left. */
  note?: string | undefined
  /** After the cut: until when servers that check only signature and expiry accept it. */
  offlineUntil?: Date | undefined
}

export type LifelineState = 'live' | 'ending' | 'ended' | 'unknown'

export type LifelineInput = {
  rows: readonly LifelineRow[]
  now: Date
  cut?: { at: Date; label: string } | undefined
  state: LifelineState
}

const dayMs = 86_400_000
const yearMs = 365.25 * dayMs

/** The names of tokens as they stand inside a sentence, where that is another way. */
const inSentence = new Map([
  [t({ message: 'Refresh', context: 'token' }), t({ message: 'refresh', context: 'token' })],
  [t({ message: 'Access', context: 'token' }), t({ message: 'access', context: 'token' })],
])

const spanText = (ms: number) => {
  if (ms < 2 * yearMs) return durationText(ms)
  const years = Math.round(ms / yearMs)
  return plural(years, { one: '# year', other: '# years' })
}

/** What stands beside each line. The same again is not said again. */
export const lifelineNotes = ({ rows, now, state, cut }: LifelineInput): readonly string[] => {
  const said = new Set<string>()
  return rows.map((row) => {
    if (row.note !== undefined) return row.note
    const note = noteOf(row, now, state === 'ended' && cut !== undefined)
    if (said.has(note)) return ''
    said.add(note)
    return note
  })
}

const noteOf = (row: LifelineRow, now: Date, cut: boolean) => {
  if (cut) {
    if (!row.offlineUntil) return ''
    const left = row.offlineUntil.getTime() - now.getTime()
    const duration = spanText(left)
    return left > 0 ? t`accepted by servers that check offline, ${duration} more` : t`refused everywhere`
  }
  const left = row.expiresAt.getTime() - now.getTime()
  if (left <= 0) return t`expired`
  const duration = spanText(left)
  return row.approximate ? t`about ${duration} left` : t`${duration} left`
}

/** The moments named under the axis, those of the same minute together. */
export const lifelineCaptions = ({ rows, now, state, cut }: LifelineInput) => {
  const ended = state === 'ended' && cut !== undefined
  const starts = rows.map(({ issuedAt }) => issuedAt).sort((a, b) => a.getTime() - b.getTime())
  const ends = new Map<string, { at: Date; names: string[]; offline: boolean; approximate: boolean }>()
  for (const { name, expiresAt, approximate = false, offlineUntil } of rows) {
    const at = ended && offlineUntil ? offlineUntil : expiresAt
    const offline = ended && offlineUntil !== undefined
    const key = `${Math.round(at.getTime() / 60_000)} ${offline}`
    const end = ends.get(key)
    if (end) end.names.push(name)
    else ends.set(key, { at, names: [name], offline, approximate })
  }
  const moments = [
    ...starts.slice(0, 1).map((at) => ({ at, approximate: false, caption: t`signed in` })),
    ...[...ends.values()].map((end) => ({
      at: end.at,
      approximate: end.approximate,
      caption: endCaption(end, now, ended),
    })),
  ]
  // Far away the day is enough, unless two moments share it.
  return moments.map(({ at, approximate, caption }) => {
    const dayIsEnough =
      Math.abs(at.getTime() - now.getTime()) > 2 * dayMs &&
      moments.every((other) => other.at === at || other.at.toDateString() !== at.toDateString())
    const time = dayIsEnough ? dayText(at, now) : momentText(at, now)
    return { at, time: approximate ? t`about ${time}` : time, caption }
  })
}

const endCaption = (end: { at: Date; names: readonly string[]; offline: boolean }, now: Date, ended: boolean) => {
  if (end.offline) return end.at <= now ? t`offline checks stopped` : t`offline checks stop`
  const tokens = sentenceList(end.names.map((name) => inSentence.get(name) ?? name))
  if (ended) return t`${tokens} expiry`
  if (end.at <= now) return t`${tokens} expired`
  const count = end.names.length
  return plural(count, { one: `${tokens} expires`, other: `${tokens} expire` })
}
