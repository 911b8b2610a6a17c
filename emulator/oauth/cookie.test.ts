import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  RevokeTokenCommand,
  type SessionDescriptionType,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, post, sdk, testEmulator } from '../testing.ts'
import { TestBrowser } from './testBrowser.ts'
import { authorizeUrl, SHOP, shopSeed } from './testShop.ts'

const ORIGIN = 'http://127.0.0.1:9229'
const BASE = `${ORIGIN}/_domain/${SHOP.domain}`
const START = Date.parse('2026-11-01T10:00:00Z')
const MINUTE = 60_000
const POOL = { UserPoolId: SHOP.pool }
const LEE = { ...POOL, Username: 'lee' }

let emulator: Emulator
let clockOffsetMs = 0
let browser: TestBrowser
const aws = () => sdk(emulator, undefined, clockOffsetMs)

beforeEach(async () => {
  emulator = testEmulator({ seed: shopSeed })
  browser = new TestBrowser(ORIGIN, (request) => emulator.fetch(request))
  await control(emulator, 'POST', 'clock', { now: new Date(START).toISOString(), frozen: true })
  clockOffsetMs = START - Date.now()
})

const advance = async (ms: number) => {
  await control(emulator, 'POST', 'clock', { advanceMs: ms })
  clockOffsetMs += ms
}

const track = () =>
  aws().send(
    new SetUserPoolSessionConfigurationCommand({
      ...POOL,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 20 },
    }),
  )

const reuseFor = (ClientId: string, MaxValidityMinutes: number) =>
  aws().send(
    new SetUserPoolClientSessionConfigurationCommand({ ...POOL, ClientId, SSOSession: { MaxValidityMinutes } }),
  )

const signIn = (change: Record<string, string> = {}, who = 'lee', password = 'Any-password-1') =>
  browser.signIn(authorizeUrl(BASE, change), who, password)

/** What a client's next sign-in in this browser meets: a code at once, or the login page. */
const next = async (clientId = 'spa', change: Record<string, string> = {}): Promise<string> => {
  const page = await browser.visit(authorizeUrl(BASE, { client_id: clientId, ...change }))
  if (page.url.searchParams.has('code')) return 'let in'
  return page.url.searchParams.get('error') ?? (page.text.includes('Sign in') ? 'asked' : page.text)
}

const tokensOf = async (page: { url: URL }, clientId = 'spa'): Promise<Record<string, string>> => {
  const fields = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: SHOP.callback }
  const body = new URLSearchParams({ ...fields, code: page.url.searchParams.get('code')! })
  const response = await emulator.fetch(new Request(`${BASE}/oauth2/token`, { method: 'POST', body }))
  return response.json()
}

const isAlive = async (tokens: Record<string, string>): Promise<boolean> => {
  const headers = { authorization: `Bearer ${tokens['access_token']}` }
  return (await emulator.fetch(new Request(`${BASE}/oauth2/userInfo`, { headers }))).status === 200
}

const claims = (token: string): Record<string, unknown> => JSON.parse(atob(token.split('.')[1]!))

const sessions = async (): Promise<readonly SessionDescriptionType[]> =>
  (await aws().send(new AdminListUserSessionsCommand(LEE))).Sessions ?? []

const idOf = async (type: 'SSO' | 'TOKEN'): Promise<string> =>
  (await sessions()).find(({ SessionType }) => SessionType === type)!.SessionId!

