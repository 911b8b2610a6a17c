import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { answerChallenge } from '../domain/answers.ts'
import { acceptedAddress } from '../domain/entry.ts'
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
    const client = world.clients.get(ClientId)
    const attempt = { client, ipAddress: acceptedAddress(client, UserContextData) }
    return answerChallenge(world, attempt, ChallengeName, Session, ChallengeResponses ?? {})
  },
}
