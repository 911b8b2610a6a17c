import { describe, expect, it } from 'vitest'

import type { Failure } from '../../lib/failure.ts'
import type { ElsewhereReceipt, EndedSession, EndStep, ListProof, StayReceipt } from '../../vault/protocol.ts'
import { sessionState } from './endedSession.ts'
import { othersLadder, othersText, othersVerdict, othersWork } from './othersAccount.ts'

const askedAt = new Date('2026-11-21T12:00:00Z')
const soon = new Date(askedAt.getTime() + 5_000)
const later = new Date(askedAt.getTime() + 600_000)
const failure: Failure = {
  operation: 'RevokeUserSession',
  code: 'ForbiddenException',
  message: 'no',
  class: 'rejected',
  attempts: 1,
}
const accepted: EndStep = { step: 'accepted', at: askedAt, requestId: 'r-1', attempts: 1 }
const gone: ListProof = { state: 'no longer listed', at: soon }

const session = (server: EndStep, list: ListProof = { state: 'waiting' }): EndedSession => ({
  id: 'tkn1',
  kind: 'token',
  clientId: 'shop',
  device: 'Chrome 125 / macOS 15.0',
  linked: false,
  server,
  list,
})

const about = { id: 'id-1', displayName: 'Ada', username: 'ada', poolId: 'p', clientId: 'shop', askedAt, skewMs: 0 }

const receipt = (...sessions: EndedSession[]): ElsewhereReceipt => ({
  ...about,
  kind: sessions.length === 1 ? 'another session' : 'other sessions',
  operation: 'RevokeUserSession',
  sessions,
  tokenLifetimeMs: 3_600_000,
})

const stay = (change: Partial<StayReceipt>): StayReceipt => ({
  ...about,
  kind: 'other sessions',
  operation: 'GlobalSignOut',
  server: { step: 'accepted', at: askedAt, requestId: 'r-1', attempts: 1 },
  proof: { state: 'observed refused', at: soon, probe: 'GetUser', message: 'Access Token has been revoked' },
  back: { step: 'signed in', at: soon, verified: soon },
  stillWorks: [],
  ...change,
})

const waiting: EndStep = { step: 'waiting' }
const failed: EndStep = { step: 'failed', at: askedAt, failure }
const lost: EndStep = { step: 'failed', at: askedAt, failure: { ...failure, code: 'TimedOut', class: 'transient' } }
const stopped: EndStep = { step: 'not tried', why: 'stopped' }
const already: EndStep = { step: 'already ended', at: askedAt }
const still: ListProof = { state: 'still listed', at: soon, looks: 4 }

describe('the verdict never says more than the evidence', () => {
  it.each([
    ['asked', receipt(session(waiting)), soon, 'Signing out: 0 of 1', 'ending'],
    [
      'abandoned',
      receipt(session(accepted), session(waiting)),
      later,
      '1 of 2 signed out; the rest was not finished',
      'unknown',
    ],
    ['refused', receipt(session(failed)), soon, 'Another session not signed out', 'failed'],
    ['lost', receipt(session(lost)), soon, 'Whether another session was signed out is not known', 'unknown'],
    [
      'lost and listed',
      receipt(session(lost, still)),
      soon,
      'Whether another session was signed out is not known',
      'unknown',
    ],
    ['lost and gone', receipt(session(lost, gone)), soon, 'Another session signed out, and no longer listed', 'ended'],
    [
      'some lost',
      receipt(session(accepted, gone), session(lost), session(stopped)),
      soon,
      '1 of 3 sessions signed out, as far as is known',
      'unknown',
    ],
    ['in part', receipt(session(accepted, gone), session(stopped)), soon, '1 of 2 signed out', 'failed'],
    [
      'in part, and not seen',
      receipt(session(accepted, still), session(stopped)),
      soon,
      'Cognito accepted the sign-out of 1 of 2',
      'failed',
    ],
    ['accepted', receipt(session(accepted)), soon, 'Another session signed out, waiting for Cognito’s list', 'ending'],
    [
      'listed',
      receipt(session(accepted, still)),
      soon,
      'Another session signed out, but Cognito still lists it',
      'unknown',
    ],
    [
      'some listed',
      receipt(session(accepted, still), session(accepted, gone)),
      soon,
      '2 other sessions signed out, but Cognito still lists some',
      'unknown',
    ],
    ['gone', receipt(session(accepted, gone)), soon, 'Another session signed out, and no longer listed', 'ended'],
    [
      'not known',
      receipt(session(accepted, { state: 'not known', failure })),
      soon,
      'Another session signed out; Cognito accepted, not observed',
      'unknown',
    ],
    [
      'left',
      receipt(session(accepted)),
      later,
      'Another session signed out; Cognito accepted, not observed',
      'unknown',
    ],
    ['stayed', stay({}), soon, 'Signed out everywhere but here, and Cognito agrees', 'ended'],
    ['on the way', stay({ back: { step: 'waiting' } }), soon, 'Signed out everywhere, signing back in here', 'ending'],
    [
      'out',
      stay({ back: { step: 'failed', at: soon, failure } }),
      soon,
      'Signed out everywhere, here as well',
      'failed',
    ],
    [
      'unseen',
      stay({ back: { step: 'signed in', at: soon, failure } }),
      soon,
      'Signed out everywhere but here; not all of it observed',
      'unknown',
    ],
    [
      'answers',
      stay({ proof: { state: 'still answers', at: soon, probe: 'GetUser', tries: 5 } }),
      soon,
      'Cognito accepted, but the old session still answers',
      'failed',
    ],
  ] as const)('%s', (_name, of, now, title, mark) => {
    expect(othersVerdict(of, now)).toMatchObject({ title, mark })
    const text = othersText(of, false, now)
    expect(text).toContain(title)
    expect(text).toContain('Receipt: id-1')
    expect(text).not.toContain('undefined')
  })
})