describe('the cookie', () => {
  test('stands in for the password at every client of the pool, for an hour from the password on', async () => {
    await signIn()
    await advance(30 * MINUTE)
    expect(await next()).toBe('let in')
    expect(await next('rotating')).toBe('let in')
    await advance(30 * MINUTE - 1)
    expect(await next()).toBe('let in')
    await advance(1)
    expect(await next()).toBe('asked')
  })

  test('begins a family of its own each time, which remembers when the password was given', async () => {
    const first = await tokensOf(await signIn())
    await advance(10 * MINUTE)
    const second = await tokensOf(await browser.visit(authorizeUrl(BASE)))
    const [one, other] = [claims(first['access_token']!), claims(second['access_token']!)]
    expect(other['origin_jti']).not.toBe(one['origin_jti'])
    expect([one['auth_time'], other['auth_time']]).toEqual([START / 1000, START / 1000])
  })

  test('prompt=login asks all the same, and prompt=none never does', async () => {
    expect(await next('spa', { prompt: 'none' })).toBe('login_required')
    await signIn()
    const before = browser.cookie('cognito')
    expect(await next('spa', { prompt: 'none' })).toBe('let in')
    expect(await next('spa', { prompt: 'login' })).toBe('asked')
    await advance(59 * MINUTE)
    await signIn({ prompt: 'login' })
    expect(browser.cookie('cognito')).not.toBe(before)
    await advance(59 * MINUTE)
    expect(await next()).toBe('let in')
  })

  test('is one browser: another one, a made-up one and one of another domain are asked', async () => {
    await signIn()
    const cookie = browser.cookie('cognito')!
    browser = new TestBrowser(ORIGIN, (request) => emulator.fetch(request))
    expect(await next()).toBe('asked')
    browser.setCookie('cognito', `${cookie}x`, '/_domain/shop/')
    expect(await next()).toBe('asked')
    browser.setCookie('cognito', cookie, '/_domain/')
    const other = await browser.visit(authorizeUrl(`${ORIGIN}/_domain/other`, { client_id: 'foreign' }))
    expect(other.text).toContain('Sign in')
    expect(await next()).toBe('let in')
  })

  test('ends with the branding version of its domain', async () => {
    await signIn()
    const domain = { ...POOL, Domain: SHOP.domain }
    const give = async (ManagedLoginVersion: number) => {
      await aws().send(new DeleteUserPoolDomainCommand(domain))
      await aws().send(new CreateUserPoolDomainCommand({ ...domain, ManagedLoginVersion }))
    }
    await give(2)
    expect(await next()).toBe('let in')
    await give(1)
    expect(await next()).toBe('asked')
  })

  test('is useless while its user is disabled', async () => {
    await signIn()
    await aws().send(new AdminDisableUserCommand(LEE))
    expect(await next()).toBe('asked')
    await aws().send(new AdminEnableUserCommand(LEE))
    expect(await next()).toBe('let in')
  })
})

