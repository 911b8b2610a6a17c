import { plural, t } from '@lingui/core/macro'

import { locale } from '#language'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

// As each language writes them: `9:05 AM`, `09:05`.
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const clockSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const clockZone = new Intl.DateTimeFormat(locale, { timeStyle: 'long' })
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const longDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })

/** `14:03` today, `21 Dec, 14:03` on another day, with the year when it is another one. */
export function momentText(at: Date, now: Date = new Date()): string {
  if (sameDay(at, now)) return clock.format(at)
  const day = at.getFullYear() === now.getFullYear() ? dayOfYear : dayWithYear
  return `${day.format(at)}, ${clock.format(at)}`
}

/** A moment of this machine's clock, on Cognito's, which is so many milliseconds ahead. */
export function onCognito(at: Date, skewMs: number): Date {
  return new Date(at.getTime() + skewMs)
}

/** `14:03:21`, for things that just happened. */
export function secondText(at: Date): string {
  return clockSeconds.format(at)
}

/** `21 November 2026, 14:03:21`. */
export function fullText(at: Date): string {
  return `${longDay.format(at)}, ${clockSeconds.format(at)}`
}

/** `21 November 2026, 14:03:21 GMT+1`: for what is kept, printed or sent, and read where the clocks are others. */
export function recordText(at: Date): string {
  return `${longDay.format(at)}, ${clockZone.format(at)}`
}

/** The two largest units of a duration in milliseconds: `29 min`, `7 h 31 min`, `30 days`. Below a minute: `under a minute`. */
export function durationText(ms: number): string {
  if (ms < minuteMs) return t`under a minute`
  if (ms < hourMs) {
    const minutes = Math.floor(ms / minuteMs)
    return t`${minutes} min`
  }
  if (ms < dayMs) {
    const minutes = Math.floor((ms % hourMs) / minuteMs)
    const hours = Math.floor(ms / hourMs)
    return minutes > 0 ? t`${hours} h ${minutes} min` : t`${hours} h`
  }
  const days = Math.round(ms / dayMs)
  return daysText(days)
}

/** How long ago something was, so many milliseconds: `29 min ago`, `7 h 31 min ago`, `30 days ago`. */
export function agoText(ms: number): string {
  if (ms < dayMs) {
    const duration = durationText(ms)
    return t`${duration} ago`
  }
  const days = Math.round(ms / dayMs)
  return plural(days, { one: '# day ago', other: '# days ago' })
}

/** `today`, `yesterday`, or the date. */
export function dayText(at: Date, now: Date): string {
  if (sameDay(at, now)) return t`today`
  if (sameDay(at, new Date(now.getTime() - dayMs))) return t`yesterday`
  return (at.getFullYear() === now.getFullYear() ? dayOfYear : dayWithYear).format(at)
}

export function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString()
}

/** A lifetime as it was set, in human units: `1 hour`, `30 days`, `90 minutes`. Another unit is shown as it is. */
export function lifetimeText({ value, unit }: { value: number; unit: string }): string {
  switch (unit) {
    case 'seconds':
      return plural(value, { one: '# second', other: '# seconds' })
    case 'minutes':
      return plural(value, { one: '# minute', other: '# minutes' })
    case 'hours':
      return plural(value, { one: '# hour', other: '# hours' })
    case 'days':
      return daysText(value)
    default:
      return `${value} ${unit}`
  }
}

function daysText(days: number): string {
  return plural(days, { one: '# day', other: '# days' })
}
