import * as fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { BadControlRequest, createEmulator } from '../index.ts'
import { control, testEmulator } from '../testing.ts'
import { shown } from './checks.ts'

/** JSON in which lists or objects lie deeper in each other than a stack of calls reaches. */
const LEVELS = 100_000
const lists = '['.repeat(LEVELS) + ']'.repeat(LEVELS)
const objects = '{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS)

describe('a control request that is nested too deeply is refused with a sentence', () => {
  test.each([
    ['POST', 'seed', lists],
    ['POST', 'seed', `{"version":${objects}}`],
    ['POST', 'clock', objects],
    ['POST', 'clock', `{"now":${lists}}`],
    ['POST', 'faults', `[${lists}]`],
    ['POST', 'faults', `{"operation":"GetUser","hang":true,"times":${lists}}`],
    ['POST', 'faults', `{"operation":"GetUser","answer":{"status":200,"headers":${objects}}}`],
    ['PUT', 'settings', lists],
    ['PUT', 'settings', `{"places":{"a":${objects}}}`],
    ['POST', 'quotas', lists],
    ['POST', 'quotas', `{"limits":${objects}}`],
    ['POST', 'restore', lists],
    ['POST', 'restore', `{"version":${lists}}`],
    ['POST', 'restore', `{"version":1,"tables":{"pools":[["a",${lists}]]}}`],
  ])('%s %s, request %#', async (method, path, body) => {
    const emulator = testEmulator({ seed: 'none' })
    const { status, body: answer } = await control(emulator, method, path, body)
    expect([status, answer]).toEqual([
      400,
      { error: 'the body: lists and objects lie more than 100 deep in each other' },
    ])
  })

  test('a hundred levels are read, and refused for what they are', async () => {
    const emulator = testEmulator({ seed: 'none' })
    const body = '['.repeat(100) + ']'.repeat(100)
    const { status, text } = await control(emulator, 'POST', 'faults', body)
    expect([status, JSON.parse(text)]).toEqual([400, { error: `the body: expected an object, found ${body}` }])
    expect((await control(emulator, 'POST', 'faults', `[${body}]`)).text).toContain('more than 100 deep')
  })
})

test('a seed from a file may be nested as deeply as it likes: what is shown of it is its beginning', () => {
  const seed = JSON.parse(`{"version":${lists}}`) as never
  expect(() => createEmulator({ seed })).toThrow(BadControlRequest)
  expect(() => createEmulator({ seed })).toThrow(`version: expected a whole number, found ${'['.repeat(200)}`)
})

test('what is shown of a value is the beginning of its JSON', () => {
  expect([shown(undefined), shown(lists), shown(Array(1_000_000).fill(0))]).toEqual([
    'nothing',
    `"${'['.repeat(199)}`,
    JSON.stringify(Array(100).fill(0)).slice(0, 200),
  ])
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), (value) => {
      expect(shown(value)).toBe(JSON.stringify(value).slice(0, 200))
    }),
    { numRuns: 2_000 },
  )
})

test('no more of a long string is written than is shown, wherever it stands', () => {
  const long = 'a'.repeat(100_000)
  const stringify = vi.spyOn(JSON, 'stringify')
  shown({ [long]: long })
  shown([Array(66).fill(0), 'b'.repeat(70), long])
  const longest = Math.max(...stringify.mock.calls.map(([text]) => String(text).length))
  stringify.mockRestore()
  expect(longest).toBe(200)
})
