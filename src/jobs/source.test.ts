import { expect, test } from 'vitest'

import { readList } from './listText.ts'
import { type SignOutSource, type Whom, whomOf } from './source.ts'

const poolId = 'us-east-1_Demo00001'

test.for<[SignOutSource, Whom]>([
  [
    { of: 'selection', poolId, usernames: ['ada', 'yuki'] },
    { of: 'selection', count: 2 },
  ],
  [{ of: 'list', poolId, list: readList('ada\nyuki') }, { of: 'list' }],
  [
    { of: 'group', poolId, group: 'night' },
    { of: 'group', poolId, group: 'night' },
  ],
  [
    { of: 'search', poolId, search: { attribute: 'email', match: 'starts with', value: 'ada@' } },
    { of: 'search', poolId, search: { attribute: 'email', match: 'starts with', value: 'ada@' } },
  ],
  [
    { of: 'pool', poolId },
    { of: 'pool', poolId },
  ],
])('a job keeps whom it is for, and no list of names: %j', ([source, whom]) => {
  expect(whomOf(source)).toEqual(whom)
})
