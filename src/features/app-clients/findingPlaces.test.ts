import { expect, test } from 'vitest'

import { findingKey, placedFindings } from './findingPlaces.ts'
import { type Finding, findingsOf, kindsInOrder } from './findings.ts'
import { client, lifetime, row } from './testClients.ts'

const long = { accessToken: lifetime(1, 'days', 86_400) }
const rows = ['one', 'two', 'three'].map((id) => row({ id, ...long }))
const order = rows.map(({ key }) => key)
const all = findingsOf({ rows, pools: [] })
const shown = (findings: readonly Finding[], told: readonly Finding[], about = order) =>
  placedFindings(findings, told, about).map(({ kind, placed }) => [
    kind,
    ...placed.map(
      ({ finding, isGone }) => `${finding.of === 'pool' ? '' : finding.row.client.id}${isGone ? ' gone' : ''}`,
    ),
  ])

test('what came of a finding keeps its place when the finding is gone, and the place of the last keeps its kind', () => {
  const [first, second, third] = all
  if (!first || !second || !third) throw new Error('There are three')
  expect(shown([first, third], [second])).toEqual([['long access token', 'one', 'two gone', 'three']])
  expect(shown([first, second], [third])).toEqual([['long access token', 'one', 'two', 'three gone']])
  expect(shown([], [third, first])).toEqual([['long access token', 'one gone', 'three gone']])
  expect(shown(all, [second])).toEqual([['long access token', 'one', 'two', 'three']])
  // The filter lets its app client through no more.
  expect(shown([first, third], [second], [order[0] ?? '', order[2] ?? ''])).toEqual([
    ['long access token', 'one', 'three', 'two gone'],
  ])
})

test('every kind has its place, and every finding a key of its own', () => {
  const settings = { id: 'p', name: 'P', deletionProtection: false, tracksDevices: false, at: { job: 'j', n: 7 } }
  const tracking = { tracking: false, maxPerUser: 20, at: { job: 'j', n: 8 } }
  const worst = row({
    ...client(),
    ...long,
    revocation: false,
    rotation: false,
    hidesUsers: false,
    idToken: long.accessToken,
    refreshToken: lifetime(60, 'days', 60 * 86_400),
    authFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    oauthFlows: ['implicit'],
    callbackUrls: ['http://a.example/'],
  })
  const reused = {
    ...worst,
    key: 'q/one',
    client: { ...worst.client, poolId: 'q' },
    reuse: { ssoMinutes: 90, at: worst.at },
  }
  const pools = [
    { id: 'p', name: 'P', region: 'eu-west-1', settings, tracking },
    { id: 'q', name: 'Q', region: 'eu-west-1', tracking: { ...tracking, tracking: true } },
  ]
  const findings = findingsOf({ rows: [worst, reused], pools })
  expect(placedFindings(findings, [], []).flatMap(({ placed }) => placed.map(({ finding }) => finding))).toEqual(
    findings,
  )
  expect([...new Set(findings.map(({ kind }) => kind))]).toEqual(kindsInOrder)
  expect(new Set(findings.map(findingKey)).size).toBe(findings.length)
})
