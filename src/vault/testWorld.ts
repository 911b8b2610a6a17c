/* oxlint-disable no-restricted-imports -- the world of the vault's tests holds an emulator; no part of the console imports this file */
import 'fake-indexeddb/auto'

import { afterEach, beforeEach, expect, vi } from 'vitest'

import { createEmulator, createEmulatorKeys, type Emulator, type Seed } from '../../emulator/index.ts'
import type { FaultRequest, LoggedRequest } from '../../emulator/client.ts'
import { nodeCryptography } from '../../emulator/nodeCryptography.ts'
import type { Config } from '../lib/config.ts'
import { answerOf, type Call, type Network } from './testAnswers.ts'
import { emulatorOrigin as origin, requestFor } from './testWire.ts'
import { runTimers } from '../lib/testClock.ts'
import { payloadOf } from './claims.ts'
import type { LimitSettings } from './limits.ts'
import { SecretsWatch } from './testSecrets.ts'
import { openStorage, type VaultStorage } from './storage.ts'
import { TabLocks } from './testLocks.ts'
import { type Jar, Tab } from './testTab.ts'
import { forwarded, readCall, tokensIn } from './testWire.ts'

export { answerOf, errorOf, factsIn, failureIn, lostAfter, lostBefore, only, type Network } from './testAnswers.ts'

const keys = createEmulatorKeys()

/** The demo seed's deployment. */
export const demo = {
  pool: 'us-east-1_Demo00001',
  storefront: 'storefront0demo0client0001',
  backOffice: 'backoffice0demo0client0002',
  kiosk: 'kiosk0demo00000client00003',
  fieldApp: 'fieldapp0demo00client00004',
  identityPool: 'us-east-1:5c0ffee0-0000-4000-8000-000000000001',
  ada: ['ada', 'Lamp-lit-1843'],
  rhea: ['rhea', 'Night-watch-26'],
} as const

/** Tokens as Cognito issued them to a tab. */
export type Issued = { tab: string; access: string; id: string; refresh: string | undefined }

/** Where a tab's work can be held up: before and after every request, storage operation and lock. */
export type Gate = (tab: string, where: string) => Promise<void>

const yearMs = 365 * 86_400_000
const startOfTime = Date.UTC(2030, 0, 1)
/** Of each world what has come out of it. Whole worlds would stay in memory until a test of thousands of them is over. */
const watches = new Set<SecretsWatch>()
let databases = 0

/**
 * Lets a file's tests run on a clock of their own. The SDK's pauses pass at once, and the clock moves with them;
 * so do the vault's short ones. After each test nothing secret may have come out of any vault.
 * @param options.withoutPauses for tests in which the SDK never has to pause: they take half the time
 */
export function useVirtualTime(options: { withoutPauses?: true } = {}): void {
  // How long a test takes says how busy the machine is, and nothing else.
  vi.setConfig({ testTimeout: 30_000 })
  let stop: (() => void) | undefined
  beforeEach(() => {
    const fake = () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: startOfTime })
    if (options.withoutPauses) fake()
    else stop = runTimers(fake)
  })
  afterEach(() => {
    const leaks = [...watches].flatMap((watch) => watch.leaks)
    watches.clear()
    vi.useRealTimers()
    stop?.()
    expect(leaks).toEqual([])
  })
}

/** One Cognito, one browser with any number of tabs: what they share, and what a test may do to it. */
export class World {
  readonly emulator: Emulator
  readonly config: Config
  readonly locks = new TabLocks()
  /** The cookies with the key halves. */
  readonly jar: Jar = {}
  /** When the outbox's half is gone, by this machine's clock: it is a cookie of a day. */
  outboxHalfEndsMs = Infinity
  readonly tabs: Tab[] = []
  readonly calls: Call[] = []
  readonly issued: Issued[] = []
  /** Knows everything secret that crossed the wire, and sees it come out of a vault. */
  readonly watch = new SecretsWatch()
  readonly database: string
  /** A person who is always about, unless a test is about limits. */
  limits: LimitSettings = { idleMs: yearMs, sessionMs: yearMs, operatorIdleMs: yearMs }
  network: Network = async (_call, forward) => forward()
  /** Sees what the emulator answers to a call. */
  heard: ((call: Call, answer: ReturnType<typeof SecretsWatch.read>) => void) | undefined
  gate: Gate | undefined
  /** How many requests and storage operations are under way. */
  busy = 0
  /** Storage that writes whatever it is asked to, whoever was first: the control of what generations are for. */
  careless = false
  /** A journal that keeps nothing: the control of what it is for. */
  forgetful = false
  /** As if the app client allowed no SRP, which costs milliseconds: for tests that sign in a thousand times. */
  passwordsOnly = false
  /** The long pauses, which wait for a test to move the clock. */
  readonly sleepers: { until: number; wake: () => void }[] = []
  #ids = 0

