import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import type { SessionShown } from '../lib/sessionWords.ts'
import { SessionRow } from './SessionRow.tsx'

const at = new Date(Date.UTC(2030, 0, 1))

test.each<[NonNullable<SessionShown['ending']>['state'], RegExp, boolean]>([
  ['not told yet', /Signed out .*, Cognito has not confirmed it yet/, true],
  ['still listed', /Accepted .*, still listed/, true],
  ['accepted', /Ending/, false],
])('a session that is %s says so, and can be ended where that is of use', (state, words, hasButton) => {
  const session: SessionShown = { id: 'tkn1', kind: 'token', here: false, ending: { state, since: at } }
  const shown = renderToStaticMarkup(
    <SessionRow
      placed={{ session, children: 0 }}
      app="Shop"
      ownSignIn={false}
      now={at}
      picked={undefined}
      onPick={() => undefined}
      onEnd={() => undefined}
    />,
  )
  expect(shown).toMatch(words)
  expect(shown.includes('<button')).toBe(hasButton)
})
