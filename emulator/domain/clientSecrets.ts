import type { ClientSecretDescriptorType } from '@aws-sdk/client-cognito-identity-provider'
import type { Client, Clients, ClientSecret } from './Clients.ts'
import type { Clock } from './Clock.ts'
import { CognitoError } from './errors.ts'

/** [D] Two, so that a secret can be replaced without a moment when none is accepted. */
const MOST = 2

/** [D] `<client id>--<time it was made>`; that the time is in milliseconds is [?]. */
function secretId(client: Client, { createdAtMs }: ClientSecret): string {
  return `${client.id}--${createdAtMs}`
}

/** A secret as the API shows it: its value only in the answer to making it up [D]. */
export function secretDescriptor(client: Client, secret: ClientSecret): ClientSecretDescriptorType {
  return { ClientSecretId: secretId(client, secret), ClientSecretCreateDate: new Date(secret.createdAtMs) }
}

/** Gives a confidential client another secret. A public one can never have any [D]; words ours [?] but the limit's [E]. */
export function addSecret(clients: Clients, clock: Clock, client: Client, value: string): ClientSecret {
  const newest = client.secrets.at(-1)
  if (!newest) {
    throw new CognitoError('InvalidParameterException', 'A client secret cannot be added to a public app client.')
  }
  if (client.secrets.length >= MOST) {
    throw new CognitoError('LimitExceededException', `Client secrets cannot exceed limit of ${MOST} secrets.`)
  }
  // Ids are times, so two secrets cannot have the same one.
  const secret: ClientSecret = { value, createdAtMs: Math.max(clock.nowMs(), newest.createdAtMs + 1) }
  clients.setSecrets(client, [...client.secrets, secret])
  return secret
}

/** Takes a secret away; never the last one [D]. Words ours [?]. */
export function deleteSecret(clients: Clients, client: Client, id: string): void {
  const left = client.secrets.filter((secret) => secretId(client, secret) !== id)
  if (left.length === client.secrets.length) {
    throw new CognitoError('ResourceNotFoundException', `Client secret ${id} does not exist.`)
  }
  if (left.length === 0) {
    throw new CognitoError('InvalidParameterException', 'The last secret of an app client cannot be deleted.')
  }
  clients.setSecrets(client, left)
}
