import type {
  AdminListGroupsForUserRequest,
  AdminListGroupsForUserResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { groupPlace, groupType } from '../domain/Groups.ts'
import { pageOf } from '../domain/paging.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, paginationKey, required, userPoolId, username } from './shapes.ts'

/** The groups that a user is in. */
export const AdminListGroupsForUser: Operation<AdminListGroupsForUserRequest, AdminListGroupsForUserResponse> = {
  auth: 'pool',
  members: {
    Username: required(username),
    UserPoolId: required(userPoolId),
    Limit: limit,
    NextToken: paginationKey,
  },
  run({ pools, users, groups, clock }, { Username, UserPoolId, Limit, NextToken }) {
    const user = users.get(pools.get(UserPoolId), Username)
    const all = groups.of(user)
    const { items, next } = pageOf({
      of: `AdminListGroupsForUser ${user.poolId} ${user.sub}`,
      token: NextToken,
      limit: Limit || 60,
      nowMs: clock.nowMs(),
      read: (after, count) => all.filter((group) => after === undefined || groupPlace(group) > after).slice(0, count),
      key: groupPlace,
    })
    return { Groups: items.map(groupType), NextToken: next }
  },
}