it('the text of one that failed has its code and request, where Cognito gave one', () => {
  const text = (change: Partial<Failure>) =>
    othersText(receipt(session({ step: 'failed', at: askedAt, failure: { ...failure, ...change } })), false, soon)
  expect(text({ requestId: 'r-9' })).toMatch(/, shop: Not ended, code ForbiddenException, request r-9\. A firewall /)
  expect(text({})).toMatch(/, shop: Not ended, code ForbiddenException\. A firewall /)
  expect(othersText(receipt(session(accepted)), false, soon)).toMatch(/, shop: Ending\. Accepted; the list/)
})

describe('the rungs', () => {
  const rungs = (...args: Parameters<typeof othersLadder>) => othersLadder(...args).map(({ state }) => state)

  it.each([
    ['asked', receipt(session(waiting)), soon, ['done', 'pending', 'not possible']],
    ['refused', receipt(session(failed)), soon, ['done', 'failed', 'not possible']],
    ['lost', receipt(session(lost)), soon, ['done', 'not known', 'pending']],
    ['lost and gone', receipt(session(lost, gone)), soon, ['done', 'not known', 'done']],
    ['lost and listed', receipt(session(lost, still)), soon, ['done', 'not known', 'failed']],
    ['lost and refused', receipt(session(lost, gone), session(failed)), soon, ['done', 'failed', 'done']],
    ['lost and left', receipt(session(accepted, gone), session(waiting)), later, ['done', 'not known', 'done']],
    ['accepted', receipt(session(accepted)), soon, ['done', 'done', 'pending']],
    ['left', receipt(session(accepted)), later, ['done', 'done', 'not known']],
    ['gone', receipt(session(already, gone)), soon, ['done', 'done', 'done']],
    ['listed', receipt(session(accepted, still)), soon, ['done', 'done', 'failed']],
    ['stayed', stay({}), soon, ['done', 'done', 'done', 'done']],
    ['not back', stay({ back: { step: 'failed', at: soon } }), soon, ['done', 'done', 'done', 'failed']],
    ['on the way', stay({ back: { step: 'waiting' } }), soon, ['done', 'done', 'done', 'pending']],
  ] as const)('%s', (_name, of, now, states) => {
    expect(rungs(of, now)).toEqual(states)
  })
})

