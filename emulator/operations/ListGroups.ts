import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { groupType } from '../domain/Groups.ts'
import { pageOf } from '../domain/paging.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, paginationKey, required, userPoolId } from './shapes.ts'

/** A pool's groups in the order of their names [?]. */
export const ListGroups: Operation<ListGroupsRequest, ListGroupsResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Limit: limit, NextToken: paginationKey },
  run({ pools, groups, clock }, { UserPoolId, Limit, NextToken }) {
    const pool = pools.get(UserPoolId)
    const { items, next } = pageOf({
      of: `ListGroups ${pool.id}`,
      token: NextToken,
      limit: Limit || 60,
      nowMs: clock.nowMs(),
      read: (after, count) => groups.page(pool, after, count),
      key: ({ name }) => name,
    })
    return { Groups: items.map(groupType), NextToken: next }
  },
}
