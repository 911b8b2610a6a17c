import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminListUserSessionsCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { post, sdk, signIn, testEmulator, type Tokens, verdict } from '../testing.ts'

// What becomes of sessions when their device is forgotten, and when a pool begins or ceases to keep track of devices.

const POOL = 'us-east-1_Devices02'
const ADA = { UserPoolId: POOL, Username: 'ada' }
const DeviceConfiguration = { DeviceOnlyRememberedOnUserPrompt: false }
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'devices',
      DeviceConfiguration,
      SessionConfiguration: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } },
      Clients: [
        {
          ClientId: 'web',
          ClientName: 'web',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        },
      ],
      Users: [{ Username: 'ada', Password: 'p' }],
    },
  ],
}

let emulator: Emulator
beforeEach(() => {
  emulator = testEmulator({ seed })
})

interface Offer {
  readonly NewDeviceMetadata: { readonly DeviceKey: string }
}

interface OnDevice extends Tokens {
  readonly DeviceKey?: string
}

/** A sign-in on a device of its own, which is confirmed; on none where the pool keeps no track of them. */
async function enter(): Promise<OnDevice> {
  const tokens: Tokens & { NewDeviceMetadata?: { DeviceKey: string } } = await signIn(emulator, 'web', 'ada', 'p')
  const DeviceKey = tokens.NewDeviceMetadata?.DeviceKey
  if (DeviceKey === undefined) return tokens
  const DeviceSecretVerifierConfig = { PasswordVerifier: btoa('verifier'), Salt: btoa('salt') }
  await post(emulator, 'ConfirmDevice', { AccessToken: tokens.AccessToken, DeviceKey, DeviceSecretVerifierConfig })
  return { ...tokens, DeviceKey }
}

const trackDevices = (isOn: boolean) =>
  sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId: POOL, ...(isOn && { DeviceConfiguration }) }))
const refresh = ({ RefreshToken, DeviceKey }: OnDevice) =>
  verdict(emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId: 'web', DeviceKey })
const access = ({ AccessToken }: OnDevice) => verdict(emulator, 'GetUser', { AccessToken })
const listed = async () => (await sdk(emulator).send(new AdminListUserSessionsCommand(ADA))).Sessions ?? []
const GONE = 'ResourceNotFoundException: Device does not exist.'
const INVALID = 'NotAuthorizedException: Invalid Refresh Token.'

describe.each<[string, (device: OnDevice) => Promise<unknown>]>([
  ['its owner', ({ AccessToken, DeviceKey }) => post(emulator, 'ForgetDevice', { AccessToken, DeviceKey })],
  ['an administrator', ({ DeviceKey }) => sdk(emulator).send(new AdminForgetDeviceCommand({ ...ADA, DeviceKey }))],
])('a device that %s has forgotten', (_, forget) => {
  test('takes its session off the list, and leaves its access token', async () => {
    const [lost, other] = [await enter(), await enter()]
    expect(await listed()).toHaveLength(2)
    await forget(lost)
    const sessions = await listed()
    expect(sessions).toHaveLength(1)
    expect(await access(lost)).toBe('ok')
    expect(await refresh(other)).toBe('ok')
  })

  test('gives the place of its session to another', async () => {
    const TokenSession = { MaxPerUser: 2 }
    const configuration = { UserPoolId: POOL, UserSessionTracking: 'ENABLED' as const, TokenSession }
    await sdk(emulator).send(new SetUserPoolSessionConfigurationCommand(configuration))
    const [kept, lost] = [await enter(), await enter()]
    await forget(lost)
    const next = await enter()
    expect([await refresh(kept), await refresh(next)]).toEqual(['ok', 'ok'])
    expect(await access(lost)).toBe('ok')
  })

  test('stays forgotten when the pool ceases to keep track of devices, and when it begins again', async () => {
    const [lost, other] = [await enter(), await enter()]
    await forget(lost)
    for (const isOn of [false, true]) {
      await trackDevices(isOn)
      expect([await refresh(lost), await refresh(other)]).toEqual([INVALID, 'ok'])
      expect(await listed()).toHaveLength(1)
    }
  })
})

test('while devices are tracked, a session from before is refreshed by no key', async () => {
  await trackDevices(false)
  const before = await enter()
  expect(await refresh(before)).toBe('ok')
  await trackDevices(true)
  const { DeviceKey = '' } = await enter()
  for (const key of [undefined, DeviceKey]) {
    expect(await refresh({ ...before, ...(key !== undefined && { DeviceKey: key }) })).toBe(INVALID)
    const AuthParameters = { REFRESH_TOKEN: before.RefreshToken, DEVICE_KEY: key }
    const asked = { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: 'web', AuthParameters }
    expect(await verdict(emulator, 'InitiateAuth', asked)).toBe(INVALID)
  }
  expect(await access(before)).toBe('ok')
  await trackDevices(false)
  expect(await refresh(before)).toBe('ok')
})

test('a pool that ceases to keep track of devices has none, until it begins again', async () => {
  const { AccessToken, DeviceKey } = await enter()
  const { NewDeviceMetadata } = (await signIn(emulator, 'web', 'ada', 'p')) as Tokens & Offer
  const aws = sdk(emulator)
  const seen = async () => {
    const mine = (await post(emulator, 'ListDevices', { AccessToken })).body['Devices']
    const { Devices } = await aws.send(new AdminListDevicesCommand(ADA))
    const DeviceSecretVerifierConfig = { PasswordVerifier: btoa('verifier'), Salt: '' }
    const unconfirmed = { AccessToken, DeviceKey: NewDeviceMetadata.DeviceKey, DeviceSecretVerifierConfig }
    return [
      Object(mine).length,
      Devices?.length,
      await verdict(emulator, 'GetDevice', { AccessToken, DeviceKey }),
      await verdict(emulator, 'ConfirmDevice', unconfirmed),
    ]
  }
  const some = [1, 1, 'ok', 'InvalidParameterException: DeviceSecretVerifierConfig is not valid.']
  expect(await seen()).toEqual(some)
  await trackDevices(false)
  expect(await seen()).toEqual([0, 0, GONE, 'InvalidParameterException: Invalid device key given.'])
  for (const operation of ['ForgetDevice', 'UpdateDeviceStatus'])
    expect(await verdict(emulator, operation, { AccessToken, DeviceKey })).toBe(GONE)
  await expect(aws.send(new AdminForgetDeviceCommand({ ...ADA, DeviceKey }))).rejects.toThrow('Device does not exist.')
  await trackDevices(true)
  expect(await seen()).toEqual(some)
})
