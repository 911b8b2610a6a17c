import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LifelineDrawing, lifelineLayout } from './lifelineLayout.ts'
import { type LifelineInput, lifelineCaptions, lifelineNotes } from './lifelineWords.ts'

const minute = 60_000
const day = 1440 * minute
const signedIn = new Date(2026, 10, 21, 13, 32)
const after = (ms: number) => new Date(signedIn.getTime() + ms)
const measure = (text: string, strong: boolean) => text.length * (strong ? 6.9 : 6.5)

const session = (change: Partial<LifelineInput> = {}): LifelineInput => ({
  rows: [
    { name: 'Refresh', issuedAt: signedIn, expiresAt: after(30 * day) },
    { name: 'Access', issuedAt: signedIn, expiresAt: after(60 * minute) },
    { name: 'ID', issuedAt: signedIn, expiresAt: after(60 * minute) },
  ],
  now: after(31 * minute),
  state: 'live',
  ...change,
})

const signedOut = (minutesLater: number) => {
  const { rows } = session()
  return session({
    state: 'ended',
    cut: { at: after(31 * minute), label: 'signed out' },
    now: after((31 + minutesLater) * minute),
    rows: rows.map((row) => (row.name === 'Refresh' ? row : { ...row, offlineUntil: row.expiresAt })),
  })
}

const collisions = ({ texts }: LifelineDrawing, unit: number) =>
  texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          Math.abs(one.y - other.y) < unit * 0.95 && one.x < other.x + other.width && other.x < one.x + one.width,
      )
      .map((other) => `${one.text} | ${other.text}`),
  )

test('access and ID are one moment, said once', () => {
  expect(lifelineCaptions(session()).map(({ caption }) => caption)).toEqual([
    'signed in',
    'refresh expires',
    'access and ID expire',
  ])
  expect(lifelineNotes(session())).toEqual(['30 days left', '29 min left', ''])
})

test('the hour is said where the day would be said twice', () => {
  const [start, , access] = lifelineCaptions(session({ now: after(4 * day) }))
  expect(start?.time).not.toBe(access?.time)
  expect(access?.caption).toBe('access and ID expired')
})

test('a reckoned expiry is said to be about', () => {
  const [row] = session().rows
  const rows = row ? [{ ...row, approximate: true }] : []
  expect(lifelineCaptions(session({ rows }))[1]?.time).toMatch(/^about /)
  expect(lifelineNotes(session({ rows }))).toEqual(['about 30 days left'])
})

test('after the cut only what is accepted offline goes on, hatched to its end', () => {
  const { bars, cut, now } = lifelineLayout(signedOut(5), 968, 12.5, measure)
  expect(bars.map(({ tail, toCome }) => [tail !== undefined, toCome !== undefined])).toEqual([
    [false, false],
    [true, false],
    [true, false],
  ])
  expect(cut?.marks).toHaveLength(3)
  expect(now).toBeDefined()
})

test('when nothing is accepted any more, now is no part of the record', () => {
  const { now, cut } = lifelineLayout(signedOut(600), 968, 12.5, measure)
  expect([now, cut === undefined]).toEqual([undefined, false])
})

test('while it is not known whether it ended, the rest stays outlined', () => {
  const { bars } = lifelineLayout({ ...signedOut(1), state: 'unknown' }, 968, 12.5, measure)
  expect(bars.every(({ toCome, tail }) => toCome !== undefined && tail === undefined)).toBe(true)
})

test('no text lies over another, at any width, size, state and moment', () => {
  const lifetime = fc.constantFrom(5 * minute, 60 * minute, day, 30 * day, 3650 * day)
  const anyInput = fc
    .record({
      lifetimes: fc.tuple(lifetime, lifetime, lifetime),
      renewedAfter: fc.constantFrom(0, 20 * minute, 3 * day),
      elapsed: fc.constantFrom(-5 * minute, 0, minute, 31 * minute, 2 * day, 40 * day),
      state: fc.constantFrom('live' as const, 'ending' as const, 'ended' as const, 'unknown' as const),
      cutAfter: fc.option(fc.constantFrom(0, minute, 30 * minute), { nil: undefined }),
      approximate: fc.boolean(),
    })
    .map(({ lifetimes, renewedAfter, elapsed, state, cutAfter, approximate }): LifelineInput => ({
      rows: ['Refresh', 'Access', 'ID'].map((name, index) => {
        const issuedAt = after(index === 0 ? 0 : renewedAfter)
        const expiresAt = new Date(issuedAt.getTime() + (lifetimes[index] ?? 0))
        return {
          name,
          issuedAt,
          expiresAt,
          approximate,
          offlineUntil: index > 0 && cutAfter !== undefined ? expiresAt : undefined,
        }
      }),
      now: after(elapsed),
      state,
      cut: cutAfter === undefined ? undefined : { at: after(cutAfter), label: 'signed out' },
    }))
  fc.assert(
    fc.property(anyInput, fc.integer({ min: 256, max: 1600 }), fc.constantFrom(12.5, 25), (input, width, unit) => {
      const scaled = (text: string, strong: boolean) => (measure(text, strong) * unit) / 12.5
      const drawing = lifelineLayout(input, width, unit, scaled)
      expect(collisions(drawing, unit)).toEqual([])
      for (const { x, y, width: own } of drawing.texts) {
        expect(x).toBeGreaterThanOrEqual(-0.01)
        // A single word larger than the whole drawing is the only thing that may stick out.
        if (unit < 20) expect(x + own).toBeLessThanOrEqual(width + 0.01)
        expect(y).toBeLessThanOrEqual(drawing.height)
      }
    }),
    { numRuns: 500 },
  )
})

test('the measure of collisions sees one', () => {
  const drawing = lifelineLayout(session(), 968, 12.5, measure)
  const [first] = drawing.texts
  const shifted = first ? [...drawing.texts, { ...first, x: first.x + 3, y: first.y - 2 }] : []
  expect(collisions({ ...drawing, texts: shifted }, 12.5)).toHaveLength(1)
})
