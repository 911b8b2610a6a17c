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
    sub: 'sub-of-rhea',
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
      'Cognito accepted it; whether the refresh token was revoked is not known',
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
    expect(leakLadder(one, at)).toHaveLength(3)
  })

  it('of a lost answer does not say that Cognito did not accept', () => {
    const rung = (one: typeof lost | typeof failure) =>
      leakLadder(receipt({ server: { step: 'refused', at, failure: one, everywhereOffered: false } }), at)[1]?.state
    expect([rung(lost), rung(failure)]).toEqual(['not known', 'failed'])
  })

  it('that nobody works on any more says so', () => {
    const left = receipt({ server: { step: 'asked' }, proof: { state: 'waiting' } })
    expect(leakLadder(left, at).map(({ state }) => state)).toEqual(['done', 'pending', 'pending'])
    expect(leakLadder(left, later).map(({ state }) => state)).toEqual(['done', 'not known', 'not known'])
    expect(leakLadder(receipt({ proof: { state: 'waiting' } }), later)[2]).toMatchObject({ state: 'not known' })
    expect(leakVerdict(left, later)).toMatchObject({ mark: 'unknown', markText: 'Not finished' })
    expect(leakVerdict(receipt(), later).mark).toBe('ended')
  })

  it('reckons what still works only where something is known to have ended', () => {
    expect(leakWorks(receipt({ tokensLiveMs: 60_000 }), at)).not.toEqual([])
    expect(leakWorks(receipt({ proof: { state: 'not known', probe: 'GetUser', failure } }), at)).toEqual([])
    expect(leakWorks(receipt({ server: { step: 'asked' } }), at)).toEqual([])
    expect(leakWorks(receipt({ ...user, proof: { state: 'not possible', why: 'refused' } }), at)).not.toEqual([])
  })

  it.each([
    [{}, at, 'does not work any more'],
    [{ ...user, proof: { state: 'waiting' } }, at, 'ending'],
    [{ ...user, proof: { state: 'waiting' } }, later, 'end accepted, not observed'],
    [{ ...user, proof: { state: 'not possible', why: 'refused' } }, at, 'end accepted, not observed'],
  ] as const)('tells what ended as surely as it was seen: %#', (change, now, words) => {
    expect(leakText(receipt(change), now)).toContain(`New tokens by refresh: ${words}`)
  })

  it('says why an end could not be observed, in the words of what was tried', () => {
    const detail = (one: LeakReceipt) => leakLadder(one, at).at(-1)
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

  it('of the operator’s own, whose answer was lost, says what this browser’s token has shown', () => {
    const server = {
      step: 'refused',
      at,
      failure: { ...lost, operation: user.operation },
      everywhereOffered: false,
    } as const
    const seen = receipt({ ...user, server, own: { proof: refused } })
    expect(leakVerdict(seen, at)).toMatchObject({
      title: 'Sessions of the ID token’s user ended, and Cognito agrees',
      mark: 'ended',
    })
    expect(leakLadder(seen, at).map(({ state }) => state)).toEqual(['done', 'not known', 'done'])
    expect(leakWorks(seen, at)).not.toEqual([])
    const unseen = receipt({ ...user, server, proof: { state: 'not possible', why: 'refused' } })
    expect(leakVerdict(unseen, at)).toMatchObject({ markText: 'Not known' })
  })

  describe('of which every app client but those with revocation off refused the token', () => {
    const server = { step: 'refused', at, failure, everywhereOffered: false } as const
    const livesMs = { refresh: 86_400_000, tokens: 3_600_000 }
    const kiosk = { clientId: 'k', name: 'Kiosk', outcome: 'revocation off', livesMs } as const
    const shop = { clientId: 's', name: 'Shop', outcome: 'refused' } as const
    const of = (...tried: LeakReceipt['tried']) =>
      receipt({ server, proof: { state: 'not possible', why: 'refused' }, tried, clients: tried.length })

    it('says whose it probably is, what to do, and what works until when at most', () => {
      const one = of(kiosk, shop)
      expect(leakVerdict(one, at)).toMatchObject({ mark: 'failed', markText: 'Not ended' })
      expect(leakWorks(one, at)[0]).toMatchObject({ bound: 'at most', until: new Date('2030-01-02T00:00:00Z') })
      const text = leakText(one, at)
      expect(text).toMatch(/probably .Kiosk.’s, and cannot be revoked alone/)
      expect(text).toContain('Find its user, and sign them out everywhere')
    })

    it('of several goes by the longest, and by none where one is not known', () => {
      const till = { ...kiosk, clientId: 't', name: 'Till', livesMs: { refresh: 172_800_000, tokens: 1 } }
      const several = of(kiosk, till, shop)
      expect(leakWorks(several, at)[0]?.until).toEqual(new Date('2030-01-03T00:00:00Z'))
      expect(leakText(several, at)).toMatch(/probably of one of .Kiosk. and .Till.,/)
      const { livesMs: _gone, ...earlier } = till
      expect(leakWorks(of(kiosk, earlier, shop), at)[0]).toMatchObject({ state: 'stays' })
    })

    it('says nothing of the kind where there is another reason', () => {
      const failed = of(kiosk, { clientId: 's', outcome: 'failed', unanswered: false })
      expect(leakWorks(failed, at)).toEqual([])
      expect(leakText(failed, at)).not.toContain('probably')
      expect(leakText(failed, at)).toMatch(/revocation is off for .Kiosk./)
      expect(leakText(of(shop), at)).not.toContain('Find its user')
    })

    it('says nothing of the kind of one that was named: the others were not asked', () => {
      const named = { ...of(kiosk), named: true }
      expect(leakWorks(named, at)).toEqual([])
      expect(leakText(named, at)).not.toContain('probably')
      expect(leakText(named, at)).toContain('it can be tried with each')
      expect(leakText({ ...named, named: false }, at)).toMatch(/probably .Kiosk.’s/)
    })
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
