import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { parseConfig } from './config.ts'
import { readConfigFile } from './configFile.ts'
import { isEmulated, isProduction, managedLoginOf, signInsOf, wordsIn } from './deployment.ts'
import { expectedText } from './configWords.ts'

const good = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEfGhI', clientId: '1h57kf5cpq17m0eml12EXAMPLE' }

/** A config of an emulator that offers Ada, changed. */
function ofAda(changes: object) {
  const ada = { username: 'ada', password: 'Lamp-lit-1843', label: 'Ada', role: 'a person', ...changes }
  return { ...good, endpoints: { cognitoIdp: 'http://127.0.0.1:9229' }, demo: { people: [ada] } }
}

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

  it.each([[['password']], [['choice', 'password']], [['managed login', 'choice', 'password']]])(
    'keeps the order in which ways to sign in are offered: %j',
    (signIn) => {
      const config = { ...good, signIn, domain: 'https://login.example.com' }
      expect(parseConfig(config)).toEqual({ ok: true, config })
    },
  )

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
    ['signIn', { ...good, signIn: 'password' }, '"password"', /a list of "managed login", "password" and "choice"/],
    ['signIn', { ...good, signIn: [] }, '[]', /a list of/],
    ['signIn.0', { ...good, signIn: ['passkey'] }, '"passkey"', /a list of/],
    ['signIn', { ...good, signIn: ['choice', 'choice'] }, '["choice","choice"]', /once only/],
    ['demo', { ...good, demo: { people: [] } }, '{"people":[]}', /never against AWS/],
    [
      'demo',
      { ...good, demo: { people: [] }, endpoints: { cognitoIdp: 'https://proxy.example' } },
      '{"people":[]}',
      /emulator only/,
    ],
    ['domain', { ...good, domain: 'login.example.com' }, '"login.example.com"', /managed login such as/],
    ['domain', { ...good, domain: 'http://login.example.com' }, '"http://login.example.com"', /https/],
    ['domain', { ...good, domain: 'javascript:alert(1)' }, '"javascript:alert(1)"', /https/],
    ['domain', { ...good, domain: 'https://a.example/login' }, '"https://a.example/login"', /nothing after the host/],
    ['domain', { ...good, domain: 'https://a@b.example' }, '"https://a@b.example"', /nothing after the host/],
    [
      'domain',
      { ...good, domain: 'https://a.example/_domain/b' },
      '"https://a.example/_domain/b"',
      /nothing after the host/,
    ],
    [
      'domain',
      { ...good, domain: 'http://127.0.0.1:1/_domain/../x' },
      '"http://127.0.0.1:1/_domain/../x"',
      /nothing after/,
    ],
    ['signIn', { ...good, signIn: ['managed login'] }, '["managed login"]', /a "domain" as well/],
    ['signIn', { ...good, signIn: [] }, '[]', /the one to offer first/],
    ['signIn', { ...good, signIn: ['password', 'password'] }, '["password","password"]', /once only/],
    ['signIn.0', { ...good, signIn: ['passkey'] }, '"passkey"', /"managed login", "password" and "choice"/],
    ['scopes', { ...good, scopes: ['email'] }, '["email"]', /"openid" among them/],
    ['scopes.1', { ...good, scopes: ['openid', 'a b'] }, '"a b"', /OAuth scopes/],
    ['ssoMinutes', { ...good, ssoMinutes: 129_601 }, '129601', /0 to 129600/],
    [
      'demo',
      {
        ...good,
        demo: { people: [] },
        domain: 'https://login.example.com',
        endpoints: { cognitoIdp: 'http://127.0.0.1:9229' },
      },
      '{"people":[]}',
      /emulator only/,
    ],
    ['demo.people.0.role', ofAda({ role: '' }), '""', /a few words/],
    ['demo.people.0.role', ofAda({ role: { de: 'eine Person' } }), '{"de":"eine Person"}', /"en" among them/],
    ['demo.people.0.shows', ofAda({ shows: { en: 'All', de: 7 } }), '{"en":"All","de":7}', /"en" among them/],
    ['production', { ...good, production: '(' }, '"("', /regular expression/],
    ['production', { ...good, production: '' }, '""', /regular expression/],
    ['production', { ...good, production: true }, 'true', /regular expression/],
    ['regoin', { ...good, regoin: 'eu-west-1' }, '"eu-west-1"', /check its spelling/],
  ])('names %s when it is wrong: %j', (field, data, found, expected) => {
    const problem = problemsOf(data).find((one) => one.field === field)
    expect(problem?.found).toBe(found)
    expect(problem && expectedText(problem.expected, problem.said)).toMatch(expected)
  })

  it.each(['https://login.example.com', 'http://shop.localhost:9229', 'http://127.0.0.1:9229/_domain/curfew-demo'])(
    'takes %s for a domain',
    (domain) => {
      expect(parseConfig({ ...good, domain })).toMatchObject({ ok: true })
    },
  )

  it('offers managed login where there is a domain, the password where there is none, or what it says', () => {
    expect(signInsOf(good)).toEqual(['password'])
    expect(managedLoginOf(good)).toBeUndefined()
    expect(signInsOf({ ...good, domain: 'https://a.example' })).toEqual(['managed login'])
    expect(signInsOf({ ...good, domain: 'https://a.example', signIn: ['password', 'managed login'] })).toEqual([
      'password',
      'managed login',
    ])
    expect(managedLoginOf({ ...good, domain: 'https://a.example' })).toBe('https://a.example')
    expect(managedLoginOf({ ...good, domain: 'https://a.example', signIn: ['password'] })).toBeUndefined()
  })

  it('knows production by the deployment’s own pattern only', () => {
    expect(isProduction({ ...good, name: 'prod' })).toBe(false)
    const config = { ...good, production: '(^|-)prod' }
    expect(parseConfig(config)).toEqual({ ok: true, config })
    expect(isProduction(config)).toBe(false)
    expect(isProduction({ ...config, name: 'Shop-PROD' })).toBe(true)
    expect(isProduction({ ...config, name: 'Shop-PROD' }, 'shop-test', undefined)).toBe(false)
    expect(isProduction(config, 'shop-test', 'prod-eu')).toBe(true)
  })

  it('says of the people it offers what it says in the language of the page, else in English', () => {
    const role = { en: 'a person', de: 'eine Person' }
    expect(parseConfig(ofAda({ role }))).toEqual({ ok: true, config: ofAda({ role }) })
    expect(parseConfig(ofAda({ role: 'anyone' }))).toMatchObject({ ok: true })
    expect(wordsIn('de', role)).toBe('eine Person')
    expect(wordsIn('fr', role)).toBe('a person')
    expect(wordsIn('de', 'anyone')).toBe('anyone')
  })

  it.each([[null], [[]], ['text'], [7]])('%j is no config', (data) => {
    expect(problemsOf(data)).toHaveLength(1)
    expect(problemsOf(data)[0]?.field).toBe('config.json')
  })

  it('says what is wrong with a file that is missing, no JSON, or out of reach', async () => {
    const answering = (response: Response) => async () => response
    const missing = await readConfigFile('/config.json', answering(new Response('', { status: 404 })))
    const html = await readConfigFile('/config.json', answering(new Response('<!doctype html>')))
    const gone = await readConfigFile('/config.json', async () => Promise.reject(new TypeError('Failed to fetch')))
    expect(missing).toMatchObject({ ok: false, problems: [{ field: 'config.json', found: 'HTTP 404' }] })
    expect(html).toMatchObject({ ok: false, problems: [{ found: '"<!doctype html>"' }] })
    expect(gone).toMatchObject({ ok: false, problems: [{ found: 'no answer' }] })
  })
})
