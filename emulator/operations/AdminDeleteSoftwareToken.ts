import type {
  AdminDeleteSoftwareTokenRequest,
  AdminDeleteSoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { dissociate } from '../domain/softwareTokens.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/**
 * Takes a user's authenticator app away, so that another can be set up [D] (the SDK 3.1169.0). Sessions stay as they are,
 * and a user who has none is let be [?].
 */
export const AdminDeleteSoftwareToken: Operation<AdminDeleteSoftwareTokenRequest, AdminDeleteSoftwareTokenResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users }, { UserPoolId, Username }) {
    dissociate(users, users.get(pools.get(UserPoolId), Username))
    return {}
  },
}
