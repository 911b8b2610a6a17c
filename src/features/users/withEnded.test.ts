import { describe, expect, it } from 'vitest'

import type { ActState, UserAct } from '../../lib/acts.ts'
import type { SessionShown } from '../../lib/sessionWords.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { endAct, endOne } from './actWords.ts'
import { withEnded } from './withEnded.ts'

const at = new Date('2026-11-21T12:00:00Z')
const soon = new Date(at.getTime() + 1_000)
const late = new Date(at.getTime() + 16_000)
const before = new Date(at.getTime() - 60_000)
const session = (id: string, more: Partial<SessionShown> = {}): SessionShown => ({
  id,
  kind: id.startsWith('sso') ? 'sso' : 'token',
  here: false,
  startedAt: before,
  ...more,
})
const list = [session('sso1'), session('tkn1', { cameThrough: 'sso1' }), session('tkn2')]

function receipt(act: UserAct, state: ActState): OperatorReceipt {
  const who = { displayName: 'Rhea', username: 'rhea', sub: 's', poolId: 'p', clientId: 'c' }
  const user = { poolId: 'p', username: 'ada' }
  const acts = [{ act, at: state }]
  return {
    ...who,
    id: 'r',
    kind: 'a user',
    operation: 'AdminRevokeUserSession',
    plan: 'act',
    user,
    askedAt: at,
    skewMs: 0,
    acts,
  }
}

const done: ActState = { state: 'done', at, requestId: 'r' }
const endings = (act: UserAct, state: ActState, now = soon, sessions = list) =>
  Object.fromEntries(withEnded(sessions, [receipt(act, state)], now).map(({ id, ending }) => [id, ending?.state]))

describe('a session that an operator has ended', () => {
  it('is ending with what it takes along, until the list agrees or a quarter of a minute is over', () => {
    const alone = endAct(list[0]!, false)
    expect(endings(alone, { state: 'waiting' })).toEqual({ sso1: 'asked', tkn1: undefined, tkn2: undefined })
    expect(endings(alone, done)).toEqual({ sso1: 'accepted', tkn1: undefined, tkn2: undefined })
    expect(endings(endAct(list[0]!, true), done)).toMatchObject({ sso1: 'accepted', tkn1: 'accepted' })
    expect(endings(endAct(list[1]!, true), done)).toMatchObject({ sso1: 'accepted', tkn1: 'accepted' })
    expect(endings(alone, done, late)).toMatchObject({ sso1: 'still listed' })
    expect(endings(alone, { state: 'not tried', why: 'stopped' })).toMatchObject({ sso1: undefined })
  })

  it('is reckoned on Cognito’s clock, where this machine’s is off', () => {
    const hour = 3_600_000
    const onCognito = (moment: Date) => new Date(moment.getTime() + hour)
    const began = session('tkn1', { startedAt: onCognito(before) })
    const ended = { ...receipt({ do: 'sign out' }, done), skewMs: hour }
    const [shown] = withEnded([began], [ended], onCognito(soon))
    expect(shown?.ending).toEqual({ state: 'accepted', since: onCognito(at) })
    const [asked] = withEnded([began], [{ ...receipt({ do: 'sign out' }, { state: 'waiting' }), skewMs: hour }], soon)
    expect(asked?.ending).toEqual({ state: 'asked', since: onCognito(at) })
  })

  it('everywhere means every token session, and none that began since', () => {
    expect(endings({ do: 'sign out' }, done)).toEqual({ sso1: undefined, tkn1: 'accepted', tkn2: 'accepted' })
    const since = session('tkn3', { startedAt: soon })
    expect(endings({ do: 'disable' }, done, soon, [since])).toEqual({ tkn3: undefined })
    expect(endings({ do: 'enable' }, done)).toMatchObject({ tkn1: undefined })
  })

  it('is asked for with what belongs to it: a sign-in takes along what came through, a session leaves its sign-in', () => {
    expect(endOne(list[0]!, list)).toMatchObject({
      acts: [{ linked: true }],
      link: { label: 'And what came through it' },
    })
    expect(endOne(list[1]!, list)).toMatchObject({
      acts: [{ linked: false }],
      link: { label: 'And the sign-in it came through' },
    })
    expect(endOne(list[2]!, list).link).toBeUndefined()
    expect(endOne(session('sso2'), list)).toMatchObject({ acts: [{ linked: false }] })
  })
})
