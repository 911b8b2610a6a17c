import { beforeEach, describe, expect, test } from 'vitest'
import { BadControlRequest, createEmulator, type Emulator } from '../index.ts'
import { advance, control, DEMO, post, signIn, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const refused = async (path: string, body: unknown) => {
  const answer = await control(emulator, 'POST', path, body)
  expect(answer.status).toBe(400)
  return answer.body['error']
}

describe('the door', () => {
  test('without its header nothing but health is answered, and nothing may be read from another origin', async () => {
    const ask = (path: string, init: RequestInit = {}) =>
      emulator.fetch(new Request(`http://127.0.0.1/_emulator/${path}`, init))
    expect((await ask('health')).status).toBe(200)
    for (const path of ['log', 'clock', 'faults', 'nothing']) {
      const answer = await ask(path)
      expect(answer.status).toBe(403)
      expect(answer.headers.has('access-control-allow-origin')).toBe(false)
      expect(await answer.text()).toContain('x-curfew-control: 1')
    }
    expect((await ask('reset', { method: 'POST', headers: { 'x-curfew-control': '0' } })).status).toBe(403)
    expect((await ask('reset', { method: 'OPTIONS' })).headers.has('access-control-allow-origin')).toBe(false)
  })

  test('what is not there says so', async () => {
    const { status, body } = await control(emulator, 'GET', 'nothing')
    expect([status, body['error']]).toEqual([404, 'There is no control route GET /_emulator/nothing.'])
    expect((await emulator.fetch(new Request('http://127.0.0.1/nothing'))).status).toBe(404)
    expect(await refused('seed', '{')).toContain('the body is not JSON')
  })

  test('discovery knows the pools and nothing else', async () => {
    const get = async (path: string) => emulator.fetch(new Request(`http://127.0.0.1:9229/${path}`))
    const configuration = await get(`${DEMO.pool}/.well-known/openid-configuration`)
    expect(configuration.headers.get('access-control-allow-origin')).toBe('*')
    expect(await configuration.json()).toMatchObject({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${DEMO.pool}`,
      jwks_uri: `http://127.0.0.1:9229/${DEMO.pool}/.well-known/jwks.json`,
    })
    const { keys } = await (await get(`${DEMO.pool}/.well-known/jwks.json`)).json()
    expect(keys).toHaveLength(2)
    for (const document of ['jwks.json', 'openid-configuration']) {
      expect((await get(`us-east-1_none/.well-known/${document}`)).status).toBe(404)
    }
  })
})

describe('the clock', () => {
  test('moves, is set, stands still and runs on', async () => {
    expect((await control(emulator, 'POST', 'clock', { now: '2031-02-03T04:05:06Z', frozen: true })).body).toEqual({
      now: '2031-02-03T04:05:06.000Z',
      nowMs: 1_927_857_906_000,
      frozen: true,
    })
    await advance(emulator, 1500)
    expect((await control(emulator, 'GET', 'clock')).body['now']).toBe('2031-02-03T04:05:07.500Z')
    await control(emulator, 'POST', 'clock', { frozen: false })
    const { nowMs } = (await control(emulator, 'GET', 'clock')).body as { nowMs: number }
    expect(nowMs).toBeGreaterThanOrEqual(1_927_857_907_500)
    await control(emulator, 'POST', 'reset')
    expect((await control(emulator, 'GET', 'clock')).body['nowMs']).toBeLessThan(Date.now() + 1000)
  })

  test.each([
    [{}, 'a clock change has advanceMs, now or frozen'],
    [{ now: 'tomorrow' }, 'now: expected an ISO 8601 time'],
    [{ advanceMs: 1.5 }, 'advanceMs: expected a whole number, found 1.5'],
    [{ advanceMs: -3_000_000_000_000 }, 'advanceMs: the clock would leave'],
    [{ frozen: 'yes' }, 'frozen: expected true or false, found "yes"'],
    [{ speed: 2 }, 'speed: not known here; known are advanceMs, now, frozen'],
    [[], 'the body: expected an object, found []'],
  ])('refuses %j', async (change, message) => {
    expect(await refused('clock', change)).toContain(message)
  })
})

describe('faults', () => {
  const plan = (fault: object) => control(emulator, 'POST', 'faults', fault)
  const probe = () => verdict(emulator, 'GetUser', { AccessToken: 'x' })
  const PLAIN = 'NotAuthorizedException: Invalid Access Token'

  test('an error strikes the next call of its operation, once', async () => {
    await plan({ operation: 'GetUser', error: { code: 'TooManyRequestsException', message: 'Rate exceeded' } })
    expect(await verdict(emulator, 'GlobalSignOut', { AccessToken: 'x' })).toBe(PLAIN)
    const { status, headers } = await post(emulator, 'GetUser', { AccessToken: 'x' })
    expect([status, headers.get('x-amzn-errortype')]).toEqual([400, 'TooManyRequestsException:'])
    expect(await probe()).toBe(PLAIN)
    const { faults } = (await control(emulator, 'GET', 'faults')).body as { faults: object[] }
    expect(faults).toEqual([expect.objectContaining({ id: 1, matched: 2, struck: 1 })])
  })

  test('nth and times say which calls, and the first that is due strikes', async () => {
    await plan({ operation: '*', nth: 2, times: 2, error: { code: 'InternalErrorException' } })
    await plan({
      operation: 'GetUser',
      times: 'always',
      error: { code: 'ForbiddenException', message: 'no', status: 403 },
    })
    const seen = []
    for (let call = 0; call < 5; call += 1) seen.push(await probe())
    const internal = 'InternalErrorException: InternalErrorException, as a fault asked for.'
    expect(seen).toEqual([
      'ForbiddenException: no',
      internal,
      internal,
      'ForbiddenException: no',
      'ForbiddenException: no',
    ])
    await control(emulator, 'DELETE', 'faults')
    expect(await probe()).toBe(PLAIN)
  })

  test('before leaves the work undone, after does it and loses the answer', async () => {
    const tokens = await signIn(emulator)
    const revoke = () => verdict(emulator, 'RevokeToken', { Token: tokens.RefreshToken, ClientId: DEMO.storefront })
    const alive = () => verdict(emulator, 'GetUser', { AccessToken: tokens.AccessToken })
    await plan({ operation: 'RevokeToken', error: { code: 'InternalErrorException', message: 'x' } })
    expect([await revoke(), await alive()]).toEqual(['InternalErrorException: x', 'ok'])
    await plan({ operation: 'RevokeToken', when: 'after', error: { code: 'InternalErrorException', message: 'x' } })
    expect([await revoke(), await alive()]).toEqual([
      'InternalErrorException: x',
      'NotAuthorizedException: Access Token has been revoked',
    ])
  })

  test('a raw answer is sent as it is, with request id and CORS only if asked', async () => {
    await plan({
      operation: 'GetUser',
      answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
    })
    const raw = await emulator.fetch(target('GetUser'))
    expect([raw.status, raw.headers.get('content-type'), await raw.text()]).toEqual([200, 'text/html', '<html>'])
    expect([raw.headers.has('x-amzn-requestid'), raw.headers.has('access-control-allow-origin')]).toEqual([
      false,
      false,
    ])
    await plan({ operation: 'GetUser', answer: { status: 204, body: 'ignored', requestId: true, cors: true } })
    const empty = await emulator.fetch(target('GetUser'))
    expect([empty.status, await empty.text()]).toEqual([204, ''])
    expect([empty.headers.has('x-amzn-requestid'), empty.headers.has('access-control-allow-origin')]).toEqual([
      true,
      true,
    ])
  })

  test('a preflight can fail by itself, and no other fault strikes it', async () => {
    await plan({ operation: '*', error: { code: 'InternalErrorException' } })
    await plan({ operation: 'preflight', answer: { status: 403 } })
    const preflight = () => emulator.fetch(new Request('http://127.0.0.1/', { method: 'OPTIONS' }))
    expect([(await preflight()).status, (await preflight()).status]).toEqual([403, 200])
  })

  test('a delay goes on to the real answer, a reset drops the connection, and closing frees what hangs', async () => {
    await plan({ operation: 'GetUser', delayMs: 1 })
    expect(await probe()).toBe(PLAIN)
    await plan({ operation: 'GetUser', network: 'reset' })
    expect((await emulator.fetch(target('GetUser'))).type).toBe('error')
    await plan({ operation: 'GetUser', hang: true })
    const hanging = emulator.fetch(target('GetUser'))
    while (((await control(emulator, 'GET', 'faults')).body['faults'] as { struck: number }[])[2]?.struck !== 1);
    emulator.close()
    expect((await hanging).type).toBe('error')
    const { entries } = (await control(emulator, 'GET', 'log')).body as { entries: object[] }
    expect(entries.map((entry) => ('isDropped' in entry ? 'dropped' : 'answered'))).toEqual([
      'answered',
      'dropped',
      'dropped',
    ])
  })

  test.each([
    [{ hang: true }, 'operation: missing'],
    [{ operation: 'GetUser' }, 'a fault has exactly one of error, network, delayMs, hang, answer; found none'],
    [{ operation: 'GetUser', hang: true, delayMs: 1 }, 'found delayMs, hang'],
    [{ operation: 'GetUser', hang: false }, 'hang: expected true'],
    [{ operation: 'Get User', hang: true }, 'operation: expected a text like'],
    [{ operation: '*', nth: 0, hang: true }, 'nth: expected a number from 1 to'],
    [{ operation: '*', times: 0, hang: true }, 'times: expected a whole number from 1 or "always", found 0'],
    [{ operation: '*', when: 'during', hang: true }, 'when: expected one of before, after, found "during"'],
    [{ operation: '*', network: 'slow' }, 'network: expected one of reset'],
    [{ operation: '*', error: {} }, 'error.code: missing'],
    [{ operation: '*', answer: { status: 99 } }, 'answer.status: expected a number from 200 to 599'],
    [
      { operation: '*', answer: { status: 200, headers: { 'a b': 'c' } } },
      'answer.headers: "a b" is not a header\'s name',
    ],
    [{ operation: '*', answer: { status: 200, headers: { a: 'b\nc' } } }, 'answer.headers["a"]: expected a text like'],
    [5, 'the body: expected an object, found 5'],
    [null, 'the body: expected an object, found null'],
  ])('refuses %j', async (fault, message) => {
    expect(await refused('faults', fault)).toContain(message)
  })

  function target(operation: string): Request {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    }
    return new Request('http://127.0.0.1/', { method: 'POST', headers, body: '{}' })
  }
})

