import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminListUserSessionsCommand,
  AdminUserGlobalSignOutCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, DEMO, post, sdk, testEmulator } from '../testing.ts'
import { nodeCryptography } from '../nodeCryptography.ts'
import { ACCESS_MS, GRACE_MS, Model, REFRESH_MS } from './familyModel.ts'

export const CLIENTS = ['c0', 'c1']
export const USERS = ['u0', 'u1']
const WORDS: Record<string, string> = {
  'Token revocation is not enabled for this app client.': 'off',
  'Refresh token was not issued to this client': 'foreign',
  'The refresh token has been replaced by a newer one.': 'reused',
}

interface Issued {
  readonly AccessToken?: string
  readonly RefreshToken?: string
  readonly NewDeviceMetadata?: { readonly DeviceKey: string }
}

/** Both worlds, and the steps that are taken in them at once. */
export class Run {
  readonly model: Model
  readonly emulator: Emulator
  #root: ReturnType<typeof sdk> | undefined

  /**
   * `kinds` says of each client whether it can revoke and whether it rotates, at first; `tracksDevices` of the pool
   * whether every sign-in is bound to a device of its own, at first.
   */
  constructor(kinds: readonly (readonly [boolean, boolean])[], tracksDevices: boolean, model = new Model()) {
    this.model = model
    const Clients = CLIENTS.map((id, index) => {
      const [isRevocable = true, isRotating = false] = kinds[index] ?? []
      toggle(this.model.revocationOff, id, !isRevocable)
      toggle(this.model.rotating, id, isRotating)
      return { ClientId: id, ClientName: id, ...settings(isRevocable, isRotating) }
    })
    const Users = USERS.map((Username) => ({ Username, Password: 'p' }))
    this.model.tracksDevices = tracksDevices
    const pool = { Id: DEMO.pool, PoolName: 'p', Clients, Users, SessionConfiguration, ...devices(tracksDevices) }
    // As the emulator's server has it: WebCrypto sends every digest to a thread and back, which was a quarter of P-1.
    this.emulator = testEmulator({ cryptography: nodeCryptography, seed: { version: 1, userPools: [pool] } })
  }

  async call(operation: string, body: object): Promise<{ verdict: string; result: Issued }> {
    const answer = await post(this.emulator, operation, body)
    const message = String(answer.body['message'])
    const result = (answer.body['AuthenticationResult'] ?? {}) as Issued
    return { verdict: answer.status === 200 ? 'ok' : (WORDS[message] ?? message), result }
  }

  keep(family: number, { AccessToken, RefreshToken }: Issued, client: string): void {
    const { model } = this
    const isMatched = !model.revocationOff.has(client) || model.rotating.has(client)
    if (AccessToken) model.access.push({ text: AccessToken, family, bornMs: model.nowMs, isMatched })
    if (RefreshToken) model.refresh.push({ text: RefreshToken, family, bornMs: model.nowMs, isMatched })
  }

