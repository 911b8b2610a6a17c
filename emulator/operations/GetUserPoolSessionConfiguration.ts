import type {
  GetUserPoolSessionConfigurationRequest,
  GetUserPoolSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, userPoolId } from './shapes.ts'

/** Whether a pool tracks sessions; one that was never asked to does not [D]. */
export const GetUserPoolSessionConfiguration: Operation<
  GetUserPoolSessionConfigurationRequest,
  GetUserPoolSessionConfigurationResponse
> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId) },
  run({ pools, configurations }, { UserPoolId }) {
    return { UserPoolId, ...configurations.ofPool(pools.get(UserPoolId).id) }
  },
}
