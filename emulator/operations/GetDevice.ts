import type { GetDeviceRequest, GetDeviceResponse } from '@aws-sdk/client-cognito-identity-provider'
import { deviceType } from '../domain/Devices.ts'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, required, token } from './shapes.ts'

/** One of the caller's devices. Without an access token, which the model does not ask for, it is an invalid one [?]. */
export const GetDevice: Operation<GetDeviceRequest, GetDeviceResponse> = {
  auth: 'none',
  members: { DeviceKey: required(deviceKey), AccessToken: token },
  async run({ accessTokens, devices }, { DeviceKey, AccessToken = '' }) {
    const { user } = await accessTokens.live(AccessToken)
    return { Device: deviceType(devices.get(user, DeviceKey)) }
  },
}
