import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import { mfaMembers } from '../domain/factors.ts'
import { readableAttributes } from '../domain/tokens.ts'
import { attributeList } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/**
 * Whose access token this is, if Cognito accepts it at all: the cheapest way to ask whether a session lives. It shows the
 * attributes that the token's client may read [D].
 */
export const GetUser: Operation<GetUserRequest, GetUserResponse> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run({ accessTokens, clients }, { AccessToken }) {
    const { user, claims } = await accessTokens.live(AccessToken)
    const attributes = readableAttributes(clients.get(claims.client_id), user)
    return { Username: user.username, UserAttributes: attributeList({ ...user, attributes }), ...mfaMembers(user) }
  },
}
