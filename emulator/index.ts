import { Hono } from 'hono'
import { Faults } from './control/Faults.ts'
import { Gate } from './control/Gate.ts'
import { RequestLog } from './control/RequestLog.ts'
import { controlRoutes } from './control/routes.ts'
import { checkSeed, type Seed } from './control/seedFormat.ts'
import { hashSeedPasswords, plantSeed, rehearseSeed, type SeedHashes } from './control/seeding.ts'
import { Clock } from './domain/Clock.ts'
import type { RootCredentials } from './domain/Credentials.ts'
import { createKeys, type Keys, restoreKeys, type SavedKeys, saveKeys } from './domain/keys.ts'
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
import { Quotas } from './wire/Quotas.ts'

export { BadControlRequest } from './control/checks.ts'
export { restoreKeys, type SavedKeys, saveKeys }
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
  readonly keys?: Promise<Keys>
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
  /** Back to the state at start: data, clock, settings, faults, log. */
  readonly reset: () => Promise<void>
  /** Drops what hangs. */
  readonly close: () => void
}

/** The signing and sealing keys of an emulator; see `EmulatorOptions.keys`. */
export function createEmulatorKeys(): Promise<Keys> {
  return createKeys(new Random((bytes) => crypto.getRandomValues(bytes)))
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
    store: options.store ?? memoryStore(),
  })
  const log = new RequestLog()
  const faults = new Faults()
  const quotas = new Quotas(world.clock, options.quotas ?? false)
  const planting = new Planting(world, options.seed ?? 'demo')
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
  const gate = new Gate({ world, api, faults, log, onBug: options.onBug ?? (() => undefined) })
  const app = new Hono()
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
    .route('/', discoveryRoutes(world))
  return {
    async fetch(request, { address = '127.0.0.1' } = {}) {
      const url = new URL(request.url)
      const { pathname } = url
      if (pathname !== '/_emulator/health') await planting.done
      if (pathname === '/' && (request.method === 'POST' || request.method === 'OPTIONS'))
        return gate.pass(request, address)
      const place = domainPlace(url)
      if (place) return gate.passDomain(request, place, address)
      return app.fetch(request)
    },
    reset,
    close: () => faults.clear(),
  }
}

/** Puts seeds into the world, one after the other. A seed that cannot be planted leaves everything as it was. */
class Planting {
  readonly #world: World
  readonly #first: { readonly seed: Seed; readonly hashes: Promise<SeedHashes> }
  /** Written with the seed, so that a store which has it holds all of it. */
  readonly #planted: Table<boolean>
  /** Resolves when the world holds what it was last asked to hold. */
  done: Promise<void>

  constructor(world: World, seed: unknown) {
    this.#world = world
    this.#first = this.#prepare(seed)
    this.#planted = world.store.table('planted')
    this.done = this.#planted.get('seed') ? Promise.resolve() : this.#plant(this.#first)
  }

  restart(): Promise<void> {
    this.done = this.#plant(this.#first)
    return this.done
  }

  async replace(seed: unknown): Promise<void> {
    this.done = this.#plant(this.#prepare(seed))
    await this.done
  }

  #prepare(wanted: unknown): { seed: Seed; hashes: Promise<SeedHashes> } {
    const seed = wanted === 'demo' ? demoSeed : wanted === 'none' ? { version: 1 as const } : checkSeed(wanted)
    rehearseSeed(this.#world, seed)
    return { seed, hashes: hashSeedPasswords(this.#world.random, seed) }
  }

  async #plant({ seed, hashes }: { seed: Seed; hashes: Promise<SeedHashes> }): Promise<void> {
    plantSeed(this.#world, seed, await hashes)
    this.#planted.put('seed', true)
    await this.#world.store.commit()
  }
}

/** The two documents of each pool that need no domain, readable from any page [B]. */
function discoveryRoutes(world: World): Hono {
  const routes = new Hono()
  const answer = (document: object | undefined) =>
    document
      ? Response.json(document, { headers: { 'access-control-allow-origin': '*' } })
      : Response.json({ message: 'User pool does not exist.' }, { status: 404 })
  routes.get('/:poolId/.well-known/jwks.json', async (context) =>
    answer(await jwks(world, context.req.param('poolId'))),
  )
  routes.get('/:poolId/.well-known/openid-configuration', (context) =>
    answer(openidConfiguration(world, context.req.param('poolId'), new URL(context.req.url).origin)),
  )
  return routes
}
