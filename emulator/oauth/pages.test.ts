import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, signIn, testEmulator } from '../testing.ts'
import type { TestBrowser } from './testBrowser.ts'
import { BASE, BASIC, bearer, shopDomain } from './testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

let emulator: Emulator
const { browser, form, redeem, send } = shopDomain(() => emulator)

beforeEach(() => {
  emulator = testEmulator({ seed: shopSeed })
})

describe('authorize', () => {
  test.each<[string, Record<string, string | undefined>, string]>([
    ['no response type', { response_type: undefined }, 'error=invalid_request'],
    ['another response type', { response_type: 'id_token' }, 'error=invalid_request'],
    ['a flow that the client has not', { client_id: 'implicit' }, 'error=unauthorized_client'],
    ['a scope that the client has not', { scope: 'openid phone' }, 'error=invalid_scope'],
    ['a scope that nobody has', { scope: 'openid moon' }, 'error=invalid_scope'],
    ['email without openid', { scope: 'email' }, 'error=invalid_scope'],
    ['a plain challenge', { code_challenge: 'x', code_challenge_method: 'plain' }, 'error=invalid_request'],
    ['a challenge without a method', { code_challenge: 'x' }, 'error=invalid_request'],
    ['a method without a challenge', { code_challenge_method: 'S256' }, 'error=invalid_request'],
    ['a provider that is not there', { identity_provider: 'Google' }, 'error=invalid_request'],
    ['another flow that the client has not', { response_type: 'token' }, 'error=unauthorized_client'],
    ['a prompt that is not known', { prompt: 'create' }, 'error=invalid_request'],
    ['a prompt that contradicts itself', { prompt: 'none login' }, 'error=invalid_request'],
    ['a max_age that is no number', { max_age: '-1' }, 'error=invalid_request'],
    ['a resource that is no address', { resource: 'orders' }, 'error=invalid_target'],
    ['a resource with a fragment', { resource: 'https://a.example/#b' }, 'error=invalid_target'],
    ['a resource without TLS', { resource: 'http://a.example/' }, 'error=invalid_target'],
    ['a resource of this machine by its number', { resource: 'http://127.0.0.1/' }, 'error=invalid_target'],
    ['a resource without slashes', { resource: 'urn:orders:api' }, 'error=invalid_target'],
    ['prompt none without a cookie', { prompt: 'none' }, 'error=login_required'],
  ])('sends %s back to the app as an error, with its state', async (_, change, error) => {
    const { status, headers } = await send(authorizeUrl('', { state: 'a b&c', ...change }))
    expect(status).toBe(302)
    const location = headers.get('location')!
    expect(location.startsWith(`${SHOP.callback}?${error}`)).toBe(true)
    expect(new URL(location).searchParams.get('state')).toBe('a b&c')
  })

  test('tells a client of the implicit flow of errors in the query too: only tokens are in the fragment', async () => {
    const implicit = { client_id: 'implicit', response_type: 'token', state: 's' }
    const back = async (change: Record<string, string>) =>
      (await send(authorizeUrl('', { ...implicit, ...change }))).headers.get('location')
    expect(await back({ scope: 'moon' })).toBe(`${SHOP.callback}?error=invalid_scope&state=s`)
    expect(await back({ prompt: 'none' })).toBe(`${SHOP.callback}?error=login_required&state=s`)
  })

  test('takes no JSON as state, sends none back, and leaves what only looks like it alone', async () => {
    for (const state of ['{"a":1}', ' [1]']) {
      const { headers } = await send(authorizeUrl('', { state }))
      const back = new URL(headers.get('location')!)
      expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual(['invalid_request', null])
    }
    for (const state of ['{a', '1', 'eyJhIjoxfQ']) {
      const { headers } = await send(authorizeUrl('', { state, prompt: 'none' }))
      expect(new URL(headers.get('location')!).searchParams.get('state')).toBe(state)
    }
  })

  test.each<[string, Record<string, string | undefined>]>([
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'nobody' }],
    ["another pool's client", { client_id: 'foreign' }],
    ['a client without managed login', { client_id: 'api' }],
  ])('shows a page for %s, and sends nobody anywhere', async (_, change) => {
    const { status, headers, text } = await send(authorizeUrl('', change))
    expect([status, headers.get('location')]).toEqual([400, null])
    expect(text).toContain('Login pages unavailable')
  })

  test.each([
    undefined,
    'https://app.example.com/callback/',
    'https://app.example.com/callback?x=1',
    'https://evil.example',
  ])('does not send anybody to %s', async (redirectUri) => {
    const page = await browser().visit(authorizeUrl(BASE, { redirect_uri: redirectUri }))
    expect([page.url.pathname, page.status]).toEqual(['/_domain/shop/error', 400])
    expect(page.text).toContain('redirect_mismatch')
  })

  test('says that acr_values is not emulated', async () => {
    const { status, headers } = await send(authorizeUrl('', { acr_values: '1' }))
    expect([status, headers.get('x-curfew-not-emulated')]).toEqual([400, 'acr_values'])
  })

  test('asks again where the password was given too long ago for max_age', async () => {
    const one = browser()
    await one.signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')
    await advance(emulator, 60_000)
    const isAsked = async (change: Record<string, string>) =>
      !(await one.visit(authorizeUrl(BASE, change))).url.searchParams.has('code')
    expect([
      await isAsked({ max_age: '120' }),
      await isAsked({ max_age: '60' }),
      await isAsked({ max_age: '0' }),
    ]).toEqual([false, true, true])
    const silent = await one.visit(authorizeUrl(BASE, { max_age: '60', prompt: 'none' }))
    expect(silent.url.searchParams.get('error')).toBe('login_required')
    const end = await one.signIn(authorizeUrl(BASE, { max_age: '60' }), 'lee', 'Any-password-1')
    expect(end.url.searchParams.has('code')).toBe(true)
    expect(await isAsked({ max_age: '60' })).toBe(false)
  })

  test('a resource is the audience of the access tokens, new ones included', async () => {
    const resource = 'https://orders.example.com/api'
    const audience = (token = '') => JSON.parse(atob(token.split('.')[1] ?? '')).aud
    const end = await browser().signIn(authorizeUrl(BASE, { resource }), 'lee', 'Any-password-1')
    const { json } = await redeem(end.url.searchParams.get('code') ?? '')
    expect([audience(json['access_token']), audience(json['id_token'])]).toEqual([resource, 'spa'])
    const fields = { grant_type: 'refresh_token', client_id: 'spa', refresh_token: json['refresh_token'] ?? '' }
    expect(audience((await form('/oauth2/token', fields)).json['access_token'])).toBe(resource)
    const plain = await browser().signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')
    expect(audience((await redeem(plain.url.searchParams.get('code') ?? '')).json['access_token'])).toBeUndefined()
  })

  test('a parameter given twice is refused', async () => {
    const { headers } = await send(`${authorizeUrl('')}&scope=openid&scope=email`)
    expect(headers.get('location')).toContain('error=invalid_request')
  })

  test('goes on to the login page with the same query, and keeps what the redirect has', async () => {
    const redirectUri = 'http://localhost:3000/cb?kept=1'
    const url = authorizeUrl('', { redirect_uri: redirectUri, state: 's', login_hint: 'lee' })
    const { headers } = await send(url)
    expect(headers.get('location')).toBe(`/_domain/shop/login${url.slice(url.indexOf('?'))}`)
    const end = await browser().signIn(`${BASE}${url}`, 'lee', 'Any-password-1')
    expect(end.url.href).toMatch(/^http:\/\/localhost:3000\/cb\?kept=1&code=[0-9a-f-]{36}&state=s$/)
  })

  test('the implicit flow brings tokens in the fragment, without a refresh token', async () => {
    const url = authorizeUrl(BASE, {
      client_id: 'implicit',
      response_type: 'token',
      state: 's',
      nonce: 'n',
      scope: 'openid',
    })
    const end = await browser().signIn(url, 'lee', 'Any-password-1')
    expect(end.url.search).toBe('')
    const tokens = Object.fromEntries(new URLSearchParams(end.url.hash.slice(1)))
    expect(tokens).toEqual({
      id_token: expect.any(String),
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: '3600',
      state: 's',
    })
    expect(JSON.parse(atob(tokens['id_token']!.split('.')[1]!))).toMatchObject({ nonce: 'n' })
    expect((await send('/oauth2/userInfo', bearer(tokens['access_token']))).status).toBe(200)
  })
})

