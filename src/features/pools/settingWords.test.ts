import { describe, expect, it } from 'vitest'

import { minutesText, planBlocks, wordsOf } from './settingWords.ts'

const pool = { of: 'pool', poolId: 'p', tracking: true, maxPerUser: 20 } as const
const client = { of: 'client', poolId: 'p', clientId: 'c' } as const

describe('the words of a session setting', () => {
  it('say what lowering the limit does, and what it does not', () => {
    const { question, consequences } = wordsOf({ wanted: { ...pool, maxPerUser: 1 }, tracking: true, maxPerUser: 20 })
    expect(question).toBe('Lower the limit to 1 session per user')
    expect(consequences[0]).toMatch(/signs nobody out now/)
    expect(consequences[1]).toMatch(/not used for longest end/)
    expect(wordsOf({ wanted: { ...pool, maxPerUser: 30 }, tracking: true, maxPerUser: 20 }).button).toBe(
      'Raise the limit',
    )
  })

  it('say what tracking is for, on and off', () => {
    expect(wordsOf({ wanted: pool, tracking: false }).consequences[0]).toMatch(/began before are not listed/)
    expect(wordsOf({ wanted: { ...pool, tracking: false }, tracking: true }).consequences[1]).toMatch(
      /Nobody is signed/,
    )
  })

  it.each([
    [0, 'never'],
    [1, '1 minute'],
    [90, '90 minutes'],
    [60, '1 hour'],
    [120, '2 hours'],
    [1_440, '1 day'],
    [129_600, '90 days'],
  ])('%s minutes are %s', (minutes, text) => {
    expect(minutesText(minutes)).toBe(text)
  })

  it('say that nought asks again, and that longer is longer for a thief as well', () => {
    expect(wordsOf({ wanted: { ...client, ssoMinutes: 0 } }).done).toBe('This app client always asks again')
    expect(wordsOf({ wanted: { ...client, ssoMinutes: 120 } }).consequences[0]).toMatch(/stolen/)
    expect(wordsOf({ wanted: { ...client, ssoMinutes: 5 } }).consequences[0]).not.toMatch(/stolen/)
  })

  it('name the plans that have it where a pool’s has not', () => {
    expect(planBlocks('LITE')).toMatch(/Essentials and Plus/)
    expect(planBlocks('ESSENTIALS')).toBeUndefined()
    expect(planBlocks(undefined)).toBeUndefined()
  })
})
