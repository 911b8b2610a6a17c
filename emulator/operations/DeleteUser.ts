import type { DeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { required, token } from './shapes.ts'

/** Deletes whoever holds the access token, and with them every session. */
export const DeleteUser: Operation<DeleteUserRequest, void> = {
  auth: 'none',
  members: { AccessToken: required(token) },
  async run({ accessTokens, users }, { AccessToken }) {
    const { user, pool } = await accessTokens.live(AccessToken)
    users.delete(pool, user)
  },
}
