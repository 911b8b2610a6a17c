import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoError, NotEmulated } from '../domain/errors.ts'
import { answerNewPassword } from '../domain/flows.ts'
import type { Operation } from '../wire/Operation.ts'
import { analyticsMetadata, clientId, metadata, required, secretMap, session, userContextData } from './shapes.ts'

/** Answers a challenge. NEW_PASSWORD_REQUIRED is the one that the emulated flows ask. */
export const RespondToAuthChallenge: Operation<RespondToAuthChallengeRequest, RespondToAuthChallengeResponse> = {
  auth: 'none',
  members: {
    ClientId: required(clientId),
    ChallengeName: required({
      type: 'string',
      values: [
        'SMS_MFA',
        'EMAIL_OTP',
        'SOFTWARE_TOKEN_MFA',
        'SELECT_MFA_TYPE',
        'MFA_SETUP',
        'PASSWORD_VERIFIER',
        'CUSTOM_CHALLENGE',
        'SELECT_CHALLENGE',
        'DEVICE_SRP_AUTH',
        'DEVICE_PASSWORD_VERIFIER',
        'ADMIN_NO_SRP_AUTH',
        'NEW_PASSWORD_REQUIRED',
        'SMS_OTP',
        'PASSWORD',
        'WEB_AUTHN',
        'PASSWORD_SRP',
      ],
    }),
    Session: session,
    ChallengeResponses: secretMap,
    AnalyticsMetadata: analyticsMetadata,
    UserContextData: userContextData,
    ClientMetadata: metadata,
  },
  run(world, { ClientId, ChallengeName, Session, ChallengeResponses }) {
    const client = world.clients.get(ClientId)
    if (ChallengeName !== 'NEW_PASSWORD_REQUIRED') throw new NotEmulated(`The challenge ${ChallengeName}`)
    if (Session === undefined) throw new CognitoError('InvalidParameterException', 'Missing required parameter Session')
    return answerNewPassword(world, client, Session, ChallengeResponses ?? {})
  },
}
