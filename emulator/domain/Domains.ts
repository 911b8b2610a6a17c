import type { Store, Table } from '../store/Store.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'

/** A user pool's prefix domain, where managed login and the OAuth endpoints are. */
export interface Domain {
  /** The prefix alone. */
  readonly name: string
  readonly poolId: string
  /** 1 is the classic hosted UI, 2 is managed login [D]. */
  readonly version: number
}

/** What is left of a pool's domain that was taken away. */
interface Branding {
  readonly version: number
  /** How often a domain has come with another version than the one before it. */
  readonly switches: number
}

/** The domains of all pools; a name is taken once, whoever's pool it is. */
export class Domains {
  readonly #byName: Table<Domain>
  readonly #byPool: Table<string>
  readonly #brandings: Table<Branding>

  constructor(store: Store) {
    this.#byName = store.table('domains')
    this.#byPool = store.table('domainsOfPools')
    this.#brandings = store.table('brandings')
  }

  /** Gives the pool a domain. The refusal of a taken name is traced [T] (serverless#10135), that of a second one ours. */
  create(pool: Pool, name: string, version: number): Domain {
    if (this.#byName.get(name)) throw invalid('Domain already associated with another user pool.')
    if (this.#byPool.get(pool.id) !== undefined) throw invalid('The user pool already has a prefix domain.')
    if (version !== 1 && version !== 2) throw invalid('ManagedLoginVersion must be 1 or 2.')
    if (version === 2 && pool.settings.UserPoolTier === 'LITE') {
      // [D] Managed login needs another plan than Lite; the words are ours.
      throw new CognitoError('FeatureUnavailableInTierException', 'Managed login is not available in the tier LITE.')
    }
    const domain: Domain = { name, poolId: pool.id, version }
    this.#byName.put(name, domain)
    this.#byPool.put(pool.id, name)
    const last = this.#brandings.get(pool.id)
    if (last && last.version !== version) this.#brandings.put(pool.id, { version, switches: last.switches + 1 })
    return domain
  }

  find(name: string): Domain | undefined {
    return this.#byName.get(name)
  }

  ofPool(poolId: string): Domain | undefined {
    const name = this.#byPool.get(poolId)
    return name === undefined ? undefined : this.#byName.get(name)
  }

  /** How often the pool's branding version was switched; without a domain nothing is switched [?]. */
  switches(poolId: string): number {
    return this.#brandings.get(poolId)?.switches ?? 0
  }

  delete({ name, poolId, version }: Domain): void {
    this.#byName.delete(name)
    this.#byPool.delete(poolId)
    this.#brandings.put(poolId, { version, switches: this.switches(poolId) })
  }

  /** A pool that is gone has no branding. */
  forgetPool(poolId: string): void {
    this.#brandings.delete(poolId)
  }
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
