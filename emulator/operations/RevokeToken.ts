import type { RevokeTokenRequest, RevokeTokenResponse } from '@aws-sdk/client-cognito-identity-provider'
import { hasSecret } from '../domain/Clients.ts'
import { CognitoError } from '../domain/errors.ts'
import { endParentSession } from '../domain/userSessions.ts'
import type { Operation } from '../wire/Operation.ts'
import { associated } from './sessionShapes.ts'
import { clientId, clientSecret, required, token } from './shapes.ts'

/**
 * Ends one session: its refresh token and every access and ID token that came of it. Other sessions of the user are
 * not touched [D]. The checks run in the order below [?]; which exception answers what is documented [D] except where
 * a line says otherwise, and all sentences but that of a foreign token [E] are ours.
 */
export const RevokeToken: Operation<RevokeTokenRequest, RevokeTokenResponse> = {
  auth: 'none',
  members: {
    Token: required(token),
    ClientId: required(clientId),
    ClientSecret: clientSecret,
    RevokeAssociatedSessions: associated,
  },
  async run(world, { Token, ClientId, ClientSecret, RevokeAssociatedSessions }) {
    const { clients, sessions } = world
    const client = clients.find(ClientId)
    // [?] ResourceNotFoundException and NotAuthorizedException are not declared, so bad credentials are Unauthorized.
    if (!client) throw unauthorized('Invalid client id')
    if (client.secrets.length > 0 && ClientSecret === undefined) throw unauthorized('The client secret is missing')
    if (ClientSecret !== undefined && !hasSecret(client, ClientSecret)) throw unauthorized('Invalid client secret')
    if (client.settings.EnableTokenRevocation === false) {
      throw new CognitoError('UnsupportedOperationException', 'Token revocation is not enabled for this app client.')
    }
    const parts = Token.split('.').length
    if (parts === 3) {
      throw new CognitoError('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.')
    }
    // [?] What cannot be a token of any kind is a bad parameter.
    if (parts !== 5) throw new CognitoError('InvalidParameterException', 'Invalid refresh token')
    const read = await sessions.read(Token)
    // [D] by analogy with /oauth2/revoke: a token that means nothing, or is revoked or expired, succeeds.
    if (!read) return {}
    // [E] It must not be revoked by another client [D]; how AWS says so is not known.
    if (read.clientId !== client.id) throw unauthorized('Refresh token was not issued to this client')
    // [D] LINKED also ends the SSO session that this one came through; there is none without session tracking.
    if (RevokeAssociatedSessions === 'LINKED') endParentSession(world, read.eventId)
    sessions.revoke(read)
    return {}
  },
}

function unauthorized(message: string): CognitoError {
  return new CognitoError('UnauthorizedException', message)
}
