import type {
  ClientSSOSessionConfigType,
  UserPoolTokenSessionConfigType,
  UserSessionTrackingType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Client } from './Clients.ts'
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

  constructor(store: Store) {
    this.#pools = store.table('sessionConfigurations')
    this.#clients = store.table('clientSessionConfigurations', { ordered: true })
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
    this.#clients.put(`${pool.id}/${client.id}`, configuration)
  }

  /** A client that is gone reuses nothing. */
  forgetClient({ poolId, id }: Client): void {
    this.#clients.delete(`${poolId}/${id}`)
  }

  /** For how many minutes this client lets an SSO session stand in for a password: an hour without tracking [D]. */
  reuseMinutes(client: Client): number {
    return (this.isTracking(client.poolId) ? this.ofClient(client) : CLIENT_DEFAULT).MaxValidityMinutes
  }

  /** The longest that any client of the pool reuses an SSO session: beyond it the session serves nobody. */
  longestReuseMinutes(poolId: string): number {
    if (!this.isTracking(poolId)) return CLIENT_DEFAULT.MaxValidityMinutes
    const configured = this.#clients.page(`${poolId}/`, undefined, Number.MAX_SAFE_INTEGER)
    return Math.max(
      CLIENT_DEFAULT.MaxValidityMinutes,
      ...configured.map(([, { MaxValidityMinutes }]) => MaxValidityMinutes),
    )
  }
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
