import { expect, it } from 'vitest'

import { leakMayHaveEnded } from './leaked.ts'

const lost = 'TimedOut'
const said = 'UnauthorizedException'

it.each([
  ['RevokeToken', 'RevokeToken (leaked)', said, [], false],
  ['RevokeToken', 'RevokeToken (leaked)', lost, [], true],
  ['RevokeToken', 'DescribeUserPoolClient', lost, [], false],
  ['RevokeToken', 'RevokeToken (leaked)', said, [{ outcome: 'failed', unanswered: true }], true],
  ['RevokeToken', 'RevokeToken (leaked)', said, [{ outcome: 'failed', unanswered: false }], false],
  ['RevokeToken', 'RevokeToken (leaked)', said, [{ outcome: 'failed' }], true],
  ['RevokeToken', 'RevokeToken (leaked)', said, [{ outcome: 'refused' }], false],
  ['AdminUserGlobalSignOut', 'AdminUserGlobalSignOut', lost, [], true],
  ['AdminUserGlobalSignOut', 'GetCredentialsForIdentity', lost, [], false],
] as const)('%s, of which %s failed with %s after %j: may have ended: %s', (operation, failed, code, tried, may) => {
  const failure = { operation: failed, code, message: '', class: 'transient', attempts: 1 } as const
  expect(leakMayHaveEnded({ operation, tried, server: { step: 'refused', failure } })).toBe(may)
})

it('of what was accepted, nothing else is said', () => {
  const tried = [{ outcome: 'failed' }]
  expect(leakMayHaveEnded({ operation: 'RevokeToken', tried, server: { step: 'accepted' } })).toBe(false)
})
