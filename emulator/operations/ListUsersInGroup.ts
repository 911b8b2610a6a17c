import type { ListUsersInGroupRequest, ListUsersInGroupResponse } from '@aws-sdk/client-cognito-identity-provider'
import { pageOf } from '../domain/paging.ts'
import { userType } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, paginationKey, required, userPoolId, username } from './shapes.ts'

/** The members of a group in the order of their names [?]. */
export const ListUsersInGroup: Operation<ListUsersInGroupRequest, ListUsersInGroupResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    GroupName: required(username),
    Limit: limit,
    NextToken: paginationKey,
  },
  run({ pools, users, groups, clock }, { UserPoolId, GroupName, Limit, NextToken }) {
    const pool = pools.get(UserPoolId)
    const { name } = groups.get(pool, GroupName)
    const { items, next } = pageOf({
      of: `ListUsersInGroup ${pool.id} ${name}`,
      token: NextToken,
      limit: Limit || 60,
      nowMs: clock.nowMs(),
      read: (after, count) => users.members(pool, name, after, count),
      key: (user) => user.username,
    })
    return { Users: items.map(userType), NextToken: next }
  },
}