describe('the login page', () => {
  const HOSTILE = `"><script>alert(1)</script>'`

  test('has no script, may load nothing and may not be framed, and shows hostile text as text', async () => {
    const { text, headers } = await send(`/login?${authorizeUrl('', { login_hint: HOSTILE }).split('?')[1]}`)
    expect(text).not.toContain('<script')
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;"')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    const page = await browser().signIn(authorizeUrl(BASE), HOSTILE, 'x')
    expect(page.text).not.toContain('<script')
    expect(page.text).toContain('User does not exist.')
  })

  test('a wrong password is told, and a right one goes on', async () => {
    const one = browser()
    const page = await one.signIn(authorizeUrl(BASE), 'lee', 'wrong')
    expect(page.text).toContain('Incorrect username or password.')
    expect(one.cookie('cognito')).toBeUndefined()
    expect((await one.submit(page, { password: 'Any-password-1' })).url.searchParams.get('code')).toBeTruthy()
  })

  test.each<[string, (one: TestBrowser) => Promise<Record<string, string>>]>([
    ['no secret', () => Promise.resolve({ _csrf: '' })],
    ['a made-up secret', () => Promise.resolve({ _csrf: 'made-up' })],
    [
      "somebody else's secret",
      async () => ({
        _csrf: /name="_csrf" value="([^"]*)"/.exec((await browser().visit(authorizeUrl(BASE))).text)![1]!,
      }),
    ],
    [
      'a secret that was given out to nobody, in cookie and form',
      (one) => {
        one.setCookie('XSRF-TOKEN', 'forged', '/_domain/shop/')
        return Promise.resolve({ _csrf: 'forged' })
      },
    ],
    [
      'a page that waited for five minutes',
      async () => {
        await advance(emulator, 5 * 60_000)
        return {}
      },
    ],
  ])('takes no password with %s', async (_, change) => {
    const one = browser()
    const page = await one.visit(authorizeUrl(BASE))
    const right = { username: 'lee', password: 'Any-password-1' }
    const refused = await one.submit(page, { ...right, ...(await change(one)) })
    expect([refused.status, one.cookie('cognito')]).toEqual([400, undefined])
    expect(refused.text).toContain('Something went wrong')
    expect((await one.signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')).url.searchParams.has('code')).toBe(true)
  })

  test('asks for a new password and the attributes that are missing, and takes them once they are right', async () => {
    const one = browser()
    const asked = await one.signIn(authorizeUrl(BASE, { client_id: 'web' }), 'new', 'Temporary-1')
    expect(asked.text).toContain('Choose a new password')
    expect(asked.text).toContain('>family_name</label>')
    const weak = await one.submit(asked, { new_password: 'weak', 'userAttributes.family_name': 'N' })
    expect(weak.text).toContain('role="alert"')
    const end = await one.submit(weak, { new_password: 'Any-password-3', 'userAttributes.family_name': 'N' })
    const code = end.url.searchParams.get('code')!
    const { json } = await redeem(code, {}, BASIC)
    const { json: who } = await send('/oauth2/userInfo', bearer(json['access_token']))
    expect(who).toMatchObject({ username: 'new', family_name: 'N' })
    expect(await signIn(emulator, 'api', 'new', 'Any-password-3')).toBeDefined()
  })

  test('the host can name the domain as well', async () => {
    const base = 'http://shop.localhost:9229'
    const end = await browser(base).signIn(authorizeUrl(base), 'lee', 'Any-password-1')
    expect(end.url.searchParams.has('code')).toBe(true)
    expect((await send('/login', {}, 'http://nobody.localhost:9229')).status).toBe(404)
  })
})

