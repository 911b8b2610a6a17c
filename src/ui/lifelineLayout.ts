import { t } from '@lingui/core/macro'
import { momentText, secondText } from '../lib/time.ts'
import { lifelineScale, placeLabels, wrapText } from './lifelineScale.ts'
import { type LifelineInput, type LifelineRow, lifelineCaptions, lifelineNotes } from './lifelineWords.ts'

/** A text by the left end of its baseline. */
export type Text = { text: string; x: number; y: number; tone: 'ink' | 'muted' | 'lamp'; width: number }
export type Bar = { x: number; width: number; y: number }

export type LifelineBar = {
  lived: Bar
  /** Outlined: still to come. */
  toCome?: Bar
  /** What was to come until the cut, and goes with it. */
  lost?: Bar
  /** Hatched: dead, and still accepted offline. */
  tail?: Bar
  over: boolean
  approximate: boolean
}

export type LifelineDrawing = {
  height: number
  texts: readonly Text[]
  bars: readonly LifelineBar[]
  axis: { y: number; from: number; to: number; breaks: readonly number[]; ticks: readonly { x: number; to: number }[] }
  now?: { x: number; from: number; to: number }
  cut?: { x: number; from: number; to: number; marks: readonly number[] }
}

/** The width of a text in the small face, regular or strong. */
export type Measure = (text: string, strong: boolean) => number

type Frame = {
  narrow: boolean
  width: number
  from: number
  to: number
  unit: number
  line: number
  measure: Measure
  x: (time: Date) => number
}

export const barHeight = 10
const narrowBelow = 560
const gap = 12

/**
 * Everything on the drawing, in pixels. Distances between texts follow `unit`, their size, so that larger text gets
 * more room.
 * @param width of the whole drawing
 */
export const lifelineLayout = (
  input: LifelineInput,
  width: number,
  unit: number,
  measure: Measure,
): LifelineDrawing => {
  const { rows, now, state } = input
  const cut = state === 'live' ? undefined : input.cut
  const ended = state === 'ended' && cut !== undefined
  // When nothing is accepted anywhere any more the drawing is a record, and now is no part of it.
  const closed = ended && rows.every(({ offlineUntil }) => !offlineUntil || offlineUntil <= now)
  const scale = lifelineScale(
    rows.map((row) => ({ from: row.issuedAt, to: endOf(row) })),
    [...(closed ? [] : [now]), ...(cut ? [cut.at] : [])],
  )
  const narrow = width < narrowBelow
  const from = narrow ? 0 : Math.max(0, ...rows.map(({ name }) => measure(name, true))) + gap * 3
  const to = width - 1
  const x = (time: Date) => from + scale.at(time) * (to - from)
  const frame: Frame = { narrow, width, from, to, unit, line: unit * 1.4, measure, x }

  const nowX = closed ? undefined : x(now)
  const cutX = cut ? x(cut.at) : undefined
  const showNow = nowX !== undefined && (cutX === undefined || Math.abs(nowX - cutX) > 6)
  const time = momentText(now, now)
  const above = [
    ...(cut && cutX !== undefined ? [{ text: `${cut.label} ${secondText(cut.at)}`, at: cutX }] : []),
    ...(showNow ? [{ text: t`now ${time}`, at: nowX }] : []),
  ]
  const heads = headLabels(above, frame)
  const texts = [...heads.texts]

  const notes = lifelineNotes(input)
  const bars: LifelineBar[] = []
  const marks: number[] = []
  let top = heads.height + (narrow ? 8 : 4)
  rows.forEach((row, index) => {
    const seenEnd = ended ? x(row.offlineUntil ?? cut.at) : x(endOf(row))
    const words = rowWords(row.name, notes[index] ?? '', top, seenEnd, ended ? x(cut.at) : undefined, frame)
    texts.push(...words.texts)
    bars.push(barOf(row, words.barTop, input, cut?.at, frame))
    if (cut && row.expiresAt > cut.at) marks.push(words.barTop + barHeight / 2)
    top = words.barTop + barHeight + (narrow ? 12 : 10)
  })

  const axisY = Math.round(top + (narrow ? 2 : 8))
  const axis = axisLabels(input, axisY, frame)
  texts.push(...axis.texts)
  const [cutTop = 0] = heads.tops
  const nowTop = heads.tops.at(-1) ?? 0
  return {
    height: Math.ceil(axis.bottom),
    texts,
    bars,
    axis: { y: axisY, from, to, breaks: scale.breaks.map((part) => from + part * (to - from)), ticks: axis.ticks },
    ...(showNow ? { now: { x: nowX, from: nowTop, to: axisY } } : {}),
    ...(cutX === undefined ? {} : { cut: { x: cutX, from: cutTop, to: axisY, marks } }),
  }
}

const endOf = ({ expiresAt, offlineUntil }: LifelineRow) =>
  offlineUntil && offlineUntil > expiresAt ? offlineUntil : expiresAt

/** The labels over the lines for now and the cut, and where each of those lines begins. */
const headLabels = (above: readonly { text: string; at: number }[], { from, to, line, measure }: Frame) => {
  const wanted = above.map((label) => ({ ...label, width: measure(label.text, true) }))
  const placed = placeLabels(wanted, from, to, gap)
  const rowCount = Math.max(0, ...placed.map(({ row }) => row + 1))
  const texts: Text[] = []
  const tops: number[] = []
  wanted.forEach(({ text, at, width }, index) => {
    const place = placed[index]
    if (!place) return
    const bottom = (rowCount - place.row) * line
    texts.push({ text, x: place.left, y: bottom - line * 0.3, tone: 'lamp', width })
    // The line ends under a lower label that is in its way.
    const inTheWay = wanted.some(
      (other, otherIndex) =>
        (placed[otherIndex]?.row ?? 0) < place.row &&
        (placed[otherIndex]?.left ?? 0) < at &&
        at < (placed[otherIndex]?.left ?? 0) + other.width,
    )
    tops.push(inTheWay ? rowCount * line : bottom)
  })
  return { texts, tops, height: rowCount * line }
}

