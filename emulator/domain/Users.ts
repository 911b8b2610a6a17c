import type { AttributeType, UserStatusType, UserType } from '@aws-sdk/client-cognito-identity-provider'
import type { Store, Table } from '../store/Store.ts'
import { type Aliased, aliases, aliasKey, usernameKey } from './aliases.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'
import type { Factors } from './factors.ts'
import type { KeptPassword } from './passwords.ts'
import type { Pool } from './Pools.ts'

/** A user of a pool. */
export interface User extends Aliased {
  readonly poolId: string
  readonly sub: string
  readonly username: string
  /** Without `sub`, which every user has. */
  readonly attributes: Readonly<Record<string, string>>
  readonly enabled: boolean
  readonly status: UserStatusType
  readonly password?: KeptPassword
  /** Earlier ones, newest first, as many as the pool's history has. */
  readonly passwordsBefore?: readonly KeptPassword[]
  /** When the temporary password of a FORCE_CHANGE_PASSWORD user stops working. */
  readonly temporaryUntilMs?: number
  readonly groups: readonly string[]
  /** How many times everything of this user was ended: sessions born under an earlier count are dead. */
  readonly endings: number
  /** Failed passwords in a row, and until when no password is looked at. */
  readonly failures?: { readonly count: number; readonly lastAtMs: number; readonly lockedUntilMs: number }
  /** Whoever confirmed their own sign-up and has not signed in since. */
  readonly isNew?: boolean
  /** Second factors and passkey preferences. */
  readonly factors?: Factors
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}

/** What a new user starts as. */
export type NewUser = Omit<User, 'poolId' | 'endings' | 'failures' | 'passwordsBefore' | 'createdAtMs' | 'modifiedAtMs'>

/** The people of all pools, found by username, alias or sub in a time that does not depend on how many there are. */
export class Users {
  readonly #table: Table<User>
  readonly #byUsername: Table<string>
  readonly #byAlias: Table<string>
  readonly #byGroup: Table<string>
  readonly #clock: Clock

  constructor(store: Store, clock: Clock) {
    this.#table = store.table('users')
    this.#byUsername = store.table('usernames', { ordered: true })
    this.#byAlias = store.table('aliases')
    this.#byGroup = store.table('groupMembers', { ordered: true })
    this.#clock = clock
  }

