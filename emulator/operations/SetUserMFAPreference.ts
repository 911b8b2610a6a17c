import type {
  SetUserMFAPreferenceRequest,
  SetUserMFAPreferenceResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { preferred } from '../domain/factors.ts'
import type { Operation } from '../wire/Operation.ts'
import { mfaPreferences } from './mfaShapes.ts'
import { required, token } from './shapes.ts'

/** Switches the caller's second factors on and off, and says which comes first. */
export const SetUserMFAPreference: Operation<SetUserMFAPreferenceRequest, SetUserMFAPreferenceResponse> = {
  auth: 'none',
  members: { ...mfaPreferences, AccessToken: required(token) },
  async run({ accessTokens, users }, { AccessToken, ...wanted }) {
    const { user, pool } = await accessTokens.live(AccessToken)
    users.noteFactors(user, preferred(pool, user, wanted))
    return {}
  },
}
