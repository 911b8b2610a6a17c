import { describe, expect, test } from 'vitest'

import { Failed } from '../../lib/failure.ts'
import type { Job } from '../../jobs/job.ts'
import type { AppClient } from '../../vault/protocol.ts'
import { keptOf } from './auditQuery.ts'
import { byCause, type Audit, viewOf } from './auditRows.ts'
import { filtered, filterIn, isFiltered, ordered, sortedBy } from './clientFilter.ts'
import { findingsOf } from './findings.ts'
import { at, client, lifetime, row } from './testClients.ts'
import { TextOrder } from './TextOrder.ts'

const settings = { id: 'p', name: 'P', deletionProtection: false, tracksDevices: false, at: { job: 'j', n: 7 } }
const tracking = { tracking: false, maxPerUser: 20, at: { job: 'j', n: 8 } }
const counts = { waiting: 0, 'under way': 0, done: 0, failed: 0, 'not known': 0 }

function audit(id: string, items: Audit['items']): Audit {
  const job = { id, kind: 'audit', details: { owner: 'r' }, createdAt: at, counts, throttled: 0, pace: 30 }
  return { job: { ...job, status: 'running' }, items }
}

const target = { of: 'app client', region: 'eu-west-1', poolId: 'eu-west-1_A', poolName: 'shop' } as const
const read = (n: number, shown: AppClient) => {
  const about = { ...target, clientId: shown.id, clientName: shown.name }
  return { n, target: about, state: 'done', tries: 1, at, result: { client: shown } } as const
}

test('a running audit stands over the one before, and a part that failed is named', () => {
  const denied = new Failed({
    operation: 'ListUserPoolClients',
    code: 'AccessDeniedException',
    message: '',
    class: 'rejected',
    attempts: 1,
  })
  const failed = { n: 1, state: 'failed', tries: 1, failure: denied.failure } as const
  const view = viewOf([
    audit('new', [read(0, client({ revocation: false })), { ...failed, target: { ...target, of: 'app clients' } }]),
    audit('old', [read(0, client()), read(1, client({ id: 'two', name: 'Two' }))]),
  ])
  expect(view.rows.map(({ client: { id, revocation }, at: { job } }) => [id, revocation, job])).toEqual([
    ['one', false, 'new'],
    ['two', true, 'old'],
  ])
  expect(view.failed).toMatchObject([{ about: 'shop', failure: denied.failure, target: { of: 'app clients' } }])
  const another = { ...denied.failure, code: 'TooManyRequestsException' }
  expect(
    byCause([...view.failed, { about: 'two', failure: another }, { about: 'bar', failure: denied.failure }]),
  ).toEqual([
    { abouts: ['shop', 'bar'], failure: denied.failure },
    { abouts: ['two'], failure: another },
  ])
  expect(view.pools).toMatchObject([{ id: 'eu-west-1_A', name: 'shop' }])
})

