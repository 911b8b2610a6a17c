import type { ForgetDeviceRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, required, token } from './shapes.ts'

/** Forgets one of the caller's devices: refresh tokens bound to it stop working, access tokens do not [B] (facts, 2.8). */
export const ForgetDevice: Operation<ForgetDeviceRequest, undefined> = {
  auth: 'none',
  members: { AccessToken: token, DeviceKey: required(deviceKey) },
  async run({ accessTokens, devices }, { AccessToken = '', DeviceKey }) {
    const { user } = await accessTokens.live(AccessToken)
    devices.forget(devices.get(user, DeviceKey))
    return undefined
  },
}
