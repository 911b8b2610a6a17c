import type { Clock } from '../domain/Clock.ts'
import { CognitoError } from '../domain/errors.ts'
import {
  CATEGORY_OF,
  type Category,
  DEFAULT_LIMITS,
  DEFAULT_SHARES,
  PER_POOL,
  READS,
  type Share,
  WRITES,
} from './quotaTable.ts'

/** The quotas as the control plane shows and changes them: requests per second. */
export interface QuotaState extends Readonly<Record<Share, number>> {
  readonly enabled: boolean
  readonly limits: Readonly<Record<Category, number>>
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/** How many buckets are kept; the one that was not used for longest has had the most time to fill. */
const KEPT = 65_536

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
  change({
    limits = {},
    ...change
  }: Partial<Omit<QuotaState, 'limits'>> & { limits?: Partial<Record<Category, number>> }): void {
    this.#state = { ...this.#state, ...change, limits: { ...this.#state.limits, ...limits } }
    this.#buckets.clear()
  }

  /** As at start. */
  reset(): void {
    this.#state = initial(this.#atStart)
    this.#buckets.clear()
  }

  /**
   * Counts a call, about the user if it is about one. TooManyRequestsException with status 400 [D] in reported words [B]
   * when its category, or its pool's or user's share, is used up; that a user's is refused in the same way is [?]. Answers
   * to challenges have three times the quota of sign-ins, and what goes beyond counts as sign-ins; those that set a new
   * password count as account recovery [D].
   */
  count(operation: string, request: Readonly<Record<string, unknown>>, user: string | undefined): void {
    const category =
      request['ChallengeName'] === 'NEW_PASSWORD_REQUIRED' ? 'UserAccountRecovery' : CATEGORY_OF.get(operation)
    if (!category) return
    const pool = request['UserPoolId']
    const hasShare = typeof pool === 'string' && PER_POOL.includes(category)
    if (hasShare && !this.takes('perPool', `${pool} ${operation}`)) throw exceeded()
    if (user !== undefined && READS.includes(category) && !this.takes('readsPerUser', user)) throw exceeded()
    if (user !== undefined && WRITES.includes(category) && !this.takes('writesPerUser', user)) throw exceeded()
    if (this.takesCategory(category)) return
    if (category !== 'UserChallengeResponse' || !this.takesCategory('UserAuthentication')) throw exceeded()
  }

  /** Takes one request of a category; false where there is none left. */
  takesCategory(category: Category): boolean {
    return !this.#state.enabled || this.#take(category, this.#state.limits[category])
  }

  /** Takes one request of somebody's share; false where there is none left. */
  takes(share: Share, of: string): boolean {
    return !this.#state.enabled || this.#take(`${share} ${of}`, this.#state[share])
  }

  #take(name: string, perSecond: number): boolean {
    const nowMs = this.#clock.nowMs()
    const bucket = this.#buckets.get(name) ?? { tokens: perSecond, filledAtMs: nowMs }
    // A clock that was set back fills nothing.
    const passedMs = Math.max(0, nowMs - bucket.filledAtMs)
    const tokens = Math.min(perSecond, bucket.tokens + (passedMs * perSecond) / 1000)
    const isLeft = tokens >= 1
    this.#buckets.delete(name)
    const [oldest] = this.#buckets.size < KEPT ? [] : this.#buckets.keys()
    if (oldest !== undefined) this.#buckets.delete(oldest)
    this.#buckets.set(name, { tokens: isLeft ? tokens - 1 : tokens, filledAtMs: nowMs })
    return isLeft
  }
}

function initial(enabled: boolean): QuotaState {
  return { enabled, limits: DEFAULT_LIMITS, ...DEFAULT_SHARES }
}

function exceeded(): CognitoError {
  return new CognitoError('TooManyRequestsException', 'Rate exceeded')
}