  async signIn(user: string, client: string): Promise<void> {
    const { verdict, result } = await this.call('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: client,
      AuthParameters: { USERNAME: user, PASSWORD: 'p' },
    })
    expect(verdict).toBe(this.model.disabled.has(user) ? 'User is disabled.' : 'ok')
    if (verdict !== 'ok') return
    const device = result.NewDeviceMetadata?.DeviceKey
    if (device !== undefined) {
      const DeviceSecretVerifierConfig = { PasswordVerifier: btoa('verifier'), Salt: btoa('salt') }
      const { AccessToken } = result
      await this.call('ConfirmDevice', { AccessToken, DeviceKey: device, DeviceSecretVerifierConfig })
    }
    this.model.families.push({ user, client, device, bornMs: this.model.nowMs })
    this.keep(this.model.families.length - 1, result, client)
  }

  async refresh(pick: number, client: string, namesDevice: boolean): Promise<void> {
    const token = at(this.model.refresh, pick)
    if (!token) return
    const DeviceKey = namesDevice ? this.model.family(token.family).device : undefined
    const expected = this.model.redeem(token, client, DeviceKey)
    const { verdict, result } = await this.call('GetTokensFromRefreshToken', {
      RefreshToken: token.text,
      ClientId: client,
      DeviceKey,
    })
    expect(verdict).toBe(expected)
    if (verdict !== 'ok') return
    const rotates = this.model.rotating.has(client)
    expect('RefreshToken' in result).toBe(rotates)
    if (rotates && !this.model.replacedAt.has(token.text)) this.model.replacedAt.set(token.text, this.model.nowMs)
    this.keep(token.family, result, client)
  }

  /** An administrator forgets the device of a session. */
  async forget(pick: number): Promise<void> {
    const family = at([...this.model.families.keys()], pick)
    const { user, device: DeviceKey } = this.model.families[family ?? -1] ?? {}
    if (family === undefined || DeviceKey === undefined) return
    const asked = this.root().send(new AdminForgetDeviceCommand({ UserPoolId: DEMO.pool, Username: user, DeviceKey }))
    const verdict = await asked.then(
      () => 'ok',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
    expect(verdict).toBe(this.model.forget(family))
  }

  /** The pool begins to keep track of devices, or ceases to. */
  async trackDevices(isOn: boolean): Promise<void> {
    await this.root().send(new UpdateUserPoolCommand({ UserPoolId: DEMO.pool, ...devices(isOn) }))
    this.model.tracksDevices = isOn
  }

  async list(Username: string): Promise<void> {
    const { Sessions } = await this.root().send(new AdminListUserSessionsCommand({ UserPoolId: DEMO.pool, Username }))
    expect(Sessions).toHaveLength(this.model.listed(Username))
  }

  async revoke(pick: number, client: string): Promise<void> {
    const token = at(this.model.refresh, pick)
    if (!token) return
    const { verdict } = await this.call('RevokeToken', { Token: token.text, ClientId: client })
    expect(verdict).toBe(this.model.revoke(token, client))
  }

  async globalSignOut(pick: number): Promise<void> {
    const token = at(this.model.access, pick)
    if (!token) return
    const expected = this.model.probe(token)
    expect((await this.call('GlobalSignOut', { AccessToken: token.text })).verdict).toBe(expected)
    if (expected === 'ok') this.model.endAll(this.model.family(token.family).user)
  }

  async administer(action: 'out' | 'disable' | 'enable', user: string): Promise<void> {
    const target = { UserPoolId: DEMO.pool, Username: user }
    const root = this.root()
    if (action === 'out') await root.send(new AdminUserGlobalSignOutCommand(target))
    if (action === 'disable') await root.send(new AdminDisableUserCommand(target))
    if (action === 'enable') await root.send(new AdminEnableUserCommand(target))
    if (action !== 'enable') this.model.endAll(user)
    if (action === 'disable') this.model.disabled.add(user)
    if (action === 'enable') this.model.disabled.delete(user)
  }

  async configure(client: string, isRevocable: boolean, isRotating: boolean): Promise<void> {
    const change = { UserPoolId: DEMO.pool, ClientId: client, ...settings(isRevocable, isRotating) }
    await this.root().send(new UpdateUserPoolClientCommand(change))
    toggle(this.model.revocationOff, client, !isRevocable)
    toggle(this.model.rotating, client, isRotating)
  }

  async pass(ms: number): Promise<void> {
    await advance(this.emulator, ms)
    this.model.nowMs += ms
  }

  async probeAll(): Promise<void> {
    for (const token of this.model.access) {
      expect((await this.call('GetUser', { AccessToken: token.text })).verdict).toBe(this.model.probe(token))
    }
  }

  root() {
    this.#root ??= sdk(this.emulator)
    const root = this.#root
    root.config.systemClockOffset = START_MS + this.model.nowMs - Date.now()
    return root
  }
}

/** When every history begins. */
export const START_MS = Date.parse('2027-01-01T00:00:00Z')

/** More than one history begins. */
const SessionConfiguration = { UserSessionTracking: 'ENABLED' as const, TokenSession: { MaxPerUser: 100 } }

function devices(isOn: boolean) {
  return isOn ? { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } } : {}
}

function settings(isRevocable: boolean, isRotating: boolean) {
  const units = { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' } as const
  return {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const],
    AccessTokenValidity: ACCESS_MS / 60_000,
    IdTokenValidity: ACCESS_MS / 60_000,
    RefreshTokenValidity: REFRESH_MS / 60_000,
    TokenValidityUnits: units,
    EnableTokenRevocation: isRevocable,
    RefreshTokenRotation: {
      Feature: isRotating ? ('ENABLED' as const) : ('DISABLED' as const),
      RetryGracePeriodSeconds: GRACE_MS / 1000,
    },
  }
}

function toggle(set: Set<string>, name: string, isIn: boolean): void {
  if (isIn) set.add(name)
  else set.delete(name)
}

function at<T>(items: readonly T[], pick: number): T | undefined {
  return items[pick % (items.length || 1)]
}
