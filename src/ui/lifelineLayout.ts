import { durationText, momentText, secondText } from '../lib/time.ts'
import { lifelineScale, placeLabels, wrapText } from './lifelineScale.ts'

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

export type Text = {
  text: string
  x: number
  y: number
  tone: 'ink' | 'muted' | 'lamp'
  align: 'start' | 'end'
  width: number
}
export type Bar = { x: number; width: number; y: number }

export type LifelineDrawing = {
  height: number
  texts: readonly Text[]
  bars: readonly { lived: Bar; toCome?: Bar; lostToCome?: Bar; tail?: Bar; over: boolean; approximate: boolean }[]
  axis: { y: number; from: number; to: number; breaks: readonly number[]; ticks: readonly { x: number; to: number }[] }
  now?: { x: number; from: number; to: number }
  cut?: { x: number; from: number; to: number; marks: readonly number[] }
}

type Measure = (text: string, strong: boolean) => number

export const barHeight = 10
const narrowBelow = 560
const gap = 12

/**
 * Everything on the drawing, in pixels. Sizes follow `unit`, the size of its text, so that larger text gets more room.
 * @param width of the whole drawing
 * @param measure the width of a text in the small face, regular or strong
 */
export const lifelineLayout = (
  input: LifelineInput,
  width: number,
  unit: number,
  measure: Measure,
): LifelineDrawing => {
  const { rows, now, cut, state } = input
  const line = unit * 1.3
  const narrow = width < narrowBelow
  const textWidth = (text: string) => measure(text, false)
  const nameWidth = Math.max(0, ...rows.map(({ name }) => measure(name, true)))
  const from = narrow ? 0 : nameWidth + gap * 3
  const to = width - 1
  const cutAt = cut && state !== 'live' ? cut.at : undefined
  const dead = state === 'ended' && rows.every(({ offlineUntil }) => !offlineUntil || offlineUntil <= now)

  const scale = lifelineScale(
    rows.map(({ issuedAt, expiresAt, offlineUntil }) => ({ from: issuedAt, to: later(expiresAt, offlineUntil) })),
    [...(dead && cutAt ? [] : [now]), ...(cutAt ? [cutAt] : [])],
  )
  const x = (time: Date) => from + scale.at(time) * (to - from)

  const nowX = dead && cutAt ? undefined : x(now)
  const cutX = cutAt ? x(cutAt) : undefined
  const above = [
    ...(cut && cutAt && cutX !== undefined
      ? [{ text: `${cut.label} ${secondText(cutAt)}`, at: cutX, now: false }]
      : []),
    ...(nowX !== undefined && (cutX === undefined || Math.abs(nowX - cutX) > 6)
      ? [{ text: `now ${momentText(now, now)}`, at: nowX, now: true }]
      : []),
  ].map((label) => ({ ...label, width: measure(label.text, true) }))
  const aboveAt = placeLabels(above, from, to, gap)
  const aboveRows = Math.max(0, ...aboveAt.map(({ row }) => row + 1))
  const texts: Text[] = above.map(({ text, width }, at) => ({
    text,
    x: aboveAt[at]?.left ?? from,
    y: (aboveRows - (aboveAt[at]?.row ?? 0)) * line - line * 0.3,
    tone: 'lamp',
    align: 'start',
    width,
  }))
  const topOf = (isNow: boolean) => {
    const at = above.findIndex((label) => label.now === isNow)
    return (aboveRows - (aboveAt[at]?.row ?? 0)) * line + 2
  }

  let y = aboveRows * line + (narrow ? 10 : 6)
  const bars: LifelineDrawing['bars'][number][] = []
  const marks: number[] = []
  for (const row of rows) {
    const note = row.note ?? noteOf(row, now, state, cutAt)
    const noteWidth = textWidth(note)
    const start = x(row.issuedAt)
    const end = x(later(row.expiresAt, row.offlineUntil))
    const visibleEnd = cutAt && state === 'ended' ? (row.offlineUntil ? x(row.offlineUntil) : x(cutAt)) : end
    const beside = !narrow && visibleEnd + gap + noteWidth <= width
    const head: Text[] = []
    if (narrow) {
      const sameLine = nameWidth + gap * 2 + noteWidth <= width
      const lines = sameLine || note === '' ? [] : wrapText(note, width, textWidth)
      head.push({
        text: row.name,
        x: 0,
        y: y + line * 0.8,
        tone: 'ink',
        align: 'start',
        width: measure(row.name, true),
      })
      if (sameLine && note !== '') {
        head.push({ text: note, x: to, y: y + line * 0.8, tone: 'muted', align: 'end', width: noteWidth })
      }
      lines.forEach((text, at) => {
        head.push({ text, x: 0, y: y + line * (at + 1.8), tone: 'muted', align: 'start', width: textWidth(text) })
      })
      y += line * (lines.length + 1) + 3
    } else {
      const lines = beside || note === '' ? [] : wrapText(note, to - from, textWidth)
      lines.forEach((text, at) => {
        const right = Math.max(Math.min(visibleEnd, to), from + textWidth(text))
        head.push({ text, x: right, y: y + line * (at + 0.8), tone: 'muted', align: 'end', width: textWidth(text) })
      })
      y += lines.length > 0 ? line * lines.length + 3 : line * 0.6
      const middle = y + barHeight / 2 + unit * 0.35
      head.push({ text: row.name, x: 0, y: middle, tone: 'ink', align: 'start', width: measure(row.name, true) })
      if (beside && note !== '') {
        head.push({ text: note, x: visibleEnd + gap, y: middle, tone: 'muted', align: 'start', width: noteWidth })
      }
    }
    texts.push(...head)

    const stop = Math.min(end, cutX ?? end, nowX ?? end)
    const lived = { x: start, width: Math.max(0, stop - start), y }
    const outline = { x: start, width: Math.max(end - start, 2), y }
    bars.push({
      lived,
      over: cutAt ? state === 'ended' : row.expiresAt <= now,
      approximate: row.approximate === true,
      ...(cutX !== undefined && state === 'ended' ? { lostToCome: outline } : { toCome: outline }),
      ...(cutX !== undefined && row.offlineUntil && cutAt && row.offlineUntil > cutAt && state === 'ended'
        ? { tail: { x: cutX, width: x(row.offlineUntil) - cutX, y } }
        : {}),
    })
    if (cutAt && cutX !== undefined && row.expiresAt > cutAt) marks.push(y + barHeight / 2)
    y += barHeight + (narrow ? 14 : 12)
  }

  const axisY = y + (narrow ? 2 : 8)
  const axis = axisLabels(input, cutAt, narrow, measure, (time) => x(time), from, to)
  const ticks: { x: number; to: number }[] = []
  axis.labels.forEach(({ lines, at }, index) => {
    const place = axis.placed[index]
    if (!place) return
    const top = axisY + 6 + place.row * (axis.rowLines * line + 4)
    ticks.push({ x: at, to: place.row === 0 ? axisY + 4 : top })
    lines.forEach((text, row) => {
      const own = measure(text, row === 0)
      const block = axis.labels[index]?.width ?? own
      // A label at the very end of the line reads from that end; the others are centred under their moment.
      const flushRight = place.left + block > to - 1 && at > to - block / 2 - 1
      const flushLeft = place.left < from + 1
      const left = flushRight ? place.left + block - own : flushLeft ? place.left : place.left + (block - own) / 2
      texts.push({
        text,
        x: left,
        y: top + line * (row + 0.85),
        tone: row === 0 ? 'ink' : 'muted',
        align: 'start',
        width: own,
      })
    })
  })
  const axisRows = Math.max(1, ...axis.placed.map(({ row }) => row + 1))
  const showNow = nowX !== undefined && above.some((label) => label.now)

  return {
    height: Math.ceil(axisY + 6 + axisRows * (axis.rowLines * line + 4) + 4),
    texts,
    bars,
    axis: { y: axisY, from, to, breaks: scale.breaks.map((part) => from + part * (to - from)), ticks },
    ...(showNow ? { now: { x: nowX, from: topOf(true), to: axisY } } : {}),
    ...(cutX === undefined ? {} : { cut: { x: cutX, from: topOf(false), to: axisY, marks } }),
  }
}

