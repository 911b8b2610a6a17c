import type { Store, Table } from '../store/Store.ts'
import { CognitoError } from './errors.ts'
import type { Random } from './Random.ts'

/** Which role a user of one provider gets (facts, part 7); spelled as SetIdentityPoolRoles spells it. */
export interface RoleMapping {
  readonly Type: 'Token' | 'Rules'
  readonly AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny' | undefined
  readonly RulesConfiguration?: { readonly Rules: readonly MappingRule[] } | undefined
}

/** One rule of a mapping: the first whose claim matches gives the role. */
export interface MappingRule {
  readonly Claim: string
  readonly MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'
  readonly Value: string
  readonly RoleARN: string
}

/** An identity pool, spelled as AWS's operations spell it. */
export interface IdentityPool {
  readonly IdentityPoolId: string
  readonly IdentityPoolName: string
  readonly AllowUnauthenticatedIdentities?: boolean | undefined
  readonly CognitoIdentityProviders?:
    | readonly {
        readonly ProviderName: string
        readonly ClientId: string
        readonly ServerSideTokenCheck?: boolean | undefined
      }[]
    | undefined
  readonly Roles?:
    | { readonly authenticated?: string | undefined; readonly unauthenticated?: string | undefined }
    | undefined
  /** By `{provider name}:{client id}`. */
  readonly RoleMappings?: Readonly<Record<string, RoleMapping>> | undefined
}

/** Somebody as an identity pool knows them; `login` is missing for a guest. */
export interface Identity {
  readonly id: string
  readonly poolId: string
  readonly login?: string | undefined
}

/** The identity pools and the identities that GetId has handed out. */
export class IdentityPools {
  readonly #pools: Table<IdentityPool>
  readonly #identities: Table<Identity>
  readonly #byLogin: Table<string>
  readonly #random: Random

  constructor(store: Store, random: Random) {
    this.#pools = store.table('identityPools')
    this.#identities = store.table('identities')
    this.#byLogin = store.table('identitiesByLogin')
    this.#random = random
  }

  /** Adds a pool; false where there is one of that id. */
  add(pool: IdentityPool): boolean {
    if (this.#pools.get(pool.IdentityPoolId)) return false
    this.#pools.put(pool.IdentityPoolId, pool)
    return true
  }

  /** The pool, or ResourceNotFoundException in reported words [B]. */
  get(id: string): IdentityPool {
    const pool = this.#pools.get(id)
    if (!pool) throw new CognitoError('ResourceNotFoundException', `IdentityPool '${id}' not found.`)
    return pool
  }

  /** The identity, or ResourceNotFoundException in reported words [B]. */
  identity(id: string): Identity {
    const identity = this.#identities.get(id)
    if (!identity) throw new CognitoError('ResourceNotFoundException', `Identity '${id}' not found.`)
    return identity
  }

  /** The identity of a login in a pool: always the same one. A guest gets a new one each time. */
  identityOf(pool: IdentityPool, login: string | undefined): Identity {
    const key = `${pool.IdentityPoolId}/${login}`
    const known = login === undefined ? undefined : this.#byLogin.get(key)
    if (known !== undefined) return this.identity(known)
    const region = pool.IdentityPoolId.slice(0, pool.IdentityPoolId.indexOf(':'))
    const identity: Identity = { id: `${region}:${this.#random.uuid()}`, poolId: pool.IdentityPoolId, login }
    this.#identities.put(identity.id, identity)
    if (login !== undefined) this.#byLogin.put(key, identity.id)
    return identity
  }
}
