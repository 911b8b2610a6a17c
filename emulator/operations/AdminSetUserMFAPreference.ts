import type {
  AdminSetUserMFAPreferenceRequest,
  AdminSetUserMFAPreferenceResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { preferred } from '../domain/factors.ts'
import type { Operation } from '../wire/Operation.ts'
import { mfaPreferences } from './mfaShapes.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Switches a user's second factors on and off, and says which comes first. */
export const AdminSetUserMFAPreference: Operation<AdminSetUserMFAPreferenceRequest, AdminSetUserMFAPreferenceResponse> =
  {
    auth: 'pool',
    members: { ...mfaPreferences, Username: required(username), UserPoolId: required(userPoolId) },
    run({ pools, users }, { UserPoolId, Username, ...wanted }) {
      const pool = pools.get(UserPoolId)
      const user = users.get(pool, Username)
      users.noteFactors(user, preferred(pool, user, wanted))
      return {}
    },
  }
