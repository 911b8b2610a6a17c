import type {
  GetTokensFromRefreshTokenRequest,
  GetTokensFromRefreshTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { hasSecret } from '../domain/Clients.ts'
import { CognitoError } from '../domain/errors.ts'
import { declared } from '../domain/undeclared.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, clientSecret, deviceKey, metadata, required, token } from './shapes.ts'

/**
 * Refreshes, with rotation or without: with it there is a new refresh token each time, and the old one lives on for
 * the grace period. Takes the client's secret itself, not a hash [D]. The words of its refusals of a secret are ours,
 * and so are those of a replaced token [?]; that replaying one revokes nothing is as documented [D].
 */
export const GetTokensFromRefreshToken: Operation<GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse> =
  {
    auth: 'none',
    members: {
      RefreshToken: required(token),
      ClientId: required(clientId),
      ClientSecret: clientSecret,
      DeviceKey: deviceKey,
      ClientMetadata: metadata,
    },
    async run({ clients, sessions }, { RefreshToken, ClientId, ClientSecret, DeviceKey }) {
      const client = clients.get(ClientId)
      if (client.secrets.length > 0 && ClientSecret === undefined) {
        throw refused(`Client ${client.id} is configured with secret but ClientSecret was not received`)
      }
      if (ClientSecret !== undefined && !hasSecret(client, ClientSecret)) {
        throw refused(`Unable to verify secret for client ${client.id}`)
      }
      const read = await sessions.read(RefreshToken)
      const onReuse = () =>
        new CognitoError('RefreshTokenReuseException', 'The refresh token has been replaced by a newer one.')
      try {
        return { AuthenticationResult: await sessions.refresh(client, read, onReuse, DeviceKey) }
      } catch (error) {
        throw declared(error, ['PasswordResetRequiredException', 'UserNotConfirmedException'])
      }
    },
  }

function refused(message: string): CognitoError {
  return new CognitoError('NotAuthorizedException', message)
}