const axisLabels = (
  { rows, now, state }: LifelineInput,
  cutAt: Date | undefined,
  narrow: boolean,
  measure: Measure,
  x: (time: Date) => number,
  from: number,
  to: number,
) => {
  const start = rows.map(({ issuedAt }) => issuedAt).sort((a, b) => a.getTime() - b.getTime())[0]
  const ends = new Map<string, { at: Date; names: string[]; offline: boolean; approximate: boolean }>()
  for (const { name, expiresAt, approximate, offlineUntil } of rows) {
    const offline = Boolean(cutAt && offlineUntil && state === 'ended')
    const at = (offline ? offlineUntil : undefined) ?? expiresAt
    const key = `${Math.round(at.getTime() / 60_000)} ${offline}`
    const end = ends.get(key)
    if (end) end.names.push(name)
    else ends.set(key, { at, names: [name], offline, approximate: approximate === true })
  }
  const captions = [
    ...(start ? [{ time: start, text: axisTime(start, now), caption: 'signed in' }] : []),
    ...[...ends.values()].map((end) => ({
      time: end.at,
      text: `${end.approximate ? 'about ' : ''}${axisTime(end.at, now)}`,
      caption: endCaption(end, now, Boolean(cutAt) && state === 'ended'),
    })),
  ]
  const attempt = (wrapAt: number) => {
    const labels = captions.map(({ time, text, caption }) => {
      const lines = [text, ...wrapText(caption, wrapAt, (part) => measure(part, false))]
      return { at: x(time), lines, width: Math.max(...lines.map((part, at) => measure(part, at === 0))) }
    })
    const placed = placeLabels(labels, from, to, gap)
    return { labels, placed, rowLines: Math.max(...labels.map(({ lines }) => lines.length), 1) }
  }
  const oneLine = attempt(Number.POSITIVE_INFINITY)
  if (oneLine.placed.every(({ row }) => row === 0)) return oneLine
  const wrapped = attempt(narrow ? (to - from) / 4.2 : (to - from) / 6)
  return wrapped.placed.every(({ row }) => row === 0) ? wrapped : oneLine
}

