import type { DeviceType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'
import type { Pools } from './Pools.ts'
import { LOWER_ALPHANUMERIC, type Random } from './Random.ts'
import type { User } from './Users.ts'

/** A device that was offered at a sign-in. It is shown and can sign in once it is confirmed. */
export interface Device {
  readonly poolId: string
  readonly sub: string
  readonly key: string
  readonly groupKey: string
  /** What ConfirmDevice brought: from here on the device can prove itself by SRP. In hex. */
  readonly proof?: { readonly verifier: string; readonly salt: string }
  readonly name?: string | undefined
  readonly isRemembered: boolean
  readonly ipAddress: string
  readonly createdAtMs: number
  readonly modifiedAtMs: number
  readonly authenticatedAtMs: number
  /** Until when it is kept if nobody confirms it: as long as a refresh token may be bound to it. */
  readonly keepUntilMs: number
}

/**
 * The devices of all users. A pool that ceases to keep track of devices has none to show; that they are there again once
 * it begins anew is [?], and so is what refresh tokens go by meanwhile: whether their device was forgotten.
 */
export class Devices {
  readonly #table: Table<Device>
  readonly #clock: Clock
  readonly #random: Random
  readonly #pools: Pools

  constructor(store: Store, clock: Clock, random: Random, pools: Pools) {
    this.#table = store.table('devices', { ordered: true })
    this.#clock = clock
    this.#random = random
    this.#pools = pools
  }

  /** A device for a sign-in that named none: a key as AWS makes them, `{region}_{uuid}` [D]. */
  offer(user: User, ipAddress: string, keepUntilMs: number): Device {
    const nowMs = this.#clock.nowMs()
    const region = user.poolId.slice(0, user.poolId.indexOf('_'))
    const device: Device = {
      poolId: user.poolId,
      sub: user.sub,
      key: `${region}_${this.#random.uuid()}`,
      // [?] A hyphen and a few small letters and digits.
      groupKey: `-${this.#random.text(9, LOWER_ALPHANUMERIC)}`,
      isRemembered: false,
      ipAddress,
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
      authenticatedAtMs: nowMs,
      keepUntilMs,
    }
    this.#table.prune(({ proof, keepUntilMs: until }) => !proof && until < nowMs, 2)
    return this.#put(device)
  }

  /** The user's device of that key, confirmed or not, and whatever becomes of the pool. */
  find(user: Pick<User, 'poolId' | 'sub'>, key: string): Device | undefined {
    return this.#table.get(`${user.poolId}/${user.sub}/${key}`)
  }

  /** The same, where the pool keeps track of devices. */
  offered(user: User, key: string): Device | undefined {
    return this.#isTracked(user) ? this.find(user, key) : undefined
  }

  /**
   * The confirmed device, or ResourceNotFoundException in reported words [B]. That clients look for "device" in them is
   * read from amazon-cognito-identity-js.
   */
  get(user: User, key: string): Device {
    const device = this.offered(user, key)
    if (!device?.proof) throw deviceDoesNotExist()
    return device
  }

  /** The remembered devices: others are not listed [B] (identity-js#199, amplify-js#12171). In the order of their keys. */
  page(user: User, after: string | undefined, limit: number): readonly Device[] {
    if (!this.#isTracked(user)) return []
    const prefix = `${user.poolId}/${user.sub}/`
    const all = this.#table.page(prefix, after === undefined ? undefined : prefix + after, Number.MAX_SAFE_INTEGER)
    return all
      .map(([, device]) => device)
      .filter(({ proof, isRemembered }) => proof && isRemembered)
      .slice(0, limit)
  }

  /** Takes the device's verifier; whether it is remembered at once is the pool's to say. */
  confirm(device: Device, given: Pick<Device, 'proof' | 'name' | 'isRemembered'>): void {
    this.#put({ ...device, ...given, modifiedAtMs: this.#clock.nowMs() })
  }

  setRemembered(device: Device, isRemembered: boolean): void {
    this.#put({ ...device, isRemembered, modifiedAtMs: this.#clock.nowMs() })
  }

  /** Notes a sign-in from the device. */
  noteSignIn(device: Device, ipAddress: string): void {
    const nowMs = this.#clock.nowMs()
    this.#put({ ...device, ipAddress, authenticatedAtMs: nowMs, modifiedAtMs: nowMs })
  }

  /** Forgets it: refresh tokens that are bound to it are of no use from now on [B]. */
  forget({ poolId, sub, key }: Device): void {
    this.#table.delete(`${poolId}/${sub}/${key}`)
  }

  #isTracked({ poolId }: User): boolean {
    return this.#pools.get(poolId).settings.DeviceConfiguration !== undefined
  }

  #put(device: Device): Device {
    this.#table.put(`${device.poolId}/${device.sub}/${device.key}`, device)
    return device
  }
}

/** [B] */
export function deviceDoesNotExist(): CognitoError {
  return new CognitoError('ResourceNotFoundException', 'Device does not exist.')
}

/** A device as the API shows it. The names of its attributes are observed [B]; its last sign-in is in whole seconds [D]. */
export function deviceType(device: Device): DeviceType {
  const { key, name, isRemembered, ipAddress, createdAtMs, modifiedAtMs, authenticatedAtMs } = device
  return {
    DeviceKey: key,
    DeviceAttributes: [
      { Name: 'device_status', Value: 'valid' },
      ...(name === undefined ? [] : [{ Name: 'device_name', Value: name }]),
      { Name: 'dev:device_remembered_status', Value: isRemembered ? 'remembered' : 'not_remembered' },
      { Name: 'last_ip_used', Value: ipAddress },
    ],
    DeviceCreateDate: new Date(createdAtMs),
    DeviceLastModifiedDate: new Date(modifiedAtMs),
    DeviceLastAuthenticatedDate: new Date(Math.floor(authenticatedAtMs / 1000) * 1000),
  }
}
