import { describe, expect, it } from 'vitest'

import type { ActState, UserAct } from '../../lib/acts.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { operatorLadder, operatorText, operatorVerdict, operatorWork, stepShown, undoneOf } from './operatorAccount.ts'

const at = new Date('2026-11-21T12:00:00Z')
const now = new Date(at.getTime() + 5_000)
const done: ActState = { state: 'done', at, requestId: 'req-1' }
const failed = {
  state: 'failed',
  at,
  failure: {
    operation: 'AdminDisableUser',
    code: 'AccessDeniedException',
    message: '',
    class: 'rejected',
    attempts: 1,
  },
} satisfies ActState
const unanswered = {
  ...failed,
  failure: { ...failed.failure, code: 'TimedOut', class: 'transient' },
} satisfies ActState

function receipt(
  acts: readonly (readonly [UserAct, ActState])[],
  more: Partial<OperatorReceipt> = {},
): OperatorReceipt {
  return {
    id: 'r-1',
    kind: 'a user',
    operation: 'AdminUserGlobalSignOut',
    plan: 'act',
    displayName: 'Rhea',
    username: 'rhea',
    sub: 'sub-1',
    poolId: 'us-east-1_Demo00001',
    clientId: 'client',
    user: { poolId: 'us-east-1_Other0001', username: 'ada' },
    askedAt: at,
    skewMs: 0,
    acts: acts.map(([act, state]) => ({ act, at: state })),
    ...more,
  }
}

const signOut: UserAct = { do: 'sign out' }