type End = { at: Date; names: readonly string[]; offline: boolean }

const endCaption = ({ at, names, offline }: End, now: Date, ended: boolean) => {
  if (offline) return at <= now ? 'offline checks stopped' : 'offline checks stop'
  const who = names.map((name) => (name === name.toUpperCase() ? name : name.toLowerCase()))
  const subject = who.length < 2 ? who.join() : `${who.slice(0, -1).join(', ')} and ${who.at(-1) ?? ''}`
  if (ended) return `${subject} would expire`
  if (at <= now) return `${subject} expired`
  return `${subject} ${who.length < 2 ? 'expires' : 'expire'}`
}

const noteOf = (row: LifelineRow, now: Date, state: LifelineState, cutAt: Date | undefined) => {
  if (cutAt && state === 'ended') {
    if (!row.offlineUntil) return ''
    const left = row.offlineUntil.getTime() - now.getTime()
    return left > 0 ? `accepted by servers that check offline, ${durationText(left)} more` : 'refused everywhere'
  }
  const left = row.expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return `${row.approximate ? 'about ' : ''}${durationText(left)} left`
}

const later = (one: Date, other: Date | undefined) => (other && other > one ? other : one)

const dayMs = 86_400_000

/** The hour where it decides something; far away, the day does. */
const axisTime = (at: Date, now: Date) =>
  Math.abs(at.getTime() - now.getTime()) < 2 * dayMs ? momentText(at, now) : (momentText(at, now).split(', ')[0] ?? '')
