import type {
  AdminListUserAuthEventsRequest,
  AdminListUserAuthEventsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { authEventType, hasThreatProtection } from '../domain/AuthEvents.ts'
import { CognitoError } from '../domain/errors.ts'
import { pageOf } from '../domain/paging.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, paginationKey, required, userPoolId, username } from './shapes.ts'

/** What a user did, where threat protection keeps it; else UserPoolAddOnNotEnabledException [D], words ours [?]. */
export const AdminListUserAuthEvents: Operation<AdminListUserAuthEventsRequest, AdminListUserAuthEventsResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    MaxResults: limit,
    NextToken: paginationKey,
  },
  run({ pools, users, authEvents, clock }, { UserPoolId, Username, MaxResults, NextToken }) {
    const pool = pools.get(UserPoolId)
    if (!hasThreatProtection(pool)) {
      throw new CognitoError(
        'UserPoolAddOnNotEnabledException',
        `Threat protection is not enabled for user pool ${pool.id}.`,
      )
    }
    const user = users.get(pool, Username)
    const { items, next } = pageOf({
      of: `AdminListUserAuthEvents ${pool.id} ${user.sub}`,
      token: NextToken,
      limit: MaxResults || 60,
      nowMs: clock.nowMs(),
      read: (after, count) => authEvents.page(user, after, count),
      key: ([key]) => key,
    })
    return { AuthEvents: items.map(([, event]) => authEventType(event)), NextToken: next }
  },
}
