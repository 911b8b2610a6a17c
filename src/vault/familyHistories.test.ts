import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminUserGlobalSignOutCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'

import type { Seed } from '../../emulator/index.ts'
import { sdk } from '../../emulator/testing.ts'
import { payloadOf } from './claims.ts'
import { accessMs, Families, refreshMs, type Seen } from './testFamilies.ts'
import type { Tab } from './testTab.ts'
import { answerOf, demo, type Network, useVirtualTime, World } from './testWorld.ts'
import { requestFor } from './testWire.ts'

vi.mock('../cognito/srp.ts', async () => (await import('./testPasswordsOnly.ts')).srpRefusedAnyway())

useVirtualTime()

const minute = 60_000
const target = { UserPoolId: demo.pool, Username: 'ada' }

/** P-2: how many histories. `npm run test:nightly` sets more. */
const histories = Number(process.env['CURFEW_VAULT_HISTORIES'] ?? 1000)

function settings(revocable: boolean, rotates: boolean) {
  return {
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const],
    AccessTokenValidity: accessMs / minute,
    IdTokenValidity: accessMs / minute,
    RefreshTokenValidity: refreshMs / minute,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' } as const,
    EnableTokenRevocation: revocable,
    RefreshTokenRotation: {
      Feature: rotates ? ('ENABLED' as const) : ('DISABLED' as const),
      RetryGracePeriodSeconds: 0,
    },
  }
}

const seed = (rotates: boolean, tracksDevices: boolean): Seed => ({
  version: 1,
  userPools: [
    {
      Id: demo.pool,
      PoolName: 'families',
      ...(tracksDevices ? { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } } : {}),
      Clients: [{ ClientId: demo.storefront, ClientName: 'Storefront', ...settings(true, rotates) }],
      Users: [{ Username: demo.ada[0], Password: demo.ada[1] }],
    },
  ],
})

const inBrowser = ['sign in', 'check', 'renew', 'sign out', 'everywhere', 'leak', 'forget device', 'reload'] as const
const byOperator = ['out', 'disable', 'enable', 'flip'] as const

const step = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      does: fc.constantFrom('sign in', 'check', 'renew', ...inBrowser),
      browser: fc.nat(1),
      tab: fc.nat(1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ operator: fc.constantFrom('enable', ...byOperator) }) },
  { weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(5, 16, 50) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never
const history = fc.record({
  rotates: fc.boolean(),
  /** Each sign-in makes its browser a device, which costs milliseconds. */
  tracksDevices: fc.constantFrom(true, false, false),
  steps: fc.array(step, { minLength: 4, maxLength: 14 }),
})
type History = typeof history extends fc.Arbitrary<infer One> ? One : never

/** Two browsers of one person, the model of what should become of them, and the steps that are taken in both at once. */
class Run {
  readonly model: Families
  readonly browsers: readonly [World, World]
  #operator: ReturnType<typeof sdk> | undefined

  constructor(model: Families, tracksDevices: boolean) {
    this.model = model
    const options = { clientId: demo.storefront, withoutIdentityPool: true } as const
    const first = new World({ ...options, seed: seed(model.rotates, tracksDevices) })
    this.browsers = [first, new World({ ...options, emulator: first.emulator })]
  }

  async open(): Promise<void> {
    for (const world of this.browsers) {
      world.passwordsOnly = true
      await world.openTab()
      await world.openTab()
    }
  }

  async take(taken: Step): Promise<void> {
    this.wait(2_000)
    if ('wait' in taken) this.wait(taken.wait * minute)
    else if ('operator' in taken) await this.#operate(taken.operator)
    else await this.#inBrowser(taken.does, taken.browser, taken.tab)
    await this.#agree()
  }

  wait(ms: number): void {
    this.browsers[0].advance(ms)
    this.browsers[1].advance(0)
  }

  async #operate(what: (typeof byOperator)[number]): Promise<void> {
    const { model } = this
    this.#now()
    this.#operator ??= sdk(this.browsers[0].emulator)
    if (what === 'out') await this.#operator.send(new AdminUserGlobalSignOutCommand(target))
    if (what === 'disable') await this.#operator.send(new AdminDisableUserCommand(target))
    if (what === 'enable') await this.#operator.send(new AdminEnableUserCommand(target))
    if (what === 'flip') {
      model.revocationOff = !model.revocationOff
      const change = { UserPoolId: demo.pool, ClientId: demo.storefront }
      const wanted = settings(!model.revocationOff, model.rotates)
      await this.#operator.send(new UpdateUserPoolClientCommand({ ...change, ...wanted }))
    }
    if (what === 'out' || what === 'disable') model.endAll()
    if (what === 'disable' || what === 'enable') model.disabled = what === 'disable'
  }

  async #inBrowser(what: (typeof inBrowser)[number], browser: number, number: number): Promise<void> {
    const world = this.browsers[browser]!
    const tab = world.tabs.filter(({ dead }) => !dead)[number]!
    const { model } = this
    this.#now()
    switch (what) {
      case 'sign in':
        if (model.holds(browser)) return
        await tab.signIn(demo.ada).catch(() => undefined)
        return this.#same(tab, model.signIn(browser))
      case 'check':
        await tab.check()
        return this.#same(tab, model.check(browser))
      case 'renew':
        await tab.renew().catch(() => undefined)
        return this.#same(tab, model.renew(browser))
      case 'sign out': {
        const seen = model.signOut(browser)
        const receipt = 'server' in seen ? await tab.signOutToTheEnd() : undefined
        if (!receipt) await tab.signOut()
        return this.#same(tab, seen, receipt)
      }
      case 'everywhere': {
        const seen = model.everywhere(browser)
        const { receiptId } = await tab.run('signOutEverywhere', {}).catch(() => ({ receiptId: undefined }))
        const proven = receiptId && (await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting'))
        return this.#same(tab, seen, proof(proven))
      }
      case 'leak':
        if (!model.holds(browser)) return
        model.leak(browser)
        await world.emulator.fetch(
          requestFor('RevokeToken', { Token: world.latest.refresh, ClientId: demo.storefront }),
        )
        return
      case 'forget device': {
        const { device_key: DeviceKey } = model.holds(browser) ? payloadOf(world.latest.access) : {}
        if (typeof DeviceKey !== 'string' || !model.forget(browser)) return
        this.#operator ??= sdk(this.browsers[0].emulator)
        await this.#operator.send(new AdminForgetDeviceCommand({ ...target, DeviceKey }))
        return
      }
      case 'reload':
        tab.close()
        await world.openTab()
        return
      default:
        what satisfies never
    }
  }

  #same(tab: Tab, seen: Seen, receipt?: { server: { step: string }; proof: { state: string } }): void {
    expect(tab.state.state).toBe(seen.state)
    if (seen.state === 'signed in') return
    expect([receipt?.server.step, receipt?.proof.state]).toEqual([seen.server, seen.proof])
    if (seen.reason === undefined || tab.state.state === 'signed in') return
    expect(tab.state.ended?.reason).toBe(seen.reason)
  }

  /** Every tab of a browser shows what the browser holds. */
  async #agree(): Promise<void> {
    for (const [browser, { tabs }] of this.browsers.entries()) {
      const open = tabs.filter(({ dead }) => !dead)
      await Promise.all(open.map(async (tab) => tab.rest()))
      const expected = this.model.holds(browser) ? 'signed in' : 'signed out'
      expect(open.map(({ state }) => state.state)).toEqual(open.map(() => expected))
    }
  }

  /** What the browsers hold is worth what the model says, by Cognito's own word. */
  async end(): Promise<void> {
    this.#now()
    for (const [browser, world] of this.browsers.entries()) {
      if (this.model.holds(browser)) {
        const { answers, mints } = this.model.vitals(browser)
        expect({ answers: await world.lives(world.latest), mints: await world.mints(world.latest) }).toEqual({
          answers,
          mints,
        })
      }
      for (const tab of world.tabs) if (!tab.dead) tab.close()
    }
  }

  #now(): void {
    this.model.nowMs = Date.now()
  }
}

