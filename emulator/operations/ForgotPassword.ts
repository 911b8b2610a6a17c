import type { ForgotPasswordRequest, ForgotPasswordResponse } from '@aws-sdk/client-cognito-identity-provider'
import { forgotPassword } from '../domain/recovery.ts'
import { named } from '../domain/signUp.ts'
import type { Operation } from '../wire/Operation.ts'
import { analyticsMetadata, clientId, metadata, required, secretHash, userContextData, username } from './shapes.ts'

/** Sends a code by which a user can set a new password. */
export const ForgotPassword: Operation<ForgotPasswordRequest, ForgotPasswordResponse> = {
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
    return { CodeDeliveryDetails: forgotPassword(world, await named(world, request), request.Username) }
  },
}
