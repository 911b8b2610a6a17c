import { describe, expect, it } from 'vitest'

import { mayOperate } from './mayOperate.ts'

const pool = { identityPoolId: 'us-east-1:1' }
const role = { roles: ['arn:aws:iam::000000000000:role/CurfewOperator'] }
const nobody = { roles: [] }
const none = { source: 'none', permissions: {} } as const

describe('whether the operator’s pages are worth showing', () => {
  it.each([
    ['a group has a role', pool, role, none, true],
    ['a group has a role, and nothing to get it from', {}, role, none, false],
    ['no group has one', pool, nobody, none, false],
    ['credentials were pasted', {}, nobody, { source: 'pasted', permissions: {} } as const, true],
    [
      'AWS has allowed a call',
      pool,
      nobody,
      { source: 'identity pool', permissions: { 'cognito-idp:ListUsers': 'allowed' } } as const,
      true,
    ],
    [
      'AWS has denied one',
      pool,
      nobody,
      { source: 'identity pool', permissions: { 'cognito-idp:ListUsers': 'denied' } } as const,
      false,
    ],
  ])('%s', (_why, config, facts, access, expected) => {
    expect(mayOperate(config, facts, access)).toBe(expected)
  })
})
