import type { NewDevice, SignInApi } from '../cognito/signIn.ts'
import { type SrpIdentity, srpVerifier } from '../cognito/srp.ts'
import { Failed, failureOf } from '../lib/failure.ts'
import type { Live } from './facts.ts'
import { randomHalf } from './randomHalf.ts'
import { seal, unseal } from './seal.ts'
import type { VaultStorage } from './storage.ts'
import type { Surroundings } from './surroundings.ts'

/** What proves to Cognito that this browser is a device that somebody has used before. */
export type DeviceSecret = NewDevice & { password: string }

/**
 * This browser as a device of the people who sign in here. The secrets lie in IndexedDB, sealed with a half of their
 * own that outlives sessions; under whose name is hashed with it, so that without the half nobody sees who was here.
 */
export class Devices {
  readonly #around: Surroundings
  readonly #storage: VaultStorage
  readonly #api: SignInApi
  /** A half that the page has been told to keep, and has not shown yet. */
  #made: string | undefined

  constructor(around: Surroundings, storage: VaultStorage, api: SignInApi) {
    this.#around = around
    this.#storage = storage
    this.#api = api
  }

  /** The secret of this browser as a device of `username`, if it is one. */
  async find(username: string): Promise<DeviceSecret | undefined> {
    const half = this.#half()
    if (half === undefined) return undefined
    const id = await idOf(half, username)
    const sealed = await this.#storage.device(id)
    const plain = sealed && (await unseal(half, sealed, aboutOf(id)))
    return plain === undefined ? undefined : (JSON.parse(plain) as DeviceSecret)
  }

  /** Forgets the secret under all of these names: Cognito does not take it any more. */
  async drop(usernames: readonly string[]): Promise<void> {
    const half = this.#half()
    if (half === undefined) return
    for (const username of usernames) await this.#storage.dropDevice(await idOf(half, username))
  }

  /**
   * Makes this browser a device, with a new secret. The session does without, if Cognito does not confirm it.
   * @param usernames how Cognito calls the person, and what they typed
   * @returns whether it is remembered only once the person says so
   */
  async confirm(accessToken: string, device: NewDevice, usernames: readonly string[]): Promise<boolean> {
    const secret: DeviceSecret = { ...device, password: randomHalf() }
    const proof = await srpVerifier(deviceIdentity(secret), crypto.getRandomValues(new Uint8Array(16)))
    // Kept first: a device that is confirmed, and whose secret is lost, would be nobody's.
    await this.#keep(secret, usernames)
    try {
      return await this.#api.confirmDevice(accessToken, { ...proof, key: device.key, name: this.#around.deviceName })
    } catch (error) {
      if (failureOf(error, 'ConfirmDevice').class === 'rejected') await this.drop(usernames)
      return false
    }
  }

  /** Lets the secrets live on: the page keeps their half as long again. */
  prolong(): void {
    const half = this.#half()
    if (half !== undefined) this.#around.emit({ kind: 'device half', half })
  }

  /** Remembers this browser as a device of whoever is signed in. Throws Failed. */
  async remember(live: Live | undefined): Promise<void> {
    if (live === undefined) throw refused('SignedOut', 'Nobody is signed in here.')
    if (live.deviceKey === undefined) throw refused('NoDevice', 'This session has no device.')
    await this.#api.rememberDevice(live.tokens.access, live.deviceKey)
  }

  #half(): string | undefined {
    return this.#around.halves().device ?? this.#made
  }

  async #keep(secret: DeviceSecret, usernames: readonly string[]): Promise<void> {
    const half = this.#half() ?? randomHalf()
    this.#made = half
    for (const username of new Set(usernames)) {
      const id = await idOf(half, username)
      await this.#storage.keepDevice(id, await seal(half, JSON.stringify(secret), aboutOf(id)))
    }
    this.#around.emit({ kind: 'device half', half })
  }
}

/** Whose secret SRP proves, where it is a device's. */
export function deviceIdentity({ key, groupKey, password }: DeviceSecret): SrpIdentity {
  return { group: groupKey, name: key, password }
}

async function idOf(half: string, username: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${half}|${username}`))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}

function aboutOf(id: string): string {
  return `device|${id}`
}

function refused(code: string, message: string): Failed {
  return new Failed({ operation: 'UpdateDeviceStatus', code, message, class: 'rejected', attempts: 0 })
}
