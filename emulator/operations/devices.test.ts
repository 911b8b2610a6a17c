import {
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminInitiateAuthCommand,
  AdminListDevicesCommand,
  AdminUpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createDeviceVerifier, createSrpSession, signSrpSessionWithDevice } from 'cognito-srp-helper'
import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { advance, control, post, sdk, testEmulator, verdict } from '../testing.ts'
import { secondFactorSeed } from './secondFactorPool.ts'

const POOL = 'us-east-1_Devices01'
/** A server's client, which may say where people are. */
const SERVER = {
  ClientId: 'server',
  ClientName: 'server',
  ClientSecret: 'server0secret0server0secret0',
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const],
  EnablePropagateAdditionalUserContextData: true,
}

const seed = (DeviceConfiguration: object): Seed => ({
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'devices',
      DeviceConfiguration,
      Clients: [
        {
          ClientId: 'web',
          ClientName: 'web',
          ExplicitAuthFlows: [
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_ADMIN_USER_PASSWORD_AUTH',
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
        },
        SERVER,
      ],
      Users: [
        { Username: 'ada', Password: 'p' },
        { Username: 'bo', Password: 'p' },
      ],
    },
  ],
})

let emulator: Emulator

const start = async (settings: object) => {
  emulator = testEmulator({ seed: seed(settings) })
  await control(emulator, 'POST', 'clock', { frozen: true, now: '2030-01-02T03:04:05.678Z' })
}
beforeEach(() => start({}))

interface Result {
  readonly AccessToken: string
  readonly RefreshToken: string
  readonly NewDeviceMetadata?: { readonly DeviceKey: string; readonly DeviceGroupKey: string }
}

const begin = (parameters: object, more: object = {}) => ({
  AuthFlow: 'USER_PASSWORD_AUTH',
  ClientId: 'web',
  AuthParameters: { USERNAME: 'ada', PASSWORD: 'p', ...parameters },
  ...more,
})
const signIn = async (parameters: object = {}, more: object = {}) => {
  const { body, text } = await post(emulator, 'InitiateAuth', begin(parameters, more))
  if (!body['AuthenticationResult']) throw new Error(text)
  return body['AuthenticationResult'] as Result
}

/** A sign-in on a device that is then confirmed, with the secret that cognito-srp-helper made for it. */
const settle = async (more: object = {}) => confirm(await signIn({}, more))

async function confirm(result: Result) {
  const { DeviceKey, DeviceGroupKey } = result.NewDeviceMetadata!
  const made = createDeviceVerifier(DeviceKey, DeviceGroupKey)
  const { body } = await post(emulator, 'ConfirmDevice', {
    AccessToken: result.AccessToken,
    DeviceKey,
    DeviceSecretVerifierConfig: made.DeviceSecretVerifierConfig,
    DeviceName: 'Firefox on a lamp',
  })
  return { ...result, DeviceKey, DeviceGroupKey, password: made.DeviceRandomPassword, confirmed: body }
}
type Settled = Awaited<ReturnType<typeof confirm>>

const respond = (ChallengeName: string, Session: unknown, ChallengeResponses: object) =>
  post(emulator, 'RespondToAuthChallenge', { ClientId: 'web', ChallengeName, Session, ChallengeResponses })

/** Proves the device by SRP, from DEVICE_SRP_AUTH on; `password` may be wrong. */
async function prove(device: Settled, session: unknown, USERNAME: string, password = device.password) {
  const srp = createSrpSession(USERNAME, 'p', POOL, false)
  const place = { USERNAME, DEVICE_KEY: device.DeviceKey }
  const { body } = await respond('DEVICE_SRP_AUTH', session, { ...place, SRP_A: srp.largeA })
  const asked = { ChallengeParameters: body['ChallengeParameters'] as Record<string, string> }
  const signed = signSrpSessionWithDevice(srp, asked, device.DeviceGroupKey, password)
  const { body: answer } = await respond(body['ChallengeName'] as string, body['Session'], {
    ...place,
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
  })
  return answer
}

const claims = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
const refresh = (RefreshToken: string, DeviceKey?: string) =>
  verdict(emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: 'web', DeviceKey })
const oldRefresh = (REFRESH_TOKEN: string, DEVICE_KEY?: string) =>
  verdict(emulator, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: 'web',
    AuthParameters: { REFRESH_TOKEN, DEVICE_KEY },
  })
const INVALID = 'NotAuthorizedException: Invalid Refresh Token.'
const GONE = 'ResourceNotFoundException: Device does not exist.'

test('a sign-in without a device is offered one, and every token knows it', async () => {
  const { AccessToken, NewDeviceMetadata } = await signIn()
  expect(NewDeviceMetadata).toEqual({
    DeviceKey: expect.stringMatching(/^us-east-1_[\da-f-]{36}$/),
    DeviceGroupKey: expect.stringMatching(/^-[a-z\d]{9}$/),
  })
  expect(claims(AccessToken)['device_key']).toBe(NewDeviceMetadata?.DeviceKey)
})

