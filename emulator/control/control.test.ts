import { beforeEach, describe, expect, test } from 'vitest'
import { BadControlRequest, createEmulator, type Emulator } from '../index.ts'
import { advance, control, controlRefusal, DEMO, signIn, testEmulator } from '../testing.ts'

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const refused = (path: string, body: unknown) => controlRefusal(emulator, path, body)

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

  test('that is set and stopped at once stands at that very time, however slow the machine is', async () => {
    let readings = 0
    const slow = testEmulator({ machineMs: () => (readings += 1000) })
    const stopped = { now: '2031-02-03T04:05:06.000Z', nowMs: 1_927_857_906_000, frozen: true }
    expect((await control(slow, 'POST', 'clock', { now: stopped.now, frozen: true })).body).toEqual(stopped)
    const { now, nowMs } = (await control(slow, 'POST', 'clock', { frozen: false })).body as {
      now: string
      nowMs: number
    }
    expect(Date.parse(now)).toBe(nowMs)
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

describe('seeds', () => {
  const pool = (more: object = {}) => ({ version: 1, userPools: [{ Id: 'us-east-1_A', PoolName: 'a', ...more }] })
  const identityPool = { IdentityPoolId: 'us-east-1:0a', IdentityPoolName: 'a' }

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
    [{ version: 1, ' ': [] }, '[" "]: not known here; known are version, roles, userPools, identityPools'],
    [{ version: 1, '': [] }, '[""]: not known here; known are version, roles, userPools, identityPools'],
    [{ version: 1, ['a'.repeat(300)]: 1 }, `["${'a'.repeat(199)}]: not known here`],
    [{ version: 1, userPools: {} }, 'userPools: expected a list, found {}'],
    [pool({ Id: 'a' }), 'userPools[0].Id: expected a text like'],
    [
      pool({ Clients: [{ ClientId: 'c', ClientName: 'c', EnableTokenRevocation: 'yes' }] }),
      'userPools[0].Clients[0].EnableTokenRevocation: expected true or false, found "yes"',
    ],
    [
      pool({ Clients: [{ ClientId: 'c', ClientName: 'c', AccessTokenValidity: 25 }] }),
      'userPools[0].Clients[0]: Invalid range for token validity.',
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
    [pool({ MfaConfiguration: 'ON' }), "userPools[0]: Invalid MFA configuration given, can't disable all MFAs"],
    [
      pool({ Groups: [{ GroupName: 'g' }, { GroupName: 'g' }] }),
      'userPools[0].Groups[1]: A group with the name already exists.',
    ],
    [pool({ Users: [{ Username: 'u', Groups: ['g'] }] }), 'userPools[0].Users[0]: Group not found.'],
    [pool({ Users: [{ Username: 'u' }, { Username: 'u' }] }), 'userPools[0].Users[1]: User account already exists'],
    [
      pool({
        Users: [
          { Username: 'u', Sub: 's' },
          { Username: 'v', Sub: 's' },
        ],
      }),
      'userPools[0].Users[1]: Sub: s is used twice',
    ],
    [pool({ Users: [{ Username: 'u', Sub: 's/t' }] }), 'userPools[0].Users[0].Sub: expected a text like'],
    [
      { version: 1, identityPools: [identityPool, identityPool] },
      'identityPools[1].IdentityPoolId: us-east-1:0a is used twice',
    ],
    [
      {
        version: 1,
        roles: [
          { RoleName: 'r', Policies: [] },
          { RoleName: 'r', Policies: [] },
        ],
      },
      'roles[1].RoleName: r is used twice',
    ],
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
