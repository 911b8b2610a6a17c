import type { AdminDisableUserRequest, AdminDisableUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Bars a user from signing in and revokes their tokens, for good: enabling the user again revives none [D]. */
export const AdminDisableUser: Operation<AdminDisableUserRequest, AdminDisableUserResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    users.endSessions(users.change(users.get(pools.get(UserPoolId), Username), { enabled: false }))
    return {}
  },
}
