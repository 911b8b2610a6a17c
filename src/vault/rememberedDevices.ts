import type { DeviceRecord, DeviceRecords, PersonDevices } from '../cognito/personDevices.ts'
import { type Failure, failureOf } from '../lib/failure.ts'
import { asPerson, isNotFound } from './asPerson.ts'
import type { DeviceList, Forgotten } from './protocol.ts'
import type { SessionKeeper } from './session.ts'
import type { Surroundings } from './surroundings.ts'

/** Between two devices, in milliseconds. */
const paceMs = 200

/** The person's devices: where they are listed, forgotten and remembered. */
export class RememberedDevices {
  readonly #around: Surroundings
  readonly #keeper: SessionKeeper
  readonly #api: PersonDevices
  readonly #forgetting = new Map<string, Promise<void>>()
  #forgettingOthers: Promise<Forgotten> | undefined

  constructor(around: Surroundings, keeper: SessionKeeper, api: PersonDevices) {
    this.#around = around
    this.#keeper = keeper
    this.#api = api
  }

  /**
   * Every page of the list. It shows remembered devices only [B], so this session's own is asked for by its key where it
   * is not among them.
   */
  async list(): Promise<DeviceList> {
    const at = () => new Date(this.#around.now())
    try {
      return await asPerson(this.#keeper, 'ListDevices', async (accessToken, live) => {
        const own = live.deviceKey ?? live.claims.deviceKey
        const { devices, missing } = await this.#withOwn(accessToken, own, await this.#api.list(accessToken))
        if (devices.length === 0 && own === undefined) return { state: 'not tracked', at: at(), why: 'nothing listed' }
        return {
          state: 'tracked',
          at: at(),
          devices: devices.map((device) => ({ ...device, here: device.key === own })),
          ...(missing === undefined ? {} : { missing }),
        }
      })
    } catch (error) {
      const { code } = failureOf(error, 'ListDevices')
      if (code !== 'InvalidUserPoolConfigurationException' && code !== 'OperationNotEnabledException') throw error
      return { state: 'not tracked', at: at(), why: 'refused' }
    }
  }

  /** Forgets one device. One that is already gone is forgotten. A second call while the first is under way joins it. */
  async forget(key: string): Promise<undefined> {
    const forgetting = this.#forgetting.get(key) ?? this.#forget(key)
    this.#forgetting.set(key, forgetting)
    await forgetting.finally(() => this.#forgetting.delete(key))
    return undefined
  }

  /** Forgets every listed device but this session's own, one after another, and tells what became of each. */
  async forgetOthers(): Promise<Forgotten> {
    this.#forgettingOthers ??= this.#forgetOthers().finally(() => {
      this.#forgettingOthers = undefined
    })
    return this.#forgettingOthers
  }

  async setRemembered(key: string, remembered: boolean): Promise<undefined> {
    await asPerson(this.#keeper, 'UpdateDeviceStatus', async (accessToken) =>
      this.#api.setRemembered(accessToken, key, remembered),
    )
    return undefined
  }

  async #forget(key: string): Promise<void> {
    await asPerson(this.#keeper, 'ForgetDevice', async (accessToken) => {
      try {
        await this.#api.forget(accessToken, key)
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    })
  }

  async #forgetOthers(): Promise<Forgotten> {
    const list = await this.list()
    const forgotten: string[] = []
    const failed: { key: string; failure: Failure }[] = []
    for (const { key, here } of list.state === 'tracked' ? list.devices : []) {
      if (here) continue
      if (forgotten.length + failed.length > 0) await this.#around.sleep(paceMs)
      try {
        await this.forget(key)
        forgotten.push(key)
      } catch (error) {
        failed.push({ key, failure: failureOf(error, 'ForgetDevice') })
      }
    }
    return { forgotten, failed }
  }

  async #withOwn(accessToken: string, own: string | undefined, listed: DeviceRecords): Promise<DeviceRecords> {
    if (own === undefined || listed.devices.some(({ key }) => key === own)) return listed
    const found = await this.#ownOf(accessToken, own)
    return { ...listed, devices: found === undefined ? listed.devices : [found, ...listed.devices] }
  }

  /** A device that was never confirmed is none that could be shown. */
  async #ownOf(accessToken: string, key: string): Promise<DeviceRecord | undefined> {
    try {
      return { remembered: false, ...(await this.#api.get(accessToken, key)) }
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
}
