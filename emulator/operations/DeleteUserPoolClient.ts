import type { DeleteUserPoolClientRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { clientId, required, userPoolId } from './shapes.ts'

/** Deletes an app client; the tokens it was given cannot be used at Cognito any more. */
export const DeleteUserPoolClient: Operation<DeleteUserPoolClientRequest, void> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  changes: ({ UserPoolId, ClientId }) => `User pool client ${ClientId} of ${UserPoolId}`,
  run({ pools, clients, configurations }, { UserPoolId, ClientId }) {
    const client = clients.get(ClientId, pools.get(UserPoolId).id)
    clients.delete(client)
    configurations.forgetClient(client)
  },
}
