import type { AdminGetDeviceRequest, AdminGetDeviceResponse } from '@aws-sdk/client-cognito-identity-provider'
import { deviceType } from '../domain/Devices.ts'
import { CognitoError } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, required, username, userPoolId } from './shapes.ts'

/** One of a user's devices. UserNotFoundException is not declared: an unknown user is ResourceNotFoundException [D], in words of ours [?]. */
export const AdminGetDevice: Operation<AdminGetDeviceRequest, AdminGetDeviceResponse> = {
  auth: 'pool',
  members: { DeviceKey: required(deviceKey), UserPoolId: required(userPoolId), Username: required(username) },
  run({ pools, users, devices }, { DeviceKey, UserPoolId, Username }) {
    const user = users.find(pools.get(UserPoolId), Username)
    if (!user) throw new CognitoError('ResourceNotFoundException', 'User does not exist.')
    return { Device: deviceType(devices.get(user, DeviceKey)) }
  },
}
