import { describe, expect, it } from 'vitest'

import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { filtered } from './activityFilter.ts'
import {
  aboutText,
  activityCsv,
  activityJson,
  detailText,
  doneText,
  markOf,
  outcomeOf,
  reportText,
} from './activityText.ts'

const entry = (more: Partial<ActivityEntry>): ActivityEntry => ({
  id: 'a-1',
  at: new Date('2026-11-21T12:00:00Z'),
  kind: 'operator change',
  operation: 'AdminForgetDevice',
  outcome: 'done',
  ...more,
})

describe('what was done', () => {
  it.each([
    ['this device', 'Signed out this device'],
    ['everywhere', 'Signed out everywhere'],
    ['another session', 'Signed out another session'],
    ['other sessions', 'Signed out other sessions'],
  ])('a sign-out of %s is told as that', (target, words) => {
    expect(doneText(entry({ kind: 'sign-out', operation: 'GlobalSignOut', target }))).toBe(words)
  })

  it.each([
    ['this device', 'not told', 'Sign-out of this device', 'Not confirmed yet'],
    ['everywhere', 'refused', 'Sign-out everywhere', 'Refused'],
    ['another session', 'not known', 'Sign-out of another session', 'Not known'],
    ['other sessions', 'not told', 'Sign-out of other sessions', 'Not finished'],
  ] as const)(
    'a sign-out of %s that is %s is not told as done, nor as to be told by nobody',
    (target, outcome, words, word) => {
      const line = entry({ kind: 'sign-out', operation: 'GlobalSignOut', target, outcome })
      expect([doneText(line), outcomeOf(line)]).toEqual([words, word])
    },
  )

  it('what an operator stopped on the way is not finished', () => {
    expect(outcomeOf(entry({ outcome: 'not told' }))).toBe('Not finished')
    expect(outcomeOf(entry({ outcome: 'done' }))).toBe('Accepted')
  })

  it('what was accepted and not observed is marked as in a job and on a receipt; a sign-in is there', () => {
    for (const kind of ['sign-out', 'operator change', 'session ended'] as const) {
      expect(markOf(entry({ kind, outcome: 'done' }))).toBe('unknown')
      expect(markOf(entry({ kind, outcome: 'proven' }))).toBe('ended')
    }
    expect(markOf(entry({ kind: 'sign-in', outcome: 'done' }))).toBe('live')
    expect(markOf(entry({ kind: 'sign-in', outcome: 'refused' }))).toBe('failed')
  })

  it.each([
    ['revoked', 'The session had been ended elsewhere'],
    ['expired', 'The session had expired'],
    ['renewal refused', 'The session could not be renewed'],
    ['user disabled', 'The session had ended'],
  ])('a session that had ended (%s) is told as that', (detail, words) => {
    expect(doneText(entry({ kind: 'session ended', operation: 'GetUser', target: 'this device', detail }))).toBe(words)
  })
})

describe('what an operator did', () => {
  const ada = 'user ada, pool eu-north-1_Demo00001'
  const shop = 'app client shop, pool eu-north-1_Demo00001'
  const at = new Date('2026-11-21T12:00:01Z')
  const revocation = (after: string) => ({
    at,
    changes: [{ path: 'EnableTokenRevocation', before: undefined, after }],
  })

  it.each([
    ['AdminUserGlobalSignOut', ada, 'Signed ada out everywhere', 'Sign-out of ada everywhere'],
    ['AdminRevokeUserSession', ada, 'Ended chosen sessions of ada', 'End of chosen sessions of ada'],
    ['AdminDisableUser', ada, 'Disabled ada', 'Disabling of ada'],
    ['AdminForgetDevice', 'user ada, device d-1, pool p', 'Forgot a device of ada', 'Forgetting of a device of ada'],
    ['RevokeToken', 'leaked refresh token', 'Revoked a leaked token', 'Revocation of a leaked token'],
    ['CreateUserPoolClient', shop, 'Created an app client', 'Creation of an app client'],
    ['UpdateUserPoolClient', shop, 'Changed the settings of an app client', 'Change to the settings of an app client'],
    ['TagResource', ada, 'TagResource', 'TagResource'],
  ])('%s of %s is told in words, and as done only where Cognito has taken it', (operation, target, done, asked) => {
    expect(doneText(entry({ operation, target, outcome: 'done' }))).toBe(done)
    for (const outcome of ['under way', 'refused', 'not told', 'not known'] as const)
      expect(doneText(entry({ operation, target, outcome }))).toBe(asked)
  })

  it('has AWS’s name of the operation once, in one line or the other', () => {
    expect(detailText(entry({ operation: 'AdminDisableUser', target: ada }))).toBe(`AdminDisableUser, ${ada}`)
    expect(detailText(entry({ operation: 'TagResource', target: ada }))).toBe(ada)
  })

  it.each(['user Lovelace, Ada, pool p', 'user ada, pool p, pool q', 'user ', 'somebody'])(
    'is of nobody by name where the name is not certain: %s',
    (target) => {
      expect(doneText(entry({ operation: 'AdminDisableUser', target }))).toBe('AdminDisableUser')
    },
  )

  it('to token revocation is told as on or off where that was read back, and nothing else', () => {
    const change = entry({ operation: 'UpdateUserPoolClient', target: shop, outcome: 'proven' })
    expect(doneText({ ...change, report: revocation('true') })).toBe('Switched token revocation on')
    expect(doneText({ ...change, report: revocation('false') })).toBe('Switched token revocation off')
    const more = [...revocation('true').changes, { path: 'AccessTokenValidity', before: '1', after: '2' }]
    expect(doneText({ ...change, report: { at, changes: more } })).toBe('Changed the settings of an app client')
  })

  it('for a compromised account is told as its steps, whatever came first', () => {
    const line = entry({ operation: 'AdminDisableUser', target: ada, detail: 'compromised account' })
    expect(doneText(line)).toBe('Steps for the compromised account ada')
  })

  it('is found among the sign-outs where it ends sessions, and among the changes', () => {
    const lines = ['AdminUserGlobalSignOut', 'AdminRevokeUserSession', 'RevokeToken', 'AdminDisableUser'].map(
      (operation) => entry({ operation, target: ada }),
    )
    const own = entry({ kind: 'sign-out', operation: 'RevokeToken', target: 'this device' })
    const found = (kind: 'sign-in' | 'sign-out' | 'operator change') => filtered([own, ...lines], { kind })
    expect(found('sign-out')).toEqual([own, ...lines.slice(0, 3)])
    expect(found('operator change')).toEqual(lines)
    expect(found('sign-in')).toEqual([])
  })
})

