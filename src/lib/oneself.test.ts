import { describe, expect, it } from 'vitest'

import { isOneself } from './oneself.ts'

const own = { poolId: 'us-east-1_One', username: 'rhea', sub: 's-1' }

describe('whether a user is whoever acts', () => {
  it('is told by the pool and its own id of the user, and not by a name', () => {
    expect(isOneself({ ...own }, own)).toBe(true)
    expect(isOneself({ ...own, username: 'another name' }, own)).toBe(true)
    expect(isOneself({ ...own, sub: 's-2' }, own)).toBe(false)
    expect(isOneself({ ...own, poolId: 'us-east-1_Two' }, own)).toBe(false)
  })

  it('is told by the user name of the pool where nothing of the user was listed', () => {
    expect(isOneself({ poolId: own.poolId, username: 'rhea' }, own)).toBe(true)
    expect(isOneself({ poolId: own.poolId, username: 'Rhea' }, own)).toBe(false)
    expect(isOneself({ poolId: 'us-east-1_Two', username: 'rhea' }, own)).toBe(false)
  })
})
