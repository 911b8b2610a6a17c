import { describe, expect, it } from 'vitest'

import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { activityCsv, activityJson, detailText, doneText, outcomeOf, reportText } from './activityText.ts'

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

  it.each([
    ['revoked', 'The session had been ended elsewhere'],
    ['expired', 'The session had expired'],
    ['renewal refused', 'The session could not be renewed'],
    ['user disabled', 'The session had ended'],
  ])('a session that had ended (%s) is told as that', (detail, words) => {
    expect(doneText(entry({ kind: 'session ended', operation: 'GetUser', target: 'this device', detail }))).toBe(words)
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
    expect(detailText(entry({ target }))).toBe(target)
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
