import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lifelineScale, placeLabels, wrapText } from './lifelineScale.ts'

const minute = 60_000
const day = 1440 * minute
const at = (ms: number) => new Date(Date.UTC(2026, 10, 21, 13, 32) + ms)
const life = (from: number, to: number) => ({ from: at(from), to: at(to) })

const anyMoment = fc.integer({ min: -400 * day, max: 4000 * day }).map(at)
const anyLife = fc
  .tuple(fc.integer({ min: -40 * day, max: day }), fc.integer({ min: 5 * minute, max: 3650 * day }))
  .map(([from, length]) => life(from, from + length))

test('one hour is linear', () => {
  const scale = lifelineScale([life(0, 60 * minute)], [at(30 * minute)])
  expect(scale.breaks).toEqual([])
  expect([0, 15, 30, 60].map((minutes) => scale.at(at(minutes * minute)))).toEqual([0, 0.25, 0.5, 1])
})

test('days beside an hour break the line once, after the hour, which stays linear', () => {
  const scale = lifelineScale([life(0, 30 * day), life(0, 60 * minute)], [at(30 * minute)])
  expect(scale.breaks).toHaveLength(1)
  const hour = scale.at(at(60 * minute))
  expect(hour).toBeGreaterThan(0.5)
  expect(scale.at(at(30 * minute))).toBeCloseTo(hour / 2)
  expect(scale.breaks[0]).toBeGreaterThan(hour)
  expect(scale.at(at(30 * day))).toBe(1)
})

test('a sign-in days ago breaks the line before the hour too', () => {
  const scale = lifelineScale([life(-12 * day, 18 * day), life(0, 60 * minute)], [at(30 * minute)])
  expect(scale.breaks).toHaveLength(2)
  expect(scale.at(at(-12 * day))).toBe(0)
  expect(scale.at(at(60 * minute)) - scale.at(at(0))).toBeGreaterThan(0.35)
})

test('five minutes beside an hour are seen without a break, beside ten years with one', () => {
  expect(lifelineScale([life(0, 60 * minute), life(0, 5 * minute)], []).breaks).toEqual([])
  const wide = lifelineScale([life(0, 3650 * day), life(0, 5 * minute)], [])
  expect(wide.breaks).toHaveLength(1)
  expect(wide.at(at(5 * minute))).toBeGreaterThan(0.4)
})

test('a clock that is behind puts now before the sign-in', () => {
  const scale = lifelineScale([life(0, 60 * minute)], [at(-5 * minute)])
  expect(scale.at(at(-5 * minute))).toBe(0)
  expect(scale.at(at(0))).toBeGreaterThan(0)
})

test('no length at all is still a scale', () => {
  const scale = lifelineScale([life(0, 0)], [at(0)])
  expect([scale.at(at(-1)), scale.at(at(1))]).toEqual([0, 1])
})

test('later never stands further left, and everything given stands on the line', () => {
  fc.assert(
    fc.property(
      fc.array(anyLife, { minLength: 1, maxLength: 4 }),
      fc.array(anyMoment, { maxLength: 2 }),
      fc.array(anyMoment, { minLength: 2, maxLength: 20 }),
      (lives, others, probes) => {
        const scale = lifelineScale(lives, others)
        const given = [...lives.flatMap(({ from, to }) => [from, to]), ...others]
        const times = [...given, ...probes].sort((a, b) => a.getTime() - b.getTime())
        const places = times.map(scale.at)
        expect(places).toEqual([...places].sort((a, b) => a - b))
        expect(Math.min(...given.map(scale.at))).toBe(0)
        expect(Math.max(...given.map(scale.at))).toBeCloseTo(1)
        const distinct = new Set(given.map((time) => time.getTime()))
        expect(new Set([...distinct].map((ms) => scale.at(new Date(ms)))).size).toBe(distinct.size)
        for (const broken of scale.breaks) expect(broken > 0 && broken < 1).toBe(true)
      },
    ),
  )
})

test('the shortest life can always be seen', () => {
  fc.assert(
    fc.property(fc.array(anyLife, { minLength: 1, maxLength: 4 }), anyMoment, (lives, now) => {
      const scale = lifelineScale(lives, [now])
      const shown = Math.min(...lives.map(({ from, to }) => scale.at(to) - scale.at(from)))
      expect(shown).toBeGreaterThan(0)
      const [shortest] = [...lives].sort((a, b) => +a.to - +a.from - (+b.to - +b.from))
      if (shortest) expect(scale.at(shortest.to) - scale.at(shortest.from)).toBeGreaterThan(0.01)
    }),
  )
})

test('labels are inside and never over one another', () => {
  const label = fc.record({
    at: fc.double({ min: 0, max: 1600, noNaN: true }),
    width: fc.double({ min: 1, max: 250, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(label, { maxLength: 8 }), fc.integer({ min: 256, max: 1600 }), (wanted, to) => {
      const placed = placeLabels(wanted, 0, to, 12)
      placed.forEach((one, index) => {
        const width = wanted[index]?.width ?? 0
        expect(one.left >= 0 && one.left + width <= to + 1e-9).toBe(true)
        placed.slice(index + 1).forEach((other, offset) => {
          const otherWidth = wanted[index + 1 + offset]?.width ?? 0
          const apart = one.left + width + 12 <= other.left + 1e-9 || other.left + otherWidth + 12 <= one.left + 1e-9
          expect(one.row !== other.row || apart).toBe(true)
        })
      })
    }),
  )
})

test('text is wrapped at spaces, and nothing is lost', () => {
  const measure = (text: string) => text.length
  expect(wrapText('access and ID expire', 10, measure)).toEqual(['access and', 'ID expire'])
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 }),
      fc.integer({ min: 8, max: 40 }),
      (words, width) => {
        const lines = wrapText(words.join(' '), width, measure)
        expect(lines.join(' ')).toBe(words.join(' '))
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
      },
    ),
  )
})
