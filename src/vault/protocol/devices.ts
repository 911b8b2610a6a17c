import type { Failure } from '../../lib/failure.ts'

/** A device that the pool keeps for the person (cognito-facts 2.8). */
export type Device = {
  key: string
  /** What the app called it: anybody's text. */
  name?: string
  lastAddress?: string
  lastUsedAt?: Date
  firstUsedAt?: Date
  remembered?: boolean
  /** The one that this session's refresh token is bound to. */
  here: boolean
}

/**
 * The person's devices, or that there is no list of them. `refused`: Cognito says that the pool is not set up for
 * devices. `nothing listed`: it lists none, and this session belongs to none; a pool that tracks none looks the same.
 */
export type DeviceList =
  | { state: 'tracked'; at: Date; devices: readonly Device[]; missing?: Failure }
  | { state: 'not tracked'; at: Date; why: 'refused' | 'nothing listed' }

/** What came of forgetting several devices. */
export type Forgotten = { forgotten: readonly string[]; failed: readonly { key: string; failure: Failure }[] }

/** The vault's operations on the person's devices. */
export type DeviceOperations = {
  listDevices(args: Record<string, never>): DeviceList
  forgetDevice(args: { key: string }): undefined
  /** Forgets every listed device but this session's own. */
  forgetOtherDevices(args: Record<string, never>): Forgotten
  setDeviceRemembered(args: { key: string; remembered: boolean }): undefined
}
