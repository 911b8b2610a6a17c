import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./theme/tokens.css', import.meta.url), 'utf8')

const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const ratio = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const token = (name: string) => {
  const found = tokens.get(name)
  if (!found) throw new Error(`tokens.css has no --color-${name}`)
  return found
}

const grounds = ['ground', 'surface', 'raised']
const pairs = (inks: string[], backs: string[]) => inks.flatMap((ink) => backs.map((back) => [ink, back] as const))

const text = [
  ...pairs(['ink', 'muted', 'lamp-ink', 'live', 'ended', 'danger'], grounds),
  ...pairs(['ink', 'muted', 'lamp-ink'], ['lamp-tint']),
  ...pairs(['ink', 'muted', 'live'], ['live-tint']),
  ...pairs(['ink', 'muted', 'danger'], ['danger-tint']),
  ...pairs(['on-lamp'], ['lamp', 'lamp-lit']),
  ...pairs(['on-danger'], ['danger', 'danger-lit']),
]

// The bounds of a control, the lived part of a lifeline, the line that is now: they carry meaning without words.
const shapes = [...pairs(['edge'], grounds), ...pairs(['live', 'ended', 'lamp-line'], ['surface'])]

for (const theme of ['light', 'dark'] as const) {
  test.each(text)(`${theme}: text in %s on %s can be read`, (ink, back) => {
    expect(ratio(token(ink)[theme], token(back)[theme])).toBeGreaterThanOrEqual(4.5)
  })
  test.each(shapes)(`${theme}: shapes in %s on %s can be seen`, (ink, back) => {
    expect(ratio(token(ink)[theme], token(back)[theme])).toBeGreaterThanOrEqual(3)
  })
}

test('the measure itself tells black on white from grey on grey', () => {
  expect(ratio('#000000', '#ffffff')).toBeCloseTo(21)
  expect(ratio('#777777', '#ffffff')).toBeLessThan(4.5)
})
