import type { UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider'
import type { Client } from './Clients.ts'

/**
 * An app client as the API shows it. Token validities and lists that were never set are absent [B]; the secret is in
 * clear [D], and of two the newer one [?]. Every client is REGULAR: dynamic client registration is not emulated.
 */
export function clientType(client: Client): UserPoolClientType {
  return {
    UserPoolId: client.poolId,
    ClientName: client.name,
    ClientId: client.id,
    ClientSecret: client.secrets.at(-1)?.value,
    LastModifiedDate: new Date(client.modifiedAtMs),
    CreationDate: new Date(client.createdAtMs),
    ...client.settings,
    ClientType: 'REGULAR',
  }
}
