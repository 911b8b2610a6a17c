import type { ListUserPoolsRequest, ListUserPoolsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { pageOf } from '../domain/paging.ts'
import type { Operation } from '../wire/Operation.ts'
import { maxResults, required } from './shapes.ts'

/** The user pools of the account. IAM knows no resource for it but `*` [D]. */
export const ListUserPools: Operation<ListUserPoolsRequest, ListUserPoolsResponse> = {
  auth: 'account',
  members: { NextToken: { type: 'string', min: 1, pattern: '[\\S]+' }, MaxResults: required(maxResults) },
  run({ pools, clock }, { NextToken, MaxResults }) {
    const { items, next } = pageOf({
      of: 'ListUserPools',
      token: NextToken,
      limit: MaxResults,
      nowMs: clock.nowMs(),
      read: (after, limit) => pools.page(after, limit),
      key: ({ id }) => id,
    })
    const UserPools = items.map((pool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: {},
      LastModifiedDate: new Date(pool.modifiedAtMs),
      CreationDate: new Date(pool.createdAtMs),
    }))
    return { UserPools, NextToken: next }
  },
}
