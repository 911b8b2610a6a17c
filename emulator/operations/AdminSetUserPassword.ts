import type {
  AdminSetUserPasswordRequest,
  AdminSetUserPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { setPassword } from '../domain/invitations.ts'
import { checkPasswordHistory } from '../domain/passwordHistory.ts'
import type { Operation } from '../wire/Operation.ts'
import { flag, password, required, userPoolId, username } from './shapes.ts'

/** Sets a password, temporary unless `Permanent`. Sessions stay as they are [B] (facts, part 5). */
export const AdminSetUserPassword: Operation<AdminSetUserPasswordRequest, AdminSetUserPasswordResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    Password: required(password),
    Permanent: flag,
  },
  async run(world, { UserPoolId, Username, Password, Permanent }) {
    const pool = world.pools.get(UserPoolId)
    const user = world.users.get(pool, Username)
    await checkPasswordHistory(world, pool, user, Password)
    await setPassword(world, pool, user, Password, Permanent ?? false)
    return {}
  },
}
