import type {
  DeleteUserPoolClientSecretRequest,
  DeleteUserPoolClientSecretResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { deleteSecret } from '../domain/clientSecrets.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, required, userPoolId } from './shapes.ts'

/** Takes one of a client's two secrets away: it is refused from then on. */
export const DeleteUserPoolClientSecret: Operation<
  DeleteUserPoolClientSecretRequest,
  DeleteUserPoolClientSecretResponse
> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    ClientSecretId: required({ type: 'string', min: 1, max: 128 }),
  },
  run({ pools, clients }, { UserPoolId, ClientId, ClientSecretId }) {
    deleteSecret(clients, clients.get(ClientId, pools.get(UserPoolId).id), ClientSecretId)
    return {}
  },
}
