import type { AdminInitiateAuthRequest, AdminInitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider'
import { signIn } from '../domain/flows.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  authFlow,
  clientId,
  contextData,
  metadata,
  required,
  secretMap,
  session,
  userPoolId,
} from './shapes.ts'

/** Starts a sign-in, or refreshes, on behalf of a server that holds AWS credentials. */
export const AdminInitiateAuth: Operation<AdminInitiateAuthRequest, AdminInitiateAuthResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    AuthFlow: required(authFlow),
    AuthParameters: secretMap,
    ClientMetadata: metadata,
    AnalyticsMetadata: analyticsMetadata,
    ContextData: contextData,
    Session: session,
  },
  run(world, { UserPoolId, ClientId, AuthFlow, AuthParameters = {}, ContextData, Session }) {
    const pool = world.pools.get(UserPoolId)
    const client = world.clients.get(ClientId, pool.id)
    const attempt = { client, isAdmin: true, ipAddress: ContextData?.IpAddress }
    return signIn(world, attempt, AuthFlow, AuthParameters, Session)
  },
}
