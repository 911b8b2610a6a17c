import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { fetchConfig, isEmulated, parseConfig } from './config.ts'

const good = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEfGhI', clientId: '1h57kf5cpq17m0eml12EXAMPLE' }

function problemsOf(data: unknown) {
  const result = parseConfig(data)
  return result.ok ? [] : result.problems
}

describe('the config file', () => {
  it('is accepted as it ships', () => {
    const shipped: unknown = JSON.parse(readFileSync('public/config.json', 'utf8'))
    const result = parseConfig(shipped)
    expect(result).toMatchObject({ ok: true })
    expect(result.ok && isEmulated(result.config)).toBe(true)
  })

  it('needs a region, a pool and a client, and nothing else', () => {
    expect(parseConfig(good)).toEqual({ ok: true, config: good })
    expect(problemsOf({}).map(({ field }) => field)).toEqual(['region', 'userPoolId', 'clientId'])
  })

  it.each([
    ['region', { ...good, region: 'Ireland' }, '"Ireland"', /Region such as/],
    ['userPoolId', { ...good, userPoolId: 'pool' }, '"pool"', /pool id such as/],
    ['userPoolId', { ...good, userPoolId: 'us-east-1_AbC' }, '"us-east-1_AbC"', /pool of the Region "eu-west-1"/],
    ['clientId', { ...good, clientId: 'a b' }, '"a b"', /app client id/],
    ['clientId', { ...good, clientId: 7 }, '7', /app client id/],
    ['identityPoolId', { ...good, identityPoolId: 'x' }, '"x"', /identity pool id/],
    ['refreshTokenDays', { ...good, refreshTokenDays: 0 }, '0', /at least 60 minutes/],
    [
      'endpoints.cognitoIdp',
      { ...good, endpoints: { cognitoIdp: 'javascript:alert(1)' } },
      '"javascript:alert(1)"',
      /origin/,
    ],
    [
      'endpoints.cognitoIdp',
      { ...good, endpoints: { cognitoIdp: 'http://evil.example' } },
      '"http://evil.example"',
      /origin/,
    ],
    [
      'endpoints.cognitoIdp',
      { ...good, endpoints: { cognitoIdp: 'https://a.example/path' } },
      '"https://a.example/path"',
      /origin/,
    ],
    ['demo', { ...good, demo: { people: [] } }, '{"people":[]}', /never against AWS/],
    [
      'demo',
      { ...good, demo: { people: [] }, endpoints: { cognitoIdp: 'https://proxy.example' } },
      '{"people":[]}',
      /emulator only/,
    ],
    ['regoin', { ...good, regoin: 'eu-west-1' }, '"eu-west-1"', /check its spelling/],
  ])('names %s when it is wrong: %j', (field, data, found, expected) => {
    const problem = problemsOf(data).find((one) => one.field === field)
    expect(problem?.found).toBe(found)
    expect(problem?.expected).toMatch(expected)
  })

  it.each([[null], [[]], ['text'], [7]])('%j is no config', (data) => {
    expect(problemsOf(data)).toHaveLength(1)
    expect(problemsOf(data)[0]?.field).toBe('config.json')
  })

  it('says what is wrong with a file that is missing, no JSON, or out of reach', async () => {
    const answering = (response: Response) => async () => response
    const missing = await fetchConfig('/config.json', answering(new Response('', { status: 404 })))
    const html = await fetchConfig('/config.json', answering(new Response('<!doctype html>')))
    const gone = await fetchConfig('/config.json', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(missing).toMatchObject({ ok: false, problems: [{ field: 'config.json', found: 'HTTP 404' }] })
    expect(html).toMatchObject({ ok: false, problems: [{ found: '"<!doctype html>"' }] })
    expect(gone).toMatchObject({ ok: false, problems: [{ found: 'no answer' }] })
  })
})