/** The name and the note of a row, and where its bar goes: under both on a narrow page, between them on a wide one. */
const rowWords = (
  name: string,
  note: string,
  top: number,
  seenEnd: number,
  cutX: number | undefined,
  { narrow, width, from, to, unit, line, measure }: Frame,
) => {
  const noteWidth = measure(note, false)
  const nameText = { text: name, x: 0, tone: 'ink', width: measure(name, true) } as const
  const muted = (text: string, x: number, y: number): Text => ({
    text,
    x,
    y,
    tone: 'muted',
    width: measure(text, false),
  })
  const wrapped = (room: number) => wrapText(note, room, (text) => measure(text, false))

  if (narrow) {
    const y = top + line * 0.75
    if (nameText.width + gap * 2 + noteWidth <= width) {
      const texts = note === '' ? [] : [muted(note, to - noteWidth, y)]
      return { texts: [{ ...nameText, y }, ...texts], barTop: Math.round(top + line + 2) }
    }
    const lines = wrapped(width).map((text, index) => muted(text, 0, y + line * (index + 1)))
    return { texts: [{ ...nameText, y }, ...lines], barTop: Math.round(top + line * (lines.length + 1) + 2) }
  }

  const beside = note === '' || seenEnd + gap + noteWidth <= width
  const lines = beside ? [] : wrapped(to - from)
  const barTop = Math.round(top + (beside ? line * 0.85 : line * lines.length + 2))
  const middle = barTop + barHeight / 2 + unit * 0.35
  const over = lines.map((text, index) => {
    const own = measure(text, false)
    // Clear of the cut where there is room to its right, otherwise flush with the end of the line.
    const left = cutX !== undefined && cutX + gap + own <= to ? cutX + gap : Math.max(from, Math.min(seenEnd, to) - own)
    return muted(text, left, top + line * (index + 0.75))
  })
  const after = beside && note !== '' ? [muted(note, seenEnd + gap, middle)] : []
  return { texts: [{ ...nameText, y: middle }, ...over, ...after], barTop }
}

const barOf = (
  row: LifelineRow,
  y: number,
  { now, state }: LifelineInput,
  cutAt: Date | undefined,
  { x }: Frame,
): LifelineBar => {
  const start = x(row.issuedAt)
  const end = x(endOf(row))
  const stop = Math.min(end, cutAt ? x(cutAt) : end, x(now))
  const whole = { x: start, width: Math.max(end - start, 2), y }
  const ended = state === 'ended' && cutAt !== undefined
  const tailEnd = ended && row.offlineUntil ? x(row.offlineUntil) : stop
  return {
    lived: { x: start, width: Math.max(0, stop - start), y },
    over: state === 'ended' || row.expiresAt <= now,
    approximate: row.approximate === true,
    ...(ended ? { lost: whole } : { toCome: whole }),
    ...(tailEnd > stop ? { tail: { x: stop, width: tailEnd - stop, y } } : {}),
  }
}

/** Times and captions under the axis: on one line each, else with the captions broken, else in two rows. */
const axisLabels = (input: LifelineInput, axisY: number, { from, to, line, measure, x }: Frame) => {
  const captions = lifelineCaptions(input)
  const attempt = (room: number) => {
    const labels = captions.map(({ at, time, caption }) => {
      const lines = [time, ...wrapText(caption, room, (text) => measure(text, false))].map((text, index) => ({
        text,
        width: measure(text, index === 0),
      }))
      return { at: x(at), lines, width: Math.max(...lines.map(({ width }) => width)) }
    })
    return { labels, placed: placeLabels(labels, from, to, gap) }
  }
  const fits = ({ placed }: ReturnType<typeof attempt>) => placed.every(({ row }) => row === 0)
  const whole = attempt(Number.POSITIVE_INFINITY)
  const broken = fits(whole) ? whole : attempt((to - from) / 4.5)
  const { labels, placed } = fits(broken) ? broken : whole

  const lineCount = Math.max(1, ...labels.map(({ lines }) => lines.length))
  const rowHeight = lineCount * line + 4
  const texts: Text[] = []
  const ticks: { x: number; to: number }[] = []
  labels.forEach(({ at, lines, width }, index) => {
    const place = placed[index]
    if (!place) return
    const top = axisY + 6 + place.row * rowHeight
    ticks.push({ x: Math.min(at, to - 0.5), to: place.row === 0 ? axisY + 4 : top })
    // Pushed to an end of the line a label reads from that end; elsewhere its lines are centred under their moment.
    const pushed = place.left + width / 2 - at
    const lean = pushed < -1 ? 1 : pushed > 1 ? 0 : 0.5
    lines.forEach((part, row) => {
      texts.push({
        ...part,
        x: place.left + (width - part.width) * lean,
        y: top + line * (row + 0.8),
        tone: row === 0 ? 'ink' : 'muted',
      })
    })
  })
  const bottom = axisY + 6 + Math.max(1, ...placed.map(({ row }) => row + 1)) * rowHeight
  return { texts, ticks, bottom }
}
