import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { hostileText, uncounted } from '../hostile.ts'
import { control, testEmulator } from '../testing.ts'
import { BASE, ORIGIN, shopDomain } from './testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

/**
 * F-1 at the endpoints of OAuth and of managed login: whatever is sent, the answer is one that the endpoint has, at
 * once, and nothing has changed. What would be let in is not in it: no password of anybody, no token that is good.
 */

/** How many requests. `npm run test:nightly` sets more. */
const REQUESTS = Math.floor(Number(process.env['CURFEW_REQUESTS'] ?? 20_000) * 0.3)

const emulator = testEmulator({ seed: shopSeed })
const { browser, send } = shopDomain(() => emulator)
const state = async () => uncounted((await control(emulator, 'POST', 'snapshot')).text)
let before = ''

beforeAll(async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  before = await state()
})

const OAUTH_ERRORS = [
  'insufficient_scope',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'invalid_token',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_token_type',
]
/** The statuses that each path has been seen to need: none but these. */
const STATUSES: Readonly<Record<string, readonly number[]>> = {
  '/oauth2/authorize': [302, 400, 405],
  '/oauth2/token': [200, 400, 405, 413],
  '/oauth2/revoke': [200, 400, 401, 405, 413],
  '/oauth2/userInfo': [400, 401, 403, 405],
  '/login': [200, 302, 400, 405, 413],
  '/logout': [302, 400, 405],
  '/error': [400, 405],
  '/forgotPassword': [200, 302, 400, 405, 413],
  '/signup': [200, 302, 400, 405, 413],
}

const PARAMETERS = [
  'acr_values',
  'client_id',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'grant_type',
  'identity_provider',
  'idp_identifier',
  'lang',
  'login_hint',
  'logout_uri',
  'max_age',
  'nonce',
  'prompt',
  'redirect_uri',
  'refresh_token',
  'resource',
  'response_type',
  'scope',
  'state',
  'token',
  '_csrf',
  'username',
  'session',
  'new_password',
  'userAttributes.family_name',
]
const known = fc.constantFrom(
  'spa',
  'web',
  'machine',
  'implicit',
  'foreign',
  'code',
  'token',
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'openid',
  'openid email',
  'S256',
  'none',
  'login',
  'COGNITO',
  'orders/read',
  SHOP.callback,
  SHOP.out,
  SHOP.secret,
  'a.b.c',
  'a.b.c.d.e',
)
const value = fc.oneof(known, hostileText)
const fields = fc.array(
  fc.tuple(
    fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PARAMETERS) }, { weight: 1, arbitrary: hostileText }),
    value,
  ),
  {
    maxLength: 8,
  },
)
/** What makes many of the requests get beyond the first check. */
const begun = fc.constantFrom<[string, string][]>(
  [],
  [['client_id', 'spa']],
  [
    ['client_id', 'spa'],
    ['redirect_uri', SHOP.callback],
    ['response_type', 'code'],
  ],
  [
    ['client_id', 'web'],
    ['client_secret', SHOP.secret],
    ['grant_type', 'authorization_code'],
    ['redirect_uri', SHOP.callback],
  ],
  [
    ['client_id', 'spa'],
    ['grant_type', 'refresh_token'],
  ],
)
const header = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 200 }).map((text) => text.trim()),
  fc.constantFrom(
    'Bearer a.b.c',
    'Bearer',
    'Basic',
    `Basic ${btoa('web')}`,
    `Basic ${btoa(':')}`,
    'cognito=x',
    'XSRF-TOKEN=',
    '=;;=',
  ),
)
const request = fc.record({
  path: fc.constantFrom(...Object.keys(STATUSES)),
  method: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('GET', 'POST') },
    { weight: 1, arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS') },
  ),
  query: fc.tuple(begun, fields).map((all) => all.flat()),
  form: fc.oneof(
    fc.tuple(begun, fields).map((all) => all.flat()),
    fc.string({ unit: 'binary', maxLength: 400 }),
  ),
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/x-www-form-urlencoded') },
    { weight: 1, arbitrary: fc.constantFrom('', 'application/json', 'multipart/form-data; boundary=x', 'text/plain') },
  ),
  authorization: fc.option(header, { nil: undefined }),
  cookie: fc.option(header, { nil: undefined }),
})

