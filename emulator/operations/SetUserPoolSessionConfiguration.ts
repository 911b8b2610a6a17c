import type {
  SetUserPoolSessionConfigurationRequest,
  SetUserPoolSessionConfigurationResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { poolSession } from './sessionShapes.ts'
import { required, userPoolId } from './shapes.ts'

/**
 * Turns session tracking on or off, and says how many token sessions a user may have; a lower number ends nothing
 * before the user's next sign-in [D]. Turning it off forgets the records [?]: what it stores is "no session records".
 */
export const SetUserPoolSessionConfiguration: Operation<
  SetUserPoolSessionConfigurationRequest,
  SetUserPoolSessionConfigurationResponse
> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), ...poolSession },
  run({ pools, configurations, tracked }, { UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser = 20 } }) {
    const pool = pools.get(UserPoolId)
    configurations.setPool(pool, { UserSessionTracking, TokenSession: { MaxPerUser } })
    if (UserSessionTracking === 'DISABLED') tracked.deleteAll(pool.id)
    return { UserPoolId, ...configurations.ofPool(pool.id) }
  },
}