  /**
   * Adds a user. UsernameExistsException, or AliasExistsException where another user has an alias of theirs. `taken` are
   * the words of the former: AdminCreateUser's [T] (localstack#4465) unless given.
   */
  create(pool: Pool, wanted: NewUser, taken = 'User account already exists'): User {
    const key = usernameKey(pool, wanted.username)
    if (this.#byUsername.get(key) !== undefined) throw usernameExists(taken)
    const names = aliases(pool, wanted)
    for (const alias of names) {
      if (this.#byAlias.get(alias) === undefined) continue
      // [T] aws-sdk-js#4308, for SignUp: where the email is the username. Of AdminCreateUser it is [B] (boto3#3213).
      const attribute = attributeOf(pool, wanted.attributes, alias)
      if (!pool.settings.UsernameAttributes) throw aliasExists(attribute)
      throw usernameExists(`An account with the given ${attribute} already exists.`)
    }
    const nowMs = this.#clock.nowMs()
    const { sub, username, namedBy, attributes, enabled, status, groups, password, temporaryUntilMs } = wanted
    // Name by name: V8 takes ten times as long to spread so many, and three times the memory to keep what comes of it.
    const user: { -readonly [Name in keyof User]: User[Name] } = {
      poolId: pool.id,
      sub,
      username,
      attributes,
      enabled,
      status,
      groups,
      endings: 0,
      createdAtMs: nowMs,
      modifiedAtMs: nowMs,
    }
    if (namedBy) user.namedBy = namedBy
    if (password) user.password = password
    if (temporaryUntilMs !== undefined) user.temporaryUntilMs = temporaryUntilMs
    if (wanted.factors) user.factors = wanted.factors
    this.#table.put(`${pool.id}/${user.sub}`, user)
    this.#byUsername.put(key, user.sub)
    for (const alias of names) this.#byAlias.put(alias, user.sub)
    for (const group of user.groups) this.#byGroup.put(memberKey(user, group), user.sub)
    return user
  }

  /** The user whose username, alias or sub this is [D]. */
  find(pool: Pool, name: string): User | undefined {
    const sub = this.#byUsername.get(usernameKey(pool, name)) ?? this.#byAlias.get(aliasKey(pool, name)) ?? name
    return this.#table.get(`${pool.id}/${sub}`)
  }

  /** The user who has this alias, whoever's username it is. */
  byAlias(pool: Pool, alias: string): User | undefined {
    const sub = this.#byAlias.get(aliasKey(pool, alias))
    return sub === undefined ? undefined : this.#table.get(`${pool.id}/${sub}`)
  }

  /** The user, or UserNotFoundException in traced words [T]. */
  get(pool: Pool, name: string): User {
    const user = this.find(pool, name)
    if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.')
    return user
  }

  /** Whether this is the user's username, which neither an alias nor the sub is. */
  isNamed(pool: Pool, user: User, name: string): boolean {
    return usernameKey(pool, name) === usernameKey(pool, user.username)
  }

  bySub(poolId: string, sub: string): User | undefined {
    return this.#table.get(`${poolId}/${sub}`)
  }

  /** Writes a change that a person or an administrator made: UserLastModifiedDate moves. */
  change(user: User, change: Partial<NewUser>): User {
    return this.#write(user, (now) => {
      if (change.groups) {
        for (const group of now.groups) this.#byGroup.delete(memberKey(now, group))
        for (const group of change.groups) this.#byGroup.put(memberKey(now, group), now.sub)
      }
      return { ...now, ...change, modifiedAtMs: this.#clock.nowMs() }
    })
  }

  /**
   * Replaces the attributes, and with them what the user is found by. AliasExistsException, and nothing written, where
   * one of those names is another user's.
   */
  changeAttributes(pool: Pool, user: User, attributes: User['attributes'], change: Partial<NewUser> = {}): User {
    const names = aliases(pool, { ...user, attributes })
    const taken = names.find((alias) => (this.#byAlias.get(alias) ?? user.sub) !== user.sub)
    if (taken !== undefined) throw aliasExists(attributeOf(pool, attributes, taken))
    const now = this.bySub(user.poolId, user.sub)
    if (now) {
      for (const alias of aliases(pool, now)) this.#byAlias.delete(alias)
      for (const alias of names) this.#byAlias.put(alias, now.sub)
    }
    return this.change(user, { ...change, attributes })
  }

  /**
   * Takes the user's verified address and number from whoever has them as an alias: they are theirs still, but not verified
   * [D]. AliasExistsException, and nothing taken, where a name of the user's would still be another's: a preferred_username
   * is not taken.
   */
  takeAliases(pool: Pool, { sub, attributes }: Pick<User, 'sub' | 'attributes'>): void {
    if (!pool.settings.AliasAttributes) return
    const losers = new Map<string, User>()
    for (const name of ['email', 'phone_number']) {
      const alias = attributes[name] ?? ''
      const owner = attributes[`${name}_verified`] === 'true' ? this.byAlias(pool, alias) : undefined
      if (!owner || aliasKey(pool, owner.attributes[name] ?? '') !== aliasKey(pool, alias)) continue
      const loser = losers.get(owner.sub) ?? owner
      losers.set(owner.sub, { ...loser, attributes: { ...loser.attributes, [`${name}_verified`]: 'false' } })
    }
    losers.delete(sub)
    const taken = aliases(pool, { attributes }).find((alias) => {
      const owner = this.#byAlias.get(alias) ?? sub
      const loser = losers.get(owner)
      return owner !== sub && !(loser && !aliases(pool, loser).includes(alias))
    })
    if (taken !== undefined) throw aliasExists(attributeOf(pool, attributes, taken))
    for (const loser of losers.values()) this.changeAttributes(pool, loser, loser.attributes)
  }

  /** Writes what is known of the user's factors; whether AWS counts that as a modification is [?]. */
  noteFactors(user: User, factors: Factors): User {
    return this.#write(user, (now) => ({ ...now, factors }))
  }

  /** Ends every session of the user that exists now; those begun later are not touched. */
  endSessions(user: User): void {
    this.#write(user, (now) => ({ ...now, endings: now.endings + 1 }))
  }

  /** Keeps count of failed passwords, or forgets them; not a modification of the user. */
  setFailures(user: User, failures: User['failures']): void {
    this.#write(user, (now) => {
      const { failures: _, ...rest } = now
      return failures ? { ...rest, failures } : rest
    })
  }

  /** Somebody who signed in is new no more; not a modification of the user. */
  noteSignIn(user: User): void {
    this.#write(user, (now) => {
      const { isNew: _, ...rest } = now
      return rest
    })
  }

  /**
   * Changes the user as they are now, and nothing but what the change is about: what the caller has in hand may be older.
   * Whoever was deleted meanwhile stays so.
   */
  #write(user: User, change: (now: User) => User): User {
    const now = this.bySub(user.poolId, user.sub)
    if (!now) return user
    const changed = change(now)
    this.#table.put(`${now.poolId}/${now.sub}`, changed)
    return changed
  }

  /** Users in the order of their usernames, which is the order lists have here; AWS promises none [?]. */
  page(pool: Pool, after: string | undefined, limit: number): readonly User[] {
    const cursor = after === undefined ? undefined : usernameKey(pool, after)
    return this.#byUsername
      .page(`${pool.id}/`, cursor, limit)
      .flatMap(([, sub]) => this.#table.get(`${pool.id}/${sub}`) ?? [])
  }

  /** The members of a group, in the order of their usernames [?]. */
  members(pool: Pool, group: string, after: string | undefined, limit: number): readonly User[] {
    const prefix = memberKey({ poolId: pool.id, username: '' }, group)
    return this.#byGroup
      .page(prefix, after === undefined ? undefined : prefix + after, limit)
      .flatMap(([, sub]) => this.#table.get(`${pool.id}/${sub}`) ?? [])
  }

  count(pool: Pool): number {
    return this.#byUsername.count(`${pool.id}/`)
  }

  delete(pool: Pool, user: User): void {
    const now = this.bySub(user.poolId, user.sub)
    if (!now) return
    this.#table.delete(`${pool.id}/${now.sub}`)
    this.#byUsername.delete(usernameKey(pool, now.username))
    for (const alias of aliases(pool, now)) this.#byAlias.delete(alias)
    for (const group of now.groups) this.#byGroup.delete(memberKey(now, group))
  }
}

function usernameExists(words: string): CognitoError {
  return new CognitoError('UsernameExistsException', words)
}

/** Documented words for an email address at ConfirmSignUp [D] (managing errors); that they are these elsewhere too is [?]. */
function aliasExists(attribute: string): CognitoError {
  return new CognitoError('AliasExistsException', `An account with the ${attribute} already exists.`)
}

/** Which attribute has this alias for a value. */
function attributeOf(pool: Pool, attributes: User['attributes'], alias: string): string {
  return Object.keys(attributes).find((name) => aliasKey(pool, attributes[name] ?? '') === alias) ?? ''
}

/** Names of groups and users have no line breaks [D], so that a key can be made of several. */
function memberKey(user: Pick<User, 'poolId' | 'username'>, group: string): string {
  return `${user.poolId}\n${group}\n${user.username}`
}

/** A user's attributes as the API lists them, `sub` first. */
export function attributeList(user: User): AttributeType[] {
  const rest = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }))
  return [{ Name: 'sub', Value: user.sub }, ...rest]
}

/** A user as ListUsers and AdminCreateUser show them. */
export function userType(user: User): UserType {
  return {
    Username: user.username,
    Attributes: attributeList(user),
    UserCreateDate: new Date(user.createdAtMs),
    UserLastModifiedDate: new Date(user.modifiedAtMs),
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}
