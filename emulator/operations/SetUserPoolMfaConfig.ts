import type {
  SetUserPoolMfaConfigRequest,
  SetUserPoolMfaConfigResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkPoolMfa, mfaConfig } from '../domain/poolMfa.ts'
import type { Operation } from '../wire/Operation.ts'
import { poolMfa } from './mfaShapes.ts'
import { required, userPoolId } from './shapes.ts'

/** Changes a pool's MFA and passkey settings. What is not named stays as it is [?]. */
export const SetUserPoolMfaConfig: Operation<SetUserPoolMfaConfigRequest, SetUserPoolMfaConfigResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ...poolMfa },
  changes: ({ UserPoolId }) => `User pool ${UserPoolId}`,
  run({ pools }, { UserPoolId, MfaConfiguration, ...wanted }) {
    const pool = pools.get(UserPoolId)
    checkPoolMfa(pool, wanted, MfaConfiguration)
    return mfaConfig(pools.setMfa(pool, { ...pool.mfa, ...wanted }, MfaConfiguration))
  },
}
