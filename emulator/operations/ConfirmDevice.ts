import type { ConfirmDeviceRequest, ConfirmDeviceResponse } from '@aws-sdk/client-cognito-identity-provider'
import { fromBase64, toHex } from '../domain/encoding.ts'
import { CognitoError } from '../domain/errors.ts'
import type { Operation } from '../wire/Operation.ts'
import { deviceKey, required, token } from './shapes.ts'

const text = { type: 'string', min: 0, max: 131_072 } as const

/**
 * Confirms the device that a sign-in offered, with the verifier by which it will prove itself. It is remembered at once,
 * or after the user says so, as the pool has it [D]. The words of the other refusals are ours, and that a
 * verifier is needed is inferred [?].
 */
export const ConfirmDevice: Operation<ConfirmDeviceRequest, ConfirmDeviceResponse> = {
  auth: 'none',
  members: {
    AccessToken: required(token),
    DeviceKey: required(deviceKey),
    DeviceSecretVerifierConfig: {
      type: 'structure',
      members: { PasswordVerifier: { ...text, isSecret: true }, Salt: { ...text, isSecret: true } },
    },
    DeviceName: { type: 'string', min: 1, max: 1024 },
  },
  async run({ accessTokens, devices }, { AccessToken, DeviceKey, DeviceSecretVerifierConfig, DeviceName }) {
    const { user, pool } = await accessTokens.live(AccessToken)
    const device = devices.offered(user, DeviceKey)
    // [T] boto3#4059, the whole refusal; amplify-js#8469, the words.
    if (!device) throw new CognitoError('InvalidParameterException', 'Invalid device key given.')
    if (device.proof) throw new CognitoError('DeviceKeyExistsException', 'Device already exists.')
    const verifier = fromBase64(DeviceSecretVerifierConfig?.PasswordVerifier ?? '')
    const salt = fromBase64(DeviceSecretVerifierConfig?.Salt ?? '')
    if (!verifier?.length || !salt?.length || verifier.length > 400 || salt.length > 400) {
      throw new CognitoError('InvalidParameterException', 'DeviceSecretVerifierConfig is not valid.')
    }
    const UserConfirmationNecessary = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true
    devices.confirm(device, {
      proof: { verifier: toHex(verifier), salt: toHex(salt) },
      isRemembered: !UserConfirmationNecessary,
      name: DeviceName,
    })
    return { UserConfirmationNecessary }
  },
}
