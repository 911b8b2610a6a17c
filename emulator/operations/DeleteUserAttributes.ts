import type {
  DeleteUserAttributesRequest,
  DeleteUserAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkWritable, deleteAttributes } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributeNames, required, token } from './shapes.ts'

/** Takes attributes away from whoever holds the access token, if their client may write them. */
export const DeleteUserAttributes: Operation<DeleteUserAttributesRequest, DeleteUserAttributesResponse> = {
  auth: 'none',
  members: { UserAttributeNames: required(attributeNames), AccessToken: required(token) },
  async run(world, { UserAttributeNames, AccessToken }) {
    const { user, pool, claims } = await world.accessTokens.live(AccessToken)
    checkWritable(world.clients.get(claims.client_id), UserAttributeNames)
    deleteAttributes(world, pool, user, UserAttributeNames)
    return {}
  },
}
