import { describe, expect, it } from 'vitest'

import { commands, matching } from './command.ts'
import { Presses } from './keys.ts'

const press = (key: string, atMs = 0, held: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  timeStamp: atMs,
  ...held,
})

describe('presses', () => {
  it('are shortcuts alone, and one after the other', () => {
    const presses = new Presses()
    expect(presses.read(press('?'), true)).toBe('help')
    expect(presses.read(press('g', 0), true)).toBeUndefined()
    expect(presses.read(press('s', 1500), true)).toBe('g s')
    expect(presses.read(press('s', 1600), true)).toBeUndefined()
  })

  it('that come too late, or with another key held, are none', () => {
    const presses = new Presses()
    presses.read(press('g', 0), true)
    expect(presses.read(press('s', 1501), true)).toBeUndefined()
    presses.read(press('g', 2000), true)
    expect(presses.read(press('s', 2100, { altKey: true }), true)).toBeUndefined()
    expect(presses.read(press('?', 2200, { metaKey: true }), true)).toBeUndefined()
  })

  it('open the palette by Ctrl or Command and K, also where single keys are switched off', () => {
    const presses = new Presses()
    expect(presses.read(press('k', 0, { ctrlKey: true }), false)).toBe('palette')
    expect(presses.read(press('K', 0, { metaKey: true }), true)).toBe('palette')
    expect(presses.read(press('?'), false)).toBeUndefined()
    expect(presses.read(press('k', 0, { ctrlKey: true, altKey: true }), true)).toBeUndefined()
  })
})

describe('commands', () => {
  it('are found by parts of words in any order, by other words for the same, and all by nothing', () => {
    expect(matching(commands, 'OUT every').map(({ name }) => name)).toEqual(['Sign out everywhere'])
    expect(matching(commands, 'revoke').map(({ name }) => name)).toEqual([
      'Sign out this device',
      'Sign out everywhere',
      'Sign out all the others',
    ])
    expect(matching(commands, 'zebra')).toEqual([])
    expect(matching(commands, ' ')).toEqual(commands)
  })

  it('have keys of their own', () => {
    const keys = commands.flatMap(({ keys }) => keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })
})
