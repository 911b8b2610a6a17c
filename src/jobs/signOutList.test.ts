import { describe, expect, test } from 'vitest'

import type { Item } from './job.ts'
import { readList } from './listText.ts'
import { gathered, type ListDetails, type ListResult, othersThan, sampleOf, stepsOf } from './signOutList.ts'

const by = { poolId: 'us-east-1_Demo00001', username: 'rhea', email: 'rhea@example.com' }
const details = (more: Partial<ListDetails> = {}): ListDetails => {
  return { poolId: by.poolId, poolName: 'demo', by, source: { of: 'pool', poolId: by.poolId }, ...more }
}
const found = (...results: ListResult[]): Item[] =>
  results.map((result, n) => ({ n, target: { of: 'page' }, state: 'done', tries: 1, result }))
const users = (...usernames: string[]): ListResult => ({ users: usernames.map((username) => ({ username })) })

describe('a list', () => {
  test('names go as they are; addresses, numbers and subs are looked up', () => {
    const sub = '0ada0000-0000-4000-8000-000000000001'
    const list = readList(`ada\nada@example.com\n+49170000\n${sub}`)
    const steps = stepsOf({ of: 'list', poolId: by.poolId, list })
    expect(steps).toEqual([
      { of: 'as given', names: ['ada'] },
      { of: 'look up', text: 'ada@example.com', attribute: 'email' },
      { of: 'look up', text: '+49170000', attribute: 'phone_number' },
      { of: 'look up', text: sub, attribute: 'sub' },
    ])
  })
})

describe('who is meant', () => {
  test('everybody once, and never the operator, however they are written', () => {
    const all = gathered(found(users('ada', 'Rhea'), users('ada', 'RHEA@example.com', 'bob')), details())
    expect(all).toMatchObject({ users: [{ username: 'ada' }, { username: 'bob' }], operator: true, merged: 1 })
  })

  test('control: the same name in another pool is somebody else', () => {
    const all = gathered(found(users('rhea')), details({ poolId: 'us-east-1_Other0001' }))
    expect(all).toMatchObject({ users: [{ username: 'rhea' }], operator: false })
  })

  test('a sample is spread over all of them', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => ({ username: `${n}` }))
    expect(sampleOf(many)).toHaveLength(20)
    expect(Number(sampleOf(many).at(-1)?.username)).toBeGreaterThanOrEqual(900)
    expect(sampleOf(many.slice(0, 7))).toHaveLength(7)
  })

  test('of a selection the operator is left out too, in their own pool alone', () => {
    const names = ['ada', 'RHEA', 'Rhea@Example.com', 'bob']
    expect(othersThan(by, by.poolId, names)).toEqual(['ada', 'bob'])
    expect(othersThan(by, 'us-east-1_Other0001', names)).toEqual(names)
  })
})
