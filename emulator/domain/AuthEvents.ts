import type {
  AuthEventType,
  ChallengeName,
  ChallengeResponseType,
  EventResponseType,
  EventType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { knownDevice } from './deviceType.ts'
import type { Pool, Pools } from './Pools.ts'
import type { Random } from './Random.ts'
import { NOBODY, type Place, type Sender, type Surroundings } from './Surroundings.ts'
import type { User } from './Users.ts'

/** Above any number of events that one user can have. */
const LAST = 1e12

/** One thing that a user did, as threat protection keeps it. What is not known of it is not there. */
interface AuthEvent {
  readonly id: string
  readonly type: EventType
  readonly response: EventResponseType
  readonly atMs: number
  readonly address?: string
  readonly device?: string
  readonly place?: Place
  /** What was asked and answered: all of it rightly, but for the last where it failed. */
  readonly challenges?: readonly ChallengeName[]
}

/** What is said of an event where it happens. */
interface NewAuthEvent extends Pick<AuthEvent, 'type' | 'response'> {
  /** A sign-in's id is the `event_id` of its tokens [B]. */
  readonly id?: string
  /** Where the app says that the person is, if it may say so. */
  readonly ipAddress?: string | undefined
  readonly challenges?: readonly ChallengeName[] | undefined
}

/** What the events are kept with. */
export interface AuthEventParts {
  readonly events: Table<AuthEvent>
  readonly clock: Clock
  readonly random: Random
  readonly pools: Pools
  readonly surroundings: Surroundings
}

/** Whether the pool keeps its users' authentication events: threat protection is on, which needs the Plus tier [D]. */
export function hasThreatProtection(pool: Pool): boolean {
  const { UserPoolTier, UserPoolAddOns } = pool.settings
  return UserPoolTier === 'PLUS' && (UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF'
}

/** What users did, where the pool keeps it. There is no event for signing out [D]. */
export class AuthEvents {
  readonly #parts: AuthEventParts
  readonly #sender: Sender

  constructor(parts: AuthEventParts, sender = NOBODY) {
    this.#parts = parts
    this.#sender = sender
  }

  /** The same events, as a request from `sender` sees them: what it makes happen has its address and device. */
  from(sender: Sender): AuthEvents {
    return new AuthEvents(this.#parts, sender)
  }

  /** Keeps an event, if the pool does. */
  record(user: User, { id, type, response, ipAddress, challenges }: NewAuthEvent): void {
    const { events, clock, random, pools, surroundings } = this.#parts
    const pool = pools.find(user.poolId)
    if (!pool || !hasThreatProtection(pool)) return
    const prefix = `${user.poolId}/${user.sub}/`
    const number = LAST - events.count(prefix)
    const address = ipAddress || this.#sender.address
    const event: { -readonly [Name in keyof AuthEvent]: AuthEvent[Name] } = {
      id: id ?? random.uuid(),
      type,
      response,
      atMs: clock.nowMs(),
      address,
    }
    const [device, place] = [knownDevice(this.#sender.userAgent), surroundings.knownPlaceOf(address)]
    if (device !== undefined) event.device = device
    if (place) event.place = place
    if (challenges) event.challenges = challenges
    events.put(`${prefix}${String(number).padStart(13, '0')}`, event)
  }

  /** The newest first [?], each with its key for paging. */
  page(user: User, after: string | undefined, limit: number): readonly (readonly [string, AuthEvent])[] {
    return this.#parts.events.page(`${user.poolId}/${user.sub}/`, after, limit)
  }
}

/**
 * An event as the API shows it: nothing here ever looks risky, and no time zone is known [?]. That what there is nothing
 * to say of is left out, as in other answers [T] (facts, 1.18), and is not `unknown`, as in sessions [D], is [?].
 */
export function authEventType(event: AuthEvent): AuthEventType {
  const { id, type, response, atMs, address, device, place, challenges } = event
  return {
    EventId: id,
    EventType: type,
    CreationDate: new Date(atMs),
    EventResponse: response,
    EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
    ...(challenges && { ChallengeResponses: challengeResponses(challenges, response === 'Fail') }),
    ...(address !== undefined && { EventContextData: { IpAddress: address, DeviceName: device, ...place } }),
  }
}

function challengeResponses(names: readonly ChallengeName[], hasFailed: boolean): ChallengeResponseType[] {
  return names.map((ChallengeName, index) => ({
    ChallengeName,
    ChallengeResponse: hasFailed && index === names.length - 1 ? 'Failure' : 'Success',
  }))
}