test(`${REQUESTS} requests to the endpoints of a domain`, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(request, async ({ path, method, query, form, type, authorization, cookie }) => {
      const hasBody = method !== 'GET' && method !== 'HEAD'
      const url = new URL(`${BASE}${path}`)
      for (const [name, text] of query) url.searchParams.append(name, text)
      const headers = new Headers({ 'content-type': type })
      if (authorization !== undefined) headers.set('authorization', authorization)
      if (cookie !== undefined) headers.set('cookie', cookie)
      const body = typeof form === 'string' ? form : new URLSearchParams(form).toString()
      const answer = await send(url.pathname + url.search, { method, headers, ...(hasBody && { body }) }, ORIGIN)
      seen.add(`${path} ${answer.status}`)
      const allowed = method === 'OPTIONS' ? [200, 405] : (STATUSES[path] ?? [])
      expect(allowed, answer.text.slice(0, 500)).toContain(answer.status)
      if (answer.json['error'] !== undefined) expect(OAUTH_ERRORS).toContain(answer.json['error'])
      else if (answer.status >= 400 && answer.status !== 405) expect(answer.text).toContain('role="alert"')
      expect(answer.text).not.toMatch(/<script/i)
      expect(answer.headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      // A browser is only ever sent to the domain itself or to an address that is registered.
      const location = answer.headers.get('location')
      if (location !== null)
        expect(location).toMatch(/^(\/_domain\/shop\/|https:\/\/app\.example\.com\/(callback|bye)([?#]|$))/)
      expect(await state()).toBe(before)
    }),
    { numRuns: REQUESTS },
  )
  // The requests get everywhere: a test that was stopped at the first check of each path would not.
  for (const reached of [
    '/oauth2/authorize 302',
    '/oauth2/token 400',
    '/oauth2/revoke 200',
    '/login 200',
    '/logout 302',
  ])
    expect(seen).toContain(reached)
}, 3_600_000)

test('forms that hold the secret of an open login page, and everything else made up', async () => {
  const one = browser()
  const page = await one.visit(authorizeUrl(BASE))
  const made = fc.dictionary(
    fc.constantFrom('username', 'password', 'session', 'new_password', 'challenge', 'answer', 'code', 'secret'),
    hostileText,
  )
  await fc.assert(
    fc.asyncProperty(made, async (form) => {
      const { status, text, url } = await one.submit(page, { username: '-', ...form })
      expect([200, 400]).toContain(status)
      expect(url.searchParams.has('code')).toBe(false)
      expect(text).toContain('<form')
      expect(text).not.toMatch(/<script/i)
      expect(await state()).toBe(before)
    }),
    { numRuns: Math.floor(REQUESTS / 6) },
  )
}, 3_600_000)

test('the documents of pools that are not there, by any name', async () => {
  const part = fc.oneof(
    hostileText,
    fc.constantFrom(
      SHOP.pool,
      '.well-known',
      'jwks.json',
      'openid-configuration',
      '_domain',
      '_emulator',
      '..',
      'shop',
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 5 }), fc.constantFrom('GET', 'POST', 'PUT'), async (parts, method) => {
      const path = `/${parts.map((text) => encodeURIComponent(text.replaceAll(/\p{Cs}/gu, ''))).join('/')}`
      const { status } = await send(path, { method }, ORIGIN)
      expect([200, 400, 403, 404, 405], path).toContain(status)
      expect(await state()).toBe(before)
    }),
    { numRuns: Math.floor(REQUESTS / 6) },
  )
}, 3_600_000)

test('after all of it login pages do not pile up, nothing was an internal error, and lee can sign in', async () => {
  const prompts = async () => {
    const { tables } = JSON.parse((await control(emulator, 'POST', 'snapshot')).text)
    return tables.loginPrompts.length
  }
  const opened = await prompts()
  expect(opened).toBeGreaterThan(10)
  await control(emulator, 'POST', 'clock', { advanceMs: 5 * 60_000 + 1 })
  for (let visit = 0; visit < opened; visit += 1) await send(`/login?${authorizeUrl('').split('?')[1]}`)
  await control(emulator, 'POST', 'clock', { advanceMs: 5 * 60_000 + 1 })
  for (let visit = 0; visit < opened; visit += 1) await send(`/login?${authorizeUrl('').split('?')[1]}`)
  expect(await prompts()).toBeLessThanOrEqual(opened + 2)
  const { text } = await control(emulator, 'GET', 'log')
  expect(text).not.toContain('"bug"')
  expect((await browser().signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')).url.searchParams.has('code')).toBe(true)
})
