import type { AdminGetUserRequest, AdminGetUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import { mfaMembers } from '../domain/factors.ts'
import { userType } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** One user. What ListUsers calls `Attributes` is `UserAttributes` here [D]. */
export const AdminGetUser: Operation<AdminGetUserRequest, AdminGetUserResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    const user = users.get(pools.get(UserPoolId), Username)
    const { Attributes: UserAttributes, ...rest } = userType(user)
    return { ...rest, Username: user.username, UserAttributes, ...mfaMembers(user) }
  },
}
