import { describe, expect, it } from 'vitest'

import { addressOf, longestInAddress, markIn } from './pageMarks.ts'
import { usersFilterIn } from './usersFilter.ts'

describe('Cognito’s mark of a page of users', () => {
  it('stands in the address as it is, as long as the address holds it', () => {
    const mark = 'x'.repeat(longestInAddress)
    expect(addressOf(mark)).toBe(mark)
    expect(markIn(usersFilterIn({ after: mark }).after)).toBe(mark)
  })

  it.each(['y'.repeat(longestInAddress + 1), 'z'.repeat(131_072), '~1'])(
    'that is too long, or like a name: %#',
    (mark) => {
      const after = addressOf(mark)
      expect(after.length).toBeLessThan(20)
      expect(markIn(usersFilterIn({ after }).after)).toBe(mark)
    },
  )

  it('is none after a reload, where it was too long; and then the page is the first', () => {
    expect(markIn('~999')).toBeUndefined()
    expect(markIn(undefined)).toBeUndefined()
  })
})
