import type { GetClientTokenRequest, GetClientTokenResponse } from '@aws-sdk/client-cognito-identity-provider'
import { hasSecret } from '../domain/Clients.ts'
import { SYSTEM_SCOPES } from '../domain/clientSettings.ts'
import { CognitoError } from '../domain/errors.ts'
import { machineToken } from '../domain/machineTokens.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, clientSecret, metadata, required, scopes } from './shapes.ts'

/**
 * An access token for the client itself, in a pool that needs no domain for it. The client has ALLOW_CLIENT_TOKEN_AUTH,
 * any of its secrets will do, and without Scopes it gets those that it is configured for [D]. Neither a signature nor
 * IAM is asked for [D], although the SDK signs the call. That the token is the one of /oauth2/token, that a scope has to
 * be one of the client's, the order of the checks, and which declared exception answers what, are [?]; the words are ours.
 */
export const GetClientToken: Operation<GetClientTokenRequest, GetClientTokenResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    Secret: required(clientSecret),
    Scopes: scopes,
    ClientMetadata: metadata,
  },
  async run(world, { ClientId, Secret, Scopes = [] }) {
    const client = world.clients.get(ClientId)
    const { AllowedOAuthScopes = [] } = client.settings
    const flows: readonly string[] = client.settings.ExplicitAuthFlows ?? []
    if (!hasSecret(client, Secret)) {
      throw new CognitoError('NotAuthorizedException', `Unable to verify secret for client ${client.id}`)
    }
    if (!flows.includes('ALLOW_CLIENT_TOKEN_AUTH')) {
      throw invalid('CLIENT_TOKEN_AUTH flow not enabled for this client')
    }
    const known = world.resourceServers.scopes(client.poolId)
    const unknown = Scopes.find((scope) => !known.includes(scope))
    if (unknown !== undefined) throw invalid(`Scope ${unknown} does not exist.`)
    const allowed = AllowedOAuthScopes.filter((scope) => !SYSTEM_SCOPES.includes(scope))
    const barred = Scopes.find((scope) => !allowed.includes(scope))
    if (barred !== undefined) throw invalid(`Scope ${barred} is not allowed for this client.`)
    const scopes = Scopes.length > 0 ? [...new Set(Scopes)] : allowed
    const { token, seconds } = await machineToken(world, client, scopes)
    return { ClientAuthenticationResult: { AccessToken: token, ExpiresIn: seconds, TokenType: 'Bearer' } }
  },
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
