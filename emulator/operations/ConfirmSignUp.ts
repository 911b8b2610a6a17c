import type { ConfirmSignUpRequest, ConfirmSignUpResponse } from '@aws-sdk/client-cognito-identity-provider'
import { confirmSignUp, named } from '../domain/signUp.ts'
import { checkSignUpSession, signUpSession } from '../domain/signUpSession.ts'
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

/** Confirms a user who signed up, with the code that they were sent. */
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
    const { Session, ConfirmationCode, ForceAliasCreation = false } = request
    const session = Session === undefined ? undefined : await world.challenges.openAny(Session, 'SIGN_UP')
    const asked = await named(world, request)
    if (session) checkSignUpSession(world, asked, session)
    const user = confirmSignUp(world, asked, ConfirmationCode, ForceAliasCreation)
    if (session) world.challenges.spend(session)
    return { Session: await signUpSession(world, 'CONFIRM_SIGN_UP', asked.client, user) }
  },
}
