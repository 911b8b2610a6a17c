import type { ConfirmSignUpRequest, ConfirmSignUpResponse } from '@aws-sdk/client-cognito-identity-provider'
import { confirmSignUp, named } from '../domain/signUp.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  clientId,
  confirmationCode,
  flag,
  metadata,
  required,
  secretHash,
  session,
  userContextData,
  username,
} from './shapes.ts'

/** Confirms a user who signed up, with the code that they were sent. No Session to sign in with comes back. */
export const ConfirmSignUp: Operation<ConfirmSignUpRequest, ConfirmSignUpResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    SecretHash: secretHash,
    Username: required(username),
    ConfirmationCode: required(confirmationCode),
    ForceAliasCreation: flag,
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    ClientMetadata: metadata,
    Session: session,
  },
  async run(world, request) {
    confirmSignUp(world, await named(world, request), request.ConfirmationCode, request.ForceAliasCreation ?? false)
    return {}
  },
}