test('refresh tokens are bound to the device, and die when it is forgotten; access tokens live on', async () => {
  const device = await settle()
  const other = await settle()
  for (const attempt of [refresh, oldRefresh]) {
    expect(await attempt(device.RefreshToken)).toBe(INVALID)
    expect(await attempt(device.RefreshToken, other.DeviceKey)).toBe(INVALID)
    expect(await attempt(device.RefreshToken, device.DeviceKey)).toBe('ok')
  }
  const { AccessToken, DeviceKey } = device
  expect((await post(emulator, 'ForgetDevice', { AccessToken, DeviceKey })).text).toBe('')
  expect(await refresh(device.RefreshToken, DeviceKey)).toBe(INVALID)
  expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe('ok')
  expect(await refresh(other.RefreshToken, other.DeviceKey)).toBe('ok')
  expect(await verdict(emulator, 'ForgetDevice', { AccessToken, DeviceKey })).toBe(GONE)
  expect(await verdict(emulator, 'InitiateAuth', begin({ DEVICE_KEY: DeviceKey }))).toBe(GONE)
})

test('a device is shown once it is confirmed, with the address and time of its last sign-in', async () => {
  const { AccessToken, NewDeviceMetadata } = await signIn()
  const unconfirmed = { AccessToken, DeviceKey: NewDeviceMetadata?.DeviceKey }
  expect(await verdict(emulator, 'GetDevice', unconfirmed)).toBe(GONE)
  await control(emulator, 'PUT', 'settings', { address: '203.0.113.7' })
  const device = await settle()
  expect(device.confirmed).toEqual({ UserConfirmationNecessary: false })
  const shown = {
    DeviceKey: device.DeviceKey,
    DeviceAttributes: [
      { Name: 'device_status', Value: 'valid' },
      { Name: 'device_name', Value: 'Firefox on a lamp' },
      { Name: 'dev:device_remembered_status', Value: 'remembered' },
      { Name: 'last_ip_used', Value: '203.0.113.7' },
    ],
    DeviceCreateDate: 1_893_553_445.678,
    DeviceLastModifiedDate: 1_893_553_445.678,
    DeviceLastAuthenticatedDate: 1_893_553_445,
  }
  const mine = { AccessToken, DeviceKey: device.DeviceKey }
  expect((await post(emulator, 'GetDevice', mine)).body).toEqual({ Device: shown })
  expect((await post(emulator, 'ListDevices', { AccessToken })).body).toEqual({ Devices: [shown] })
  expect(await verdict(emulator, 'ConfirmDevice', { ...mine, DeviceSecretVerifierConfig: {} })).toContain(
    'DeviceKeyExistsException',
  )
  expect(await verdict(emulator, 'ConfirmDevice', { ...unconfirmed, DeviceSecretVerifierConfig: {} })).toContain(
    'InvalidParameterException',
  )
  expect(await verdict(emulator, 'ConfirmDevice', { AccessToken, DeviceKey: 'us-east-1_0' })).toBe(
    'InvalidParameterException: Invalid device key given.',
  )
  expect(await verdict(emulator, 'GetDevice', { DeviceKey: device.DeviceKey })).toContain('Invalid Access Token')
})

test('a remembered device proves itself by SRP, is offered no other, and its last sign-in is noted', async () => {
  const device = await settle()
  await advance(emulator, 60_000)
  const asked = await post(emulator, 'InitiateAuth', begin({ DEVICE_KEY: device.DeviceKey }))
  expect(asked.body).toMatchObject({ ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: { USERNAME: 'ada' } })
  expect(await prove(device, asked.body['Session'], 'ada', 'wrong')).toMatchObject({
    __type: 'NotAuthorizedException',
  })
  const again = await post(emulator, 'InitiateAuth', begin({ DEVICE_KEY: device.DeviceKey }))
  const { AuthenticationResult } = (await prove(device, again.body['Session'], 'ada')) as {
    AuthenticationResult: Result
  }
  expect(AuthenticationResult.NewDeviceMetadata).toBeUndefined()
  expect(claims(AuthenticationResult.AccessToken)['device_key']).toBe(device.DeviceKey)
  expect(await refresh(AuthenticationResult.RefreshToken, device.DeviceKey)).toBe('ok')
  const { Device } = await admin(new AdminGetDeviceCommand({ ...ada, DeviceKey: device.DeviceKey }))
  expect(Device?.DeviceLastAuthenticatedDate).toEqual(new Date('2030-01-02T03:05:05Z'))
})

