import { expect, test } from 'vitest'

import { type SignOutSource, whomOf } from '../../jobs/source.ts'
import { searchHint } from '../../lib/userSearch.ts'
import { listSummary } from './listFile.ts'
import { whomText } from './searchWords.ts'

const poolId = 'us-east-1_Demo00001'
const search = (attribute: string, match: string, value: string) =>
  ({ of: 'search', poolId, search: { attribute, match, value } }) as SignOutSource

test.for([
  [{ of: 'group', poolId, group: 'night shift' }, 'everyone in the group night shift'],
  [{ of: 'pool', poolId }, 'everyone in the pool'],
  [{ of: 'list', poolId, list: { names: [], merged: 0, bad: [], badCount: 0 } }, 'everyone on a list'],
  [{ of: 'selection', poolId, usernames: ['ada'] }, 'a selection of 1 user'],
  [search('email', 'starts with', 'ada@'), 'everyone whose email starts with “ada@”'],
  [search('phone_number', 'is', '+49170'), 'everyone whose phone is “+49170”'],
  [search('sub', 'is', '1-2'), 'everyone whose sub is “1-2”'],
  [search('cognito:user_status', 'is', 'FORCE_CHANGE_PASSWORD'), 'everyone whose status is “Must change password”'],
  [search('status', 'is', 'Disabled'), 'everyone who is disabled'],
] as const)('%o is for %s', ([source, words]) => {
  expect(whomText(whomOf(source as SignOutSource))).toBe(words)
})

test('what Cognito’s grammar makes of a search is said where it is typed', () => {
  expect(searchHint({ attribute: 'sub', match: 'is', value: '' })).toContain('by its whole value only')
  expect(searchHint({ attribute: 'email', match: 'is', value: '' })).toBe('The whole value, as it is written.')
  expect(searchHint({ attribute: 'username', match: 'starts with', value: '' })).toContain('capitals count')
  expect(searchHint({ attribute: 'name', match: 'starts with', value: '' })).toContain('the start of a name')
})

test('a list in a line: only what there is of it', () => {
  const list = { names: ['ada'], merged: 0, bad: [], badCount: 0 }
  expect(listSummary(list)).toBe('1 user')
  expect(listSummary({ ...list, merged: 2, badCount: 1 })).toBe('1 user, 2 repeated, 1 line names nobody')
  expect(listSummary({ ...list, badCount: 1_204 })).toBe('1 user, 1,204 lines name nobody')
})