  constructor(
    options: {
      clientId?: string
      userPoolId?: string
      name?: string
      seed?: Seed
      /** The Cognito of another world: this is another browser of the same people. */
      emulator?: Emulator
      refreshTokenDays?: number
      withoutIdentityPool?: true
      config?: Partial<Config>
    } = {},
  ) {
    this.emulator =
      options.emulator ?? createEmulator({ keys, seed: options.seed ?? 'demo', cryptography: nodeCryptography })
    this.config = {
      region: 'us-east-1',
      ...(options.name === undefined ? {} : { name: options.name }),
      userPoolId: options.userPoolId ?? demo.pool,
      clientId: options.clientId ?? demo.storefront,
      ...(options.withoutIdentityPool ? {} : { identityPoolId: demo.identityPool }),
      endpoints: { cognitoIdp: origin, cognitoIdentity: origin },
      ...(options.refreshTokenDays === undefined ? {} : { refreshTokenDays: options.refreshTokenDays }),
      ...options.config,
    }
    databases += 1
    this.database = `curfew ${databases}`
    watches.add(this.watch)
  }

  /** Another tab of the browser, with its vault opened. */
  async openTab(name = `tab ${this.tabs.length + 1}`): Promise<Tab> {
    const tab = new Tab(this, name, await this.storage())
    this.tabs.push(tab)
    await tab.open()
    return tab
  }

  /** The database as it is, for looking at. */
  async storage(): Promise<VaultStorage> {
    return openStorage(`${this.config.userPoolId}|${this.config.clientId}`, this.database)
  }

  /** A pause: a short one passes at once, a long one waits until a test moves the clock. */
  async sleep(ms: number): Promise<void> {
    if (ms > 4_000) return new Promise((wake) => void this.sleepers.push({ until: Date.now() + ms, wake }))
    this.advance(ms)
  }

  /** Moves the clock, Cognito's and the browser's. */
  advance(ms: number): void {
    vi.setSystemTime(Date.now() + ms)
    for (const sleeper of this.sleepers) if (sleeper.until <= Date.now()) sleeper.wake()
  }

  newId(): string {
    this.#ids += 1
    return `id-${this.#ids}`
  }

  /** The calls of one operation. */
  sent(operation: string): readonly Call[] {
    return this.calls.filter((call) => call.operation === operation)
  }

  /** The tokens issued last. */
  get latest(): Issued {
    const last = this.issued.at(-1)
    if (last === undefined) throw new Error('nobody has signed in')
    return last
  }

  /** What the emulator itself says of a token, without any vault. */
  async lives(issued: Issued): Promise<boolean> {
    const response = await this.emulator.fetch(requestFor('GetUser', { AccessToken: issued.access }))
    return response.ok
  }

  /** Whether anything can still be minted from these tokens. */
  async mints(issued: Issued): Promise<boolean> {
    const { device_key: DeviceKey } = issued.access === '' ? {} : payloadOf(issued.access)
    const body = { RefreshToken: issued.refresh, ClientId: this.config.clientId, DeviceKey }
    return (await this.emulator.fetch(requestFor('GetTokensFromRefreshToken', body))).ok
  }

  /** Plans a fault in the emulator's control plane. */
  async fault(fault: FaultRequest): Promise<void> {
    await this.#control('POST', 'faults', fault)
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', 'faults')
  }

  /** Moves Cognito's clock alone: from now on it and the browser's differ. */
  async moveCognitosClock(advanceMs: number): Promise<void> {
    await this.#control('POST', 'clock', { advanceMs })
  }

  /** The emulator's own log. */
  async log(): Promise<readonly LoggedRequest[]> {
    return ((await this.#control('GET', 'log')) as { entries: readonly LoggedRequest[] }).entries
  }

  /** What a tab's fetch does: record, ask the network, learn the secrets in the answer. */
  async send(tab: Tab, request: Request): Promise<Response> {
    const text = await request.text()
    const { operation, body } = readCall(request, text)
    const call: Call = { tab: tab.name, operation, body, keepalive: request.keepalive }
    await this.pass(tab, `${operation} leaves`)
    this.calls.push(call)
    this.watch.learnFromRequest(body)
    const response = await this.during(async () =>
      this.network(call, async () => {
        if (this.passwordsOnly && body['AuthFlow'] === 'USER_SRP_AUTH') return answerOf(noSrp, 400)
        const answer = await forwarded(this.emulator, request, text)
        this.#learn(tab, call, answer.text)
        return answer.response
      }),
    )
    await this.pass(tab, `${operation} answered`)
    return response
  }

  /** Counts `work` as under way. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.busy += 1
    try {
      return await work()
    } finally {
      this.busy -= 1
    }
  }

  /** Holds a tab up where the test wants to; for ever when the tab is dead. */
  async pass(tab: Tab, where: string): Promise<void> {
    if (tab.dead) return new Promise(() => {})
    await this.gate?.(tab.name, where)
    return tab.dead ? new Promise(() => {}) : undefined
  }

  async #control(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await this.emulator.fetch(
      new Request(`${origin}/_emulator/${path}`, {
        method,
        headers: { 'x-curfew-control': '1' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    if (!response.ok) throw new Error(await response.text())
    return response.json()
  }

  #learn(tab: Tab, call: Call, text: string): void {
    const answer = SecretsWatch.read(text)
    const tokens = tokensIn(answer)
    if (tokens) {
      const refresh = tokens.refresh ?? (call.body['RefreshToken'] as string | undefined)
      this.issued.push({ tab: tab.name, ...tokens, refresh })
      for (const secret of Object.values(tokens)) this.watch.hide(secret)
    }
    this.watch.learn(answer)
    this.heard?.(call, answer)
  }
}

const noSrp = { __type: 'InvalidParameterException', message: 'USER_SRP_AUTH is not enabled for the client.' }
