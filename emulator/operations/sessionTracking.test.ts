import {
  AdminDisableUserCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminUserGlobalSignOutCommand,
  CreateUserPoolCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  GetTokensFromRefreshTokenCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
  type SessionDescriptionType,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, DEMO, post, sdk, signIn, testEmulator, type Tokens, verdict, vitals } from '../testing.ts'

const START = Date.parse('2026-11-01T10:00:00Z')
const CHROME =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36'
const POOL = { UserPoolId: DEMO.pool }
const ADA = { ...POOL, Username: 'ada' }
const OVER = [
  'NotAuthorizedException: Access Token has been revoked',
  'NotAuthorizedException: Refresh Token has been revoked',
]

let emulator: Emulator
let clockOffsetMs = 0
const aws = () => sdk(emulator, undefined, clockOffsetMs)

beforeEach(async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { now: '2026-11-01T10:00:00Z', frozen: true })
  clockOffsetMs = START - Date.now()
  await track(20)
})

const advance = async (ms: number) => {
  await control(emulator, 'POST', 'clock', { advanceMs: ms })
  clockOffsetMs += ms
}

const track = (MaxPerUser: number, UserSessionTracking: 'ENABLED' | 'DISABLED' = 'ENABLED') =>
  aws().send(new SetUserPoolSessionConfigurationCommand({ ...POOL, UserSessionTracking, TokenSession: { MaxPerUser } }))

const list = async ({ AccessToken }: Tokens): Promise<readonly SessionDescriptionType[]> =>
  (await aws().send(new ListUserSessionsCommand({ AccessToken }))).Sessions ?? []

const adminList = async (Username = 'ada'): Promise<readonly SessionDescriptionType[]> =>
  (await aws().send(new AdminListUserSessionsCommand({ ...POOL, Username }))).Sessions ?? []

const idOf = async (tokens: Tokens): Promise<string> =>
  (await list(tokens)).find(({ IsCurrentSession }) => IsCurrentSession)!.SessionId!

const signInFrom = async (userAgent: string): Promise<Tokens> => {
  const body = {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: DEMO.storefront,
    AuthParameters: { USERNAME: 'ada', PASSWORD: 'Lamp-lit-1843' },
  }
  return (await post(emulator, 'InitiateAuth', body, { 'user-agent': userAgent })).body[
    'AuthenticationResult'
  ] as Tokens
}

describe('the list', () => {
  test('shows every session of the user at every client, marks the own, and says who, where and when', async () => {
    await control(emulator, 'PUT', 'settings', {
      address: '203.0.113.7',
      places: { '203.0.113.7': { City: 'Oslo', Country: 'Norway' } },
    })
    const mac = await signInFrom(CHROME)
    await control(emulator, 'PUT', 'settings', {})
    await advance(60_000)
    const kiosk = await signIn(emulator, DEMO.kiosk)
    await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
    const sessions = await list(mac)
    expect(sessions).toHaveLength(2)
    expect(sessions.find(({ IsCurrentSession }) => IsCurrentSession)).toEqual({
      SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
      SessionType: 'TOKEN',
      ClientId: DEMO.storefront,
      CreateDate: new Date('2026-11-01T10:00:00Z'),
      LastActiveDate: new Date('2026-11-01T10:00:00Z'),
      DeviceType: 'Chrome 125 / macOS 15.0',
      LastIPAddress: '203.0.113.7',
      LastLocation: { City: 'Oslo', Country: 'Norway' },
      IsCurrentSession: true,
    })
    expect((await list(kiosk)).find(({ IsCurrentSession }) => IsCurrentSession)).toMatchObject({
      ClientId: DEMO.kiosk,
      CreateDate: new Date('2026-11-01T10:01:00Z'),
      DeviceType: 'unknown',
      LastIPAddress: '127.0.0.1',
      LastLocation: { Country: 'unknown' },
    })
    const seen = await adminList()
    expect(seen.map(({ IsCurrentSession }) => IsCurrentSession)).toEqual([false, false])
    expect(seen.map(({ SessionId }) => SessionId)).toEqual(sessions.map(({ SessionId }) => SessionId))
  })

  test('device, address and time follow the last refresh, the identity of the session does not', async () => {
    const tokens = await signInFrom(CHROME)
    const [before] = await list(tokens)
    await advance(5000)
    const body = { RefreshToken: tokens.RefreshToken, ClientId: DEMO.storefront }
    await post(emulator, 'GetTokensFromRefreshToken', body, {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
    })
    expect(await list(tokens)).toEqual([
      { ...before, LastActiveDate: new Date('2026-11-01T10:00:05Z'), DeviceType: 'Firefox 140 / Linux' },
    ])
  })

  test('a refused refresh is no activity', async () => {
    const tokens = await signInFrom(CHROME)
    const before = await list(tokens)
    await advance(5000)
    await post(emulator, 'GetTokensFromRefreshToken', { RefreshToken: tokens.RefreshToken, ClientId: DEMO.kiosk })
    expect(await list(tokens)).toEqual(before)
  })

  test.each<[string, (tokens: Tokens) => Promise<unknown>]>([
    [
      'RevokeToken',
      ({ RefreshToken: Token }) => aws().send(new RevokeTokenCommand({ Token, ClientId: DEMO.storefront })),
    ],
    ['GlobalSignOut', ({ AccessToken }) => post(emulator, 'GlobalSignOut', { AccessToken })],
    ['AdminUserGlobalSignOut', () => aws().send(new AdminUserGlobalSignOutCommand(ADA))],
    ['AdminDisableUser', () => aws().send(new AdminDisableUserCommand(ADA))],
    ['the end of its refresh token', () => advance(30 * 86_400_000)],
  ])('%s takes a session off it', async (_, end) => {
    const tokens = await signIn(emulator)
    expect(await adminList()).toHaveLength(1)
    await end(tokens)
    expect(await adminList()).toEqual([])
  })

  test('new sessions are listed after the delay, and a session that is not listed yet is alive', async () => {
    const old = await signIn(emulator)
    await control(emulator, 'PUT', 'settings', { sessionDelayMs: 3000 })
    const young = await signIn(emulator)
    await advance(2999)
    expect(await list(young)).toHaveLength(1)
    expect(await vitals(emulator, young)).toEqual(['ok', 'ok'])
    await advance(1)
    expect(await list(old)).toHaveLength(2)
  })
})

