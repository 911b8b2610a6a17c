import { expect, it } from 'vitest'

import type { Receipt } from '../../vault/protocol.ts'
import { ladderOf, lifelineOf, receiptJson, receiptText, verdictOf } from './account.ts'

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

it.each([
  ['Unreachable', 'This browser is signed out; the server has not been told yet', 'Not told yet'],
  ['TooManyRequestsException', 'This browser is signed out; the server has not been told yet', 'Not told yet'],
  ['TimedOut', 'This browser is signed out; Cognito has not confirmed it yet', 'Not confirmed yet'],
  ['Unreadable', 'This browser is signed out; Cognito has not confirmed it yet', 'Not confirmed yet'],
])('a sign-out that is tried again after %s: %s', (code, title, markText) => {
  const failure = { operation: 'RevokeToken', code, message: '', class: 'transient', attempts: 3 } as const
  const server = { step: 'not told yet', failure, nextTryAt: at, giveUpAt: at, tries: 1 } as const
  const receipt: Receipt = { ...givenUp('forgotten', code), server }
  expect(verdictOf(receipt)).toMatchObject({ title, markText })
  expect(ladderOf(receipt)[1]).toMatchObject({ state: 'pending', detail: markText })
})

const answered = { probe: 'GetUser', at, message: 'Access Token has been revoked' } as const
const unreached = { operation: 'GetUser', code: 'NotCognito', message: '', class: 'transient', attempts: 3 } as const
const rows: Receipt['stillWorks'] = [
  { what: 'operations', works: { state: 'no' } },
  { what: 'refresh', works: { state: 'until', at, bound: 'at most' }, mayBeOver: 'not observed' },
]

it.each<[string, string, Receipt['proof'], { title: string; operations: string; cut: boolean }]>([
  [
    'no request id, and looked for',
    '',
    { state: 'waiting' },
    { title: 'Signed out, checking that Cognito agrees', operations: 'ending', cut: false },
  ],
  [
    'no request id, and not seen',
    '',
    { state: 'not known', probe: 'GetUser', failure: unreached },
    { title: 'Signed out; Cognito accepted, not observed', operations: 'does not work any more', cut: false },
  ],
  [
    'no request id, and seen',
    '',
    { state: 'observed refused', ...answered },
    { title: 'Signed out, and Cognito agrees', operations: 'does not work any more', cut: true },
  ],
  [
    'a request id, and looked for',
    'r-7',
    { state: 'waiting' },
    { title: 'Signed out, checking that Cognito agrees', operations: 'ending', cut: true },
  ],
  [
    'a request id, and not seen',
    'r-7',
    { state: 'not known', probe: 'GetUser', failure: unreached },
    { title: 'Signed out; Cognito accepted, not observed', operations: 'end accepted, not observed', cut: true },
  ],
  [
    'a request id, and seen to answer still',
    'r-7',
    { state: 'still answers', probe: 'GetUser', at, tries: 5 },
    { title: 'Cognito accepted, but the session still answers', operations: 'does not work any more', cut: false },
  ],
])('an acceptance with %s', (_name, requestId, proof, { title, operations, cut }) => {
  const server = { step: 'accepted', at, requestId, attempts: 1 } as const
  const receipt: Receipt = { ...givenUp('forgotten', 'Sealed'), server, proof, stillWorks: rows }
  expect(verdictOf(receipt).title).toBe(title)
  expect(lifelineOf(receipt).cut !== undefined).toBe(cut)
  const text = receiptText(receipt, at)
  expect(text).toContain(`Cognito’s own user operations: ${operations}`)
  expect(text).toContain('New tokens by refresh: at most until')
})

it.each([
  [true, 'Managed-login cookie in this browser: end accepted, not observed'],
  [undefined, 'Managed-login cookie in this browser: expired'],
] as const)(
  'a cookie that is over by the act alone is told as surely as the act, else by its time: %s',
  (linked, line) => {
    const server = { step: 'accepted', at, requestId: 'r-7', attempts: 1 } as const
    const stillWorks: Receipt['stillWorks'] = [
      { what: 'managed login', works: { state: 'no' } },
      { what: 'offline', works: { state: 'no' } },
    ]
    const receipt: Receipt = { ...givenUp('forgotten', 'Sealed'), server, stillWorks, ...(linked && { linked }) }
    expect(receiptText(receipt, at)).toContain(line)
    expect(receiptText(receipt, at)).toContain('Servers that check tokens offline: expired')
  },
)

it('of a cookie whose sign-in ended along the old token shows nothing', () => {
  const server = { step: 'accepted', at, requestId: 'r-7', attempts: 1 } as const
  const proof = { state: 'observed refused', ...answered } as const
  const stillWorks: Receipt['stillWorks'] = [
    { what: 'refresh', works: { state: 'no' } },
    { what: 'managed login', works: { state: 'no' } },
  ]
  const text = receiptText({ ...givenUp('forgotten', 'Sealed'), server, proof, stillWorks, linked: true }, at)
  expect(text).toContain('New tokens by refresh: does not work any more')
  expect(text).toContain('Managed-login cookie in this browser: end accepted, not observed')
})

it('a receipt as JSON is all of it, and says by which clocks its times are', () => {
  const receipt = { ...givenUp('forgotten', 'Sealed'), skewMs: 3_600_000 }
  const { clocks, ...rest } = JSON.parse(receiptJson(receipt)) as Record<string, unknown>
  expect(clocks).toMatch(/by Cognito’s, which is skewMs milliseconds ahead/)
  expect(rest).toEqual(JSON.parse(JSON.stringify(receipt)))
})
