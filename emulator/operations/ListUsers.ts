import type { ListUsersRequest, ListUsersResponse, UserType } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from '../domain/errors.ts'
import { pageOf } from '../domain/paging.ts'
import { userFilter } from '../domain/userFilter.ts'
import { type User, userType } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributeNames, limit, required, userPoolId } from './shapes.ts'

/** A pool's users in the order of their names, or found and sorted by an attribute. Nought as Limit means the default of 60 [?]. */
export const ListUsers: Operation<ListUsersRequest, ListUsersResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    AttributesToGet: attributeNames,
    Limit: limit,
    PaginationToken: { type: 'string', min: 1, pattern: '[\\S]+' },
    Filter: { type: 'string', max: 256 },
  },
  run({ pools, users, clock }, { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter }) {
    const pool = pools.get(UserPoolId)
    const { isWanted, place } = userFilter(Filter)
    const { items, next } = pageOf({
      of: `ListUsers ${pool.id} ${Filter ?? ''}`,
      token: PaginationToken,
      limit: Limit || 60,
      nowMs: clock.nowMs(),
      read: (after, count) => {
        if (place)
          return sorted(users.page(pool, undefined, Number.MAX_SAFE_INTEGER).filter(isWanted), place, after, count)
        const found = []
        let from = after
        for (let page = users.page(pool, from, count); page.length > 0; page = users.page(pool, from, count)) {
          found.push(...page.filter(isWanted))
          from = page.at(-1)?.username
          if (found.length >= count) break
        }
        return found.slice(0, count)
      },
      key: place ?? ((user) => user.username),
    })
    const Users = items.map((user) => (AttributesToGet ? showing(user, AttributesToGet) : userType(user)))
    return { Users, PaginationToken: next }
  },
}

/**
 * A user with these attributes alone. One who has not all of them spoils the whole list [D] (API reference), in traced
 * words [T] (aws-sdk-js#2570); none are shown where none are asked for [T] (aws-sdk-js#2203).
 */
function showing(user: User, names: readonly string[]): UserType {
  const { Attributes = [], ...rest } = userType(user)
  if (!names.every((name) => Attributes.some(({ Name }) => Name === name))) {
    throw new CognitoError('InvalidParameterException', 'One or more requested attributes do not exist.')
  }
  return { ...rest, Attributes: Attributes.filter(({ Name }) => names.includes(Name ?? '')) }
}

/** The first so many of the users after that place. */
function sorted(
  found: readonly User[],
  place: (user: User) => string,
  after: string | undefined,
  count: number,
): readonly User[] {
  return found
    .map((user) => ({ user, at: place(user) }))
    .filter(({ at }) => after === undefined || at > after)
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .slice(0, count)
    .map(({ user }) => user)
}
