import { expect, it } from 'vitest'

import type { SessionFacts } from '../../vault/protocol.ts'
import { endsByItself, keptWhere } from './keptWords.ts'

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1) + minutes * 60_000)
const limits = { endsAt: at(8 * 60), idleEndsAt: at(15) }

function session(refreshMinutes: number, skewMs = 0): SessionFacts {
  const span = { issuedAt: at(0), expiresAt: at(refreshMinutes), approximate: false }
  return {
    username: 'ada',
    sub: 'sub',
    displayName: 'Ada',
    groups: [],
    roles: [],
    signedInAt: at(0),
    authenticatedAt: at(0),
    poolId: 'us-east-1_demo',
    clientId: 'shop',
    scopes: [],
    how: { by: 'password' },
    tokens: { refresh: span, access: span, id: span },
    renewsAt: at(50),
    skewMs,
    memoryOnly: false,
  }
}

it.each([
  ['the limit', 30 * 24 * 60, 29, 'Signs itself out in 7 h 31 min, or after 15 idle minutes'],
  ['the refresh token, where it lives shorter', 60, 29, 'Expires in 31 min; signs itself out after 15 idle minutes'],
  ['the last minute', 30 * 24 * 60, 479.5, 'Signs itself out in under a minute, or after 15 idle minutes'],
])('it ends by itself at %s', (_name, refreshMinutes, now, words) => {
  expect(endsByItself(session(refreshMinutes), limits, at(now))).toBe(words)
})

it('the limit goes by this machine’s clock, and now by Cognito’s', () => {
  expect(endsByItself(session(30 * 24 * 60, 10 * 60_000), limits, at(39))).toContain('7 h 31 min')
})

it('it is kept until it is ended here, and in memory only as long as the page stands', () => {
  expect(keptWhere(session(60), at(0))).toBe('Until you sign out, or quit the browser')
  expect(keptWhere({ ...session(60), memoryOnly: true }, at(0))).toMatch(/^A reload or closing loses it here\./)
})
