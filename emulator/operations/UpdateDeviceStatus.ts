import type { UpdateDeviceStatusRequest, UpdateDeviceStatusResponse } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, rememberedStatus, required, token } from './shapes.ts'

/** Remembers one of the caller's devices, or no longer. Without a status nothing changes [?]. */
export const UpdateDeviceStatus: Operation<UpdateDeviceStatusRequest, UpdateDeviceStatusResponse> = {
  auth: 'none',
  members: { AccessToken: required(token), DeviceKey: required(deviceKey), DeviceRememberedStatus: rememberedStatus },
  async run({ accessTokens, devices }, { AccessToken, DeviceKey, DeviceRememberedStatus }) {
    const { user } = await accessTokens.live(AccessToken)
    const device = devices.get(user, DeviceKey)
    if (DeviceRememberedStatus) devices.setRemembered(device, DeviceRememberedStatus === 'remembered')
    return {}
  },
}
