import type {
  AddUserPoolClientSecretRequest,
  AddUserPoolClientSecretResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { addSecret, secretDescriptor } from '../domain/clientSecrets.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, clientSecret, required, userPoolId } from './shapes.ts'

/** Gives a confidential client a second secret; both are accepted everywhere. The value is shown only if made up here [D]. */
export const AddUserPoolClientSecret: Operation<AddUserPoolClientSecretRequest, AddUserPoolClientSecretResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ClientId: required(clientId), ClientSecret: clientSecret },
  run({ pools, clients, clock }, { UserPoolId, ClientId, ClientSecret }) {
    const client = clients.get(ClientId, pools.get(UserPoolId).id)
    const secret = addSecret(clients, clock, client, ClientSecret ?? clients.newSecret())
    const shown = secretDescriptor(client, secret)
    return {
      ClientSecretDescriptor: ClientSecret === undefined ? { ...shown, ClientSecretValue: secret.value } : shown,
    }
  },
}
