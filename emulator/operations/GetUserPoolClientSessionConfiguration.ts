import type {
  GetUserPoolClientSessionConfigurationRequest,
  GetUserPoolClientSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { clientId, required, userPoolId } from './shapes.ts'

/** How long an app client reuses an SSO session: an hour if it was never told [D]. */
export const GetUserPoolClientSessionConfiguration: Operation<
  GetUserPoolClientSessionConfigurationRequest,
  GetUserPoolClientSessionConfigurationResponse
> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  run({ pools, clients, configurations }, { UserPoolId, ClientId }) {
    const client = clients.get(ClientId, pools.get(UserPoolId).id)
    return { UserPoolId, ClientId, SSOSession: configurations.ofClient(client) }
  },
}
