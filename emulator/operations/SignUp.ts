import type { SignUpRequest, SignUpResponse } from '@aws-sdk/client-cognito-identity-provider'
import { named, signUp } from '../domain/signUp.ts'
import { signUpSession } from '../domain/signUpSession.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  attributes,
  clientId,
  metadata,
  password,
  required,
  secretHash,
  userContextData,
  username,
} from './shapes.ts'

/** Makes a user who has to be confirmed before they can sign in. A password is needed. */
export const SignUp: Operation<SignUpRequest, SignUpResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    SecretHash: secretHash,
    Username: required(username),
    Password: password,
    UserAttributes: attributes,
    ValidationData: attributes,
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    ClientMetadata: metadata,
  },
  async run(world, request) {
    const wanted = { name: request.Username, password: request.Password, attributes: request.UserAttributes ?? [] }
    const asked = await named(world, request)
    const { user, details } = await signUp(world, asked, wanted)
    // [?] That there is no Session without a code.
    const session = details && (await signUpSession(world, 'SIGN_UP', asked.client, user))
    return { UserConfirmed: false, CodeDeliveryDetails: details, UserSub: user.sub, Session: session }
  },
}