describe('an audit that is over', () => {
  const over = ({ job, items }: Audit): Audit => {
    const { id, kind, details, createdAt, counts: counted, throttled, pace } = job
    const told = { id, kind, details, createdAt, counts: counted, throttled, pace }
    return { items, job: { ...told, status: 'finished', at } }
  }
  const { failure } = new Failed({
    operation: 'DescribeUserPoolClient',
    code: 'InternalErrorException',
    message: '',
    class: 'rejected',
    attempts: 1,
  })
  const failing = (n: number, of: object) => ({ n, target: of, state: 'failed', tries: 1, failure }) as const
  const two = client({ id: 'two', name: 'Two' })
  const before = over(audit('old', [read(0, client()), read(1, two)]))
  const later = new Date(at.getTime() + 3_600_000)
  const shown = (items: Audit['items']) =>
    viewOf([{ items, job: { ...over(audit('new', [])).job, createdAt: later } }, before])
      .rows.toSorted((one, other) => one.key.localeCompare(other.key))
      .map(({ client: { id }, isOld }) => [id, isOld])

  test('shows what it could not read again as the one before had it, and marks it', () => {
    expect(shown([read(0, client()), failing(1, { ...target, clientId: 'two', clientName: 'Two' })])).toEqual([
      ['one', undefined],
      ['two', true],
    ])
    expect(shown([failing(0, { ...target, of: 'app clients' })])).toEqual([
      ['one', true],
      ['two', true],
    ])
    expect(shown([failing(0, { of: 'pools', region: 'eu-west-1' })])).toHaveLength(2)
  })

  test('does not mark what was read again since, by a change', () => {
    const since = new Date(later.getTime() + 1)
    const items = [failing(0, { ...target, of: 'app clients' })]
    const newest = { items, job: { ...over(audit('new', [])).job, createdAt: later } }
    const changed = over(audit('old', [{ ...read(0, client()), at: since }]))
    expect(viewOf([newest, changed]).rows).toMatchObject([{ readAt: since }])
    expect(viewOf([newest, changed]).rows[0]).not.toHaveProperty('isOld')
  })

  test('shows nothing that it would have read if it were there', () => {
    expect(shown([read(0, client())])).toEqual([['one', undefined]])
    expect(shown([read(0, client()), failing(1, { of: 'pools', region: 'us-east-1' })])).toHaveLength(1)
    expect(shown([read(0, client()), failing(1, { ...target, of: 'pool' })])).toHaveLength(1)
  })

  test('is kept with the one before only if something failed', () => {
    const finished = (failed = 0): Job => ({ ...over(audit('a', [])).job, counts: { ...counts, failed } })
    const [last, older, oldest, holed] = [finished(), finished(), finished(), finished(1)]
    const going = audit('b', []).job
    expect(keptOf([])).toEqual([])
    expect(keptOf([going, last, older])).toEqual([going, last])
    expect(keptOf([going, holed, older, oldest])).toEqual([going, holed, older])
    expect(keptOf([holed, older, oldest])).toEqual([holed, older])
    // Begun by two tabs at once: both go on.
    expect(keptOf([going, { ...going }, last, older])).toHaveLength(3)
  })
})

describe('the filter', () => {
  const rows = [
    row({ id: 'a', name: 'Shop 10', revocation: false }),
    row({ id: 'b', name: 'shop 9', confidential: true, accessToken: lifetime(2, 'hours', 7_200) }),
    row({ id: 'c', name: 'Kiosk', rotation: false, poolId: 'eu-west-1_B' }),
  ]
  const names = new TextOrder()
  const ids = (filter: Parameters<typeof filtered>[1]) =>
    filtered(ordered(rows, filter, names), filter).map(({ client: { id } }) => id)

  test('takes what makes sense in an address, and nothing else', () => {
    expect(filterIn({ text: 'x', revocation: 'off', sort: 'changed', order: 'up', view: 'findings', evil: 1 })).toEqual(
      {
        text: 'x',
        revocation: 'off',
        sort: 'changed',
        view: 'findings',
      },
    )
    expect(filterIn({ text: 7, type: 'secret', pool: 'x'.repeat(201) })).toEqual({})
    expect(isFiltered({ sort: 'pool', order: 'descending', view: 'findings' })).toBe(false)
    expect(isFiltered({ type: 'public' })).toBe(true)
  })

  test('lets through what fits, in its order', () => {
    expect(ids({})).toEqual(['c', 'b', 'a'])
    expect(ids({ revocation: 'off' })).toEqual(['a'])
    expect(ids({ type: 'confidential' })).toEqual(['b'])
    expect(ids({ rotation: 'off' })).toEqual(['c'])
    expect(ids({ pool: 'eu-west-1_B' })).toEqual(['c'])
    expect(ids({ region: 'us-east-1' })).toEqual([])
    expect(ids({ text: 'SHOP 9' })).toEqual(['b'])
    expect(ids({ sort: 'access', order: 'descending' })[0]).toBe('b')
    expect(sortedBy({}, 'name')).toEqual({ sort: 'name', order: 'descending' })
    expect(sortedBy({ sort: 'name', order: 'descending' }, 'name')).toEqual({ sort: 'name', order: 'ascending' })
    expect(sortedBy({ text: 'x' }, 'access')).toEqual({ text: 'x', sort: 'access', order: 'ascending' })
  })
})