describe('what was seen', () => {
  it('is told as what it was: a refusal, a list without the session, or a setting', () => {
    const seen = { outcome: 'proven', receiptId: 'r-1' } as const
    expect(outcomeOf(entry({ ...seen, kind: 'sign-out', operation: 'RevokeToken' }))).toBe('Observed refused')
    expect(outcomeOf(entry({ ...seen, operation: 'AdminUserGlobalSignOut' }))).toBe('Observed refused')
    expect(outcomeOf(entry({ ...seen, kind: 'sign-out', operation: 'RevokeUserSession' }))).toBe('No longer listed')
    expect(outcomeOf(entry({ operation: 'UpdateUserPoolClient', outcome: 'proven' }))).toBe('Read back')
  })
})

describe('what an entry was done to', () => {
  it.each([
    'user ada, device eu-north-1_key, pool eu-north-1_Demo00001',
    'group readers, app client shop',
    'user Lovelace, Ada, pool p',
    'leaked id token',
    'user ',
    'something of a later version',
  ])('stays whole in English: %s', (target) => {
    expect(aboutText(entry({ target }))).toBe(target)
    expect(detailText(entry({ target }))).toContain(target)
  })

  it('is said with why a session ended, or with the exception', () => {
    const ended = entry({ kind: 'session ended', operation: 'GetUser', target: 'this device', detail: 'revoked' })
    expect(detailText(ended)).toBe('GetUser, revoked')
    const refused = entry({ kind: 'sign-in', operation: 'InitiateAuth', detail: 'NotAuthorizedException' })
    expect(detailText(refused)).toBe('InitiateAuth, NotAuthorizedException')
  })
})

describe('a change that was read back', () => {
  const at = new Date('2026-11-21T12:00:01Z')
  const changes = [{ path: 'EnableTokenRevocation', before: 'false', after: 'true' }]
  const drift = [{ path: 'AccessTokenValidity', before: undefined, after: '7' }]
  const change = entry({ operation: 'UpdateUserPoolClient', target: 'app client shop', outcome: 'proven' })

  it('is told with before and after, and with what else differed', () => {
    const text = reportText({ ...change, requestId: 'r-1' }, { at, changes })
    expect(text).toContain('app client shop')
    expect(text).toContain('Request r-1')
    expect(text).toContain('EnableTokenRevocation: false → true')
    expect(text).not.toContain('Sent, and read back')
    const drifted = reportText(change, { at, changes, drift })
    expect(drifted).toContain('there is no request id')
    expect(drifted).toContain('AccessTokenValidity: not set → 7')
  })

  it('is in the files with its report, as jobs are; entries of earlier versions have neither', () => {
    const reported = { ...change, report: { at, changes } }
    const [first, second] = JSON.parse(activityJson([reported, entry({ jobId: 'job-1' })])) as object[]
    expect(first).toMatchObject({ report: { at: at.toISOString(), changes } })
    expect(second).toMatchObject({ jobId: 'job-1' })
    expect(second).not.toHaveProperty('report')
    expect(activityCsv([entry({ jobId: 'job-1' })])).toMatch(/,jobId\r\n.*,job-1\r\n$/s)
  })
})
