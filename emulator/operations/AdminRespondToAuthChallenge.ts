import type {
  AdminRespondToAuthChallengeRequest,
  AdminRespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { answerChallenge } from '../domain/answers.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  challengeName,
  clientId,
  contextData,
  metadata,
  required,
  secretMap,
  session,
  userPoolId,
} from './shapes.ts'

/** Answers a challenge on behalf of a server that holds AWS credentials. */
export const AdminRespondToAuthChallenge: Operation<
  AdminRespondToAuthChallengeRequest,
  AdminRespondToAuthChallengeResponse
> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    ChallengeName: required(challengeName),
    ChallengeResponses: secretMap,
    Session: session,
    AnalyticsMetadata: analyticsMetadata,
    ContextData: contextData,
    ClientMetadata: metadata,
  },
  run(world, { UserPoolId, ClientId, ChallengeName, ChallengeResponses, Session, ContextData }) {
    const pool = world.pools.get(UserPoolId)
    const client = world.clients.get(ClientId, pool.id)
    const attempt = { client, isAdmin: true, ipAddress: ContextData?.IpAddress }
    return answerChallenge(world, attempt, ChallengeName, Session, ChallengeResponses ?? {})
  },
}
