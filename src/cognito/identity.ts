import { CognitoIdentityClient, GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'

import { Failed } from '../lib/failure.ts'
import { type AwsCredentials, backOff, type Place } from './clients.ts'
import { call } from './failures.ts'
import { transport } from './transport.ts'

/**
 * AWS credentials in exchange for an ID token: GetId, then GetCredentialsForIdentity (enhanced flow, unsigned).
 * The role is the one the identity pool chooses for the token. They live for an hour at most; no sign-out ends them.
 */
export async function exchangeIdToken(
  place: Place,
  pools: { identityPoolId: string; userPoolId: string },
  idToken: string,
): Promise<AwsCredentials> {
  const client = new CognitoIdentityClient({
    region: place.region,
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    requestHandler: transport({
      ...(place.calls === undefined ? {} : { calls: place.calls }),
      ...(place.fetcher === undefined ? {} : { fetcher: place.fetcher }),
    }),
    maxAttempts: 3,
    retryStrategy: backOff(3),
  })
  const Logins = { [`cognito-idp.${place.region}.amazonaws.com/${pools.userPoolId}`]: idToken }
  const { IdentityId } = await call('GetId', (abortSignal) =>
    client.send(new GetIdCommand({ IdentityPoolId: pools.identityPoolId, Logins }), { abortSignal }),
  )
  const { Credentials } = await call('GetCredentialsForIdentity', (abortSignal) =>
    client.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }), { abortSignal }),
  )
  const { AccessKeyId, SecretKey, SessionToken, Expiration } = Credentials ?? {}
  if (!AccessKeyId || !SecretKey || !SessionToken || !Expiration) {
    throw new Failed({
      operation: 'GetCredentialsForIdentity',
      code: 'Unreadable',
      message: 'The identity pool answered without credentials.',
      class: 'unknown outcome',
      attempts: 1,
    })
  }
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretKey, sessionToken: SessionToken, expiration: Expiration }
}
