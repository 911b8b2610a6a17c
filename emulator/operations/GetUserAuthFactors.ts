import type { GetUserAuthFactorsRequest, GetUserAuthFactorsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { configuredFactors } from '../domain/choice.ts'
import { mfaMembers } from '../domain/factors.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** What the caller can sign in with. */
export const GetUserAuthFactors: Operation<GetUserAuthFactorsRequest, GetUserAuthFactorsResponse> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run(world, { AccessToken }) {
    const { user } = await world.accessTokens.live(AccessToken)
    return { Username: user.username, ...mfaMembers(user), ConfiguredUserAuthFactors: configuredFactors(world, user) }
  },
}
