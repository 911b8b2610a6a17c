import { expect, it } from 'vitest'

import { accountOfRole } from './accountId.ts'

it.each([
  ['arn:aws:iam::123456789012:role/CurfewOperator', '123456789012'],
  ['arn:aws-us-gov:iam::123456789012:role/path/Operator', '123456789012'],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', undefined],
  ['arn:aws:sts::123456789012:assumed-role/Operator/x', undefined],
  ['role/CurfewOperator', undefined],
  [undefined, undefined],
])('the account of %s is %s', (arn, account) => {
  expect(accountOfRole(arn)).toBe(account)
})
