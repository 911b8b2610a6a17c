import type { AdminDeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Deletes a user, and with them every session: a user of the same name made later is somebody else. */
export const AdminDeleteUser: Operation<AdminDeleteUserRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    const pool = pools.get(UserPoolId)
    users.delete(pool, users.get(pool, Username))
  },
}
