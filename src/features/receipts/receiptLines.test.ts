import { expect, it } from 'vitest'

import { recordText } from '../../lib/time.ts'
import { rungLine, workLine } from './receiptLines.ts'

const at = new Date('2026-11-21T12:00:00Z')
const moment = recordText(at)
const line = { title: 'Servers', why: '' }

it.each([
  [workLine({ ...line, state: 'over' }), 'Servers: does not work any more'],
  [workLine({ ...line, state: 'ending' }), 'Servers: ending'],
  [workLine({ ...line, state: 'accepted' }), 'Servers: end accepted, not observed'],
  [workLine({ ...line, state: 'expired' }), 'Servers: expired'],
  [workLine({ ...line, state: 'stays' }), 'Servers: stays'],
  [workLine({ ...line, state: 'unused' }), 'Servers: not used'],
  [workLine({ ...line, state: 'asked', at }), `Servers: asked to end, ${moment}; not observed`],
  [workLine({ ...line, state: 'until', until: at }), `Servers: until ${moment}`],
  [workLine({ ...line, state: 'until', until: at, bound: 'about' }), `Servers: about until ${moment}`],
  [workLine({ ...line, state: 'until', until: at, bound: 'at most' }), `Servers: at most until ${moment}`],
  [
    rungLine({ label: 'Requested', state: 'done', at, detail: 'RevokeToken' }),
    `Requested: done, ${moment}, RevokeToken`,
  ],
  [rungLine({ label: 'Observed refused', state: 'not possible' }), 'Observed refused: not possible'],
  [rungLine({ label: 'Accepted by Cognito', state: 'not known' }), 'Accepted by Cognito: not known'],
])('a line of a receipt as text: %#', (text, expected) => {
  expect(text).toBe(expected)
})
