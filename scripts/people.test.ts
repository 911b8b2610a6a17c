import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'
import { signInLines } from './people.mjs'

test('whom the demo offers is told in columns, in English', () => {
  const { demo } = JSON.parse(readFileSync('public/config.json', 'utf8')) as {
    demo: { people: Parameters<typeof signInLines>[0] }
  }
  expect(signInLines(demo.people)).toEqual([
    'ada    Lamp-lit-1843    Ada Lovelace, a person',
    'rhea   Night-watch-26   Rhea Okafor, an operator',
  ])
})

test('a config may say it in one language alone', () => {
  const one = { username: 'a', password: 'b', label: 'C', role: 'anyone' }
  expect(signInLines([one])).toEqual(['a   b   C, anyone'])
  expect(signInLines([])).toEqual([])
})
