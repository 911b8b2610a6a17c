import type { RevokeUserSessionRequest, RevokeUserSessionResponse } from '@aws-sdk/client-cognito-identity-provider'
import { revokeUserSession } from '../domain/userSessions.ts'
import type { Operation } from '../wire/Operation.ts'
import { associated, sessionId } from './sessionShapes.ts'
import { required, token } from './shapes.ts'

/** Ends one of one's own sessions, but never the one that the access token belongs to [D]. */
export const RevokeUserSession: Operation<RevokeUserSessionRequest, RevokeUserSessionResponse> = {
  auth: 'none',
  members: {
    AccessToken: required(token),
    SessionId: required(sessionId),
    RevokeAssociatedSessions: associated,
  },
  async run(world, { AccessToken, SessionId, RevokeAssociatedSessions }) {
    const { user, claims } = await world.accessTokens.live(AccessToken)
    revokeUserSession(world, user, SessionId, RevokeAssociatedSessions, claims.event_id)
    return {}
  },
}
