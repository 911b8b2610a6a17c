import type {
  GetUserPoolMfaConfigRequest,
  GetUserPoolMfaConfigResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { mfaConfig } from '../domain/poolMfa.ts'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId } from './shapes.ts'

/** A pool's MFA and passkey settings. */
export const GetUserPoolMfaConfig: Operation<GetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId) },
  run: ({ pools }, { UserPoolId }) => mfaConfig(pools.get(UserPoolId)),
}
