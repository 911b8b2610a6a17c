import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import { mfaMembers } from '../domain/factors.ts'
import { attributeList } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** Whose access token this is, if Cognito accepts it at all: the cheapest way to ask whether a session lives. */
export const GetUser: Operation<GetUserRequest, GetUserResponse> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run({ accessTokens }, { AccessToken }) {
    const { user } = await accessTokens.live(AccessToken)
    return { Username: user.username, UserAttributes: attributeList(user), ...mfaMembers(user) }
  },
}
