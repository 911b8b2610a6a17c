import type {
  ResendConfirmationCodeRequest,
  ResendConfirmationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { named, resendCode } from '../domain/signUp.ts'
import type { Operation } from '../wire/Operation.ts'
import { analyticsMetadata, clientId, metadata, required, secretHash, userContextData, username } from './shapes.ts'

/** Sends the code of a sign-up again; the one before stops working [?]. */
export const ResendConfirmationCode: Operation<ResendConfirmationCodeRequest, ResendConfirmationCodeResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    SecretHash: secretHash,
    UserContextData: userContextData,
    Username: required(username),
    AnalyticsMetadata: analyticsMetadata,
    ClientMetadata: metadata,
  },
  async run(world, request) {
    return { CodeDeliveryDetails: resendCode(world, await named(world, request), request.Username) }
  },
}
