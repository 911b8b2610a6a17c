import type { AdminConfirmSignUpRequest, AdminConfirmSignUpResponse } from '@aws-sdk/client-cognito-identity-provider'
import { adminConfirmSignUp } from '../domain/signUp.ts'
import type { Operation } from '../wire/Operation.ts'
import { metadata, required, userPoolId, username } from './shapes.ts'

/** Confirms a user who signed up, without a code. */
export const AdminConfirmSignUp: Operation<AdminConfirmSignUpRequest, AdminConfirmSignUpResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), ClientMetadata: metadata },
  run(world, { UserPoolId, Username }) {
    adminConfirmSignUp(world, world.users.get(world.pools.get(UserPoolId), Username))
    return {}
  },
}
