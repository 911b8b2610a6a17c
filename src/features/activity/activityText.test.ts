import { describe, expect, it } from 'vitest'

import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { detailText, doneText } from './activityText.ts'

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
    ['revoked', 'The session had been ended elsewhere'],
    ['expired', 'The session had expired'],
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
