import { expect, it } from 'vitest'

import type { Receipt } from '../../vault/protocol.ts'
import { ladderOf, receiptText, verdictOf } from './account.ts'

const at = new Date('2030-01-01T00:00:00Z')
const span = { issuedAt: at, expiresAt: at, approximate: false }

function givenUp(why: Extract<Receipt['server'], { step: 'given up' }>['why'], code: string): Receipt {
  const failure = { operation: 'RevokeToken', code, message: '', class: 'transient', attempts: 1 } as const
  return {
    id: 'r-1',
    kind: 'this device',
    displayName: 'Ada',
    username: 'ada',
    poolId: 'p',
    clientId: 'shop',
    askedAt: at,
    operation: 'RevokeToken',
    server: { step: 'given up', at, failure, why, tries: 1 },
    proof: { state: 'not possible', why: 'not told' },
    tokens: { refresh: span, access: span, id: span },
    skewMs: 0,
    stillWorks: [],
  }
}

const notKnown = 'This browser is signed out; whether Cognito ended the session is not known'
const never = 'This browser is signed out; the server was never told'

it.each([
  ['memory only', 'TimedOut', notKnown, 'Not known', 'not known'],
  ['memory only', 'TooManyRequestsException', never, 'Not ended', 'failed'],
  ['forgotten', 'Sealed', notKnown, 'Not known', 'not known'],
  ['forgotten', 'TooManyRequestsException', never, 'Not ended', 'failed'],
  ['a day has passed', 'TooManyRequestsException', notKnown, 'Not known', 'not known'],
  ['the token has expired', 'TooManyRequestsException', notKnown, 'Not known', 'not known'],
] as const)('a sign-out given up, %s after %s: %s', (why, code, title, markText, rung) => {
  const receipt = givenUp(why, code)
  expect(verdictOf(receipt)).toMatchObject({ title, markText })
  expect(ladderOf(receipt)[1]?.state).toBe(rung)
  expect(receiptText(receipt, at)).toContain(title)
})
