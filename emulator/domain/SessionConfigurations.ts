import type {
  ClientSSOSessionConfigType,
  UserPoolTokenSessionConfigType,
  UserSessionTrackingType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Client, Clients } from './Clients.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'

/** Whether a pool tracks sessions, and how many token sessions each user may have. */
export interface PoolSessionConfiguration {
  readonly UserSessionTracking: UserSessionTrackingType
  readonly TokenSession: UserPoolTokenSessionConfigType & { readonly MaxPerUser: number }
}

/** How long an app client silently reuses an SSO session, counted from the last fresh authentication. */
export type ClientSessionConfiguration = ClientSSOSessionConfigType & { readonly MaxValidityMinutes: number }

/** [D] What a pool and a client have that were never configured. */
const POOL_DEFAULT: PoolSessionConfiguration = { UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 20 } }
const CLIENT_DEFAULT: ClientSessionConfiguration = { MaxValidityMinutes: 60 }

/** The settings of session tracking. With tracking off those of the clients lie dormant and are kept [D]. */
export class SessionConfigurations {
  readonly #pools: Table<PoolSessionConfiguration>
  readonly #clients: Table<ClientSessionConfiguration>
  /** The minutes of each client that has its own, the most first: a pool may have thousands. */
  readonly #byReuse: Table<number>
  readonly #all: Clients

  constructor(store: Store, clients: Clients) {
    this.#pools = store.table('sessionConfigurations')
    this.#clients = store.table('clientSessionConfigurations', { ordered: true })
    this.#byReuse = store.table('clientsByReuse', { ordered: true })
    this.#all = clients
  }

  ofPool(poolId: string): PoolSessionConfiguration {
    return this.#pools.get(poolId) ?? POOL_DEFAULT
  }

  isTracking(poolId: string): boolean {
    return this.ofPool(poolId).UserSessionTracking === 'ENABLED'
  }

  /** Replaces the whole configuration of a pool [D]. */
  setPool(pool: Pool, configuration: PoolSessionConfiguration): void {
    checkTier(pool)
    this.#pools.put(pool.id, configuration)
  }

  ofClient(client: Client): ClientSessionConfiguration {
    return this.#clients.get(`${client.poolId}/${client.id}`) ?? CLIENT_DEFAULT
  }

  /** Replaces a client's configuration; tracking has to be on [D]: which exception says so is [?], the words are ours. */
  setClient(pool: Pool, client: Client, configuration: ClientSessionConfiguration): void {
    checkTier(pool)
    if (!this.isTracking(pool.id)) throw notTracking(pool.id)
    const key = `${pool.id}/${client.id}`
    this.#takeOffIndex(key)
    this.#clients.put(key, configuration)
    this.#index(key, configuration)
  }

  /** A client that is gone reuses nothing. */
  forgetClient({ poolId, id }: Client): void {
    const key = `${poolId}/${id}`
    this.#takeOffIndex(key)
    this.#clients.delete(key)
  }

  /** A pool that is gone, with all its clients, tracks nothing. */
  forgetPool(poolId: string): void {
    this.#pools.delete(poolId)
  }

  /** For how many minutes this client lets an SSO session stand in for a password: an hour without tracking [D]. */
  reuseMinutes(client: Client): number {
    return (this.isTracking(client.poolId) ? this.ofClient(client) : CLIENT_DEFAULT).MaxValidityMinutes
  }

  /**
   * The longest that any of the pool's app clients reuses an SSO session: beyond it the session serves nobody. A client
   * counts whatever it may do at managed login [?], with the default as long as it has no minutes of its own.
   */
  longestReuseMinutes(poolId: string): number {
    const byDefault = CLIENT_DEFAULT.MaxValidityMinutes
    if (!this.isTracking(poolId)) return byDefault
    const prefix = `${poolId}/`
    const configured = this.#clients.count(prefix)
    if (this.#byReuse.count(prefix) < configured) this.#indexAll(prefix)
    const [longest] = this.#byReuse.page(prefix, undefined, 1)
    return Math.max(longest?.[1] ?? 0, configured < this.#all.count(poolId) ? byDefault : 0)
  }

  /** For how long a browser keeps the cookie. It is there also where no client reuses the session [D]: an hour [?]. */
  cookieSeconds(poolId: string): number {
    return Math.max(CLIENT_DEFAULT.MaxValidityMinutes, this.longestReuseMinutes(poolId)) * 60
  }

  #index(key: string, configuration: ClientSessionConfiguration): void {
    this.#byReuse.put(reuseKey(key, configuration), configuration.MaxValidityMinutes)
  }

  #takeOffIndex(key: string): void {
    const configuration = this.#clients.get(key)
    if (configuration) this.#byReuse.delete(reuseKey(key, configuration))
  }

  /** What an emulator wrote that did not know the index yet. */
  #indexAll(prefix: string): void {
    for (const [key, configuration] of this.#clients.page(prefix, undefined, Number.MAX_SAFE_INTEGER)) {
      this.#index(key, configuration)
    }
  }
}

/** Sorts the clients of a pool by their minutes, the most first. `key` is the pool's id and the client's. */
function reuseKey(key: string, { MaxValidityMinutes }: ClientSessionConfiguration): string {
  const at = key.indexOf('/')
  return `${key.slice(0, at)}/${String(999_999 - MaxValidityMinutes).padStart(6, '0')}${key.slice(at)}`
}

/** [D] Essentials or Plus; the words are ours [?]. */
function checkTier(pool: Pool): void {
  if (pool.settings.UserPoolTier !== 'LITE') return
  throw new CognitoError(
    'FeatureUnavailableInTierException',
    "Session tracking is not available in the user pool's tier LITE.",
  )
}

/** The refusal of a pool that does not track sessions: which exception it is is [?], and the words are ours. */
export function notTracking(poolId: string): CognitoError {
  return new CognitoError('OperationNotEnabledException', `Session tracking is not enabled for user pool ${poolId}.`)
}
