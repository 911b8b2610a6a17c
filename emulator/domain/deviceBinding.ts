import type { Devices } from './Devices.ts'
import type { Pools } from './Pools.ts'

/** What a session has to do with devices. */
export interface DeviceBinding {
  readonly poolId: string
  readonly sub: string
  /** The device that its refresh tokens are bound to. */
  readonly deviceKey?: string | undefined
  /** What managed login granted; tokens of the API have the one scope that they always have. */
  readonly scope?: string
}

/**
 * Whether the device was forgotten that a session is bound to: then its refresh tokens are dead for good [B], also once
 * the pool keeps track of devices no more [?]. Devices are kept until they are forgotten, or as long as a refresh token
 * can be bound to them.
 */
export function isForgotten(devices: Devices, { poolId, sub, deviceKey }: DeviceBinding): boolean {
  return deviceKey !== undefined && devices.find({ poolId, sub }, deviceKey) === undefined
}

/**
 * Whether a refresh token comes from the device that it is bound to, going by the key that comes with it: not once it was forgotten, and while the pool keeps
 * track of devices the key has to be there and right [D], [T]. What the API began before that has no key to give, and is
 * no exception [?]. An administrator's sign-in has none either, and its tokens are refused: by InitiateAuth
 * (java-v2#1389) and by GetTokensFromRefreshToken (sdk-js-v3#7162) [T]. Managed login knows no devices [D], and what it
 * began needs none, wherever it is refreshed [?].
 */
export function isOnItsDevice(
  { devices, pools }: { readonly devices: Devices; readonly pools: Pools },
  session: DeviceBinding,
  deviceKey: string | undefined,
): boolean {
  if (isForgotten(devices, session)) return false
  if (!pools.find(session.poolId)?.settings.DeviceConfiguration) return true
  if (session.deviceKey === undefined) return session.scope !== undefined
  return deviceKey === session.deviceKey
}
