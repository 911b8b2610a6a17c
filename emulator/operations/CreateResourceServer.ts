import type {
  CreateResourceServerRequest,
  CreateResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { resourceServerType } from '../domain/ResourceServers.ts'
import type { Operation } from '../wire/Operation.ts'
import { resourceServerIdentifier, resourceServerName, resourceServerScopes } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Names an API and the scopes that app clients can ask access tokens for. */
export const CreateResourceServer: Operation<CreateResourceServerRequest, CreateResourceServerResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Identifier: required(resourceServerIdentifier),
    Name: required(resourceServerName),
    Scopes: resourceServerScopes,
  },
  run({ pools, resourceServers }, { UserPoolId, Identifier, Name, Scopes = [] }) {
    const wanted = { identifier: Identifier, name: Name, scopes: Scopes }
    return { ResourceServer: resourceServerType(resourceServers.create(pools.get(UserPoolId), wanted)) }
  },
}
