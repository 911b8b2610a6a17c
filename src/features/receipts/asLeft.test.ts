import { expect, it } from 'vitest'

import type { AnyReceipt, OthersReceipt, Receipt } from '../../vault/protocol.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import { receiptText } from './account.ts'
import { asLeft } from './asLeft.ts'
import { operatorText } from './operatorAccount.ts'
import { othersText } from './othersAccount.ts'

const at = new Date('2030-01-01T00:00:00Z')
const soon = new Date(at.getTime() + 60_000)
const later = new Date(at.getTime() + 600_000)
const span = { issuedAt: at, expiresAt: at, approximate: false }
const common = { id: 'r', displayName: 'Ada', username: 'ada', poolId: 'p', clientId: 'shop', askedAt: at, skewMs: 0 }
const server = { step: 'accepted', at, requestId: 'r-7', attempts: 1 } as const
const waits = {
  server,
  proof: { state: 'waiting' },
  stillWorks: [{ what: 'refresh', works: { state: 'no' } }],
} as const
const own: Receipt = {
  ...common,
  ...waits,
  kind: 'everywhere',
  operation: 'GlobalSignOut',
  tokens: { refresh: span, access: span, id: span },
}
const stay: OthersReceipt = {
  ...common,
  ...waits,
  kind: 'other sessions',
  operation: 'GlobalSignOut',
  back: { step: 'waiting' },
}
const operator: OperatorReceipt = {
  ...common,
  kind: 'a user',
  operation: 'AdminUserGlobalSignOut',
  plan: 'act',
  sub: 's',
  user: { poolId: 'p', username: 'ada' },
  acts: [{ act: { do: 'sign out' }, at: { state: 'done', at, requestId: 'r-7' } }],
  own: { proof: { state: 'waiting' } },
}

function textOf(receipt: AnyReceipt, now: Date): string {
  if (receipt.kind === 'this device' || receipt.kind === 'everywhere') return receiptText(receipt, now)
  if (receipt.kind === 'another session' || receipt.kind === 'other sessions') return othersText(receipt, false, now)
  if (receipt.kind === 'a user') return operatorText(receipt, now)
  throw new Error('One about a leaked token says so by itself.')
}

it.each([
  ['own', own],
  ['stay', stay],
  ['operator', operator],
])('a proof whose page is gone is waited for by nobody: %s', (_name, receipt) => {
  expect(asLeft(receipt, soon)).toBe(receipt)
  expect(textOf(asLeft(receipt, soon), soon)).toContain('New tokens by refresh: ending')
  const left = textOf(asLeft(receipt, later), later)
  expect(left).toContain('Observed refused: not known, The page was closed before it was seen')
  expect(left).toContain('New tokens by refresh: end accepted, not observed')
  expect(left).not.toMatch(/checking|signing back in here\n|pending/)
})

it('a sign-out that is asked for again is looked for, however long ago it was accepted', () => {
  const again = { ...own, server: { ...server, requestId: '', again: { tries: 1, nextTryAt: later } } }
  expect(asLeft(again, later)).toBe(again)
})
