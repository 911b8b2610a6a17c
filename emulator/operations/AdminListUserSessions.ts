import type {
  AdminListUserSessionsRequest,
  AdminListUserSessionsResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import { listUserSessions } from '../domain/userSessions.ts'
import type { Operation } from '../wire/Operation.ts'
import { paginationKey, required, userPoolId, username } from './shapes.ts'

/** The active sessions of a user; none of them is the caller's own [D]. */
export const AdminListUserSessions: Operation<AdminListUserSessionsRequest, AdminListUserSessionsResponse> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), NextToken: paginationKey },
  run(world, { UserPoolId, Username, NextToken }) {
    return listUserSessions(world, world.users.get(world.pools.get(UserPoolId), Username), NextToken)
  },
}
