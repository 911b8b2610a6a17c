import { describe, expect, it } from 'vitest'

import { signIn } from '../../emulator/testing.ts'
import { answerOf, demo, failureIn, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const pool = demo.pool
const ada = { poolId: pool, username: 'ada' }

async function operating() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  return { world, tab }
}

describe('an operator’s users', () => {
  it('are listed, found by what they are called, and nobody is found by what would break out of the search', async () => {
    const { world, tab } = await operating()
    const all = await tab.run('listUsers', { poolId: pool })
    expect(all.users.map(({ username }) => username)).toContain('ada')
    const search = async (attribute: 'username' | 'email', match: 'is' | 'starts with', value: string) =>
      (await tab.run('listUsers', { poolId: pool, search: { attribute, match, value } })).users
    expect(await search('email', 'starts with', 'ada@')).toMatchObject([{ username: 'ada', enabled: true }])
    expect(await search('username', 'is', 'ad')).toEqual([])
    expect(await search('email', 'is', 'x" or email = "ada@example.com')).toEqual([])
    expect(world.sent('ListUsers').at(-1)?.body['Filter']).toBe('email = "x\\" or email = \\"ada@example.com"')
  })

  it('are shown with attributes, groups, devices and sessions, and are in their groups', async () => {
    const { tab } = await operating()
    const details = await tab.run('userDetails', ada)
    expect(details.attributes).toContainEqual({ name: 'email', value: 'ada@example.com' })
    expect(await tab.run('userGroups', ada)).toMatchObject([{ name: 'engineers' }])
    expect(await tab.run('userDevices', ada)).toEqual([])
    const groups = await tab.run('listGroups', { poolId: pool })
    expect(groups.map(({ name }) => name)).toContain('engineers')
    const inGroup = await tab.run('listUsersInGroup', { poolId: pool, group: 'engineers' })
    expect(inGroup.users.map(({ username }) => username)).toContain('ada')
  })

  it('are shown with nothing where Cognito says nothing, and page after page', async () => {
    const { world, tab } = await operating()
    world.network = only(
      ['AdminListGroupsForUser', 'AdminListDevices', 'AdminListUserSessions', 'ListUsers', 'DescribeUserPool'],
      async ({ operation }) =>
        answerOf(
          operation === 'ListUsers'
            ? { Users: [{ Username: 'ada' }], PaginationToken: 'next' }
            : { Groups: [{}], Devices: [{}], Sessions: [{}], UserPool: {} },
        ),
    )
    expect(await tab.run('userGroups', ada)).toEqual([{ name: '' }])
    expect(await tab.run('userDevices', ada)).toEqual([{ key: '' }])
    expect(await tab.run('userSessions', ada)).toEqual([{ id: '', type: 'token' }])
    expect(await tab.run('listUsers', { poolId: pool })).toMatchObject({ users: [{ username: 'ada' }], next: 'next' })
    expect(await tab.run('poolSettings', { poolId: pool })).toEqual({
      id: pool,
      name: '',
      deletionProtection: false,
      tracksDevices: false,
    })
  })

  it('are signed out everywhere: their sessions end, and Cognito’s list agrees', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const [session] = await tab.run('userSessions', ada)
    expect(session).toMatchObject({ type: 'token' })
    expect(await tab.run('signOutUser', ada)).toMatchObject({ requestId: expect.stringMatching(/\S/) as string })
    expect(await tab.run('userSessions', ada)).toEqual([])
  })

  it('are asked for again where Cognito throttles: three times in all, and then that is said', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const asks = [
      ['ListUsers', async () => tab.run('listUsers', { poolId: pool })],
      ['ListUsersInGroup', async () => tab.run('listUsersInGroup', { poolId: pool, group: 'engineers' })],
      ['AdminGetUser', async () => tab.run('userDetails', ada)],
      ['AdminListUserSessions', async () => tab.run('userSessions', ada)],
      ['AdminUserGlobalSignOut', async () => tab.run('signOutUser', ada)],
    ] as const
    for (const [operation, ask] of asks) {
      await world.fault({ operation, times: 3, error: { code: 'TooManyRequestsException', message: 'Rate exceeded' } })
      const failure = { operation, code: 'TooManyRequestsException', class: 'transient', attempts: 3 }
      expect(await failureIn(ask())).toMatchObject(failure)
      expect(world.sent(operation), operation).toHaveLength(3)
      if (operation === 'AdminUserGlobalSignOut') expect(await tab.run('userSessions', ada)).toHaveLength(1)
      await world.fault({ operation, times: 2, error: { code: 'TooManyRequestsException' } })
      const before = world.sent(operation).length
      await ask()
      expect(world.sent(operation).length - before, operation).toBe(3)
    }
    expect(await tab.run('userSessions', ada)).toEqual([])
  })

  it('lose one session alone, where it is named', async () => {
    const { world, tab } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.ada)
    const sessionId = (await tab.run('userSessions', ada))[0]?.id ?? ''
    await tab.run('endUserSession', { ...ada, sessionId, linked: false })
    expect(await tab.run('userSessions', ada)).toEqual([])
    const again = tab.run('endUserSession', { ...ada, sessionId, linked: false })
    expect(await failureIn(again)).toMatchObject({ code: 'ResourceNotFoundException' })
  })

  it('are disabled, enabled, and made to choose a new password', async () => {
    const { tab } = await operating()
    const shown = async () => (await tab.run('listUsers', { poolId: pool })).users.find((u) => u.username === 'ada')
    await tab.run('disableUser', ada)
    expect(await shown()).toMatchObject({ enabled: false })
    await tab.run('enableUser', ada)
    expect(await shown()).toMatchObject({ enabled: true })
    await tab.run('resetUserPassword', ada)
    expect(await shown()).toMatchObject({ status: 'RESET_REQUIRED' })
  })

  it('have a sign-in history only where the pool keeps one', async () => {
    const { tab } = await operating()
    expect(await failureIn(tab.run('userHistory', ada))).toMatchObject({ code: 'UserPoolAddOnNotEnabledException' })
  })

  it('have what Cognito knows of devices, history and sessions, and nothing made up where it knows nothing', async () => {
    const { world, tab } = await operating()
    const attribute = (Name: string, Value: string) => ({ Name, Value })
    const at = (seconds: number) => new Date(seconds * 1000)
    world.network = only(['AdminListDevices', 'AdminListUserAuthEvents', 'AdminListUserSessions'], async (call) => {
      switch (call.operation) {
        case 'AdminListDevices':
          return answerOf({
            Devices: [
              {
                DeviceKey: 'us-east-1_a',
                DeviceAttributes: [attribute('device_name', 'Laptop'), attribute('last_ip_used', '192.0.2.1')],
                DeviceCreateDate: 1_900_000_000,
                DeviceLastAuthenticatedDate: 1_900_000_100,
              },
              { DeviceKey: 'us-east-1_b' },
            ],
          })
        case 'AdminListUserAuthEvents':
          return answerOf({
            AuthEvents: [
              {
                EventId: 'e1',
                EventType: 'SignIn',
                CreationDate: 1_900_000_000,
                EventResponse: 'Pass',
                EventRisk: { RiskDecision: 'NoRisk' },
                EventContextData: { IpAddress: '192.0.2.1', City: 'Kiel', Country: 'DE', DeviceName: 'Chrome' },
              },
              {},
            ],
          })
        default:
          return answerOf({
            Sessions: [
              {
                SessionId: 's1',
                SessionType: 'TOKEN',
                ClientId: 'storefront',
                CreateDate: 1_900_000_000,
                LastActiveDate: 1_900_000_100,
                DeviceType: 'Chrome on macOS',
                LastIPAddress: '192.0.2.1',
                LastLocation: { City: 'Kiel', Country: 'DE' },
                OriginSessionId: 's0',
              },
              { SessionId: 's0', SessionType: 'SSO' },
            ],
          })
      }
    })
    expect(await tab.run('userDevices', ada)).toEqual([
      {
        key: 'us-east-1_a',
        name: 'Laptop',
        lastAddress: '192.0.2.1',
        createdAt: at(1_900_000_000),
        lastUsedAt: at(1_900_000_100),
      },
      { key: 'us-east-1_b' },
    ])
    expect(await tab.run('userHistory', ada)).toEqual([
      {
        id: 'e1',
        type: 'SignIn',
        at: at(1_900_000_000),
        response: 'Pass',
        risk: 'NoRisk',
        address: '192.0.2.1',
        city: 'Kiel',
        country: 'DE',
        device: 'Chrome',
      },
      { id: '', type: 'unknown' },
    ])
    expect(await tab.run('userSessions', ada)).toEqual([
      {
        id: 's1',
        type: 'token',
        clientId: 'storefront',
        createdAt: at(1_900_000_000),
        lastActiveAt: at(1_900_000_100),
        device: 'Chrome on macOS',
        address: '192.0.2.1',
        city: 'Kiel',
        country: 'DE',
        throughId: 's0',
      },
      { id: 's0', type: 'SSO' },
    ])
  })
})

