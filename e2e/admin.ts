import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'

import type { World } from './fixtures.ts'

/** The demo pool, as an administrator addresses it. */
export const pool = { UserPoolId: 'us-east-1_Demo00001' }

/** Somebody with every right, elsewhere: what they do, the console under test has to notice. */
export function administrator(world: World): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region: 'us-east-1',
    endpoint: world.emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}
