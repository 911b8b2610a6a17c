import type {
  AdminResetUserPasswordRequest,
  AdminResetUserPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { resetPassword } from '../domain/recovery.ts'
import type { Operation } from '../wire/Operation.ts'
import { metadata, required, userPoolId, username } from './shapes.ts'

/** Makes a user set a new password, with a code that is sent to them. No session is ended by it [D]. */
export const AdminResetUserPassword: Operation<AdminResetUserPasswordRequest, AdminResetUserPasswordResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), ClientMetadata: metadata },
  run(world, { UserPoolId, Username }) {
    const pool = world.pools.get(UserPoolId)
    resetPassword(world, pool, world.users.get(pool, Username))
    return {}
  },
}
