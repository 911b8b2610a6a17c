import { describe, expect, it } from 'vitest'

import type { UserAct } from '../../lib/acts.ts'
import type { Failure } from '../../lib/failure.ts'
import type { Proof } from '../../vault/protocol.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { operatorLadder, operatorText, operatorVerdict, operatorWork, undoneOf } from './operatorAccount.ts'

const at = new Date('2026-11-21T12:00:00Z')
const now = new Date(at.getTime() + 5_000)
const refused: Proof = { state: 'observed refused', at, probe: 'GetUser', message: 'Access Token has been revoked' }
const answers: Proof = { state: 'still answers', at, probe: 'GetUser', tries: 5 }

function receipt(acts: readonly UserAct[], own: OperatorReceipt['own'], plan: OperatorReceipt['plan'] = 'act') {
  return {
    id: 'r-1',
    kind: 'a user',
    operation: 'AdminUserGlobalSignOut',
    plan,
    displayName: 'Rhea',
    username: 'rhea',
    sub: 'sub-1',
    poolId: 'us-east-1_Demo00001',
    clientId: 'client',
    user: { poolId: 'us-east-1_Demo00001', username: 'rhea', sub: 'sub-1' },
    ...(own === undefined ? {} : { own }),
    askedAt: at,
    skewMs: 0,
    acts: acts.map((act) => ({ act, at: { state: 'done' as const, at, requestId: 'req-1' } })),
  } satisfies OperatorReceipt
}

const end: UserAct = { do: 'end session', id: 'tkn1', kind: 'token', linked: false, here: true }
const titleOf = (given: OperatorReceipt) => operatorVerdict(given, now).title

describe('a receipt about the operator’s own account', () => {
  it('has a third rung that was observed with this browser’s token', () => {
    const whole = receipt([{ do: 'sign out' }], { proof: refused })
    expect(operatorLadder(whole, now)[2]).toMatchObject({
      state: 'done',
      detail: 'GetUser: “Access Token has been revoked”',
    })
    expect(operatorVerdict(whole, now)).toMatchObject({ mark: 'ended', markText: 'Ended' })
    expect(operatorText(whole, now)).toContain('Observed refused: done')
  })

  it('says of each act what was seen to have ended', () => {
    expect(titleOf(receipt([{ do: 'sign out' }], { proof: refused }))).toMatch(
      /^You signed yourself out everywhere, and/,
    )
    expect(titleOf(receipt([{ do: 'disable' }], { proof: refused }))).toMatch(/^You disabled your own account, and/)
    expect(titleOf(receipt([end], { proof: refused }))).toMatch(/^You signed yourself out of this session, and/)
    expect(titleOf(receipt([end, { ...end, id: 'tkn2' }], { proof: refused }, 'sessions'))).toBe(
      '2 sessions of yours signed out; of the one here Cognito agrees',
    )
    expect(titleOf(receipt([{ do: 'disable' }, { do: 'enable' }], { proof: refused }, 'compromised account'))).toBe(
      'All 2 steps done for your own account, and Cognito agrees that this session ended',
    )
  })

  describe('of which an answer was lost', () => {
    const timedOut = { operation: 'AdminDisableUser', code: 'TimedOut', message: '', class: 'transient', attempts: 1 }
    const lost = { state: 'failed', at, failure: timedOut as Failure } as const
    /** The receipt with the answer to one of its acts lost. */
    const losing = (whole: OperatorReceipt, place: number): OperatorReceipt => ({
      ...whole,
      acts: whole.acts.map((one, n) => (n === place ? { ...one, at: lost } : one)),
    })

    it('says that it was done where this browser’s token shows it', () => {
      const whole = losing(receipt([{ do: 'sign out' }], { proof: refused }), 0)
      expect(operatorVerdict(whole, now)).toEqual({
        title: 'You signed yourself out everywhere, and Cognito agrees',
        mark: 'ended',
        markText: 'Ended',
      })
      expect(operatorLadder(whole, now).map(({ state }) => state)).toEqual(['done', 'not known', 'done'])
      expect(operatorLadder(whole, now)[1]).toMatchObject({ detail: '0 of 1' })
      expect(undoneOf(whole, now)).toEqual([])
      expect(operatorWork(whole)).not.toEqual([])
      expect(operatorText(whole, now)).toMatch(/Sign out everywhere: Done.*Its answer was lost, but/)
    })

    it('counts it among several, and no acceptance with it', () => {
      const whole = losing(receipt([end, { ...end, id: 'tkn2', here: undefined }], { proof: refused }, 'sessions'), 0)
      expect(titleOf(whole)).toBe('2 sessions of yours signed out; of the one here Cognito agrees')
      expect(operatorLadder(whole, now)[1]).toMatchObject({ state: 'not known', detail: '1 of 2' })
    })

    it('leaves it not known where something else can have ended the session, or nothing was seen', () => {
      const both = receipt([{ do: 'disable' }, { do: 'sign out' }], { proof: refused }, 'compromised account')
      expect(titleOf(losing(both, 1))).toMatch(/as far as is known$/)
      for (const own of [{ proof: answers }, {}, undefined]) {
        expect(titleOf(losing(receipt([{ do: 'sign out' }], own), 0))).toMatch(/is not known$/)
      }
    })
  })

  it('says that the session still answers, and reckons nothing as over then', () => {
    const whole = receipt([{ do: 'sign out' }], { proof: answers })
    expect(titleOf(whole)).toBe('Cognito accepted it, but your own session still answers')
    expect(operatorLadder(whole, now)[2]?.state).toBe('failed')
    expect(operatorWork(whole)).toEqual([])
    expect(operatorWork(receipt([{ do: 'sign out' }], { proof: refused }))).not.toEqual([])
  })

  it('is under way until the token has been tried', () => {
    const whole = receipt([{ do: 'sign out' }], { proof: { state: 'waiting' } })
    expect(operatorVerdict(whole, now)).toMatchObject({ mark: 'ending' })
    expect(operatorLadder(whole, now)[2]).toMatchObject({ state: 'pending' })
  })

  it('says that the token shows nothing where no act was to end this session, and never that there is none', () => {
    const whole = receipt([{ do: 'enable' }], {})
    expect(titleOf(whole)).toBe('rhea enabled; Cognito accepted, not observed')
    expect(operatorLadder(whole, now)[2]?.detail).toMatch(/^This browser’s own token can show nothing of it/)
    expect(operatorLadder(receipt([{ do: 'enable' }], undefined), now)[2]?.detail).toMatch(/^No token of the user/)
    const untried = receipt([{ do: 'sign out' }], { proof: { state: 'not possible', why: 'no scope' } })
    expect(operatorLadder(untried, now)[2]?.detail).toMatch(/^This browser’s own token can show nothing of it/)
  })
})
