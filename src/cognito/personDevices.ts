import {
  type DeviceType,
  ForgetDeviceCommand,
  GetDeviceCommand,
  ListDevicesCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider'

import { type Failure, failureOf } from '../lib/failure.ts'
import { type Place, identityProvider } from './clients.ts'
import { call } from './failures.ts'

/** A device as Cognito keeps it (cognito-facts 2.8). What it does not say is absent. */
export type DeviceRecord = {
  key: string
  /** What the app called it: anybody's text. */
  name?: string
  lastAddress?: string
  lastUsedAt?: Date
  firstUsedAt?: Date
  /** Whether it is remembered; absent where Cognito does not say, as is only reported [B] that it does. */
  remembered?: boolean
}

/** What could be read of the list; `missing` says why there is more that could not. */
export type DeviceRecords = { devices: readonly DeviceRecord[]; missing?: Failure }

/** A person's operations on their own devices. */
export type PersonDevices = ReturnType<typeof personDevices>

/** [D] The longest page of devices. */
const pageLimit = 60
const mostPages = 20

/** A person's operations on their own devices, authorized by an access token. Every method throws only Failed. */
export function personDevices(place: Place) {
  const thrice = identityProvider(place, { attempts: 3 })

  const page = async (AccessToken: string, PaginationToken: string | undefined) => {
    const answer = await call('ListDevices', (abortSignal) =>
      thrice.send(new ListDevicesCommand({ AccessToken, Limit: pageLimit, PaginationToken }), { abortSignal }),
    )
    return { devices: (answer.Devices ?? []).flatMap(deviceFrom), next: answer.PaginationToken || undefined }
  }

  return {
    /**
     * The user's remembered devices, page after page; others are not listed [B]. Throws when the first page fails; a
     * later page that fails leaves the list `missing` something.
     */
    async list(accessToken: string): Promise<DeviceRecords> {
      const first = await page(accessToken, undefined)
      const found = new Map(first.devices.map((device) => [device.key, device]))
      let { next } = first
      for (let pages = 1; next !== undefined && pages < mostPages; pages += 1) {
        try {
          const more = await page(accessToken, next)
          for (const device of more.devices) found.set(device.key, device)
          next = more.next
        } catch (error) {
          return { devices: [...found.values()], missing: failureOf(error, 'ListDevices') }
        }
      }
      return { devices: [...found.values()] }
    },

    /** One device, remembered or not. */
    async get(accessToken: string, key: string): Promise<DeviceRecord> {
      const { Device } = await call('GetDevice', (abortSignal) =>
        thrice.send(new GetDeviceCommand({ AccessToken: accessToken, DeviceKey: key }), { abortSignal }),
      )
      return (Device && deviceFrom(Device)[0]) ?? { key }
    },

    /** Remembers a device or stops remembering it. Idempotent. */
    async setRemembered(accessToken: string, key: string, remembered: boolean): Promise<void> {
      await call('UpdateDeviceStatus', (abortSignal) =>
        thrice.send(
          new UpdateDeviceStatusCommand({
            AccessToken: accessToken,
            DeviceKey: key,
            DeviceRememberedStatus: remembered ? 'remembered' : 'not_remembered',
          }),
          { abortSignal },
        ),
      )
    },

    /**
     * Forgets a device. Refresh tokens that are bound to it stop working; access tokens live on until they expire [B].
     * A repeat after a lost answer is safe: the device is gone then, and Cognito says ResourceNotFoundException.
     */
    async forget(accessToken: string, key: string): Promise<void> {
      await call('ForgetDevice', (abortSignal) =>
        thrice.send(new ForgetDeviceCommand({ AccessToken: accessToken, DeviceKey: key }), { abortSignal }),
      )
    },
  }
}

/** The names of the attributes are observed, not documented [B]. */
function deviceFrom(device: DeviceType): DeviceRecord[] {
  const key = device.DeviceKey ?? ''
  if (key === '') return []
  const attributes = new Map((device.DeviceAttributes ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']))
  const name = attributes.get('device_name')?.trim()
  const lastAddress = attributes.get('last_ip_used')
  const status = attributes.get('dev:device_remembered_status')
  const lastUsedAt = device.DeviceLastAuthenticatedDate
  const firstUsedAt = device.DeviceCreateDate
  return [
    {
      key,
      ...(name ? { name } : {}),
      ...(lastAddress ? { lastAddress } : {}),
      ...(lastUsedAt ? { lastUsedAt } : {}),
      ...(firstUsedAt ? { firstUsedAt } : {}),
      ...(status === undefined ? {} : { remembered: status === 'remembered' }),
    },
  ]
}
