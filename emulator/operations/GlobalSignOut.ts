import type { GlobalSignOutRequest, GlobalSignOutResponse } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/**
 * Ends every session of the user at every app client, this one too: doing it again with the same token is refused
 * with `Access Token has been revoked` [T]. It needs no EnableTokenRevocation [?].
 */
export const GlobalSignOut: Operation<GlobalSignOutRequest, GlobalSignOutResponse> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run({ accessTokens, users }, { AccessToken }) {
    // [?] UserNotFoundException is not declared here, so a deleted user's token is answered like a revoked one.
    const gone = new CognitoError('NotAuthorizedException', 'Access Token has been revoked')
    const { user } = await accessTokens.live(AccessToken, gone)
    users.endSessions(user)
    return {}
  },
}
