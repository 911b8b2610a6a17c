import type {
  GetUserAttributeVerificationCodeRequest,
  GetUserAttributeVerificationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { sendVerification } from '../domain/profile.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributeName, metadata, required, token } from './shapes.ts'

/** Sends a code by which whoever holds the access token can prove their email address or telephone number. */
export const GetUserAttributeVerificationCode: Operation<
  GetUserAttributeVerificationCodeRequest,
  GetUserAttributeVerificationCodeResponse
> = {
  auth: 'none',
  members: { AccessToken: required(token), AttributeName: required(attributeName), ClientMetadata: metadata },
  async run(world, { AccessToken, AttributeName }) {
    const { user } = await world.accessTokens.live(AccessToken)
    return { CodeDeliveryDetails: sendVerification(world, user, AttributeName) }
  },
}