describe('revoking one session', () => {
  test.each([
    [
      'its owner',
      (mine: Tokens, SessionId: string) => new RevokeUserSessionCommand({ AccessToken: mine.AccessToken, SessionId }),
    ],
    ['an administrator', (_: Tokens, SessionId: string) => new AdminRevokeUserSessionCommand({ ...ADA, SessionId })],
  ])('by %s ends its tokens and its record, and nothing else', async (_, command) => {
    const mine = await signIn(emulator)
    const other = await signIn(emulator)
    const id = await idOf(other)
    expect(await aws().send(command(mine, id) as RevokeUserSessionCommand)).not.toHaveProperty('Sessions')
    expect(await vitals(emulator, other)).toEqual(OVER)
    expect(await vitals(emulator, mine)).toEqual(['ok', 'ok'])
    expect((await list(mine)).map(({ SessionId }) => SessionId)).toEqual([await idOf(mine)])
    await expect(aws().send(command(mine, id) as RevokeUserSessionCommand)).rejects.toThrow('Session does not exist.')
  })

  test('reaches access tokens that RevokeToken cannot, for they have no origin_jti', async () => {
    const kiosk = await signIn(emulator, DEMO.kiosk)
    await aws().send(new AdminRevokeUserSessionCommand({ ...ADA, SessionId: await idOf(kiosk) }))
    expect((await vitals(emulator, kiosk, DEMO.kiosk))[0]).toBe(OVER[0])
  })

  test('refuses the own, the unknown, and those of others', async () => {
    const mine = await signIn(emulator)
    const hers = await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
    const { AccessToken } = mine
    const ask = (SessionId: string) => verdict(emulator, 'RevokeUserSession', { AccessToken, SessionId })
    expect(await ask(await idOf(mine))).toContain('InvalidParameterException: The current session')
    const unknown = 'ResourceNotFoundException: Session does not exist.'
    expect(await ask('tkn0000000000000000000000000')).toBe(unknown)
    expect(await ask(await idOf(hers))).toBe(unknown)
    const SessionId = await idOf(hers)
    await expect(aws().send(new AdminRevokeUserSessionCommand({ ...ADA, SessionId }))).rejects.toThrow('does not exist')
    expect(await vitals(emulator, hers)).toEqual(['ok', 'ok'])
    expect(await vitals(emulator, mine)).toEqual(['ok', 'ok'])
  })

  test('needs a live access token', async () => {
    const { AccessToken, RefreshToken } = await signIn(emulator)
    await aws().send(new RevokeTokenCommand({ Token: RefreshToken, ClientId: DEMO.storefront }))
    expect(await verdict(emulator, 'ListUserSessions', { AccessToken })).toBe(OVER[0])
    expect(await verdict(emulator, 'RevokeUserSession', { AccessToken, SessionId: 'x' })).toBe(OVER[0])
  })
})

