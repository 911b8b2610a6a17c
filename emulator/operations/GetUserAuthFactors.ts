import type { GetUserAuthFactorsRequest, GetUserAuthFactorsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { configuredFactors } from '../domain/choice.ts'
import { mfaMembers } from '../domain/factors.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** What the caller can sign in with. */
export const GetUserAuthFactors: Operation<GetUserAuthFactorsRequest, GetUserAuthFactorsResponse> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run({ accessTokens }, { AccessToken }) {
    const { user } = await accessTokens.live(AccessToken)
    return { Username: user.username, ...mfaMembers(user), ConfiguredUserAuthFactors: configuredFactors(user) }
  },
}
