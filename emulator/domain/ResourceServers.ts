import type { ResourceServerScopeType, ResourceServerType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'

/** An API that access tokens can be for, and its scopes. */
export interface ResourceServer {
  readonly poolId: string
  readonly identifier: string
  readonly name: string
  readonly scopes: readonly ResourceServerScopeType[]
}

/** The resource servers of all pools. The words of their refusals are ours [?]. */
export class ResourceServers {
  readonly #table: Table<ResourceServer>

  constructor(store: Store) {
    this.#table = store.table('resourceServers', { ordered: true })
  }

  create(pool: Pool, wanted: Omit<ResourceServer, 'poolId'>): ResourceServer {
    const server: ResourceServer = { ...wanted, poolId: pool.id }
    if (this.#table.get(keyOf(server))) {
      throw new CognitoError(
        'InvalidParameterException',
        `${wanted.identifier} already exists in user pool ${pool.id}.`,
      )
    }
    this.#table.put(keyOf(server), server)
    return server
  }

  get(pool: Pool, identifier: string): ResourceServer {
    const server = this.#table.get(keyOf({ poolId: pool.id, identifier }))
    if (!server) throw new CognitoError('ResourceNotFoundException', `Resource server ${identifier} does not exist.`)
    return server
  }

  /** Replaces name and scopes: scopes that are left out are gone [?]. */
  update(server: ResourceServer, change: Pick<ResourceServer, 'name' | 'scopes'>): ResourceServer {
    const changed = { ...server, ...change }
    this.#table.put(keyOf(server), changed)
    return changed
  }

  page(poolId: string, after: string | undefined, limit: number): readonly ResourceServer[] {
    const cursor = after === undefined ? undefined : keyOf({ poolId, identifier: after })
    return this.#table.page(`${poolId}/`, cursor, limit).map(([, server]) => server)
  }

  /** Every scope that the pool's servers define, as tokens carry it [D]: identifier, slash, name. */
  scopes(poolId: string): readonly string[] {
    return this.page(poolId, undefined, Number.MAX_SAFE_INTEGER).flatMap(({ identifier, scopes }) =>
      scopes.map(({ ScopeName }) => `${identifier}/${ScopeName}`),
    )
  }

  /**
   * What an access token says of the scopes that were granted: those that are the pool's own, and custom ones only as long
   * as a server has them. A client keeps what was deleted, and may ask for it; it is there again with its scope [D].
   */
  active(poolId: string, granted: readonly string[]): readonly string[] {
    // Only custom scopes have a slash: most tokens ask no server.
    if (!granted.some((scope) => scope.includes('/'))) return granted
    const known = this.scopes(poolId)
    return granted.filter((scope) => !scope.includes('/') || known.includes(scope))
  }

  delete(server: ResourceServer): void {
    this.#table.delete(keyOf(server))
  }
}

function keyOf({ poolId, identifier }: Pick<ResourceServer, 'poolId' | 'identifier'>): string {
  return `${poolId}/${identifier}`
}

/** A resource server as the API shows it. */
export function resourceServerType(server: ResourceServer): ResourceServerType {
  return {
    UserPoolId: server.poolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: [...server.scopes],
  }
}
