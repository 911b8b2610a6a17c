import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminRevokeUserSessionCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { control, post } from '../testing.ts'
import { LEE, MINUTE, SsoStage, START } from './ssoStage.ts'
import { ORIGIN } from './testDomain.ts'
import { authorizeUrl } from './testShop.ts'

let stage: SsoStage

beforeEach(async () => {
  stage = await SsoStage.begin()
})

const claims = (token: string): Record<string, unknown> => JSON.parse(atob(token.split('.')[1]!))

describe('the cookie', () => {
  test('stands in for the password at every client of the pool, for an hour from the password on', async () => {
    await stage.signIn()
    await stage.advance(30 * MINUTE)
    expect(await stage.next()).toBe('let in')
    expect(await stage.next('rotating')).toBe('let in')
    await stage.advance(30 * MINUTE - 1)
    expect(await stage.next()).toBe('let in')
    await stage.advance(1)
    expect(await stage.next()).toBe('asked')
  })

  test('begins a family of its own each time, which remembers when the password was given', async () => {
    const first = await stage.tokensOf(await stage.signIn())
    await stage.advance(10 * MINUTE)
    const second = await stage.tokensOf(await stage.visit())
    const [one, other] = [claims(first['access_token']!), claims(second['access_token']!)]
    expect(other['origin_jti']).not.toBe(one['origin_jti'])
    expect([one['auth_time'], other['auth_time']]).toEqual([START / 1000, START / 1000])
  })

  test('prompt=login asks all the same, and prompt=none never does', async () => {
    expect(await stage.next('spa', { prompt: 'none' })).toBe('login_required')
    await stage.signIn()
    const before = stage.browser.cookie('cognito')
    expect(await stage.next('spa', { prompt: 'none' })).toBe('let in')
    expect(await stage.next('spa', { prompt: 'login' })).toBe('asked')
    expect(await stage.next('spa', { prompt: 'consent login' })).toBe('asked')
    expect(await stage.next('spa', { prompt: 'select_account consent' })).toBe('let in')
    await stage.advance(59 * MINUTE)
    const tokens = await stage.tokensOf(await stage.signIn({ prompt: 'login' }))
    expect(claims(tokens['access_token']!)['auth_time']).toBe(START / 1000 + 59 * 60)
    expect(stage.browser.cookie('cognito')).not.toBe(before)
    await stage.advance(59 * MINUTE)
    expect(await stage.next()).toBe('let in')
  })

  test('lets in at the classic hosted UI whatever prompt says, with the time of its password', async () => {
    await stage.takeDomain()
    await stage.giveDomain(1)
    await stage.signIn()
    await stage.advance(10 * MINUTE)
    const tokens = await stage.tokensOf(await stage.visit('spa', { prompt: 'login' }))
    expect(claims(tokens['access_token']!)['auth_time']).toBe(START / 1000)
  })

  test('is one browser: another one, a made-up one and one of another domain are asked', async () => {
    await stage.signIn()
    const cookie = stage.browser.cookie('cognito')!
    stage.browser = stage.newBrowser()
    expect(await stage.next()).toBe('asked')
    stage.browser.setCookie('cognito', `${cookie}x`, '/_domain/shop/')
    expect(await stage.next()).toBe('asked')
    stage.browser.setCookie('cognito', cookie, '/_domain/')
    const other = await stage.browser.visit(authorizeUrl(`${ORIGIN}/_domain/other`, { client_id: 'foreign' }))
    expect(other.text).toContain('Sign in')
    expect(await stage.next()).toBe('let in')
  })

  test('ends with the branding version of its domain, for good', async () => {
    await stage.signIn()
    const rebrand = async (version: number) => {
      await stage.takeDomain()
      await stage.giveDomain(version)
    }
    await rebrand(2)
    expect(await stage.next()).toBe('let in')
    await rebrand(1)
    expect(await stage.next()).toBe('asked')
    await rebrand(2)
    expect(await stage.next()).toBe('asked')
    await stage.signIn()
    expect(await stage.next()).toBe('let in')
    await rebrand(2)
    expect(await stage.next()).toBe('let in')
    await rebrand(1)
    expect(await stage.next()).toBe('asked')
  })

  test('is useless while its user is disabled', async () => {
    await stage.signIn()
    await stage.aws.send(new AdminDisableUserCommand(LEE))
    expect(await stage.next()).toBe('asked')
    await stage.aws.send(new AdminEnableUserCommand(LEE))
    expect(await stage.next()).toBe('let in')
  })
})

