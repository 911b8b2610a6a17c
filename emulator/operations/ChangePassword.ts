import type { ChangePasswordRequest, ChangePasswordResponse } from '@aws-sdk/client-cognito-identity-provider'
import { changePassword } from '../domain/recovery.ts'
import type { Operation } from '../wire/Operation.ts'
import { password, required, token } from './shapes.ts'

/** Changes the password of whoever holds the access token. */
export const ChangePassword: Operation<ChangePasswordRequest, ChangePasswordResponse> = {
  auth: 'none',
  members: { PreviousPassword: password, ProposedPassword: required(password), AccessToken: required(token) },
  async run(world, { PreviousPassword, ProposedPassword, AccessToken }) {
    const { user, pool } = await world.accessTokens.live(AccessToken)
    await changePassword(world, pool, user, PreviousPassword, ProposedPassword)
    return {}
  },
}