describe('logout', () => {
  const query = (fields: Record<string, string>) => `/logout?${new URLSearchParams(fields).toString()}`

  test('ends the cookie and nothing else, and goes where it is told', async () => {
    const one = browser()
    const end = await one.signIn(authorizeUrl(BASE), 'lee', 'Any-password-1')
    const { json } = await redeem(end.url.searchParams.get('code')!)
    const kept = one.cookie('cognito')!
    const left = await one.visit(`${BASE}${query({ client_id: 'spa', logout_uri: SHOP.out, redirect_uri: 'x' })}`)
    expect([left.url.href, left.status, one.cookie('cognito')]).toEqual([SHOP.out, 302, undefined])
    expect((await send('/oauth2/userInfo', bearer(json['access_token']))).status).toBe(200)
    one.setCookie('cognito', kept, '/_domain/shop/')
    expect((await one.visit(authorizeUrl(BASE))).text).toContain('Sign in')
  })

  test('goes on to the login page for a redirect, with what the sign-in needs', async () => {
    const wanted = { client_id: 'spa', response_type: 'code', redirect_uri: SHOP.callback, state: 's' }
    const next = async (fields: Record<string, string>) => {
      const { status, headers } = await send(query(fields))
      return [status, ...new URL(headers.get('location')!, BASE).searchParams]
    }
    const all = 'openid email profile aws.cognito.signin.user.admin orders/read'
    expect(await next({ ...wanted, extra: 'x' })).toEqual([302, ...Object.entries({ ...wanted, scope: all })])
    expect(await next({ ...wanted, scope: 'openid' })).toEqual([302, ...Object.entries({ ...wanted, scope: 'openid' })])
  })

  test.each<[string, Record<string, string>, string]>([
    ['no client', {}, 'Required parameters missing'],
    ['nowhere to go', { client_id: 'spa' }, 'Required String parameter &#39;redirect_uri&#39; is not present'],
    ['an unregistered address', { client_id: 'spa', logout_uri: 'https://evil.example' }, 'redirect_mismatch'],
    [
      'an unregistered redirect',
      { client_id: 'spa', response_type: 'code', redirect_uri: 'https://evil.example' },
      'redirect_mismatch',
    ],
    ['a redirect without a flow', { client_id: 'spa', redirect_uri: SHOP.callback }, 'response_type'],
  ])('refuses %s', async (_, fields, text) => {
    const refused = await send(query(fields))
    expect([refused.status, refused.headers.get('location')]).toEqual([400, null])
    expect(refused.text).toContain(text)
  })
})
