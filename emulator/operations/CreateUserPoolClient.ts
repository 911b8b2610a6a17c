import type {
  CreateUserPoolClientRequest,
  CreateUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkClientSettings } from '../domain/clientSettings.ts'
import { clientType } from '../domain/clientType.ts'
import { CognitoError } from '../domain/errors.ts'
import { settled } from '../domain/updateRules.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientName, clientSecret, clientSettings, flag, required, userPoolId } from './shapes.ts'

/** Makes an app client, public unless it is given or generates a secret. Token revocation is on by default [D]. */
export const CreateUserPoolClient: Operation<CreateUserPoolClientRequest, CreateUserPoolClientResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientName: required(clientName),
    GenerateSecret: flag,
    ClientSecret: clientSecret,
    ...clientSettings,
  },
  run({ pools, clients, resourceServers }, { UserPoolId, ClientName, GenerateSecret, ClientSecret, ...wanted }) {
    const pool = pools.get(UserPoolId)
    if (GenerateSecret && ClientSecret !== undefined) {
      throw new CognitoError('InvalidParameterException', 'ClientSecret cannot be given together with GenerateSecret.')
    }
    const secret = GenerateSecret ? clients.newSecret() : ClientSecret
    const settings = settled(wanted)
    checkClientSettings(pool, settings, secret !== undefined, resourceServers.scopes(pool.id))
    return { UserPoolClient: clientType(clients.create({ poolId: pool.id, name: ClientName, secret, settings })) }
  },
}