describe('with session tracking', () => {
  beforeEach(track)

  test("each client has its own reuse time, and nought is never; without tracking the hour is everybody's", async () => {
    await reuseFor('spa', 0)
    await reuseFor('rotating', 120)
    await signIn()
    expect(await next('spa')).toBe('asked')
    await advance(60 * MINUTE)
    expect(await next('lasting')).toBe('asked')
    expect(await next('rotating')).toBe('let in')
    await advance(60 * MINUTE)
    expect(await next('rotating')).toBe('asked')
    await signIn({ prompt: 'login' })
    await aws().send(
      new SetUserPoolSessionConfigurationCommand({
        ...POOL,
        UserSessionTracking: 'DISABLED',
        TokenSession: { MaxPerUser: 20 },
      }),
    )
    expect(await next('spa')).toBe('let in')
    await advance(60 * MINUTE)
    expect(await next('rotating')).toBe('asked')
  })

  test('sessions are a tree: each token session names the SSO session that it came through', async () => {
    await tokensOf(await signIn())
    await tokensOf(await browser.visit(authorizeUrl(BASE, { client_id: 'rotating' })), 'rotating')
    await post(emulator, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'api',
      AuthParameters: { USERNAME: 'lee', PASSWORD: 'Any-password-1' },
    })
    const sso = await idOf('SSO')
    expect(sso).toMatch(/^sso[a-z0-9]{25}$/)
    const tree = (await sessions()).map(({ ClientId, SessionType, OriginSessionId }) => [
      ClientId,
      SessionType,
      OriginSessionId,
    ])
    expect(tree).toHaveLength(4)
    expect(tree).toEqual(
      expect.arrayContaining([
        ['spa', 'SSO', undefined],
        ['spa', 'TOKEN', sso],
        ['rotating', 'TOKEN', sso],
        ['api', 'TOKEN', undefined],
      ]),
    )
  })

  test('a grant and a rotation are activity of the SSO session, a plain refresh is not', async () => {
    const lastActive = async () =>
      (await sessions()).find(({ SessionType }) => SessionType === 'SSO')!.LastActiveDate!.getTime() - START
    const plain = await tokensOf(await signIn())
    await advance(1000)
    const rotating = await tokensOf(await browser.visit(authorizeUrl(BASE, { client_id: 'rotating' })), 'rotating')
    expect(await lastActive()).toBe(1000)
    await advance(1000)
    await post(emulator, 'GetTokensFromRefreshToken', { RefreshToken: plain['refresh_token'], ClientId: 'spa' })
    expect(await lastActive()).toBe(1000)
    await post(emulator, 'GetTokensFromRefreshToken', { RefreshToken: rotating['refresh_token'], ClientId: 'rotating' })
    expect(await lastActive()).toBe(2000)
  })

  test('the same person goes on with the SSO session after a password, and another person ends it', async () => {
    await signIn()
    const before = await idOf('SSO')
    await signIn({ prompt: 'login' })
    expect(await idOf('SSO')).toBe(before)
    await signIn({ prompt: 'login' }, 'mia', 'Any-password-2')
    expect(await sessions()).toEqual([])
  })

  test.each<
    [string, 'SSO' | 'TOKEN', 'NONE' | 'LINKED' | undefined, { cookie: string; first: boolean; second: boolean }]
  >([
    ['an SSO session alone', 'SSO', undefined, { cookie: 'asked', first: true, second: true }],
    ['an SSO session with what came through it', 'SSO', 'LINKED', { cookie: 'asked', first: false, second: false }],
    ['a token session alone', 'TOKEN', 'NONE', { cookie: 'let in', first: false, second: true }],
    ['a token session with its parent', 'TOKEN', 'LINKED', { cookie: 'asked', first: false, second: true }],
  ])('revoking %s', async (_, type, RevokeAssociatedSessions, outcome) => {
    const first = await tokensOf(await signIn())
    const SessionId = await idOf(type)
    const second = await tokensOf(await browser.visit(authorizeUrl(BASE, { client_id: 'rotating' })), 'rotating')
    await aws().send(
      new AdminRevokeUserSessionCommand({
        ...LEE,
        SessionId,
        ...(RevokeAssociatedSessions && { RevokeAssociatedSessions }),
      }),
    )
    expect({ first: await isAlive(first), second: await isAlive(second), cookie: await next() }).toEqual(outcome)
    const alive = [outcome.cookie === 'let in', outcome.first, outcome.second].filter(Boolean).length
    expect(await sessions()).toHaveLength(alive)
  })

  test.each<['NONE' | 'LINKED' | undefined, string]>([
    [undefined, 'let in'],
    ['NONE', 'let in'],
    ['LINKED', 'asked'],
  ])('RevokeToken with %s: at the next sign-in one is %s', async (RevokeAssociatedSessions, cookie) => {
    const tokens = await tokensOf(await signIn())
    const sibling = await tokensOf(await browser.visit(authorizeUrl(BASE)))
    const Token = tokens['refresh_token']
    await aws().send(
      new RevokeTokenCommand({ Token, ClientId: 'spa', ...(RevokeAssociatedSessions && { RevokeAssociatedSessions }) }),
    )
    expect([await isAlive(tokens), await isAlive(sibling), await next()]).toEqual([false, true, cookie])
  })

  test('linked sessions end after the delay, the target at once', async () => {
    await control(emulator, 'PUT', 'settings', { sessionDelayMs: 3000 })
    const tokens = await tokensOf(await signIn())
    await advance(3000)
    await aws().send(
      new AdminRevokeUserSessionCommand({ ...LEE, SessionId: await idOf('SSO'), RevokeAssociatedSessions: 'LINKED' }),
    )
    expect([await next(), await isAlive(tokens), (await sessions()).length]).toEqual(['asked', true, 1])
    await advance(2999)
    expect(await isAlive(tokens)).toBe(true)
    await advance(1)
    expect([await isAlive(tokens), await sessions()]).toEqual([false, []])
  })
})

test('RevokeToken with LINKED has no effect beyond itself where nothing is tracked', async () => {
  const tokens = await tokensOf(await signIn())
  await aws().send(
    new RevokeTokenCommand({ Token: tokens['refresh_token'], ClientId: 'spa', RevokeAssociatedSessions: 'LINKED' }),
  )
  expect([await isAlive(tokens), await next()]).toEqual([false, 'let in'])
})
