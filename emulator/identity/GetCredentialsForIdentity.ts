import type {
  GetCredentialsForIdentityInput,
  GetCredentialsForIdentityResponse,
} from '@aws-sdk/client-cognito-identity'
import { CognitoError } from '../domain/errors.ts'
import { checkLogins } from '../domain/logins.ts'
import { chooseRole } from '../domain/roleChoice.ts'
import type { Operation } from '../wire/Operation.ts'
import { identityId, logins } from './shapes.ts'

/**
 * AWS credentials for an identity, good for an hour, of the role that the pool's mapping chooses. The two refusals of
 * a login that does not fit are traced [T].
 */
export const GetCredentialsForIdentity: Operation<GetCredentialsForIdentityInput, GetCredentialsForIdentityResponse> = {
  auth: 'none',
  members: {
    IdentityId: { ...identityId, required: true },
    Logins: logins,
    CustomRoleArn: { type: 'string', min: 20, max: 2048 },
  },
  async run(world, { IdentityId, Logins, CustomRoleArn }) {
    const identity = world.identityPools.identity(IdentityId)
    const pool = world.identityPools.get(identity.poolId)
    if (identity.login !== undefined && Object.keys(Logins ?? {}).length === 0) {
      throw new CognitoError('NotAuthorizedException', `Access to Identity '${IdentityId}' is forbidden.`)
    }
    const login = await checkLogins(world, pool, Logins ?? {})
    if ((login && `${login.provider} ${login.claims.sub}`) !== identity.login) {
      throw new CognitoError(
        'NotAuthorizedException',
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      )
    }
    const made = world.credentials.assume(chooseRole(pool, login, CustomRoleArn))
    return {
      IdentityId,
      Credentials: {
        AccessKeyId: made.accessKeyId,
        SecretKey: made.secretAccessKey,
        SessionToken: made.sessionToken,
        // [?] AWS is not known to send fractions here.
        Expiration: new Date(Math.floor(made.untilMs / 1000) * 1000),
      },
    }
  },
}