describe('with session tracking', () => {
  beforeEach(() => stage.track())

  test("each client has its own reuse time, and nought is never; without tracking the hour is everybody's", async () => {
    await stage.reuseFor('spa', 0)
    await stage.reuseFor('rotating', 120)
    await stage.signIn()
    expect(await stage.next('spa')).toBe('asked')
    await stage.advance(60 * MINUTE)
    expect(await stage.next('lasting')).toBe('asked')
    expect(await stage.next('rotating')).toBe('let in')
    await stage.advance(60 * MINUTE)
    expect(await stage.next('rotating')).toBe('asked')
    await stage.signIn({ prompt: 'login' })
    await stage.track('DISABLED')
    expect(await stage.next('spa')).toBe('let in')
    await stage.advance(60 * MINUTE)
    expect(await stage.next('rotating')).toBe('asked')
  })

  test('sessions are a tree: each token session names the SSO session that it came through', async () => {
    await stage.tokensOf(await stage.signIn())
    await stage.tokensOf(await stage.visit('rotating'), 'rotating')
    await post(stage.emulator, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'api',
      AuthParameters: { USERNAME: 'lee', PASSWORD: 'Any-password-1' },
    })
    const sso = await stage.idOf('SSO')
    expect(sso).toMatch(/^sso[a-z0-9]{25}$/)
    const tree = (await stage.sessions()).map(({ ClientId, SessionType, OriginSessionId }) => [
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
      (await stage.sessions()).find(({ SessionType }) => SessionType === 'SSO')!.LastActiveDate!.getTime() - START
    const plain = await stage.tokensOf(await stage.signIn())
    await stage.advance(1000)
    const rotating = await stage.tokensOf(await stage.visit('rotating'), 'rotating')
    expect(await lastActive()).toBe(1000)
    await stage.advance(1000)
    await post(stage.emulator, 'GetTokensFromRefreshToken', { RefreshToken: plain['refresh_token'], ClientId: 'spa' })
    expect(await lastActive()).toBe(1000)
    await post(stage.emulator, 'GetTokensFromRefreshToken', {
      RefreshToken: rotating['refresh_token'],
      ClientId: 'rotating',
    })
    expect(await lastActive()).toBe(2000)
  })

  test('the same person goes on with the SSO session after a password, and another person ends it', async () => {
    await stage.signIn()
    const before = await stage.idOf('SSO')
    await stage.signIn({ prompt: 'login' })
    expect(await stage.idOf('SSO')).toBe(before)
    await stage.signIn({ prompt: 'login' }, 'mia', 'Any-password-2')
    expect(await stage.sessions()).toEqual([])
  })

  test('a session goes on while its pool has no domain, and is over once one comes with another version', async () => {
    await stage.signIn()
    const types = async () => (await stage.sessions()).map(({ SessionType }) => SessionType)
    await stage.takeDomain()
    expect(await types()).toEqual(['SSO'])
    await stage.giveDomain(1)
    expect(await types()).toEqual([])
    await stage.takeDomain()
    expect(await types()).toEqual([])
    await stage.giveDomain(2)
    expect(await types()).toEqual([])
  })

  test.each<
    [string, 'SSO' | 'TOKEN', 'NONE' | 'LINKED' | undefined, { cookie: string; first: boolean; second: boolean }]
  >([
    ['an SSO session alone', 'SSO', undefined, { cookie: 'asked', first: true, second: true }],
    ['an SSO session with what came through it', 'SSO', 'LINKED', { cookie: 'asked', first: false, second: false }],
    ['a token session alone', 'TOKEN', 'NONE', { cookie: 'let in', first: false, second: true }],
    ['a token session with its parent', 'TOKEN', 'LINKED', { cookie: 'asked', first: false, second: true }],
  ])('revoking %s', async (_, type, RevokeAssociatedSessions, outcome) => {
    const first = await stage.tokensOf(await stage.signIn())
    const SessionId = await stage.idOf(type)
    const second = await stage.tokensOf(await stage.visit('rotating'), 'rotating')
    await stage.aws.send(
      new AdminRevokeUserSessionCommand({
        ...LEE,
        SessionId,
        ...(RevokeAssociatedSessions && { RevokeAssociatedSessions }),
      }),
    )
    expect({
      first: await stage.isAlive(first),
      second: await stage.isAlive(second),
      cookie: await stage.next(),
    }).toEqual(outcome)
    const alive = [outcome.cookie === 'let in', outcome.first, outcome.second].filter(Boolean).length
    expect(await stage.sessions()).toHaveLength(alive)
  })

  test.each<['NONE' | 'LINKED' | undefined, string]>([
    [undefined, 'let in'],
    ['NONE', 'let in'],
    ['LINKED', 'asked'],
  ])('RevokeToken with %s: at the next sign-in one is %s', async (RevokeAssociatedSessions, cookie) => {
    const tokens = await stage.tokensOf(await stage.signIn())
    const sibling = await stage.tokensOf(await stage.visit())
    const Token = tokens['refresh_token']
    await stage.aws.send(
      new RevokeTokenCommand({ Token, ClientId: 'spa', ...(RevokeAssociatedSessions && { RevokeAssociatedSessions }) }),
    )
    expect([await stage.isAlive(tokens), await stage.isAlive(sibling), await stage.next()]).toEqual([
      false,
      true,
      cookie,
    ])
  })

  test('linked sessions end after the delay, the target at once', async () => {
    await control(stage.emulator, 'PUT', 'settings', { sessionDelayMs: 3000 })
    const tokens = await stage.tokensOf(await stage.signIn())
    await stage.advance(3000)
    await stage.aws.send(
      new AdminRevokeUserSessionCommand({
        ...LEE,
        SessionId: await stage.idOf('SSO'),
        RevokeAssociatedSessions: 'LINKED',
      }),
    )
    expect([await stage.next(), await stage.isAlive(tokens), (await stage.sessions()).length]).toEqual([
      'asked',
      true,
      1,
    ])
    await stage.advance(2999)
    expect(await stage.isAlive(tokens)).toBe(true)
    await stage.advance(1)
    expect([await stage.isAlive(tokens), await stage.sessions()]).toEqual([false, []])
  })

  test('a session that is ending does not go on with the next password', async () => {
    await control(stage.emulator, 'PUT', 'settings', { sessionDelayMs: 3000 })
    const { refresh_token: Token } = await stage.tokensOf(await stage.signIn())
    await stage.advance(3000)
    const before = await stage.idOf('SSO')
    await stage.aws.send(new RevokeTokenCommand({ Token, ClientId: 'spa', RevokeAssociatedSessions: 'LINKED' }))
    await stage.advance(1000)
    expect(await stage.next()).toBe('let in')
    await stage.signIn({ prompt: 'login' })
    await stage.advance(3000)
    expect(await stage.next()).toBe('let in')
    const ids = (await stage.sessions()).flatMap(({ SessionType, SessionId }) =>
      SessionType === 'SSO' ? SessionId : [],
    )
    expect(ids).toHaveLength(1)
    expect(ids).not.toContain(before)
  })
})

test('RevokeToken with LINKED has no effect beyond itself where nothing is tracked', async () => {
  const tokens = await stage.tokensOf(await stage.signIn())
  await stage.aws.send(
    new RevokeTokenCommand({ Token: tokens['refresh_token'], ClientId: 'spa', RevokeAssociatedSessions: 'LINKED' }),
  )
  expect([await stage.isAlive(tokens), await stage.next()]).toEqual([false, 'let in'])
})