describe('the order of names', () => {
  const inOrder = (names: TextOrder, texts: readonly string[]) => {
    const places = names.placesOf(texts)
    return [...texts].sort((one, other) => (places.get(one) ?? 0) - (places.get(other) ?? 0))
  }

  test('counts numbers by their value, and does not tell capitals from small letters', () => {
    expect(inOrder(new TextOrder(), ['shop 10', 'kiosk', 'Shop 9', 'shop 9', 'Ähre'])).toEqual([
      'Ähre',
      'kiosk',
      'Shop 9',
      'shop 9',
      'shop 10',
    ])
  })

  test('is the same, whichever names turned up first', () => {
    const texts = Array.from({ length: 200 }, (_, n) => `${n % 2 === 0 ? 'Client' : 'client'} ${(n * 79) % 200}`)
    const atOnce = inOrder(new TextOrder(), texts)
    const later = new TextOrder()
    for (const upTo of [0, 1, 50, 51, 199]) later.placesOf(texts.slice(0, upTo))
    expect(inOrder(later, texts)).toEqual(atOnce)
  })
})

describe('findings', () => {
  const kinds = (change: Partial<AppClient>) => findingsOf({ rows: [row(change)], pools: [] }).map(({ kind }) => kind)

  test('a client that is set as it should be has none', () => {
    expect(kinds({})).toEqual([])
  })

  test.each<[string, Partial<AppClient>]>([
    ['revocation off', { revocation: false }],
    ['unsafe callback', { callbackUrls: ['https://*.example/', 'https://a.example/'] }],
    ['unsafe callback', { callbackUrls: ['http://localhost.example/'] }],
    ['implicit flow', { oauthFlows: ['code', 'implicit'] }],
    ['password flow', { authFlows: ['ALLOW_USER_PASSWORD_AUTH'] }],
    ['users not hidden', { hidesUsers: false }],
    ['long access token', { accessToken: lifetime(61, 'minutes', 3_660) }],
    ['long ID token', { idToken: lifetime(2, 'hours', 7_200) }],
    ['long refresh token', { refreshToken: lifetime(31, 'days', 31 * 86_400) }],
    ['rotation off', { rotation: false }],
  ])('%s', (kind, change) => {
    expect(kinds(change)).toEqual([kind])
  })

  test('of pools, where they were read', () => {
    const pool = { id: 'p', name: 'P', region: 'r' }
    const found = findingsOf({ rows: [], pools: [pool, { ...pool, settings, tracking }] })
    expect(found).toMatchObject([
      {
        kind: 'no deletion protection',
        fix: {
          setting: { of: 'deletion protection', poolId: 'p' },
          after: { at: { n: 7 }, result: { pool: { deletionProtection: true } } },
        },
      },
      {
        kind: 'tracking off',
        fix: {
          setting: { of: 'pool', tracking: true, maxPerUser: 20 },
          after: { at: { n: 8 }, result: { tracking: { tracking: true } } },
        },
      },
    ])
    const lite = findingsOf({ rows: [], pools: [{ ...pool, settings: { ...settings, plan: 'LITE' }, tracking }] })
    expect(lite[1]).toMatchObject({
      kind: 'tracking off',
      fix: undefined,
      detail: { english: expect.stringContaining('Essentials') },
    })
  })

  test.each([
    ['longer than an hour, in a pool that tracks', 61, true, ['long SSO reuse']],
    ['an hour, which is what it is where nobody has set it', 60, true, []],
    ['longer, where the pool does not track and it does not count', 5_000, false, []],
  ])('of SSO reuse: %s', (_name, ssoMinutes, isTracked, expected) => {
    const found = findingsOf({
      rows: [{ ...row(), reuse: { ssoMinutes, at: { job: 'j', n: 3 } } }],
      pools: [{ id: 'eu-west-1_A', name: 'shop', region: 'r', tracking: { ...tracking, tracking: isTracked } }],
    })
    expect(found.map(({ kind }) => kind).filter((kind) => kind === 'long SSO reuse')).toEqual(expected)
  })
})
