import type {
  UpdateResourceServerRequest,
  UpdateResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { resourceServerType } from '../domain/ResourceServers.ts'
import type { Operation } from '../wire/Operation.ts'
import { resourceServerIdentifier, resourceServerName, resourceServerScopes } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Renames an API and replaces its scopes; clients that had one which is gone keep its name [?]. */
export const UpdateResourceServer: Operation<UpdateResourceServerRequest, UpdateResourceServerResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Identifier: required(resourceServerIdentifier),
    Name: required(resourceServerName),
    Scopes: resourceServerScopes,
  },
  run({ pools, resourceServers }, { UserPoolId, Identifier, Name, Scopes = [] }) {
    const server = resourceServers.get(pools.get(UserPoolId), Identifier)
    return { ResourceServer: resourceServerType(resourceServers.update(server, { name: Name, scopes: Scopes })) }
  },
}