test('a device has the address of its last sign-in: the request’s, or what the app says where it may say so', async () => {
  const UserContextData = { IpAddress: '198.51.100.4' }
  const addressOf = async (DeviceKey: string) => {
    const { Device } = await sdk(emulator).send(
      new AdminGetDeviceCommand({ UserPoolId: POOL, Username: 'bo', DeviceKey }),
    )
    return Device?.DeviceAttributes?.find(({ Name }) => Name === 'last_ip_used')?.Value
  }
  await control(emulator, 'POST', 'clock', { frozen: false, now: new Date().toISOString() })
  await control(emulator, 'PUT', 'settings', { address: '203.0.113.7' })
  const onWeb = await confirm(await signIn({ USERNAME: 'bo' }, { UserContextData }))
  expect(await addressOf(onWeb.DeviceKey)).toBe('203.0.113.7')
  const SECRET_HASH = createHmac('sha256', SERVER.ClientSecret).update(`bo${SERVER.ClientId}`).digest('base64')
  const onServer = { ClientId: SERVER.ClientId, UserContextData }
  const device = await confirm(await signIn({ USERNAME: 'bo', SECRET_HASH }, onServer))
  expect(await addressOf(device.DeviceKey)).toBe('198.51.100.4')
  const named = { USERNAME: 'bo', SECRET_HASH, DEVICE_KEY: device.DeviceKey }
  const status = { AccessToken: device.AccessToken, DeviceKey: device.DeviceKey }
  await post(emulator, 'UpdateDeviceStatus', { ...status, DeviceRememberedStatus: 'not_remembered' })
  await signIn(named, { ClientId: SERVER.ClientId })
  expect(await addressOf(device.DeviceKey)).toBe('203.0.113.7')
})

const ada = { UserPoolId: POOL, Username: 'ada' }
const admin = ((command: never) => {
  const client = sdk(emulator)
  client.config.systemClockOffset = Date.parse('2030-01-02T03:04:05.678Z') - Date.now()
  return client.send(command)
}) as ReturnType<typeof sdk>['send']

