import type {
  AdminRevokeUserSessionRequest,
  AdminRevokeUserSessionResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { revokeUserSession } from '../domain/userSessions.ts'
import type { Operation } from '../wire/Operation.ts'
import { associated, sessionId } from './sessionShapes.ts'
import { required, userPoolId, username } from './shapes.ts'

/** Ends one session of a user, who has to be its owner [D]. */
export const AdminRevokeUserSession: Operation<AdminRevokeUserSessionRequest, AdminRevokeUserSessionResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    SessionId: required(sessionId),
    RevokeAssociatedSessions: associated,
  },
  run(world, { UserPoolId, Username, SessionId, RevokeAssociatedSessions }) {
    const user = world.users.get(world.pools.get(UserPoolId), Username)
    revokeUserSession(world, user, SessionId, RevokeAssociatedSessions)
    return {}
  },
}
