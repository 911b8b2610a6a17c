import type { AuthEventType, EventResponseType, EventType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import type { Pool, Pools } from './Pools.ts'
import type { Random } from './Random.ts'
import type { User } from './Users.ts'

/** Above any number of events that one user can have. */
const LAST = 1e12

/** One thing that a user did, as threat protection keeps it. */
interface AuthEvent {
  readonly id: string
  readonly type: EventType
  readonly response: EventResponseType
  readonly atMs: number
}

/** Whether the pool keeps its users' authentication events: threat protection is on, which needs the Plus tier [D]. */
export function hasThreatProtection(pool: Pool): boolean {
  const { UserPoolTier, UserPoolAddOns } = pool.settings
  return UserPoolTier === 'PLUS' && (UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF'
}

/** What users did, where the pool keeps it. There is no event for signing out [D]. */
export class AuthEvents {
  readonly #events: Table<AuthEvent>
  readonly #clock: Clock
  readonly #random: Random
  readonly #pools: Pools

  constructor(store: Store, clock: Clock, random: Random, pools: Pools) {
    this.#events = store.table('authEvents', { ordered: true })
    this.#clock = clock
    this.#random = random
    this.#pools = pools
  }

  /** Keeps an event, if the pool does. A sign-in's id is the `event_id` of its tokens [B]. */
  record(user: User, type: EventType, response: EventResponseType, id?: string): void {
    const pool = this.#pools.find(user.poolId)
    if (!pool || !hasThreatProtection(pool)) return
    const prefix = `${user.poolId}/${user.sub}/`
    const number = LAST - this.#events.count(prefix)
    const event: AuthEvent = { id: id ?? this.#random.uuid(), type, response, atMs: this.#clock.nowMs() }
    this.#events.put(`${prefix}${String(number).padStart(13, '0')}`, event)
  }

  /** The newest first [?], each with its key for paging. */
  page(user: User, after: string | undefined, limit: number): readonly (readonly [string, AuthEvent])[] {
    return this.#events.page(`${user.poolId}/${user.sub}/`, after, limit)
  }
}

/** An event as the API shows it: nothing here ever looks risky, and no place is known [?]. */
export function authEventType({ id, type, response, atMs }: AuthEvent): AuthEventType {
  return {
    EventId: id,
    EventType: type,
    CreationDate: new Date(atMs),
    EventResponse: response,
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ...(type === 'SignIn' && {
      ChallengeResponses: [
        { ChallengeName: 'Password' as const, ChallengeResponse: response === 'Fail' ? 'Failure' : 'Success' },
      ],
    }),
  }
}
