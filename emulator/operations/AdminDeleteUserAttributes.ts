import type {
  AdminDeleteUserAttributesRequest,
  AdminDeleteUserAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { deleteAttributes } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributeNames, required, userPoolId, username } from './shapes.ts'

/** Takes attributes away from a user. */
export const AdminDeleteUserAttributes: Operation<AdminDeleteUserAttributesRequest, AdminDeleteUserAttributesResponse> =
  {
    auth: 'pool',
    members: {
      UserPoolId: required(userPoolId),
      Username: required(username),
      UserAttributeNames: required(attributeNames),
    },
    run(world, { UserPoolId, Username, UserAttributeNames }) {
      const pool = world.pools.get(UserPoolId)
      deleteAttributes(world, pool, world.users.get(pool, Username), UserAttributeNames)
      return {}
    },
  }
