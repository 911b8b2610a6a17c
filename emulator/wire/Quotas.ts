import type { Clock } from '../domain/Clock.ts'
import { CognitoError } from '../domain/errors.ts'
import { CATEGORY_OF, type Category, DEFAULT_LIMITS, PER_POOL, PER_POOL_LIMIT } from './quotaTable.ts'

/** The quotas as the control plane shows and changes them: requests per second. */
export interface QuotaState {
  readonly enabled: boolean
  readonly limits: Readonly<Record<Category, number>>
  /** For each operation on app clients and resources of one pool. */
  readonly perPool: number
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/**
 * The request quotas of an account, as token buckets on the emulator's clock: each holds a second's worth and fills
 * steadily. The figures are documented [D]; that AWS allows a second's worth at once is [?]. Off unless asked for.
 */
export class Quotas {
  readonly #clock: Clock
  readonly #atStart: boolean
  readonly #buckets = new Map<string, Bucket>()
  #state: QuotaState

  constructor(clock: Clock, enabled: boolean) {
    this.#clock = clock
    this.#atStart = enabled
    this.#state = initial(enabled)
  }

  get state(): QuotaState {
    return this.#state
  }

  /** Changes what it names; every bucket is full again. */
  change(change: { enabled?: boolean; limits?: Partial<Record<Category, number>>; perPool?: number }): void {
    const { enabled = this.#state.enabled, limits = {}, perPool = this.#state.perPool } = change
    this.#state = { enabled, limits: { ...this.#state.limits, ...limits }, perPool }
    this.#buckets.clear()
  }

  /** As at start. */
  reset(): void {
    this.#state = initial(this.#atStart)
    this.#buckets.clear()
  }

  /**
   * Counts a call. TooManyRequestsException with status 400 [D] in reported words [B] when its category, or its pool's
   * share, is used up. Answers to challenges have three times the quota of sign-ins, and what goes beyond counts as
   * sign-ins; those that set a new password count as account recovery [D].
   */
  count(operation: string, request: Readonly<Record<string, unknown>>): void {
    if (!this.#state.enabled) return
    const category =
      request['ChallengeName'] === 'NEW_PASSWORD_REQUIRED' ? 'UserAccountRecovery' : CATEGORY_OF.get(operation)
    if (!category) return
    const { limits, perPool } = this.#state
    const pool = request['UserPoolId']
    const hasShare = typeof pool === 'string' && PER_POOL.includes(category)
    if (hasShare && !this.#take(`${pool} ${operation}`, perPool)) throw exceeded()
    if (this.#take(category, limits[category])) return
    if (category !== 'UserChallengeResponse') throw exceeded()
    if (!this.#take('UserAuthentication', limits.UserAuthentication)) throw exceeded()
  }

  #take(name: string, perSecond: number): boolean {
    const nowMs = this.#clock.nowMs()
    const bucket = this.#buckets.get(name) ?? { tokens: perSecond, filledAtMs: nowMs }
    // A clock that was set back fills nothing.
    const passedMs = Math.max(0, nowMs - bucket.filledAtMs)
    const tokens = Math.min(perSecond, bucket.tokens + (passedMs * perSecond) / 1000)
    const isLeft = tokens >= 1
    this.#buckets.set(name, { tokens: isLeft ? tokens - 1 : tokens, filledAtMs: nowMs })
    return isLeft
  }
}

function initial(enabled: boolean): QuotaState {
  return { enabled, limits: DEFAULT_LIMITS, perPool: PER_POOL_LIMIT }
}

function exceeded(): CognitoError {
  return new CognitoError('TooManyRequestsException', 'Rate exceeded')
}
