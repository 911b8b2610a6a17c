import type { AdminEnableUserRequest, AdminEnableUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Lets a disabled user sign in again; what was revoked stays so [D]. */
export const AdminEnableUser: Operation<AdminEnableUserRequest, AdminEnableUserResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    users.change(users.get(pools.get(UserPoolId), Username), { enabled: true })
    return {}
  },
}
