import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { answerChallenge } from '../domain/answers.ts'
import type { Operation } from '../wire/Operation.ts'
import {
  analyticsMetadata,
  challengeName,
  clientId,
  metadata,
  required,
  secretMap,
  session,
  userContextData,
} from './shapes.ts'

/** Answers the challenge that InitiateAuth or an earlier answer asked. */
export const RespondToAuthChallenge: Operation<RespondToAuthChallengeRequest, RespondToAuthChallengeResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    ChallengeName: required(challengeName),
    Session: session,
    ChallengeResponses: secretMap,
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    ClientMetadata: metadata,
  },
  run(world, { ClientId, ChallengeName, Session, ChallengeResponses, UserContextData }) {
    const attempt = { client: world.clients.get(ClientId), ipAddress: UserContextData?.IpAddress }
    return answerChallenge(world, attempt, ChallengeName, Session, ChallengeResponses ?? {})
  },
}
