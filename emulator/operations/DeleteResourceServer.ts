import type { DeleteResourceServerRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { resourceServerIdentifier } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Forgets an API; tokens with its scopes live on. */
export const DeleteResourceServer: Operation<DeleteResourceServerRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Identifier: required(resourceServerIdentifier) },
  run({ pools, resourceServers }, { UserPoolId, Identifier }) {
    resourceServers.delete(resourceServers.get(pools.get(UserPoolId), Identifier))
  },
}
