import { Hono } from 'hono'
import { Faults } from './control/Faults.ts'
import { Gate } from './control/Gate.ts'
import { RequestLog } from './control/RequestLog.ts'
import { controlRoutes } from './control/routes.ts'
import { checkSeed, type Seed } from './control/seedFormat.ts'
import { plantSeed, rehearseSeed } from './control/seeding.ts'
import { Clock } from './domain/Clock.ts'
import { type Cryptography, webCryptography } from './domain/Cryptography.ts'
import type { RootCredentials } from './domain/Credentials.ts'
import { createKeys, type KeptKeys, type Keys } from './domain/keys.ts'
import { Random } from './domain/Random.ts'
import { createWorld, type World } from './domain/World.ts'
import { GetCredentialsForIdentity } from './identity/GetCredentialsForIdentity.ts'
import { GetId } from './identity/GetId.ts'
import { jwks, openidConfiguration } from './oauth/discovery.ts'
import { domainPlace } from './oauth/domainEndpoints.ts'
import { userPoolOperations } from './operations/index.ts'
import { demoSeed } from './seed.ts'
import { memoryStore } from './store/memoryStore.ts'
import type { Store, Table } from './store/Store.ts'
import { Api } from './wire/Api.ts'
import { type Call, callOf } from './wire/Call.ts'
import { Quotas } from './wire/Quotas.ts'
import { type Reply, responseOf } from './wire/Reply.ts'

export { BadControlRequest } from './control/checks.ts'
export type { Cryptography } from './domain/Cryptography.ts'
export type { Call } from './wire/Call.ts'
export { isBodiless, type Reply } from './wire/Reply.ts'
export type { Seed } from './control/seedFormat.ts'

/** How an emulator starts. Everything has a default. */
export interface EmulatorOptions {
  /** What is in it at start and after a reset: the demo, nothing, or a seed (README, "Seed format"). Default `demo`. */
  readonly seed?: 'demo' | 'none' | Seed
  /** The root account, whose signature may do everything. Default `test` and `test`. */
  readonly credentials?: RootCredentials
  /** The Region of new pools, and the one that signatures have to be for. Default `us-east-1`. */
  readonly region?: string
  /** The account's twelve digits. Default `000000000000`. */
  readonly accountId?: string
  /** Whether AWS's request quotas hold (README, "Quotas"). Default no. */
  readonly quotas?: boolean
  /** The time underneath the emulator's clock, in milliseconds since 1970. Default `Date.now`. */
  readonly machineMs?: () => number
  /** Overwrites the bytes it is given with random ones. Default `crypto.getRandomValues`. */
  readonly randomFill?: (bytes: Uint8Array<ArrayBuffer>) => void
  /** Keys made by `createEmulatorKeys`, so that many emulators of one test run share them. Default: new ones. */
  readonly keys?: Keys
  /** Who does the arithmetic; `server.ts` has one that is faster in Node. Default: WebCrypto. */
  readonly cryptography?: Cryptography
  /** Where data is kept. One that holds an emulator's data already is gone on with, and not seeded. Default: memory. */
  readonly store?: Store
  /** Told of the emulator's own defects; the caller only sees an internal error. Default: nobody but the log. */
  readonly onBug?: (error: unknown) => void
}

/** What a request does not say of itself. */
export interface Connection {
  /** Where it came from, as session records show it. */
  readonly address?: string | undefined
}

/** An emulator: a fetch handler with state of its own. Any number of them run side by side. */
export interface Emulator {
  /**
   * Answers a request. Where a fault asked for it, `Response.error()` stands for a dropped connection, and a body that
   * fails while it is read for one that was dropped within the answer.
   */
  readonly fetch: (request: Request, connection?: Connection) => Promise<Response>
  /** Answers an API call or a preflight, which `fetch` takes for `/`: for a server that can do without a `Request`. */
  readonly call: (call: Call, connection?: Connection) => Promise<Reply>
  /** Back to the state at start: data, clock, settings, faults, log. */
  readonly reset: () => Promise<void>
  /** Drops what hangs. */
  readonly close: () => void
}

/** The signing and sealing keys of an emulator; see `EmulatorOptions.keys`. Where they are `kept` they stay the same. */
export function createEmulatorKeys(kept?: KeptKeys): Keys {
  return createKeys(new Random((bytes) => crypto.getRandomValues(bytes)), kept)
}

