/** Where on the line, from 0 to 1, a moment stands. */
export type LifelineScale = {
  at: (time: Date) => number
  /** Where the line is broken: on the far side of each, time is compressed. */
  breaks: readonly number[]
}

type Span = { from: Date; to: Date }

/** The near part may be at most this many times as long as the shortest life, or that life could not be seen. */
const nearLimit = 13
const pastShare = 0.2
const futureShare = 0.39
const shareOfEachFurther = 0.08

/**
 * Piecewise: linear around the shortest life, compressed where the rest is far away (an access token of minutes beside
 * a refresh token of days). Strictly monotonic over all moments given.
 * @param lives from issue to expiry of each token
 * @param others further moments that must be on the line: now, the cut
 */
export const lifelineScale = (lives: readonly Span[], others: readonly Date[]): LifelineScale => {
  const moments = [
    ...new Set([...lives.flatMap(({ from, to }) => [from, to]), ...others].map((time) => time.getTime())),
  ]
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const first = moments[0] ?? 0
  const last = moments.at(-1) ?? first
  if (first === last) return { at: (time) => (time.getTime() < first ? 0 : 1), breaks: [] }

  const shortest = lives
    .map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? { from: first, to: last }
  const [from, to] = near(moments, shortest)
  const past = moments.filter((time) => time < from).toReversed()
  const future = moments.filter((time) => time > to)
  const left = share(past.length, pastShare)
  const right = share(future.length, futureShare)

  const knots = [
    ...spread(past, from, to - from)
      .map(({ time, part }) => ({ time, x: left - left * part }))
      .toReversed(),
    { time: from, x: left },
    { time: to, x: 1 - right },
    ...spread(future, to, to - from).map(({ time, part }) => ({ time, x: 1 - right + right * part })),
  ]
  const breaks = [...(left > 0 ? [left * 0.7] : []), ...(right > 0 ? [1 - right * 0.78] : [])]
  return { at: (time) => between(knots, time.getTime()), breaks }
}

/** The shortest life, and as many neighbouring moments as fit beside it on a linear scale. */
const near = (moments: readonly number[], shortest: { from: number; to: number }): [number, number] => {
  const limit = nearLimit * (shortest.to - shortest.from)
  let { from, to } = shortest
  const before = moments.filter((time) => time < from).toReversed()
  const after = moments.filter((time) => time > to)
  for (;;) {
    const earlier = before[0]
    const later = after[0]
    const earlierFits = earlier !== undefined && to - earlier <= limit
    const laterFits = later !== undefined && later - from <= limit
    if (earlierFits && (!laterFits || from - earlier <= later - to)) {
      from = earlier
      before.shift()
    } else if (laterFits) {
      to = later
      after.shift()
    } else return [from, to]
  }
}

const share = (count: number, ofOne: number) =>
  count === 0 ? 0 : Math.min(0.5, ofOne + shareOfEachFurther * (count - 1))

/** Far moments by the logarithm of their distance, the nearest with room for the break before it. */
const spread = (times: readonly number[], edge: number, unit: number) => {
  const distance = (time: number) => Math.log1p(Math.abs(time - edge) / unit)
  const nearest = distance(times[0] ?? edge)
  const range = distance(times.at(-1) ?? edge) - nearest
  // The furthest stands exactly at the end: what is reckoned may miss it by a rounding.
  return times.map((time, index) => ({
    time,
    part: index === times.length - 1 ? 1 : 0.45 + (0.55 * (distance(time) - nearest)) / range,
  }))
}

const between = (knots: readonly { time: number; x: number }[], time: number) => {
  const next = knots.findIndex((knot) => knot.time >= time)
  const right = knots[next]
  const left = knots[next - 1]
  if (!right) return 1
  if (!left) return right.time === time ? right.x : 0
  return left.x + ((right.x - left.x) * (time - left.time)) / (right.time - left.time)
}

/** A text that wants its middle at `at`; all in pixels. */
export type WantedLabel = { at: number; width: number }
export type PlacedLabel = { left: number; row: number }

/**
 * Puts labels near where they want to be, inside `from` to `to`, never over one another: side by side in the first row,
 * and what cannot be there in the next one. Answers in the order asked.
 */
export const placeLabels = (
  wanted: readonly WantedLabel[],
  from: number,
  to: number,
  gap: number,
): readonly PlacedLabel[] => {
  const placed: PlacedLabel[] = wanted.map(() => ({ left: from, row: 0 }))
  const rows: { left: number; right: number }[][] = []
  // The ends of the line first, then what lies between: the ends have the fewest places to go.
  const order = wanted
    .map((label, index) => ({ ...label, index }))
    .sort((a, b) => Math.abs(b.at - (from + to) / 2) - Math.abs(a.at - (from + to) / 2) || a.index - b.index)
  for (const { at, width, index } of order) {
    const left = Math.max(from, Math.min(at - width / 2, to - width))
    const free = (row: number) =>
      (rows[row] ?? []).every((other) => left >= other.right + gap || left + width + gap <= other.left)
    let row = 0
    while (!free(row)) row += 1
    ;(rows[row] ??= []).push({ left, right: left + width })
    placed[index] = { left, row }
  }
  return placed
}

/** Breaks a text into lines no wider than `width`, at spaces; a single word may stick out. */
export const wrapText = (text: string, width: number, measure: (text: string) => number): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && measure(`${line} ${word}`) <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