describe('the log', () => {
  test('tells what was asked by whom and how it ended', async () => {
    await post(emulator, 'GetUser', { AccessToken: 'x' }, { 'user-agent': 'tester/1' })
    const { body, headers } = await post(emulator, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN', ClientId: 'nobody' })
    expect(body['__type']).toBe('ResourceNotFoundException')
    const { entries } = (await control(emulator, 'GET', 'log')).body as { entries: object[] }
    expect(entries).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-/),
        operation: 'GetUser',
        status: 400,
        errorCode: 'NotAuthorizedException',
        requestId: expect.any(String),
        userAgent: 'tester/1',
      },
      expect.objectContaining({ clientId: 'nobody', requestId: headers.get('x-amzn-requestid') }),
    ])
    await control(emulator, 'DELETE', 'log')
    expect((await control(emulator, 'GET', 'log')).body).toEqual({ entries: [] })
  })
})

describe('seeds', () => {
  const pool = (more: object = {}) => ({ version: 1, userPools: [{ Id: 'us-east-1_A', PoolName: 'a', ...more }] })

  test('replace everything, and reset brings the first back', async () => {
    await control(emulator, 'POST', 'seed', pool({ Clients: [{ ClientId: 'c', ClientName: 'c' }] }))
    await expect(signIn(emulator)).rejects.toThrow('does not exist')
    await control(emulator, 'POST', 'reset')
    expect(await signIn(emulator)).toBeDefined()
    await control(emulator, 'POST', 'seed', '"none"')
    await expect(signIn(emulator)).rejects.toThrow('does not exist')
    await control(emulator, 'POST', 'seed', '"demo"')
    expect(await signIn(emulator)).toBeDefined()
  })

  test.each([
    ['nonsense', 'the body: expected an object, found "nonsense"'],
    [{}, 'version: missing'],
    [{ version: 2 }, 'version: expected a number from 1 to 1, found 2'],
    [{ version: 1, pools: [] }, 'pools: not known here; known are version, roles, userPools, identityPools'],
    [{ version: 1, userPools: {} }, 'userPools: expected a list, found {}'],
    [pool({ Id: 'a' }), 'userPools[0].Id: expected a text like'],
    [
      pool({ Clients: [{ ClientId: 'c', ClientName: 'c', EnableTokenRevocation: 'yes' }] }),
      'userPools[0].Clients[0].EnableTokenRevocation: expected true or false, found "yes"',
    ],
    [
      pool({ Clients: [{ ClientId: 'c', ClientName: 'c', AccessTokenValidity: 25 }] }),
      'userPools[0].Clients[0]: AccessTokenValidity must be',
    ],
    [
      pool({
        Clients: [
          { ClientId: 'c', ClientName: 'c' },
          { ClientId: 'c', ClientName: 'd' },
        ],
      }),
      'userPools[0].Clients[1].ClientId: c is used twice',
    ],
    [
      { version: 1, userPools: [pool().userPools[0], pool().userPools[0]] },
      'userPools[1].Id: us-east-1_A is used twice',
    ],
    [pool({ MfaConfiguration: 'ON' }), 'userPools[0]: A user pool with MfaConfiguration ON is not emulated'],
    [
      pool({ Groups: [{ GroupName: 'g' }, { GroupName: 'g' }] }),
      'userPools[0].Groups[1]: A group with the name already exists.',
    ],
    [pool({ Users: [{ Username: 'u', Groups: ['g'] }] }), 'userPools[0].Users[0]: Group not found.'],
    [pool({ Users: [{ Username: 'u' }, { Username: 'u' }] }), 'userPools[0].Users[1]: User account already exists'],
    [
      pool({ Users: [{ Username: 'u', Password: 'a', TemporaryPassword: 'b' }] }),
      'only one of Password and TemporaryPassword',
    ],
    [
      pool({ Users: [{ Username: 'u', Attributes: { 'custom:x': '1' } }] }),
      'userPools[0].Users[0]: Attributes did not conform',
    ],
    [
      pool({ Users: [{ Username: 'u', Attributes: { name: 5 } }] }),
      'userPools[0].Users[0].Attributes["name"]: expected a text, found 5',
    ],
    [
      pool({ Users: [{ Username: 'u', Password: '' }] }),
      'userPools[0].Users[0].Password: expected 1 to 256 characters, found "(hidden)"',
    ],
    [
      {
        version: 1,
        roles: [{ RoleName: 'r', Policies: [{ Statement: [{ Effect: 'Maybe', Action: ['*'], Resource: ['*'] }] }] }],
      },
      'roles[0].Policies[0].Statement[0].Effect: expected one of Allow, Deny, found "Maybe"',
    ],
  ])('that are not are refused with the place, and nothing changes: %j', async (seed, message) => {
    expect(await refused('seed', typeof seed === 'string' ? JSON.stringify(seed) : seed)).toContain(message)
    expect(await signIn(emulator)).toBeDefined()
  })

  test('that are not are refused at start too', () => {
    expect(() => createEmulator({ seed: { version: 1, users: [] } as never })).toThrow(BadControlRequest)
  })
})