describe('a receipt about a user', () => {
  it('ends with acceptance, and says why nothing more can be seen', () => {
    const whole = receipt([[signOut, done]])
    expect(operatorVerdict(whole, now).title).toBe('ada signed out everywhere; Cognito accepted, not observed')
    expect(operatorLadder(whole, now)).toMatchObject([
      { state: 'done', detail: 'AdminUserGlobalSignOut' },
      { state: 'done', detail: 'Request req-1' },
      { label: 'Observed refused', state: 'not possible', detail: expect.stringContaining('No token') as string },
    ])
  })

  it.each([
    [[[signOut, { state: 'waiting' }]], now, 'Asking Cognito about ada', 'pending'],
    [
      [[signOut, { state: 'waiting' }]],
      new Date(at.getTime() + 130_000),
      '0 of 1 done for ada; the rest was not finished',
      'not known',
    ],
    [[[signOut, failed]], now, 'Nothing was changed for ada', 'failed'],
    [[[signOut, unanswered]], now, 'Whether anything was changed for ada is not known', 'not known'],
    [
      [
        [signOut, done],
        [signOut, unanswered],
      ],
      now,
      '1 of 2 steps done for ada, as far as is known',
      'not known',
    ],
    [
      [
        [signOut, failed],
        [signOut, unanswered],
      ],
      now,
      '0 of 2 steps done for ada, as far as is known',
      'failed',
    ],
    [
      [
        [signOut, done],
        [signOut, failed],
      ],
      now,
      '1 of 2 steps done for ada',
      'failed',
    ],
  ] as const)('never says more than there is: %#', (acts, moment, title, rung) => {
    const partial = receipt(acts)
    expect(operatorVerdict(partial, moment).title).toBe(title)
    expect(operatorLadder(partial, moment)[1]).toMatchObject({ state: rung })
  })

  it('reckons with the strongest of what was done, and with nothing that was not', () => {
    const titles = (of: OperatorReceipt) => operatorWork(of).map(({ state }) => state)
    expect(operatorWork(receipt([[signOut, failed]]))).toEqual([])
    expect(titles(receipt([[signOut, done]]))).toContain('stays')
    // A disabled user's cookie leads to the sign-in page: nothing stays.
    expect(
      titles(
        receipt([
          [{ do: 'disable' }, done],
          [signOut, done],
        ]),
      ),
    ).not.toContain('stays')
    // Enabled again, a browser's cookie can sign the user in as after a sign-out.
    const back = receipt([
      [{ do: 'disable' }, done],
      [signOut, done],
      [{ do: 'enable' }, done],
    ])
    expect(operatorWork(back)).toEqual(operatorWork(receipt([[signOut, done]])))
    const offline = operatorWork(receipt([[signOut, done]], { tokenLifetimeMs: 3_600_000 }))[2]
    expect(offline).toMatchObject({ until: new Date(at.getTime() + 3_600_000), bound: 'at most' })
    expect(operatorWork(receipt([[signOut, done]]))[2]).toMatchObject({ until: new Date(at.getTime() + 86_400_000) })
  })

  it.each([
    [undefined, 1, 'end accepted, not observed'],
    [{ state: 'waiting' }, 1, 'ending'],
    [{ state: 'observed refused', probe: 'GetUser', at, message: 'Access Token has been revoked' }, 1, 'does not work'],
    [
      { state: 'observed refused', probe: 'GetUser', at, message: 'Access Token has been revoked' },
      2,
      'end accepted, not',
    ],
  ] as const)('tells what ended as surely as it was seen: %#', (proof, sessions, words) => {
    const end: UserAct = { do: 'end session', id: 's-1', kind: 'token', linked: false }
    const acts = Array.from({ length: sessions }, () => [end, done] as const)
    const own = proof && { own: { proof } }
    const text = operatorText(receipt(acts, { plan: 'sessions', ...own }), now)
    expect(text).toContain(`New tokens by refresh: ${words}`)
  })

  it('of sessions says as well what is not known', () => {
    const both = [
      [signOut, done],
      [signOut, unanswered],
    ] as const
    const { title, mark } = operatorVerdict(receipt(both, { plan: 'sessions' }), now)
    expect([title, mark]).toEqual(['1 of 2 sessions ended for ada, as far as is known', 'unknown'])
  })

  it('of sessions says of which of them it tells what still works', () => {
    const part = 'Only of what Cognito accepted. What it did not end goes on as before.'
    const end: UserAct = { do: 'end session', id: 's-1', kind: 'token', linked: false }
    const texts = [failed, done].map((at) =>
      operatorText(
        receipt(
          [
            [end, done],
            [end, at],
          ],
          { plan: 'sessions' },
        ),
        now,
      ),
    )
    expect(texts.map((text) => text.includes(part))).toEqual([true, false])
  })

  it('asked again is being worked on, however old it is, and reckons from when it was done', () => {
    const later = new Date(at.getTime() + 7_200_000)
    const again = receipt([[signOut, { state: 'waiting' }]], { againAt: later })
    expect(operatorVerdict(again, new Date(later.getTime() + 5_000)).markText).toBe('Under way')
    const late = operatorWork(receipt([[signOut, { ...done, at: later }]], { tokenLifetimeMs: 3_600_000 }))
    expect(late[2]?.until).toEqual(new Date(later.getTime() + 3_600_000))
  })

  it('names the request of an act that is alone once, and of several each beside its act', () => {
    const times = (text: string) => text.split('req-1').length - 1
    const alone = operatorText(receipt([[signOut, done]]), now)
    expect(times(alone)).toBe(1)
    expect(alone).toContain('Sign out everywhere: Accepted. ')
    const both = operatorText(
      receipt([
        [{ do: 'disable' }, done],
        [signOut, done],
      ]),
      now,
    )
    expect(times(both)).toBe(2)
  })

  it('counts what was to be done: nothing to do is done, and what was left out was not to be', () => {
    const nothing = { state: 'not possible', at } as const
    const steps = receipt(
      [
        [{ do: 'disable' }, done],
        [signOut, done],
        [{ do: 'forget devices' }, nothing],
        [{ do: 'reset password' }, { state: 'skipped' }],
      ],
      { plan: 'compromised account' },
    )
    expect(operatorVerdict(steps, now).title).toBe('All 3 steps done for ada; Cognito accepted, not observed')
    expect(operatorLadder(steps, now)[1]).toMatchObject({ state: 'done', detail: '2 of 2' })
    const [first] = steps.acts
    const undone = { ...steps, acts: steps.acts.map((one) => (one === first ? { ...one, at: failed } : one)) }
    expect(operatorVerdict(undone, now).title).toBe('2 of 3 steps done for ada')
  })

  it('says of an act that it is done only where this browser’s own token has shown it', () => {
    const shownOf = (...given: Parameters<typeof receipt>) => {
      const whole = receipt(...given)
      return whole.acts.map((step) => stepShown(whole, step, now)).map(({ mark, text }) => [mark, text])
    }
    const own = { proof: { state: 'observed refused', at, probe: 'GetUser', message: 'revoked' } } as const
    expect(shownOf([[signOut, done]])).toEqual([['unknown', 'Accepted']])
    expect(shownOf([[signOut, done]], { own })).toEqual([['ended', 'Done']])
    const accepted = ['unknown', 'Accepted']
    const both: Parameters<typeof receipt>[0] = [
      [{ do: 'disable' }, done],
      [signOut, done],
    ]
    expect(shownOf(both, { own, plan: 'compromised account' })).toEqual([accepted, accepted])
  })

  it('is text that tells who, to whom, why, and each request', () => {
    const text = operatorText(receipt([[signOut, done]], { reason: 'phished' }), now)
    for (const part of ['User: ada', 'Done by: Rhea (rhea)', 'Reason: phished', 'Request req-1', 'not possible']) {
      expect(text).toContain(part)
    }
  })
  it('is text that tells the code and the request of what failed', () => {
    const refused: ActState = { ...failed, failure: { ...failed.failure, requestId: 'req-9' } }
    expect(operatorText(receipt([[signOut, refused]]), now)).toContain('code AccessDeniedException, request req-9. ')
    expect(operatorText(receipt([[signOut, failed]]), now)).toMatch(/code AccessDeniedException\. /)
    const impossible: ActState = { ...refused, state: 'not possible' }
    expect(operatorText(receipt([[{ do: 'reset password' }, impossible]]), now)).toContain('request req-9')
  })

  it('knows what was not done, and of what is under way nothing yet', () => {
    const enable: UserAct = { do: 'enable' }
    const places = (of: OperatorReceipt, moment = now) => undoneOf(of, moment).map(({ act }) => act.do)
    const waiting = receipt([
      [{ do: 'disable' }, failed],
      [signOut, done],
      [enable, { state: 'waiting' }],
    ])
    expect(places(waiting)).toEqual([])
    expect(places(waiting, new Date(at.getTime() + 130_000))).toEqual(['disable', 'enable'])
    const held: ActState = { state: 'not tried', why: 'the password was not reset' }
    const steps = receipt([
      [signOut, done],
      [{ do: 'forget devices' }, { state: 'not possible', at }],
      [enable, held],
    ])
    expect(places(steps)).toEqual(['enable'])
    expect(places(receipt([[signOut, { state: 'skipped' }]]))).toEqual([])
  })
})
