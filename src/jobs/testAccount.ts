import type { Ask } from './audit.ts'
import { failed } from './testBrowser.ts'
import { Quota } from './testQuota.ts'

/** The Region that the accounts of these tests are in. */
export const region = 'us-east-1'

/** An account that answers at once, as far as its quotas go: 15 reads a second in all, 5 of each kind in a pool. */
export class Account {
  /** Calls that were made, and how many of them were throttled. */
  calls = 0
  throttled = 0
  /** Calls that were answered: of both kinds that read app clients, and of one. */
  reads = 0
  described = 0
  readonly #pools: readonly string[]
  readonly #each: number
  readonly #account = new Quota(15)
  readonly #perPool = new Map<string, Quota>()

  constructor(pools: number, each: number) {
    this.#pools = Array.from({ length: pools }, (_, n) => `${region}_Pool${n}`)
    this.#each = each
  }

  ask: Ask = async (operation, args) => {
    const { poolId, clientId, next } = args as { poolId: string; clientId: string; next?: string }
    return this.#answer(operation, poolId, clientId, next) as never
  }

  #answer(operation: string, poolId: string, clientId: string, next?: string): unknown {
    switch (operation) {
      case 'poolsPage':
        this.calls += 1
        return { items: this.#pools.map((id) => ({ id, name: id })) }
      case 'poolSettings':
        this.calls += 1
        return { id: poolId }
      case 'sessionTracking':
        this.calls += 1
        return { tracking: true, maxPerUser: 5 }
      case 'appClientsPage':
        return this.#page(poolId, Number(next ?? 0))
      case 'planChange':
        this.#describe(poolId)
        return { verdict: 'ready', planId: `${poolId}/${clientId}` }
      case 'commitChange':
        return this.#commit()
      default:
        this.#describe(poolId)
        return { poolId, id: clientId, oauthFlows: [] }
    }
  }

  /** Described just before it is written, and after. */
  #commit(): unknown {
    const [poolId = ''] = this.#pools
    this.#describe(poolId)
    this.#describe(poolId)
    return { outcome: 'verified', client: {} }
  }

  #describe(poolId: string): void {
    this.#take(`describe ${poolId}`)
    this.described += 1
  }

  #page(poolId: string, from: number): unknown {
    this.#take(`list ${poolId}`)
    const items = Array.from({ length: 60 }, (_, n) => ({ id: `client${from + n}`, name: `Client ${from + n}` }))
    const page = items.slice(0, this.#each - from)
    return { items: page, ...(from + 60 < this.#each ? { next: String(from + 60) } : {}) }
  }

  #take(name: string): void {
    this.calls += 1
    const share = this.#perPool.get(name) ?? new Quota(5)
    this.#perPool.set(name, share)
    // Both count, whichever of them is used up.
    if ([share.take(), this.#account.take()].includes(false)) {
      this.throttled += 1
      throw failed('TooManyRequestsException', 'transient')
    }
    this.reads += 1
  }
}
