import type {
  AdminGetUserAuthFactorsRequest,
  AdminGetUserAuthFactorsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { configuredFactors } from '../domain/choice.ts'
import { mfaMembers } from '../domain/factors.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId, username } from './shapes.ts'

/** What a user can sign in with. */
export const AdminGetUserAuthFactors: Operation<AdminGetUserAuthFactorsRequest, AdminGetUserAuthFactorsResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username) },
  run(world, { UserPoolId, Username }) {
    const user = world.users.get(world.pools.get(UserPoolId), Username)
    return { Username: user.username, ...mfaMembers(user), ConfiguredUserAuthFactors: configuredFactors(world, user) }
  },
}
