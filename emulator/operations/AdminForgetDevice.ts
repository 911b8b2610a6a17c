import type { AdminForgetDeviceRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, required, username, userPoolId } from './shapes.ts'

/** Forgets one of a user's devices: the only way to end the sessions of one device from afar [B] (facts, 2.8). */
export const AdminForgetDevice: Operation<AdminForgetDeviceRequest, undefined> = {
  auth: 'pool',
  members: { UserPoolId: required(userPoolId), Username: required(username), DeviceKey: required(deviceKey) },
  run({ pools, users, devices }, { UserPoolId, Username, DeviceKey }) {
    devices.forget(devices.get(users.get(pools.get(UserPoolId), Username), DeviceKey))
    return undefined
  },
}
