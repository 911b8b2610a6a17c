import type { GroupType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'

/** A group of a pool's users. */
export interface Group {
  readonly poolId: string
  readonly name: string
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  readonly precedence?: number | undefined
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

/** The groups of all pools. Who is in them is kept with the user. */
export class Groups {
  readonly #table: Table<Group>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#table = store.table('groups', { ordered: true })
    this.#clock = clock
  }

  /** Adds a group; GroupExistsException (words ours [?]) where there is one of that name. */
  create(pool: Pool, wanted: Omit<Group, 'poolId' | 'createdAtMs' | 'modifiedAtMs'>): Group {
    const key = `${pool.id}/${wanted.name}`
    if (this.#table.get(key)) throw new CognitoError('GroupExistsException', 'A group with the name already exists.')
    const nowMs = this.#clock.nowMs()
    const group: Group = { ...wanted, poolId: pool.id, createdAtMs: nowMs, modifiedAtMs: nowMs }
    this.#table.put(key, group)
    return group
  }

  /** The group, or ResourceNotFoundException (words ours [?]). */
  get(pool: Pool, name: string): Group {
    const group = this.#table.get(`${pool.id}/${name}`)
    if (!group) throw new CognitoError('ResourceNotFoundException', 'Group not found.')
    return group
  }

  /** Replaces what the change names. */
  update(group: Group, change: Pick<Group, 'description' | 'roleArn' | 'precedence'>): Group {
    const changed = { ...group, ...change, modifiedAtMs: this.#clock.nowMs() }
    this.#table.put(`${group.poolId}/${group.name}`, changed)
    return changed
  }

  /** The user's groups: lowest precedence first, those without one last, then by name [?]. */
  of(user: User): readonly Group[] {
    if (user.groups.length === 0) return []
    return user.groups
      .flatMap((name) => this.#table.get(`${user.poolId}/${name}`) ?? [])
      .sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1))
  }

  page(pool: Pool, after: string | undefined, limit: number): readonly Group[] {
    const cursor = after === undefined ? undefined : `${pool.id}/${after}`
    return this.#table.page(`${pool.id}/`, cursor, limit).map(([, group]) => group)
  }

  delete(group: Group): void {
    this.#table.delete(`${group.poolId}/${group.name}`)
  }
}

/** Where the group stands among a user's, as a text that sorts as they are sorted. */
export function groupPlace(group: Group): string {
  return `${String(rank(group)).padStart(16, '0')} ${group.name}`
}

function rank(group: Group): number {
  return group.precedence ?? Number.MAX_SAFE_INTEGER
}

/**
 * The role that the `cognito:preferred_role` claim names: that of the group with the lowest precedence. When several
 * groups tie for it with different roles there is none [D].
 */
export function preferredRole(groups: readonly Group[]): string | undefined {
  const withRole = groups.filter(({ roleArn }) => roleArn !== undefined)
  const [first] = withRole
  if (!first) return undefined
  const tied = withRole.filter((group) => rank(group) === rank(first))
  return tied.every(({ roleArn }) => roleArn === first.roleArn) ? first.roleArn : undefined
}

/** A group as the API shows it. */
export function groupType(group: Group): GroupType {
  return {
    GroupName: group.name,
    UserPoolId: group.poolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: new Date(group.modifiedAtMs),
    CreationDate: new Date(group.createdAtMs),
  }
}
