import type {
  DescribeResourceServerRequest,
  DescribeResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { resourceServerType } from '../domain/ResourceServers.ts'
import type { Operation } from '../wire/Operation.ts'
import { resourceServerIdentifier } from './domainShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** An API and its scopes. */
export const DescribeResourceServer: Operation<DescribeResourceServerRequest, DescribeResourceServerResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Identifier: required(resourceServerIdentifier) },
  run({ pools, resourceServers }, { UserPoolId, Identifier }) {
    return { ResourceServer: resourceServerType(resourceServers.get(pools.get(UserPoolId), Identifier)) }
  },
}
