import type {
  AdminUpdateUserAttributesRequest,
  AdminUpdateUserAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { updateAttributes } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributes, metadata, required, userPoolId, username } from './shapes.ts'

/** Writes a user's attributes; `email_verified` and `phone_number_verified` too [D]. */
export const AdminUpdateUserAttributes: Operation<AdminUpdateUserAttributesRequest, AdminUpdateUserAttributesResponse> =
  {
    auth: 'pool',
    members: {
      UserPoolId: required(userPoolId),
      Username: required(username),
      UserAttributes: required(attributes),
      ClientMetadata: metadata,
    },
    run(world, { UserPoolId, Username, UserAttributes }) {
      const pool = world.pools.get(UserPoolId)
      updateAttributes(world, pool, world.users.get(pool, Username), UserAttributes)
      return {}
    },
  }