describe('MaxPerUser', () => {
  test('the next sign-in ends the least recently used session', async () => {
    await track(2)
    const first = await signIn(emulator)
    const second = await signIn(emulator, DEMO.kiosk)
    await aws().send(
      new GetTokensFromRefreshTokenCommand({ RefreshToken: first.RefreshToken, ClientId: DEMO.storefront }),
    )
    await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
    expect(await vitals(emulator, second, DEMO.kiosk)).toEqual(['ok', 'ok'])
    await aws().send(
      new GetTokensFromRefreshTokenCommand({ RefreshToken: first.RefreshToken, ClientId: DEMO.storefront }),
    )
    const third = await signIn(emulator)
    expect((await vitals(emulator, second, DEMO.kiosk))[1]).toBe(OVER[1])
    expect(await vitals(emulator, first)).toEqual(['ok', 'ok'])
    expect(await list(third)).toHaveLength(2)
  })

  test('a lower number ends nothing before the next sign-in', async () => {
    const all = [await signIn(emulator), await signIn(emulator), await signIn(emulator)]
    await track(1)
    expect(await adminList()).toHaveLength(3)
    const last = await signIn(emulator)
    expect(await adminList()).toHaveLength(1)
    for (const tokens of all) expect(await vitals(emulator, tokens)).toEqual(OVER)
    expect(await vitals(emulator, last)).toEqual(['ok', 'ok'])
  })
})

describe('the configuration', () => {
  const client = { ...POOL, ClientId: DEMO.storefront }
  const setMinutes = (MaxValidityMinutes: number) =>
    aws().send(new SetUserPoolClientSessionConfigurationCommand({ ...client, SSOSession: { MaxValidityMinutes } }))

  test('is off, twenty and an hour where nobody set it', async () => {
    const { UserPool } = await aws().send(new CreateUserPoolCommand({ PoolName: 'new' }))
    const { $metadata: _, ...pool } = await aws().send(
      new GetUserPoolSessionConfigurationCommand({ UserPoolId: UserPool!.Id! }),
    )
    expect(pool).toEqual({
      UserPoolId: UserPool!.Id,
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    })
    const { SSOSession } = await aws().send(new GetUserPoolClientSessionConfigurationCommand(client))
    expect(SSOSession).toEqual({ MaxValidityMinutes: 60 })
  })

  test('of a client needs tracking, and sleeps while it is off', async () => {
    expect((await setMinutes(0)).SSOSession).toEqual({ MaxValidityMinutes: 0 })
    await track(20, 'DISABLED')
    await expect(setMinutes(5)).rejects.toMatchObject({ name: 'OperationNotEnabledException' })
    const { SSOSession } = await aws().send(new GetUserPoolClientSessionConfigurationCommand(client))
    expect(SSOSession).toEqual({ MaxValidityMinutes: 0 })
  })

  test.each([
    [{ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 101 } }, 'less than or equal to 100'],
    [{ UserSessionTracking: 'ON', TokenSession: { MaxPerUser: 1 } }, 'enum value set: [ENABLED, DISABLED]'],
    [{ UserSessionTracking: 'ENABLED', TokenSession: {} }, 'Member must not be null'],
    [{ UserSessionTracking: 'ENABLED' }, 'Member must not be null'],
  ])('refuses %j', async (change, message) => {
    const command = new SetUserPoolSessionConfigurationCommand({ ...POOL, ...change } as never)
    await expect(aws().send(command)).rejects.toThrow(message)
  })

  test('is not for pools of the Lite tier', async () => {
    const { UserPool } = await aws().send(new CreateUserPoolCommand({ PoolName: 'lite', UserPoolTier: 'LITE' }))
    const wanted = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 1 } } as const
    await expect(
      aws().send(new SetUserPoolSessionConfigurationCommand({ UserPoolId: UserPool!.Id!, ...wanted })),
    ).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' })
  })

  test('off means no records: nothing is listed, then or later, and tokens live on', async () => {
    const before = await signIn(emulator)
    await track(20, 'DISABLED')
    const during = await signIn(emulator)
    const off = `OperationNotEnabledException: Session tracking is not enabled for user pool ${DEMO.pool}.`
    expect(await verdict(emulator, 'ListUserSessions', { AccessToken: during.AccessToken })).toBe(off)
    expect(await verdict(emulator, 'RevokeUserSession', { AccessToken: during.AccessToken, SessionId: 'x' })).toBe(off)
    await control(emulator, 'PUT', 'settings', { untrackedSessions: 'empty' })
    expect(await list(during)).toEqual([])
    const unknown = { AccessToken: during.AccessToken, SessionId: `tkn${'0'.repeat(25)}` }
    expect(await verdict(emulator, 'RevokeUserSession', unknown)).toContain('ResourceNotFoundException')
    await track(20)
    expect(await list(during)).toEqual([])
    for (const tokens of [before, during]) expect(await vitals(emulator, tokens)).toEqual(['ok', 'ok'])
  })
})
