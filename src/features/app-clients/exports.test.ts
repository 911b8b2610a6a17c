import { describe, expect, test } from 'vitest'

import { Failed } from '../../lib/failure.ts'
import type { ClientRow, FailedPart } from './auditRows.ts'
import { auditJson, driftSince, findingsCsv, findingsMarkdown, parseExport } from './exports.ts'
import { findingsOf } from './findings.ts'
import { at, row } from './testClients.ts'

describe('exports', () => {
  const rows = [row({ name: '=1+1|<b>', revocation: false })]
  const findings = findingsOf({ rows, pools: [] })
  const { failure } = new Failed({
    operation: 'DescribeUserPoolClient',
    code: 'TooManyRequestsException',
    message: '',
    class: 'rejected',
    attempts: 1,
  })
  const unread = (of: 'app client' | 'app clients', clientName = '') => {
    const where = { region: 'eu-west-1', poolId: 'eu-west-1_A', poolName: 'shop' }
    const target = of === 'app clients' ? { of, ...where } : { of, ...where, clientId: 'two', clientName }
    return { target, about: clientName, failure }
  }
  const all = { failed: [], isOver: true }
  const exportOf = (clients: readonly ClientRow[], failed: readonly FailedPart[] = [], isOver = true) => {
    const earlier = parseExport(auditJson(clients, { findings, failed, isOver }, at))
    if (earlier === undefined) throw new Error('not read')
    return earlier
  }

  test('a name is neither a formula nor markup', () => {
    const failed = [unread('app client', '=2+2|<i>')]
    expect(findingsCsv({ findings, failed: [], isOver: true })).toContain(`,'=1+1|<b>,`)
    expect(findingsMarkdown({ findings, failed: [], isOver: true }, at)).toContain(String.raw`=1+1\|\<b\>`)
    expect(findingsMarkdown({ findings, failed, isOver: true }, at)).toContain(String.raw`=2+2\|\<i\>`)
  })

  test('what could not be read is in every export', () => {
    const failed = [unread('app client', 'Two')]
    expect(findingsCsv({ findings: [], failed, isOver: true }).split('\r\n')[1]).toBe(
      'Could not be read,What is wrong there is not known.,Two,two,shop,eu-west-1_A,TooManyRequestsException',
    )
    expect(findingsMarkdown({ findings: [], failed, isOver: true }, at)).toContain('| Could not be read |')
    const region = [{ target: { of: 'pools', region: 'eu-west-1' } as const, about: '', failure }]
    expect(findingsCsv({ findings: [], failed: region, isOver: true })).toContain('known.,,,eu-west-1,,TooMany')
    expect(JSON.parse(auditJson(rows, { findings, failed, isOver: true }, at))).toMatchObject({
      unread: [{ of: 'app client', poolId: 'eu-west-1_A', clientId: 'two', code: 'TooManyRequestsException' }],
    })
  })

  test('an export compared with itself differs in nothing; with a later audit, in what has changed', () => {
    const earlier = exportOf(rows)
    expect(earlier.at).toBe(at.toISOString())
    expect(driftSince(earlier, rows, all)).toEqual([])
    const later = [row({ name: '=1+1|<b>', rotation: false, revocation: false }), row({ id: 'new', name: 'New' })]
    expect(driftSince(earlier, later, all)).toMatchObject([
      { what: 'changed', differences: [{ path: 'rotation', before: 'on', after: 'off' }] },
      { what: 'new', name: 'New' },
    ])
    expect(driftSince(earlier, [], all)).toMatchObject([{ what: 'gone' }])
  })

  test.each(['app client', 'app clients'] as const)('an unread %s is neither gone nor new', (of) => {
    const two = row({ id: 'two', name: 'Two' })
    expect(driftSince(exportOf([...rows, two]), rows, { failed: [unread(of)], isOver: true })).toMatchObject([
      { what: 'unread now' },
    ])
    const old = { ...two, isOld: true } as const
    expect(driftSince(exportOf([...rows, two]), [...rows, old], { failed: [unread(of)], isOver: true })).toMatchObject([
      { what: 'unread now' },
    ])
    expect(driftSince(exportOf(rows, [unread(of)]), [...rows, two], all)).toMatchObject([{ what: 'unread before' }])
  })

  test('while an audit goes on, what it has not read is neither gone nor new', () => {
    const two = row({ id: 'two', name: 'Two' })
    const going = { failed: [], isOver: false }
    expect(driftSince(exportOf([...rows, two]), rows, going)).toMatchObject([{ what: 'unread now' }])
    // A row that is old is from before an audit that failed, which the one that goes on has yet to make good.
    const old = { ...two, isOld: true }
    expect(driftSince(exportOf([...rows, two]), [...rows, old], all)).toMatchObject([{ what: 'unread now' }])
    expect(driftSince(exportOf(rows, [], false), [...rows, two], all)).toMatchObject([{ what: 'unread before' }])
    expect(findingsCsv({ findings, ...going })).toContain('The audit was not over,')
    expect(findingsCsv({ findings, ...all })).not.toContain('The audit was not over')
  })

  test('an export from before unread parts were kept is read', () => {
    const {
      unread: _,
      complete: __,
      ...older
    } = JSON.parse(auditJson(rows, { findings, failed: [], isOver: true }, at)) as Record<string, unknown>
    expect(parseExport(JSON.stringify(older))).toMatchObject({ clients: [{ id: 'one' }], unread: [], complete: true })
  })

  test.each(['', '[]', '{"curfew":"app clients","version":2}', '{"curfew":"app clients","version":1,"at":"x"}'])(
    '%s is no export',
    (text) => {
      expect(parseExport(text)).toBeUndefined()
    },
  )
})
