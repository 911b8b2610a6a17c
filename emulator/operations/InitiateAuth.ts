import type { InitiateAuthRequest, InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider'
import { acceptedAddress } from '../domain/entry.ts'
import { CognitoError } from '../domain/errors.ts'
import { signIn } from '../domain/flows.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  authFlow,
  clientId,
  metadata,
  required,
  secretMap,
  session,
  userContextData,
} from './shapes.ts'

/** Starts a sign-in, or refreshes. The flows that are for administrators are refused in reported words [B]. */
export const InitiateAuth: Operation<InitiateAuthRequest, InitiateAuthResponse> = {
  auth: 'none',
  members: {
    AuthFlow: required(authFlow),
    AuthParameters: secretMap,
    ClientMetadata: metadata,
    ClientId: required(clientId),
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    Session: session,
  },
  run(world, { AuthFlow, AuthParameters = {}, ClientId, UserContextData, Session }) {
    const client = world.clients.get(ClientId)
    if (AuthFlow === 'ADMIN_USER_PASSWORD_AUTH' || AuthFlow === 'ADMIN_NO_SRP_AUTH') {
      throw new CognitoError('InvalidParameterException', 'Initiate Auth method not supported.')
    }
    const attempt = { client, ipAddress: acceptedAddress(client, UserContextData) }
    return signIn(world, attempt, AuthFlow, AuthParameters, Session)
  },
}
