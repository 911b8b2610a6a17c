import type { ListUserSessionsRequest, ListUserSessionsResponse } from '@aws-sdk/client-cognito-identity-provider'
import { listUserSessions } from '../domain/userSessions.ts'
import type { Operation } from '../wire/Operation.ts'
import { paginationKey, required, token } from './shapes.ts'

/** The active sessions of whoever the access token is of, across all app clients; `IsCurrentSession` marks its own [D]. */
export const ListUserSessions: Operation<ListUserSessionsRequest, ListUserSessionsResponse> = {
  auth: 'none',
  members: { AccessToken: required(token), NextToken: paginationKey },
  async run(world, { AccessToken, NextToken }) {
    const { user, claims } = await world.accessTokens.live(AccessToken)
    return listUserSessions(world, user, NextToken, claims.event_id)
  },
}