it.each([
  [session(waiting), false, 'Ending'],
  [session(waiting), true, 'Not finished'],
  [session(failed), false, 'Not ended'],
  [session(lost), false, 'Not known'],
  [session(lost, { state: 'not known', failure }), false, 'Not known'],
  [session(lost, gone), false, 'Ended'],
  [session(lost, still), false, 'Still listed'],
  [session(stopped), false, 'Not tried'],
  [session(accepted), false, 'Ending'],
  [session(accepted), true, 'Not observed'],
  [session(already, gone), false, 'Ended'],
  [session(accepted, still), false, 'Still listed'],
  [session(accepted, { state: 'not known' }), false, 'Not observed'],
])('a session in a word: %#', (of, abandoned, text) => {
  expect(sessionState(of, abandoned).text).toBe(text)
})

it('the text of one whose answer was lost says so, and what the list showed since', () => {
  const text = (list?: ListProof) => othersText(receipt(session(lost, list)), false, soon)
  expect(text()).toMatch(/, shop: Not known, code TimedOut\. .*Whether that session has ended is not known\./)
  expect(text(gone)).toContain('Ended, code TimedOut. Cognito’s answer was lost, and it no longer lists the session.')
  expect(text(still)).toContain('it still listed the session after 4 looks.')
  for (const each of [text(), text(gone), text(still)]) expect(each).not.toContain('Not ended')
  expect(text(gone)).toContain('New tokens by refresh: does not work any more')
  expect(text(still)).not.toContain('New tokens by refresh')
})

it.each([
  ['seen', receipt(session(accepted, gone)), soon, 'does not work any more'],
  ['looked for', receipt(session(accepted)), soon, 'ending'],
  ['left', receipt(session(accepted)), later, 'end accepted, not observed'],
  ['listed still', receipt(session(accepted, still)), soon, 'end accepted, not observed'],
  [
    'seen in part',
    receipt(session(accepted, gone), session(accepted, { state: 'not known' })),
    soon,
    'end accepted, not',
  ],
] as const)('what ended is told as surely as it was seen: %s', (_name, of, now, words) => {
  expect(othersText(of, false, now)).toContain(`New tokens by refresh: ${words}`)
})

it('what still works is of what has ended alone, and says so', () => {
  const part = 'Only of what Cognito accepted. What it did not end goes on as before.'
  expect(othersText(receipt(session(accepted, gone), session(failed)), false, soon)).toContain(part)
  expect(othersText(receipt(session(accepted, gone), session(already, gone)), false, soon)).not.toContain(part)
  expect(othersText(receipt(session(failed)), false, soon)).not.toContain('What still works')
})

it('of what ends along the list shows nothing: tokens that came through a sign-in, and the sign-in of a session', () => {
  const signIn = { ...session(accepted, gone), kind: 'sso', linked: true } as const
  const text = othersText(receipt(signIn), true, soon)
  expect(text).toContain('New tokens by refresh: end accepted, not observed')
  expect(text).toMatch(/Servers that check tokens offline: at most until/)
  expect(text).toMatch(/AWS credentials .*: at most until/)
  expect(text).toContain('Managed-login cookie in the other browser: does not work any more')
  const through = { ...session(accepted, gone), linked: true, cameThrough: 'sso1' } as const
  expect(othersText(receipt(through), false, soon)).toContain(
    'Managed-login cookie in the other browser: end accepted, not observed',
  )
  expect(othersText(receipt(through), false, soon)).toContain('New tokens by refresh: does not work any more')
  const here = { ofThisBrowser: true } as const
  expect(othersText(receipt({ ...signIn, ...here }), false, soon)).toContain('cookie in this browser: does not work')
  expect(othersText(receipt({ ...through, ...here }), false, soon)).toContain('cookie in this browser: end accepted')
})

it('what was not tried is not said to be signed in still: a sign-in that ended may have taken it along', () => {
  expect(sessionState(session(stopped), false).why).toBe('You stopped before it. It was not asked to end.')
})

describe('a receipt that was asked again', () => {
  const again = { ...receipt(session(waiting)), againAt: later }

  it('is being worked on, however old it is', () => {
    expect(othersVerdict(again, new Date(later.getTime() + 5_000)).markText).toBe('Ending')
    expect(othersVerdict(again, new Date(later.getTime() + 600_000)).markText).toBe('Not finished')
  })

  it('reckons AWS credentials from when the session ended', () => {
    const ended = receipt(session({ ...accepted, at: later }, gone))
    const line = othersWork(ended, true, soon).find(({ title }) => title.startsWith('AWS'))
    expect(line?.until).toEqual(new Date(later.getTime() + 3_600_000))
  })
})
