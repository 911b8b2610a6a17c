import type { GlobalSignOutRequest, GlobalSignOutResponse } from '@aws-sdk/client-cognito-identity-provider'
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
    const { user } = await accessTokens.live(AccessToken, ['UserNotFoundException'])
    users.endSessions(user)
    return {}
  },
}