function proof<T>(receipt: T | '' | undefined): T | undefined {
  return receipt === '' ? undefined : receipt
}

async function travel(
  { rotates, tracksDevices, steps }: History,
  { model = new Families(rotates), network }: { model?: Families; network?: Network } = {},
): Promise<void> {
  const run = new Run(model, tracksDevices)
  for (const world of run.browsers) world.network = network ?? world.network
  await run.open()
  for (const taken of steps) await run.take(taken)
  await run.end()
}

describe('P-2: any history of one person’s sessions in two browsers of two tabs', () => {
  it(
    `${histories} of them: what the vault shows, and what its receipts claim, is what the model says`,
    { timeout: 3_600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (one) => travel(one)),
        { numRuns: histories },
      )
    },
  )

  /** Whether histories are found that do not agree. */
  async function foundOut(
    differently: (one: History) => Parameters<typeof travel>[1],
    histories = (one: History) => one,
  ): Promise<boolean> {
    const wrong = fc.asyncProperty(history, async (one) => travel(histories(one), differently(one)))
    return (await fc.check(wrong, { numRuns: 300, endOnFailure: true })).failed
  }

  it('control: a model in which revoking a token ends nothing is found out', { timeout: 120_000 }, async () => {
    class Lenient extends Families {
      override leak(): void {
        // Nothing: that is what is wrong with it.
      }
    }
    expect(await foundOut(({ rotates }) => ({ model: new Lenient(rotates) }))).toBe(true)
  })

  it('control: and one in which a forgotten device refreshes on', { timeout: 120_000 }, async () => {
    class Forgetful extends Families {
      #asked = false
      override forget(): boolean {
        const first = !this.#asked
        this.#asked = true
        return first
      }
    }
    const first: readonly Step[] = [
      { does: 'sign in', browser: 0, tab: 0 },
      { does: 'forget device', browser: 0, tab: 0 },
    ]
    const begun = (one: History) => ({ ...one, tracksDevices: true, steps: [...first, ...one.steps] })
    expect(await foundOut(({ rotates }) => ({ model: new Forgetful(rotates) }), begun)).toBe(true)
  })

  it('control: a vault that does not see that its session has ended is found out', { timeout: 120_000 }, async () => {
    // What Cognito refuses looks like trouble on the way, which ends no session.
    const unseen: Network = async (call, forward) => {
      const answer = await forward()
      const asked = call.operation === 'GetUser' || call.operation === 'GetTokensFromRefreshToken'
      return asked && !answer.ok ? answerOf({ __type: 'InternalErrorException', message: '' }, 500) : answer
    }
    expect(await foundOut(() => ({ network: unseen }))).toBe(true)
  })
})
