import type { ListResourceServersRequest, ListResourceServersResponse } from '@aws-sdk/client-cognito-identity-provider'
import { pageOf } from '../domain/paging.ts'
import { resourceServerType } from '../domain/ResourceServers.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, searchToken, userPoolId } from './shapes.ts'

/** The APIs of a pool, 50 at most at a time [D]. */
export const ListResourceServers: Operation<ListResourceServersRequest, ListResourceServersResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    MaxResults: { type: 'integer', min: 1, max: 50 },
    NextToken: searchToken,
  },
  run({ pools, resourceServers, clock }, { UserPoolId, MaxResults = 50, NextToken }) {
    const pool = pools.get(UserPoolId)
    const { items, next } = pageOf({
      of: `ListResourceServers ${pool.id}`,
      token: NextToken,
      limit: MaxResults,
      nowMs: clock.nowMs(),
      read: (after, limit) => resourceServers.page(pool.id, after, limit),
      key: ({ identifier }) => identifier,
    })
    return { ResourceServers: items.map(resourceServerType), NextToken: next }
  },
}
