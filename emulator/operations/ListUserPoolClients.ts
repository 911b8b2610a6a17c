import type { ListUserPoolClientsRequest, ListUserPoolClientsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { pageOf } from '../domain/paging.ts'
import type { Operation } from '../wire/Operation.ts'
import { maxResults, paginationKey, required, userPoolId } from './shapes.ts'

/** A pool's app clients, by id and name only. All are REGULAR: dynamic client registration is not emulated. */
export const ListUserPoolClients: Operation<ListUserPoolClientsRequest, ListUserPoolClientsResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    MaxResults: maxResults,
    NextToken: paginationKey,
    ClientType: { type: 'string', values: ['REGULAR', 'DCR'] },
  },
  run({ pools, clients, clock }, { UserPoolId, MaxResults, NextToken, ClientType }) {
    const pool = pools.get(UserPoolId)
    const { items, next } = pageOf({
      of: `ListUserPoolClients ${pool.id}`,
      token: NextToken,
      limit: MaxResults ?? 60,
      nowMs: clock.nowMs(),
      read: (after, limit) => clients.page(pool.id, after, limit),
      key: ({ id }) => id,
    })
    // [D] A filtered page can be short or empty and still carry NextToken.
    const shown = ClientType === 'DCR' ? [] : items
    return {
      UserPoolClients: shown.map(({ id, poolId, name }) => ({ ClientId: id, UserPoolId: poolId, ClientName: name })),
      NextToken: next,
    }
  },
}
