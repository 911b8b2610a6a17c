import type {
  AdminUserGlobalSignOutRequest,
  AdminUserGlobalSignOutResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Ends every session of a user at every app client; as often as it is asked [?]. */
export const AdminUserGlobalSignOut: Operation<AdminUserGlobalSignOutRequest, AdminUserGlobalSignOutResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    users.endSessions(users.get(pools.get(UserPoolId), Username))
    return {}
  },
}
