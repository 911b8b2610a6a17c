import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminUserGlobalSignOutCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, post, sdk, testEmulator } from '../testing.ts'
import { ACCESS_MS, GRACE_MS, Model, type ModelToken, REFRESH_MS } from './familyModel.ts'

const CLIENTS = ['c0', 'c1']
const USERS = ['u0', 'u1']
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
class Run {
  readonly model: Model
  readonly emulator: Emulator
  #root: ReturnType<typeof sdk> | undefined

  /**
   * `kinds` says of each client whether it can revoke and whether it rotates, at first; `tracksDevices` of the pool
   * whether every sign-in is bound to a device of its own.
   */
  constructor(kinds: readonly (readonly [boolean, boolean])[], tracksDevices: boolean, model = new Model()) {
    this.model = model
    const Clients = CLIENTS.map((id, index) => {
      const [isRevocable = true, isRotating = false] = kinds[index] ?? []
      toggle(this.model.revocationOff, id, !isRevocable)
      toggle(this.model.rotating, id, isRotating)
      return { ClientId: id, ClientName: id, ...settings(isRevocable, isRotating) }
    })
    const devices = tracksDevices ? { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } } : {}
    const Users = USERS.map((Username) => ({ Username, Password: 'p' }))
    this.emulator = testEmulator({
      seed: { version: 1, userPools: [{ Id: DEMO.pool, PoolName: 'p', Clients, Users, ...devices }] },
    })
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
    const DeviceKey = namesDevice ? this.model.families[token.family]!.device : undefined
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
    if (expected === 'ok') this.model.endAll(this.model.families[token.family]!.user)
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

/** P-1: how many histories. `npm run test:nightly` sets more. */
const HISTORIES = Number(process.env['CURFEW_HISTORIES'] ?? 2000)
const START_MS = Date.parse('2027-01-01T00:00:00Z')

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

const client = fc.constantFrom(...CLIENTS)
const user = fc.constantFrom(...USERS)
const step: fc.Arbitrary<(run: Run) => Promise<void>> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(user, client).map(
      ([who, where]) =>
        (run: Run) =>
          run.signIn(who, where),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(), client, fc.constantFrom(true, true, true, false)).map(
      ([pick, where, namesDevice]) =>
        (run: Run) =>
          run.refresh(pick, where, namesDevice),
    ),
  },
  { weight: 1, arbitrary: fc.nat().map((pick) => (run: Run) => run.forget(pick)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), client).map(
      ([pick, where]) =>
        (run: Run) =>
          run.revoke(pick, where),
    ),
  },
  { weight: 1, arbitrary: fc.nat().map((pick) => (run: Run) => run.globalSignOut(pick)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('out' as const, 'disable' as const, 'enable' as const, 'enable' as const), user)
      .map(
        ([action, who]) =>
          (run: Run) =>
            run.administer(action, who),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(client, fc.boolean(), fc.boolean()).map(
      ([where, revocable, rotating]) =>
        (run: Run) =>
          run.configure(where, revocable, rotating),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1000, 29_000, 30_000, 30_000, 10 * 60_000, 50 * 60_000)
      .map((ms) => (run: Run) => run.pass(ms)),
  },
)

const kind = fc.tuple(fc.boolean(), fc.boolean())

const history = fc.record({
  kinds: fc.tuple(kind, kind),
  tracksDevices: fc.boolean(),
  steps: fc.array(step, { minLength: 10, maxLength: 60 }),
})
type History = typeof history extends fc.Arbitrary<infer One> ? One : never

async function travel({ kinds, tracksDevices, steps }: History, model?: Model): Promise<void> {
  const run = new Run(kinds, tracksDevices, model)
  await control(run.emulator, 'POST', 'clock', { now: new Date(START_MS).toISOString(), frozen: true })
  for (const take of steps) await take(run)
  await run.probeAll()
}

test('random histories end every session that they should, and no other', async () => {
  // fast-check prints the seed and the shortest history that differs.
  await fc.assert(
    fc.asyncProperty(history, async (one) => travel(one)),
    { numRuns: HISTORIES },
  )
}, 3_600_000)

test('control: a model in which a forgotten device stops no refresh token is found out', async () => {
  class Forgetful extends Model {
    override redeem(token: ModelToken, client: string, device: string | undefined): string {
      this.forgotten.clear()
      return super.redeem(token, client, device)
    }
  }
  const wrong = fc.asyncProperty(history, async (one) => travel(one, new Forgetful()))
  expect((await fc.check(wrong, { numRuns: 300, endOnFailure: true })).failed).toBe(true)
}, 120_000)
