import type { AdminListDevicesRequest, AdminListDevicesResponse } from '@aws-sdk/client-cognito-identity-provider'
import { deviceList } from '../domain/deviceList.ts'
import { CognitoError } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { limit, required, searchToken, username, userPoolId } from './shapes.ts'

/** A user's remembered devices. UserNotFoundException is not declared: an unknown user is ResourceNotFoundException [D], in words of ours [?]. */
export const AdminListDevices: Operation<AdminListDevicesRequest, AdminListDevicesResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    Limit: limit,
    PaginationToken: searchToken,
  },
  run(world, { UserPoolId, Username, ...page }) {
    const user = world.users.find(world.pools.get(UserPoolId), Username)
    if (!user) throw new CognitoError('ResourceNotFoundException', 'User does not exist.')
    return deviceList(world, user, page)
  },
}