describe('administrators', () => {
  test('see, change and forget devices, a page at a time', async () => {
    const keys = [(await settle()).DeviceKey, (await settle()).DeviceKey].toSorted()
    const first = await admin(new AdminListDevicesCommand({ ...ada, Limit: 1 }))
    const rest = await admin(new AdminListDevicesCommand({ ...ada, PaginationToken: first.PaginationToken }))
    expect([...first.Devices!, ...rest.Devices!].map(({ DeviceKey }) => DeviceKey)).toEqual(keys)
    expect(rest.PaginationToken).toBeUndefined()
    const DeviceKey = keys[0]
    await admin(new AdminUpdateDeviceStatusCommand({ ...ada, DeviceKey, DeviceRememberedStatus: 'not_remembered' }))
    expect((await admin(new AdminListDevicesCommand(ada))).Devices).toHaveLength(1)
    await admin(new AdminForgetDeviceCommand({ ...ada, DeviceKey }))
    await expect(admin(new AdminGetDeviceCommand({ ...ada, DeviceKey }))).rejects.toThrow('Device does not exist.')
  })

  test('an unknown user is not found, by the exception that each declares', async () => {
    const nobody = { UserPoolId: POOL, Username: 'nobody', DeviceKey: 'us-east-1_0' }
    for (const command of [new AdminListDevicesCommand(nobody), new AdminGetDeviceCommand(nobody)])
      await expect(admin(command as never)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    for (const command of [new AdminForgetDeviceCommand(nobody), new AdminUpdateDeviceStatusCommand(nobody)])
      await expect(admin(command as never)).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  test('sign in without a device, and their refresh tokens are of no use', async () => {
    const { AuthenticationResult } = await admin(
      new AdminInitiateAuthCommand({
        UserPoolId: POOL,
        ClientId: 'web',
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'p', DEVICE_KEY: 'us-east-1_0' },
      }),
    )
    expect(AuthenticationResult?.NewDeviceMetadata).toBeUndefined()
    expect(await refresh(AuthenticationResult!.RefreshToken!)).toBe(INVALID)
    expect(await oldRefresh(AuthenticationResult!.RefreshToken!)).toBe(INVALID)
  })
})

test('a device of somebody else does not exist', async () => {
  const { DeviceKey } = await settle()
  const { AccessToken } = await signIn({ USERNAME: 'bo' })
  for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus'])
    expect(await verdict(emulator, operation, { AccessToken, DeviceKey })).toBe(GONE)
  expect(await verdict(emulator, 'InitiateAuth', begin({ USERNAME: 'bo', DEVICE_KEY: DeviceKey }))).toBe(GONE)
})

describe('a proof', () => {
  const refusalIn = ({ body }: Awaited<ReturnType<typeof respond>>) =>
    `${String(body['__type'])}: ${String(body['message'])}`
  const asked = async ({ DeviceKey }: Settled) =>
    (await post(emulator, 'InitiateAuth', begin({ DEVICE_KEY: DeviceKey }))).body['Session']

  test('that begins with a number that SRP does not allow is refused', async () => {
    const device = await settle()
    const answer = { USERNAME: 'ada', DEVICE_KEY: device.DeviceKey, SRP_A: '0' }
    const { body } = await respond('DEVICE_SRP_AUTH', await asked(device), answer)
    expect(body).toMatchObject({ __type: 'InvalidParameterException', message: 'Invalid SRP_A' })
  })

  test('of a device that is not remembered any more is not asked for', async () => {
    const device = await settle()
    const session = await asked(device)
    const status = { AccessToken: device.AccessToken, DeviceRememberedStatus: 'not_remembered' }
    expect(await verdict(emulator, 'UpdateDeviceStatus', { ...status, DeviceKey: device.DeviceKey })).toBe('ok')
    const { largeA } = createSrpSession('ada', 'p', POOL, false)
    const answer = { USERNAME: 'ada', DEVICE_KEY: device.DeviceKey, SRP_A: largeA }
    expect(refusalIn(await respond('DEVICE_SRP_AUTH', session, answer))).toBe(GONE)
  })

  test('that was begun for one device is none for another of the same user', async () => {
    const [device, other] = [await settle(), await settle()]
    const place = { USERNAME: 'ada', DEVICE_KEY: device.DeviceKey }
    const srp = createSrpSession('ada', 'p', POOL, false)
    const { body } = await respond('DEVICE_SRP_AUTH', await asked(device), { ...place, SRP_A: srp.largeA })
    const ChallengeParameters = body['ChallengeParameters'] as Record<string, string>
    const signed = signSrpSessionWithDevice(srp, { ChallengeParameters }, device.DeviceGroupKey, device.password)
    const answer = {
      PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
      PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
      TIMESTAMP: signed.timestamp,
    }
    const name = String(body['ChallengeName'])
    const foreign = await respond(name, body['Session'], { ...place, ...answer, DEVICE_KEY: other.DeviceKey })
    expect(refusalIn(foreign)).toBe(GONE)
    const own = await respond(name, body['Session'], { ...place, ...answer })
    expect(own.body['AuthenticationResult']).toBeDefined()
  })
})

test('where the user has to say so, a confirmed device is remembered only then', async () => {
  await start({ DeviceOnlyRememberedOnUserPrompt: true })
  const { AccessToken, DeviceKey, confirmed } = await settle()
  expect(confirmed).toEqual({ UserConfirmationNecessary: true })
  expect((await post(emulator, 'ListDevices', { AccessToken })).body).toEqual({ Devices: [] })
  const result = await signIn({ DEVICE_KEY: DeviceKey })
  expect([result.NewDeviceMetadata, claims(result.AccessToken)['device_key']]).toEqual([undefined, DeviceKey])
  const shown = async () => {
    const { Device } = (await post(emulator, 'GetDevice', { AccessToken, DeviceKey })).body
    const { DeviceAttributes } = Device as { DeviceAttributes: { Name: string; Value: string }[] }
    return DeviceAttributes.find(({ Name }) => Name === 'dev:device_remembered_status')?.Value
  }
  expect(await shown()).toBe('not_remembered')
  const status = { AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' }
  expect(await verdict(emulator, 'UpdateDeviceStatus', status)).toBe('ok')
  expect(await shown()).toBe('remembered')
  expect((await post(emulator, 'ListDevices', { AccessToken })).body['Devices']).toHaveLength(1)
  const { body } = await post(emulator, 'InitiateAuth', begin({ DEVICE_KEY: DeviceKey }))
  expect(body['ChallengeName']).toBe('DEVICE_SRP_AUTH')
})

test('where a device does not stand for the second factor, it is asked for after it', async () => {
  const [pool] = secondFactorSeed('ON').userPools ?? []
  emulator = testEmulator({
    seed: {
      version: 1,
      userPools: [{ ...pool!, Id: POOL, DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } }],
    },
  })
  await control(emulator, 'POST', 'clock', { frozen: true })
  const USERNAME = 'phone'
  const withCode = async (more: object) => {
    const { body } = await post(emulator, 'InitiateAuth', begin({ USERNAME, ...more }))
    const { codes } = (await control(emulator, 'GET', 'codes')).body as { codes: { code: string }[] }
    const answer = { USERNAME, SMS_MFA_CODE: codes.at(-1)?.code, ...more }
    return (await respond('SMS_MFA', body['Session'], answer)).body
  }
  const device = await confirm((await withCode({}))['AuthenticationResult'] as Result)
  const next = await withCode({ DEVICE_KEY: device.DeviceKey })
  expect(next['ChallengeName']).toBe('DEVICE_SRP_AUTH')
  expect(await prove(device, next['Session'], USERNAME)).toHaveProperty('AuthenticationResult')
})
