import type { SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { deviceType } from './deviceType.ts'
import { LOWER_ALPHANUMERIC, type Random } from './Random.ts'
import type { SessionConfigurations } from './SessionConfigurations.ts'
import type { Place, Sender, Surroundings } from './Surroundings.ts'
import type { User } from './Users.ts'

/** The record of one session, as session tracking keeps it. Whether it is still alive is not in it: its `of` knows. */
export interface TrackedSession {
  readonly id: string
  readonly type: 'TOKEN' | 'SSO'
  /** What it is the record of: a token family's event id, or an SSO session's cookie. */
  readonly of: string
  readonly poolId: string
  readonly sub: string
  readonly clientId: string
  readonly originSessionId?: string | undefined
  readonly createdAtMs: number
  /** From when on it is listed. */
  readonly listedFromMs: number
  readonly untilMs: number
  readonly lastActiveMs: number
  /** Counts the user's activity, so that of two sessions used in one millisecond it is known which came first. */
  readonly turn: number
  readonly device: string
  readonly address: string
  readonly place: Place
}

/** What a new record is made of. */
export type NewTrackedSession = Pick<TrackedSession, 'type' | 'of' | 'clientId' | 'originSessionId' | 'untilMs'>

/** What the records are kept with. */
export interface TrackingParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly configurations: SessionConfigurations
  readonly surroundings: Surroundings
}

/** The session records of all pools that track sessions; a pool that does not has none [D]. */
export class TrackedSessions {
  readonly #parts: TrackingParts
  readonly #table: Table<TrackedSession>

  constructor(parts: TrackingParts) {
    this.#parts = parts
    this.#table = parts.store.table('trackedSessions', { ordered: true })
  }

  /** Records a session that begins now and gives its id; undefined where the pool tracks none. */
  begin(user: User, session: NewTrackedSession, sender: Sender): string | undefined {
    const { clock, random, configurations, surroundings } = this.#parts
    if (!configurations.isTracking(user.poolId)) return undefined
    const nowMs = clock.nowMs()
    this.#table.prune(({ untilMs }) => untilMs < nowMs, 2)
    // [D] 28 small letters and digits, the first three of which tell the kind.
    const id = `${session.type === 'SSO' ? 'sso' : 'tkn'}${random.text(25, LOWER_ALPHANUMERIC)}`
    this.#put({
      ...session,
      ...this.#trace(sender),
      id,
      poolId: user.poolId,
      sub: user.sub,
      createdAtMs: nowMs,
      listedFromMs: nowMs + surroundings.sessionDelayMs,
      lastActiveMs: nowMs,
      turn: this.#nextTurn(user),
    })
    return id
  }

  /**
   * Takes off the user's list what is dead, and the least recently used token sessions until there is room for one more
   * [D]; the excess that a lowered limit left goes with them [D]. Gives the event ids of those that have to end.
   */
  makeRoom(user: User, isLive: (eventId: string) => boolean): readonly string[] {
    const { configurations } = this.#parts
    if (!configurations.isTracking(user.poolId)) return []
    const { MaxPerUser } = configurations.ofPool(user.poolId).TokenSession
    const all = this.of(user).filter(({ type }) => type === 'TOKEN')
    const live = all.filter(({ of }) => isLive(of)).sort((one, other) => one.turn - other.turn)
    const evicted = live.slice(0, Math.max(0, live.length - MaxPerUser + 1))
    for (const record of all) if (!live.includes(record) || evicted.includes(record)) this.delete(record)
    return evicted.map(({ of }) => of)
  }

  /** Notes that a session was used now, and by whom; without a sender only the time moves. */
  touch(user: User, id: string, sender?: Sender, change: Partial<Pick<TrackedSession, 'of' | 'untilMs'>> = {}): void {
    const record = this.find(user, id)
    if (!record) return
    const trace = sender ? this.#trace(sender) : {}
    const lastActiveMs = this.#parts.clock.nowMs()
    this.#put({ ...record, ...trace, ...change, lastActiveMs, turn: this.#nextTurn(user) })
  }

  find(user: User, id: string): TrackedSession | undefined {
    return this.#table.get(`${user.poolId}/${user.sub}/${id}`)
  }

  /** All records of the user, in the order of their ids: AWS promises no order [?]. */
  of(user: User): readonly TrackedSession[] {
    return this.#table
      .page(`${user.poolId}/${user.sub}/`, undefined, Number.MAX_SAFE_INTEGER)
      .map(([, record]) => record)
  }

  delete(record: TrackedSession): void {
    this.#table.delete(keyOf(record))
  }

  /** Forgets the records of a whole pool: what becomes of a pool that stops tracking [?]. */
  deleteAll(poolId: string): void {
    for (const [key] of this.#table.page(`${poolId}/`, undefined, Number.MAX_SAFE_INTEGER)) this.#table.delete(key)
  }

  #put(record: TrackedSession): void {
    this.#table.put(keyOf(record), record)
  }

  #nextTurn(user: User): number {
    return this.of(user).reduce((last, { turn }) => Math.max(last, turn), 0) + 1
  }

  #trace(sender: Sender): Pick<TrackedSession, 'device' | 'address' | 'place'> {
    const { userAgent, address } = sender
    return { device: deviceType(userAgent), address, place: this.#parts.surroundings.placeOf(address) }
  }
}

function keyOf({ poolId, sub, id }: TrackedSession): string {
  return `${poolId}/${sub}/${id}`
}

/** A session as the API lists it [D]. */
export function sessionDescription(record: TrackedSession, isCurrent: boolean): SessionDescriptionType {
  return {
    SessionId: record.id,
    SessionType: record.type,
    ClientId: record.clientId,
    CreateDate: new Date(record.createdAtMs),
    LastActiveDate: new Date(record.lastActiveMs),
    DeviceType: record.device,
    LastIPAddress: record.address,
    LastLocation: record.place,
    OriginSessionId: record.originSessionId,
    IsCurrentSession: isCurrent,
  }
}
