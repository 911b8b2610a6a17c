import { describe, expect, it } from 'vitest'

import type { LeakReceipt } from '../../vault/protocol/leaks.ts'
import { leakLadder, leakText, leakVerdict, leakWorks, triedAs } from './leakAccount.ts'

const at = new Date('2030-01-01T00:00:00Z')
const later = new Date('2030-01-01T01:00:00Z')
const failure = {
  operation: 'RevokeToken (leaked)',
  code: 'UnauthorizedException',
  message: 'no',
  class: 'rejected',
  attempts: 1,
} as const
const lost = { ...failure, code: 'TimedOut', class: 'transient' } as const
const accepted = { step: 'accepted', at, requestId: 'request-1', attempts: 1 } as const
const refused = { state: 'observed refused', at, probe: 'GetUser', message: 'Access Token has been revoked' } as const

function receipt(change: Partial<LeakReceipt> = {}): LeakReceipt {
  return {
    id: 'receipt-1',
    kind: 'leaked token',
    displayName: 'Rhea',
    username: 'rhea',
    poolId: 'us-east-1_A',
    askedAt: at,
    skewMs: 0,
    operation: 'RevokeToken',
    token: { kind: 'refresh', says: { scopes: [] } },
    tried: [],
    clients: 1,
    server: accepted,
    proof: refused,
    identityPool: true,
    ...change,
  }
}

const user = {
  operation: 'AdminUserGlobalSignOut',
  token: { kind: 'id', says: { username: 'ada', scopes: [] } },
} as const

describe('a receipt about a leaked token', () => {
  it.each([
    [receipt(), 'Refresh token revoked, and Cognito agrees', 'ended'],
    [receipt({ server: { step: 'asked' }, proof: { state: 'waiting' } }), 'Revoking a leaked refresh token', 'ending'],
    [
      receipt({ ...user, server: { step: 'asked' }, proof: { state: 'waiting' } }),
      'Ending the sessions of a leaked token’s user',
      'ending',
    ],
    [
      receipt({ server: { step: 'refused', at, failure, everywhereOffered: false } }),
      'The leaked refresh token was not revoked',
      'failed',
    ],
    [
      receipt({ ...user, server: { step: 'refused', at, failure, everywhereOffered: false } }),
      'The leaked token’s user was not signed out',
      'failed',
    ],
    [
      receipt({ server: { step: 'refused', at, failure: lost, everywhereOffered: false } }),
      'Whether the leaked refresh token was revoked is not known',
      'unknown',
    ],
    [
      receipt({
        server: { step: 'refused', at, failure, everywhereOffered: false },
        tried: [{ clientId: 'a', outcome: 'failed' }],
      }),
      'Whether the leaked refresh token was revoked is not known',
      'unknown',
    ],
    [
      receipt({
        ...user,
        server: { step: 'refused', at, failure: { ...lost, operation: user.operation }, everywhereOffered: false },
      }),
      'Whether the leaked token’s user was signed out is not known',
      'unknown',
    ],
    [
      receipt({ proof: { state: 'still answers', at, probe: 'GetUser', tries: 5 } }),
      'Cognito accepted, but the token still answers',
      'failed',
    ],
    [
      receipt({ proof: { state: 'not known', probe: 'GetTokensFromRefreshToken', failure } }),
      'Refresh token revoked; Cognito accepted, not observed',
      'unknown',
    ],
    [
      receipt({ ...user, proof: { state: 'not possible', why: 'refused' } }),
      'Sessions of the ID token’s user ended; Cognito accepted, not observed',
      'unknown',
    ],
  ])('says no more than the evidence: %#', (one, title, mark) => {
    expect(leakVerdict(one, at)).toMatchObject({ title, mark })
    expect(leakText(one, at)).toContain(title)
    expect(leakLadder(one)).toHaveLength(3)
  })

  it('of a lost answer does not say that Cognito did not accept', () => {
    const rung = (one: typeof lost | typeof failure) =>
      leakLadder(receipt({ server: { step: 'refused', at, failure: one, everywhereOffered: false } }))[1]?.state
    expect([rung(lost), rung(failure)]).toEqual(['not known', 'failed'])
  })

  it('that nobody works on any more says so', () => {
    const left = receipt({ server: { step: 'asked' }, proof: { state: 'waiting' } })
    expect(leakVerdict(left, later)).toMatchObject({ mark: 'unknown', markText: 'Not finished' })
    expect(leakVerdict(receipt(), later).mark).toBe('ended')
  })

  it('reckons what still works only where something is known to have ended', () => {
    expect(leakWorks(receipt({ tokensLiveMs: 60_000 }))).not.toEqual([])
    expect(leakWorks(receipt({ proof: { state: 'not known', probe: 'GetUser', failure } }))).toEqual([])
    expect(leakWorks(receipt({ server: { step: 'asked' } }))).toEqual([])
    expect(leakWorks(receipt({ ...user, proof: { state: 'not possible', why: 'refused' } }))).not.toEqual([])
  })

  it('says why an end could not be observed, in the words of what was tried', () => {
    const detail = (one: LeakReceipt) => leakLadder(one).at(-1)
    expect(detail(receipt({ ...user, proof: { state: 'not possible', why: 'refused' } }))).toMatchObject({
      detail: 'Cognito has no call that checks an ID token',
    })
    const access = { kind: 'access', says: { scopes: [] } } as const
    expect(
      detail(receipt({ ...user, token: access, proof: { state: 'not possible', why: 'no scope' } })),
    ).toMatchObject({
      detail: expect.stringContaining('not known to be alive'),
    })
    expect(detail(receipt({ proof: { state: 'not known', probe: 'GetUser', failure } }))).toMatchObject({
      detail: 'GetUser: “no”',
    })
  })

  it('says of a try that it failed only where that is known: an answer can have been lost', () => {
    const one = { clientId: 'a', outcome: 'failed', message: 'Rate exceeded' } as const
    expect(triedAs({ ...one, unanswered: false })).toEqual({ mark: 'failed', word: 'Failed', why: 'Rate exceeded' })
    const lost = { mark: 'unknown', word: 'Not known', why: 'Cognito did not answer: “Rate exceeded”' }
    expect([triedAs({ ...one, unanswered: true }), triedAs(one)]).toEqual([lost, lost])
    expect(triedAs({ clientId: 'a', outcome: 'refused' })).toMatchObject({ mark: 'none', word: 'Refused' })
  })

  it('as text has every client that was tried, and whose token it was', () => {
    const says = { username: 'ada', clientId: 'client-1', familyId: 'family-1', scopes: [] }
    const tried = [
      { clientId: 'client-1', name: 'Shop', outcome: 'revoked' },
      { clientId: 'client-2', outcome: 'refused' },
    ] as const
    const text = leakText(receipt({ token: { kind: 'access', says }, tried }), at)
    for (const part of ['Whose: ada', 'App client: client-1', 'Family: family-1', 'Shop (client-1): Revoked']) {
      expect(text).toContain(part)
    }
    expect(text).toContain('app client (client-2): Refused')
  })
})