/**
 * Makes an emulator. It can be asked at once: keys and password hashes are made meanwhile, and only a request that
 * needs them waits. Throws BadControlRequest, with the path, for a seed that is not one.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const random = new Random(options.randomFill ?? ((bytes) => crypto.getRandomValues(bytes)))
  const world = createWorld({
    region: options.region ?? 'us-east-1',
    accountId: options.accountId ?? '000000000000',
    root: options.credentials ?? { accessKeyId: 'test', secretAccessKey: 'test' },
    clock: new Clock(options.machineMs ?? Date.now),
    random,
    keys: options.keys ?? createKeys(random),
    cryptography: options.cryptography ?? webCryptography,
    store: options.store ?? memoryStore(),
  })
  const log = new RequestLog()
  const faults = new Faults()
  const quotas = new Quotas(world.clock, options.quotas ?? false)
  const planting = new Planting(world, options.seed ?? 'demo')
  // Once it can be spoken to, so that making them does not keep the first answer waiting.
  void planting.done.then(world.keys.signing).catch(() => undefined)
  const reset = async () => {
    faults.clear()
    quotas.reset()
    world.clock.reset()
    world.surroundings.reset()
    await planting.restart()
    log.clear()
    world.sentCodes.clear()
  }
  const plant = async (seed: unknown) => {
    await planting.replace(seed)
    world.sentCodes.clear()
  }
  const services = [
    { target: 'AWSCognitoIdentityProviderService', name: 'cognito-idp', operations: userPoolOperations },
    { target: 'AWSCognitoIdentityService', name: 'cognito-identity', operations: { GetCredentialsForIdentity, GetId } },
  ]
  const api = new Api(world, services, quotas)
  const gate = new Gate({ world, api, faults, log, quotas, onBug: options.onBug ?? (() => undefined) })
  // Made when first asked for: most emulators are only ever spoken to as Cognito.
  let routes: Hono | undefined
  const app = () =>
    (routes ??= new Hono()
      .route(
        '/_emulator',
        controlRoutes({
          clock: world.clock,
          faults,
          log,
          quotas,
          sentCodes: world.sentCodes,
          store: world.store,
          surroundings: world.surroundings,
          reset,
          plant,
        }),
      )
      .route('/', discoveryRoutes(world, quotas)))
  return {
    async fetch(request, { address = '127.0.0.1' } = {}) {
      const url = new URL(request.url)
      const { pathname } = url
      if (pathname !== '/_emulator/health') await planting.done
      if (pathname === '/' && (request.method === 'POST' || request.method === 'OPTIONS'))
        return responseOf(await gate.pass(callOf(request), address))
      const place = domainPlace(url)
      if (place) return gate.passDomain(request, place, address)
      return app().fetch(request)
    },
    async call(call, { address = '127.0.0.1' } = {}) {
      await planting.done
      return gate.pass(call, address)
    },
    reset,
    close: () => faults.clear(),
  }
}

/** Puts seeds into the world, one after the other. A seed that cannot be planted leaves everything as it was. */
class Planting {
  readonly #world: World
  /** The seed that a reset goes back to: what was asked for, until it was checked. */
  #first: { readonly wanted: unknown } | { readonly seed: Seed }
  /** Written with the seed, so that a store which has it holds all of it. */
  readonly #planted: Table<boolean>
  /** Resolves when the world holds what it was last asked to hold. */
  done: Promise<void>

  constructor(world: World, seed: unknown) {
    this.#world = world
    this.#planted = world.store.table('planted')
    // What is there already is gone on with; its seed is looked at when a reset asks for it.
    this.#first = this.#planted.get('seed') ? { wanted: seed } : { seed: checked(seed) }
    this.done = 'seed' in this.#first ? this.#plant(this.#first.seed) : Promise.resolve()
  }

  async restart(): Promise<void> {
    if ('wanted' in this.#first) this.#first = { seed: this.#rehearsed(this.#first.wanted) }
    this.done = this.#plant(this.#first.seed)
    await this.done
  }

  async replace(wanted: unknown): Promise<void> {
    this.done = this.#plant(this.#rehearsed(wanted))
    await this.done
  }

  #rehearsed(wanted: unknown): Seed {
    const seed = checked(wanted)
    rehearseSeed(this.#world, seed)
    return seed
  }

  /** Plants a seed, at once; resolves when it would survive. */
  #plant(seed: Seed): Promise<void> {
    plantSeed(this.#world, seed)
    this.#planted.put('seed', true)
    return this.#world.store.commit()
  }
}

function checked(wanted: unknown): Seed {
  return wanted === 'demo' ? demoSeed : wanted === 'none' ? { version: 1 } : checkSeed(wanted)
}

/** The two documents of each pool that need no domain, readable from any page [B]. */
function discoveryRoutes(world: World, quotas: Quotas): Hono {
  const routes = new Hono()
  const say = (document: object, status = 200) =>
    Response.json(document, { status, headers: { 'access-control-allow-origin': '*' } })
  const answer = (document: object | undefined) =>
    document ? say(document) : say({ message: 'User pool does not exist.' }, 404)
  routes.get('/:poolId/.well-known/jwks.json', async (context) =>
    quotas.takes('keyDocuments', '')
      ? answer(await jwks(world, context.req.param('poolId')))
      : // [?] What it answers beyond its quota.
        say({ message: 'Rate exceeded' }, 429),
  )
  routes.get('/:poolId/.well-known/openid-configuration', (context) =>
    answer(openidConfiguration(world, context.req.param('poolId'), new URL(context.req.url).origin)),
  )
  return routes
}
