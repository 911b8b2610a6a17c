import type { Attempt } from './Challenges.ts'
import { lifetimes } from './clientSettings.ts'
import { type Device, deviceDoesNotExist } from './Devices.ts'
import { fromBase64Url, sameText, toBase64 } from './encoding.ts'
import { CognitoError } from './errors.ts'
import { openChallenge, stillOpen } from './opened.ts'
import { needed } from './parameters.ts'
import { type SignInAnswer, wrongPassword } from './signInAnswer.ts'
import { beginExchange, publicValue } from './srp.ts'
import { expectedSignature, readProof } from './srpProof.ts'
import type { User } from './Users.ts'
import type { World } from './World.ts'

/**
 * The device that the app named, where the pool keeps track of devices. One that the user does not have is refused [?]:
 * read from amazon-cognito-identity-js, which then signs in again without it. Administrators' sign-ins know no
 * devices [D].
 */
export function namedDevice(world: World, attempt: Attempt, user: User): Device | undefined {
  const { deviceKey, isAdmin } = attempt
  if (deviceKey === undefined || isAdmin || !world.pools.get(user.poolId).settings.DeviceConfiguration) return undefined
  return world.devices.get(user, deviceKey)
}

/** Whether a remembered device stands for the second factor in this pool [D]. */
export function replacesSecondFactor(world: World, device: Device | undefined): boolean {
  if (!device?.isRemembered) return false
  return world.pools.get(device.poolId).settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true
}

/**
 * Ends a sign-in: a remembered device has to prove itself, after the second factor where it does not replace it. The
 * order is read from amazon-cognito-identity-js [?].
 */
export async function askDevice(world: World, attempt: Attempt, user: User): Promise<SignInAnswer> {
  const device = namedDevice(world, attempt, user)
  if (!device?.isRemembered) return welcome(world, attempt, user, device)
  return {
    ChallengeName: 'DEVICE_SRP_AUTH',
    Session: await world.challenges.start('DEVICE_SRP_AUTH', attempt, user),
    ChallengeParameters: { USERNAME: user.username, DEVICE_KEY: device.key, USER_ID_FOR_SRP: user.username },
  }
}

/** Tokens; and a device to confirm, where the pool keeps track of them and the app named none [D]. */
async function welcome(world: World, attempt: Attempt, user: User, device: Device | undefined): Promise<SignInAnswer> {
  const { client, isAdmin, ipAddress, proven } = attempt
  const entry = { proven, ipAddress }
  const isTracked = world.pools.get(user.poolId).settings.DeviceConfiguration !== undefined
  if (!isTracked || isAdmin) {
    const AuthenticationResult = await world.sessions.begin(client, user, entry)
    return { ChallengeParameters: {}, AuthenticationResult }
  }
  const address = ipAddress || world.sender.address
  if (device) {
    world.devices.noteSignIn(device, address)
    const AuthenticationResult = await world.sessions.begin(client, user, { ...entry, deviceKey: device.key })
    return { ChallengeParameters: {}, AuthenticationResult }
  }
  const keepUntilMs = world.clock.nowMs() + lifetimes(client.settings).refresh * 1000
  const { key, groupKey } = world.devices.offer(user, address, keepUntilMs)
  const result = await world.sessions.begin(client, user, { ...entry, deviceKey: key })
  const NewDeviceMetadata = { DeviceKey: key, DeviceGroupKey: groupKey }
  return { ChallengeParameters: {}, AuthenticationResult: { ...result, NewDeviceMetadata } }
}

/** Answers DEVICE_SRP_AUTH: the first step of the device's own SRP. */
export async function answerDeviceSrp(
  world: World,
  given: Attempt,
  session: string,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const deviceKey = needed(responses, 'DEVICE_KEY')
  const clientValue = needed(responses, 'SRP_A')
  const { challenge, user, attempt } = await openChallenge(world, given, 'DEVICE_SRP_AUTH', session, responses)
  // [?] The words.
  if (publicValue(clientValue) === undefined) throw new CognitoError('InvalidParameterException', 'Invalid SRP_A')
  const { proof, key } = remembered(world, user, deviceKey)
  const half = await beginExchange(world, proof.verifier)
  stillOpen(world, { challenge, user })
  world.challenges.spend(challenge)
  const state = { clientValue, secret: half.secret, publicValue: half.publicValue }
  const block = await world.challenges.start('DEVICE_PASSWORD_VERIFIER', attempt, user, state)
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    ChallengeParameters: {
      DEVICE_KEY: key,
      SALT: proof.salt,
      SECRET_BLOCK: toBase64(fromBase64Url(block) ?? new Uint8Array()),
      SRP_B: half.publicValue,
      USERNAME: user.username,
    },
  }
}

/** Answers DEVICE_PASSWORD_VERIFIER. A wrong proof has the words of a wrong password [?]. */
export async function answerDeviceVerifier(
  world: World,
  given: Attempt,
  responses: Readonly<Record<string, string>>,
): Promise<SignInAnswer> {
  const deviceKey = needed(responses, 'DEVICE_KEY')
  const proof = await readProof(world, given, 'DEVICE_PASSWORD_VERIFIER', responses)
  const { challenge, user, signature } = proof
  const device = remembered(world, user, deviceKey)
  if (challenge.attempt.deviceKey !== deviceKey) throw deviceDoesNotExist()
  const { groupKey, key } = device
  const expected = await expectedSignature(world, proof, {
    group: groupKey,
    identity: key,
    verifier: device.proof.verifier,
  })
  const now = stillOpen(world, proof)
  if (!sameText(expected, signature)) throw wrongPassword()
  world.challenges.spend(challenge)
  return welcome(world, { ...given, ...challenge.attempt }, now, remembered(world, user, deviceKey))
}

function remembered(world: World, user: User, key: string): Device & Required<Pick<Device, 'proof'>> {
  const device = world.devices.find(user, key)
  if (!device?.proof || !device.isRemembered) throw deviceDoesNotExist()
  return { ...device, proof: device.proof }
}
