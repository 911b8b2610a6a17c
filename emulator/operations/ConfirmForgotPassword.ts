import type {
  ConfirmForgotPasswordRequest,
  ConfirmForgotPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { confirmForgotPassword } from '../domain/recovery.ts'
import { named } from '../domain/signUp.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  clientId,
  confirmationCode,
  metadata,
  password,
  required,
  secretHash,
  userContextData,
  username,
} from './shapes.ts'

/** Sets a new password with the code that ForgotPassword or AdminResetUserPassword sent. */
export const ConfirmForgotPassword: Operation<ConfirmForgotPasswordRequest, ConfirmForgotPasswordResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    SecretHash: secretHash,
    Username: required(username),
    ConfirmationCode: required(confirmationCode),
    Password: required(password),
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    ClientMetadata: metadata,
  },
  async run(world, request) {
    await confirmForgotPassword(world, await named(world, request), request.ConfirmationCode, request.Password)
    return {}
  },
}
