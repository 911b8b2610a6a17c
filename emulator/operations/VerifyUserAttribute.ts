import type { VerifyUserAttributeRequest, VerifyUserAttributeResponse } from '@aws-sdk/client-cognito-identity-provider'
import { verifyAttribute } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributeName, confirmationCode, required, token } from './shapes.ts'

/** Proves an email address or telephone number with the code that was sent to it. */
export const VerifyUserAttribute: Operation<VerifyUserAttributeRequest, VerifyUserAttributeResponse> = {
  auth: 'none',
  members: {
    AccessToken: required(token),
    AttributeName: required(attributeName),
    Code: required(confirmationCode),
  },
  async run(world, { AccessToken, AttributeName, Code }) {
    const { user, pool } = await world.accessTokens.live(AccessToken)
    verifyAttribute(world, pool, user, AttributeName, Code)
    return {}
  },
}
