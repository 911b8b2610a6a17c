import { describe, expect, it } from 'vitest'

import { groupOf, mostPicked, searchOf, usersFilterIn, withPicked } from './usersFilter.ts'

describe('the address of the users page', () => {
  it('keeps what makes sense, and counts the rest as not set', () => {
    const sound = {
      pool: 'us-east-1_Demo00001',
      by: 'email',
      match: 'is',
      text: 'ada@',
      after: 'token',
      page: 2,
      picked: ['ada'],
    }
    expect(usersFilterIn(sound)).toEqual(sound)
    const unsound = { pool: '../x', by: 'password', match: 'like', text: '', after: '', page: 1, picked: [''], more: 1 }
    expect(Object.values(usersFilterIn(unsound)).filter((value) => value !== undefined)).toEqual([])
    expect(usersFilterIn({ text: 123 }).text).toBe('123')
    expect(usersFilterIn({ text: 'x'.repeat(201), picked: Array.from({ length: 61 }, () => 'x') })).toEqual({})
  })

  it('asks Cognito for what Cognito can', () => {
    expect(searchOf({ by: 'name', text: 'Ada' })).toEqual({ attribute: 'name', match: 'starts with', value: 'Ada' })
    expect(searchOf({ by: 'name', match: 'is', text: 'Ada' })).toMatchObject({ match: 'is' })
    expect(searchOf({ by: 'sub', text: 'x' })).toMatchObject({ match: 'is' })
    expect(searchOf({ by: 'status', text: 'Disabled' })).toMatchObject({ match: 'is' })
    expect(searchOf({ by: 'name' })).toBeUndefined()
    expect(searchOf({ by: 'group', text: 'x' })).toBeUndefined()
    expect(groupOf({ by: 'group', text: 'x' })).toBe('x')
    expect(groupOf({ by: 'name', text: 'x' })).toBeUndefined()
  })

  it('holds as many picked users as fit', () => {
    const names = (count: number, length: number) =>
      Array.from({ length: count }, (_, at) => `${at}`.padEnd(length, 'x'))
    expect(withPicked({ by: 'name', picked: ['x'] }, [])).toEqual({ by: 'name' })
    expect(withPicked({}, names(mostPicked, 36))?.picked).toHaveLength(mostPicked)
    expect(withPicked({}, names(mostPicked + 1, 3))).toBeUndefined()
    expect(withPicked({}, names(mostPicked, 128))).toBeUndefined()
  })
})
