import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import type { UserAct } from '../../lib/acts.ts'
import { ActQuestion } from './ActQuestion.tsx'
import type { UsersFilter } from './usersFilter.ts'
import { everyoneText, nobodyText } from './userWords.ts'

test.for<[UsersFilter, string, string | undefined]>([
  [{}, 'Everyone in the pool', undefined],
  [{ by: 'email', text: 'ada@' }, 'Everyone whose email starts with “ada@”', 'Nobody whose email starts with “ada@”'],
  [
    { by: 'username', match: 'is', text: 'ada' },
    'Everyone whose user name is “ada”',
    'Nobody whose user name is “ada”',
  ],
  [
    { by: 'cognito:user_status', text: 'UNCONFIRMED' },
    'Everyone whose status is “Not confirmed”',
    'Nobody whose status is “Not confirmed”',
  ],
  [{ by: 'group', text: 'night' }, 'Everyone in the group “night”', 'Nobody in the group “night”'],
])('%o looks for %s', ([filter, everyone, nobody]) => {
  expect([everyoneText(filter), nobodyText(filter)]).toEqual([everyone, nobody])
})

test('a question names whom it is about, and takes no name for markup', () => {
  const asked = (...acts: readonly UserAct[]) =>
    renderToStaticMarkup(<ActQuestion wanted={{ acts }} username="</0><1/>" />).replaceAll(/<\/?bdi[^>]*>/g, '|')
  const user = '|&lt;/0&gt;&lt;1/&gt;|'
  const session = { do: 'end session', id: '1', kind: 'token', linked: false, device: '<0/>' } as const
  expect(asked({ do: 'sign out' })).toBe(`Sign out ${user} everywhere?`)
  expect(asked(session)).toBe(`Sign out |&lt;0/&gt;| of ${user}?`)
  expect(asked(session, session)).toBe(`Sign out 2 sessions of ${user}?`)
})
