import type {
  AdminUpdateDeviceStatusRequest,
  AdminUpdateDeviceStatusResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, rememberedStatus, required, username, userPoolId } from './shapes.ts'

/** Remembers one of a user's devices, or no longer. Without a status nothing changes [?]. */
export const AdminUpdateDeviceStatus: Operation<AdminUpdateDeviceStatusRequest, AdminUpdateDeviceStatusResponse> = {
  auth: 'pool',
  members: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    DeviceKey: required(deviceKey),
    DeviceRememberedStatus: rememberedStatus,
  },
  run({ pools, users, devices }, { UserPoolId, Username, DeviceKey, DeviceRememberedStatus }) {
    const device = devices.get(users.get(pools.get(UserPoolId), Username), DeviceKey)
    if (DeviceRememberedStatus) devices.setRemembered(device, DeviceRememberedStatus === 'remembered')
    return {}
  },
}
