import type { UpdateUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { hmac, sameText, toBase64, utf8 } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { LOWER_ALPHANUMERIC, type Random } from './Random.ts'

/** Everything about an app client that UpdateUserPoolClient can change, but its name. */
export type ClientSettings = Omit<UpdateUserPoolClientRequest, 'UserPoolId' | 'ClientId' | 'ClientName'>

/** One of a confidential client's secrets. */
export interface ClientSecret {
  readonly value: string
  readonly createdAtMs: number
}

/** An app client. One without secrets is public, for good [D]. */
export interface Client {
  readonly id: string
  readonly poolId: string
  readonly name: string
  readonly secrets: readonly ClientSecret[]
  readonly settings: ClientSettings
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

/** What a new client is made of; a seed may fix the id. */
export interface NewClient {
  readonly poolId: string
  readonly name: string
  readonly secret: string | undefined
  readonly settings: ClientSettings
  readonly id?: string | undefined
}

/** The app clients of all pools: their ids are unique across pools, since InitiateAuth names only the client. */
export class Clients {
  readonly #table: Table<Client>
  readonly #ofPool: Table<true>
  readonly #clock: Clock
  readonly #random: Random

  constructor(store: Store, clock: Clock, random: Random) {
    this.#table = store.table('clients')
    this.#ofPool = store.table('clientsOfPool', { ordered: true })
    this.#clock = clock
    this.#random = random
  }

  create(wanted: NewClient): Client {
    const nowMs = this.#clock.nowMs()
    const { poolId, name, settings } = wanted
    const id = wanted.id ?? this.#random.text(26, LOWER_ALPHANUMERIC)
    const secrets = wanted.secret === undefined ? [] : [{ value: wanted.secret, createdAtMs: nowMs }]
    const client: Client = { id, poolId, name, secrets, settings, createdAtMs: nowMs, modifiedAtMs: nowMs }
    this.#table.put(id, client)
    this.#ofPool.put(`${poolId}/${id}`, true)
    return client
  }

  /** A secret as Cognito makes them: 52 small letters and digits [B]. */
  newSecret(): string {
    return this.#random.text(52, LOWER_ALPHANUMERIC)
  }

  find(id: string): Client | undefined {
    return this.#table.get(id)
  }

  /** The client of that id, in that pool if one is given; else ResourceNotFoundException in reported words [B]. */
  get(id: string, poolId?: string): Client {
    const client = this.#table.get(id)
    if (!client || (poolId !== undefined && client.poolId !== poolId)) {
      throw new CognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`)
    }
    return client
  }

  /** Replaces name and settings; LastModifiedDate moves even when nothing differs [?]. */
  update(client: Client, change: Pick<Client, 'name' | 'settings'>): Client {
    const changed = { ...client, ...change, modifiedAtMs: this.#clock.nowMs() }
    this.#table.put(client.id, changed)
    return changed
  }

  /** Replaces the secrets; LastModifiedDate moves with them [?]. */
  setSecrets(client: Client, secrets: readonly ClientSecret[]): void {
    this.#table.put(client.id, { ...client, secrets, modifiedAtMs: this.#clock.nowMs() })
  }

  page(poolId: string, after: string | undefined, limit: number): readonly Client[] {
    const cursor = after === undefined ? undefined : `${poolId}/${after}`
    return this.#ofPool
      .page(`${poolId}/`, cursor, limit)
      .flatMap(([key]) => this.#table.get(key.slice(poolId.length + 1)) ?? [])
  }

  /** How many the pool has. */
  count(poolId: string): number {
    return this.#ofPool.count(`${poolId}/`)
  }

  delete(client: Client): void {
    this.#table.delete(client.id)
    this.#ofPool.delete(`${client.poolId}/${client.id}`)
  }
}

/** Whether `secret` is one of the client's: any active one will do [D]. */
export function hasSecret(client: Client, secret: string): boolean {
  return client.secrets.some(({ value }) => sameText(value, secret))
}

/**
 * Checks SECRET_HASH = base64(HMAC-SHA256(secret, username + client id)) [D]. Any of `usernames` will do. Throws
 * NotAuthorizedException: the sentence for a missing hash is traced, the one for a wrong hash reported; that a public
 * client refuses a hash rather than ignoring it is our inference [?].
 */
export async function checkSecretHash(
  client: Client,
  hash: string | undefined,
  usernames: readonly string[],
): Promise<void> {
  if (client.secrets.length === 0 && hash === undefined) return
  if (hash === undefined) {
    throw new CognitoError(
      'NotAuthorizedException',
      `Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    )
  }
  for (const { value } of client.secrets) {
    for (const username of usernames) {
      const expected = await hashed(value, username, client)
      if (sameText(hash, expected)) return
    }
  }
  throw new CognitoError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`)
}

/** The SECRET_HASH that the client itself would send for this username; undefined for a public client. */
export async function secretHash(client: Client, username: string): Promise<string | undefined> {
  const [secret] = client.secrets
  return secret && hashed(secret.value, username, client)
}

async function hashed(secret: string, username: string, client: Client): Promise<string> {
  return toBase64(await hmac(utf8(secret), username + client.id))
}
