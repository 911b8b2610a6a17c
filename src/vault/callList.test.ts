import { describe, expect, it } from 'vitest'

import type { CallRecord } from '../lib/calls.ts'
import { mostCalls, withCall } from './callList.ts'

const call = (n: number, outcome: CallRecord['outcome'] = { state: 'under way' }): CallRecord => ({
  id: `call-${n}`,
  call: `call-${n}`,
  attempt: 1,
  operation: 'GetUser',
  endpoint: 'user pool',
  startedAt: new Date(n),
  outcome,
})

describe('the calls a page remembers', () => {
  it('keep their place when their end is known', () => {
    const calls = [1, 2].reduce<readonly CallRecord[]>((list, n) => withCall(list, call(n)), [])
    const ended = withCall(calls, call(1, { state: 'no answer', durationMs: 1, code: 'TimedOut' }))
    expect(ended.map(({ id, outcome }) => [id, outcome.state])).toEqual([
      ['call-1', 'no answer'],
      ['call-2', 'under way'],
    ])
  })

  it('are the latest five hundred', () => {
    let calls: readonly CallRecord[] = []
    for (let n = 1; n <= mostCalls + 3; n += 1) calls = withCall(calls, call(n))
    expect([calls.length, calls[0]?.id, calls.at(-1)?.id]).toEqual([500, 'call-4', 'call-503'])
  })
})
