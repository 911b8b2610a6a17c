import { expect, test } from 'vitest'

import type { Failure } from '../../lib/failure.ts'
import { bulkCsv, type BulkItem, bulkJson, outcomeOf, whyOf } from './bulkText.ts'
import { at, client } from './testClients.ts'

const failure = (code: string, requestId?: string): Failure => ({
  operation: 'UpdateUserPoolClient',
  code,
  message: 'Read it.',
  class: 'rejected',
  attempts: 1,
  ...(requestId === undefined ? {} : { requestId }),
})

const item = (n: number, rest: Partial<BulkItem>): BulkItem => ({
  n,
  target: { poolId: `eu-west-1_${n}`, clientId: `client${n}`, clientName: 'Shop' },
  poolName: 'shop',
  state: 'waiting',
  tries: 0,
  ...rest,
})

const items = [
  item(0, { state: 'done', at, result: { client: client(), changed: true, requestId: 'r-0' } }),
  item(1, { state: 'done', at, result: { client: client(), changed: false } }),
  item(2, { state: 'failed', at, failure: failure('InvalidParameterException', 'r-2') }),
  item(3, { state: 'failed', at, failure: failure('NotConfirmed') }),
  item(4, { state: 'under way', at }),
  item(5, {}),
  item(6, { state: 'not known', at }),
]

test('each app client has one outcome, and says why where that is not all', () => {
  expect(items.map((one) => outcomeOf(one))).toEqual([
    'switched',
    'left alone',
    'failed',
    'not known',
    'under way',
    'not begun',
    'not known',
  ])
  expect(items.map((one) => whyOf(one, true))).toEqual([
    'Read back',
    'It was on already',
    expect.stringContaining('Cognito could not read the request'),
    'Read it.',
    '',
    '',
    '',
  ])
  expect(items.map((one) => whyOf(one, false))[1]).toBe('It was off already')
  expect(whyOf(item(7, { failure: failure('UnknownSettings') }), true)).toMatch(/does not know.* Read it\.$/)
})

test('the exports tell equal names apart, and have code and request id', () => {
  const lines = bulkCsv([...items, item(8, { poolName: '=1+1' })]).split('\r\n')
  expect(lines[0]).toBe('app client,client id,pool,pool id,outcome,at,code,request id')
  expect(lines[1]).toBe('Shop,client0,shop,eu-west-1_0,switched,2026-11-25T12:00:00.000Z,,r-0')
  expect(lines[3]).toBe('Shop,client2,shop,eu-west-1_2,failed,2026-11-25T12:00:00.000Z,InvalidParameterException,r-2')
  expect(lines[8]).toBe("Shop,client8,'=1+1,eu-west-1_8,not begun,,,")
  const counts = { waiting: 1, 'under way': 1, done: 2, failed: 2, 'not known': 1 }
  const base = { id: 'j', kind: 'bulk switch', details: {}, createdAt: at, counts, throttled: 0, pace: 1 }
  const json = JSON.parse(bulkJson({ ...base, status: 'finished', at }, false, items)) as Record<string, unknown>
  expect(json).toMatchObject({ status: 'finished', change: { EnableTokenRevocation: false }, counts })
  expect((json['appClients'] as unknown[])[2]).toEqual({
    appClient: 'Shop',
    clientId: 'client2',
    pool: 'shop',
    poolId: 'eu-west-1_2',
    outcome: 'failed',
    at: at.toISOString(),
    code: 'InvalidParameterException',
    requestId: 'r-2',
  })
  expect(json['appClients']).toHaveLength(items.length)
})
