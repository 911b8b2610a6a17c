import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkClientSettings } from '../domain/clientSettings.ts'
import { clientType } from '../domain/clientType.ts'
import { updatedSettings } from '../domain/updateRules.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, clientName, clientSettings, required, userPoolId } from './shapes.ts'

/** Changes an app client. What the request leaves out is reset or kept: `domain/updateRules.ts` says which. */
export const UpdateUserPoolClient: Operation<UpdateUserPoolClientRequest, UpdateUserPoolClientResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    ClientName: clientName,
    ...clientSettings,
  },
  changes: ({ UserPoolId, ClientId }) => `User pool client ${ClientId} of ${UserPoolId}`,
  run({ pools, clients, resourceServers }, { UserPoolId, ClientId, ClientName, ...wanted }) {
    const pool = pools.get(UserPoolId)
    const client = clients.get(ClientId, pool.id)
    const settings = updatedSettings(client.settings, wanted)
    checkClientSettings(pool, settings, client.secrets.length > 0, resourceServers.scopes(pool.id), 'updating')
    return { UserPoolClient: clientType(clients.update(client, { name: ClientName ?? client.name, settings })) }
  },
}
