import type { AdminCreateUserRequest, AdminCreateUserResponse } from '@aws-sdk/client-cognito-identity-provider'
import { createUser, inviteAgain } from '../domain/invitations.ts'
import { userType } from '../domain/Users.ts'
import type { Operation } from '../wire/Operation.ts'
import { attributes, flag, metadata, password, required, userPoolId, username } from './shapes.ts'

/**
 * Makes a user who has to change a temporary password at first sign-in, or gives one a new one (RESEND). No message
 * is sent anywhere. A user without a password, for passwordless sign-in, is not emulated.
 */
export const AdminCreateUser: Operation<AdminCreateUserRequest, AdminCreateUserResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    UserAttributes: attributes,
    ValidationData: attributes,
    TemporaryPassword: password,
    ForceAliasCreation: flag,
    MessageAction: { type: 'string', values: ['RESEND', 'SUPPRESS'] },
    DesiredDeliveryMediums: { type: 'list', member: { type: 'string', values: ['SMS', 'EMAIL'] } },
    ClientMetadata: metadata,
  },
  async run(world, request) {
    const pool = world.pools.get(request.UserPoolId)
    const { Username, UserAttributes = [], TemporaryPassword: temporaryPassword, ForceAliasCreation } = request
    const user =
      request.MessageAction === 'RESEND'
        ? await inviteAgain(world, pool, Username, temporaryPassword)
        : await createUser(world, pool, Username, UserAttributes, {
            temporaryPassword,
            isForced: ForceAliasCreation ?? false,
          })
    return { User: userType(user) }
  },
}