describe('an operator’s credentials', () => {
  const pasted = (lines: readonly string[]) => lines.join('\n')

  it('show what they allow as Cognito answers, by IAM action', async () => {
    const { tab } = await operating()
    await tab.run('listPools', {})
    expect(await failureIn(tab.run('poolSettings', { poolId: 'us-east-1_Nobodys99' }))).toMatchObject({
      code: 'AccessDeniedException',
    })
    const { source, permissions } = await tab.run('access', {})
    expect(source).toBe('identity pool')
    expect(permissions).toEqual({ 'cognito-idp:ListUserPools': 'allowed', 'cognito-idp:DescribeUserPool': 'denied' })
  })

  it.each([
    [
      'a long-lived key',
      ['export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', 'export AWS_SECRET_ACCESS_KEY=x'],
      'LongLivedKey',
    ],
    ['no session token', ['AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE', 'AWS_SECRET_ACCESS_KEY=x'], 'NoSessionToken'],
    ['no credentials', ['hello'], 'NotCredentials'],
    ['a key of another form', ['aws_access_key_id=asia', 'secret_key=x', 'session_token=y'], 'NotCredentials'],
    [
      'what is buried too deep',
      [`${'{"a":'.repeat(5)}{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE"}${'}'.repeat(5)}`],
      'NotCredentials',
    ],
    [
      'what has run out',
      [
        '{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"x","SessionToken":"y","Expiration":"2020-01-01T00:00:00Z"}',
      ],
      'ExpiredTokenException',
    ],
  ])('refuse %s', async (_what, lines, code) => {
    const { tab } = await operating()
    expect(await failureIn(tab.run('useCredentials', { text: pasted(lines) }))).toMatchObject({ code })
    expect(await tab.run('access', {})).toMatchObject({ source: 'none' })
  })

  it.each([
    [
      'a profile',
      [
        '[temporary]',
        'aws_access_key_id = ASIAIOSFODNN7EXAMPLE',
        'aws_secret_access_key = wJalr',
        'aws_session_token = AQoD=',
      ],
    ],
    [
      'an environment',
      [
        'export AWS_ACCESS_KEY_ID="ASIAIOSFODNN7EXAMPLE"',
        "export AWS_SECRET_ACCESS_KEY='wJalr'",
        'export AWS_SESSION_TOKEN="AQoD="',
      ],
    ],
    [
      'PowerShell',
      [
        '$Env:AWS_ACCESS_KEY_ID="ASIAIOSFODNN7EXAMPLE"',
        '$Env:AWS_SECRET_ACCESS_KEY="wJalr"',
        '$Env:AWS_SESSION_TOKEN="AQoD="',
      ],
    ],
    [
      'assume-role',
      [
        '{"Credentials":{"AccessKeyId":"ASIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalr","SessionToken":"AQoD=","Expiration":"2030-01-01T01:00:00Z"}}',
      ],
    ],
  ])('are taken from %s, and go with the session', async (_what, lines) => {
    const { tab } = await operating()
    expect(await tab.run('useCredentials', { text: pasted(lines) })).toMatchObject({
      source: 'pasted',
      keyHint: 'ASIA…MPLE',
    })
    expect(await tab.run('dropCredentials', {})).toMatchObject({ source: 'none' })
    await tab.run('useCredentials', { text: pasted(lines) })
    await tab.signOutToTheEnd()
    expect(await tab.run('access', {})).toEqual({ source: 'none', permissions: {} })
  })
})
