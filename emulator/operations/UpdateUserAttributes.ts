import type {
  UpdateUserAttributesRequest,
  UpdateUserAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkWritable, updateAttributes } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributes, metadata, required, token } from './shapes.ts'

/** Writes attributes of whoever holds the access token, if their client may. */
export const UpdateUserAttributes: Operation<UpdateUserAttributesRequest, UpdateUserAttributesResponse> = {
  auth: 'none',
  members: { UserAttributes: required(attributes), AccessToken: required(token), ClientMetadata: metadata },
  async run(world, { UserAttributes, AccessToken }) {
    const { user, pool, claims } = await world.accessTokens.live(AccessToken)
    const names = UserAttributes.flatMap(({ Name }) => Name ?? [])
    checkWritable(world.clients.get(claims.client_id), names)
    const details = updateAttributes(world, pool, user, UserAttributes)
    return details.length > 0 ? { CodeDeliveryDetailsList: details } : {}
  },
}
