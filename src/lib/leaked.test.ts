import { expect, it } from 'vitest'

import { leakMayHaveEnded, onlyPossible } from './leaked.ts'

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

const failure = { operation: 'RevokeToken (leaked)', code: said, message: '', class: 'rejected', attempts: 1 } as const
const off = { clientId: 'kiosk', outcome: 'revocation off' }
const no = { clientId: 'shop', outcome: 'refused' }

it.each([
  ['every other app client refused it', [no, off, no], 3, [off]],
  ['several have revocation off', [off, no, off], 3, [off, off]],
  ['not all were tried', [no, off], 3, []],
  ['one failed, and may be its own', [off, { clientId: 'shop', outcome: 'failed', unanswered: false }], 2, []],
  ['one accepted it, which says nothing', [off, { clientId: 'shop', outcome: 'accepted' }], 2, []],
  ['none has it off', [no, no], 2, []],
])('whose a token can still be, where %s', (_case, tried, clients, whose) => {
  const server = { step: 'refused', failure }
  expect(onlyPossible({ operation: 'RevokeToken', tried, clients, server })).toEqual(whose)
  expect(onlyPossible({ operation: 'RevokeToken', tried, clients, server: { step: 'asked' } })).toEqual([])
})

it.each([
  ['the pool has no other app client', false, [off]],
  ['it was named, and nothing is known of the others', true, []],
  ['an earlier version did not note whether it was named', undefined, []],
])('of a single app client with revocation off, where %s', (_case, named, whose) => {
  const receipt = { operation: 'RevokeToken', tried: [off], clients: 1, server: { step: 'refused', failure } }
  expect(onlyPossible(named === undefined ? receipt : { ...receipt, named })).toEqual(whose)
})
