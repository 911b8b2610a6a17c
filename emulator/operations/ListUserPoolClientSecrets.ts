import type {
  ListUserPoolClientSecretsRequest,
  ListUserPoolClientSecretsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretDescriptor } from '../domain/clientSecrets.ts'
import type { Operation } from '../wire/Operation.ts'
import { clientId, paginationKey, required, userPoolId } from './shapes.ts'

/** The secrets of a client, without their values; at most two, so there is never another page [D]. */
export const ListUserPoolClientSecrets: Operation<ListUserPoolClientSecretsRequest, ListUserPoolClientSecretsResponse> =
  {
    auth: 'pool',
    members: { UserPoolId: required(userPoolId), ClientId: required(clientId), NextToken: paginationKey },
    run({ pools, clients }, { UserPoolId, ClientId }) {
      const client = clients.get(ClientId, pools.get(UserPoolId).id)
      return { ClientSecrets: client.secrets.map((secret) => secretDescriptor(client, secret)) }
    },
  }
