import type {
  DescribeUserPoolClientRequest,
  DescribeUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { clientType } from '../domain/clientType.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, required, userPoolId } from './shapes.ts'

/** Everything about one app client, its secret in clear included [D]. */
export const DescribeUserPoolClient: Operation<DescribeUserPoolClientRequest, DescribeUserPoolClientResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  run({ pools, clients }, { UserPoolId, ClientId }) {
    const pool = pools.get(UserPoolId)
    return { UserPoolClient: clientType(clients.get(ClientId, pool.id)) }
  },
}
