import { AdminListDevicesCommand } from '@aws-sdk/client-cognito-identity-provider'
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from './index.ts'
import { MEMBERS } from './membersPool.ts'
import { totp } from './operations/authenticator.ts'
import { demoSeed } from './seed.ts'
import { control, DEMO, identitySdk, lastCode, post, sdk, testEmulator } from './testing.ts'

/** What the demo's third pool promises to whoever tries it by hand. */

let emulator: Emulator
beforeEach(async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { frozen: true })
})

const people = demoSeed.userPools?.find(({ Id }) => Id === MEMBERS.pool)?.Users ?? []
const start = async (USERNAME: string, more: object = {}) => {
  const { Password = '' } = people.find(({ Username }) => Username === USERNAME) ?? {}
  const request = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: MEMBERS.client, ...more }
  return (await post(emulator, 'InitiateAuth', { ...request, AuthParameters: { USERNAME, PASSWORD: Password } })).body
}
const answer = (ChallengeName: string, Session: unknown, ChallengeResponses: object) =>
  post(emulator, 'RespondToAuthChallenge', { ClientId: MEMBERS.client, ChallengeName, Session, ChallengeResponses })
const appCode = async (name: string) => {
  const secret = people.find(({ Username }) => Username === name)?.SoftwareToken ?? ''
  return totp(secret, Number((await control(emulator, 'GET', 'clock')).body['nowMs']))
}

test.each([
  ['tilda', 'SOFTWARE_TOKEN_MFA'],
  ['mei', 'EMAIL_OTP'],
  ['bruno', 'SELECT_MFA_TYPE'],
  ['ines', undefined],
  ['soren', 'SOFTWARE_TOKEN_MFA'],
])('%s is asked for %s after the password', async (name, challenge) => {
  expect((await start(name))['ChallengeName']).toBe(challenge)
})

test('everybody may choose how to sign in', async () => {
  const { AvailableChallenges } = await start('ines', { AuthFlow: 'USER_AUTH' })
  expect(AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'])
})

test('the codes are right, and the sign-in is offered a device', async () => {
  const { Session } = await start('mei')
  const { body } = await answer('EMAIL_OTP', Session, { USERNAME: 'mei', EMAIL_OTP_CODE: await lastCode(emulator) })
  expect(body['AuthenticationResult']).toHaveProperty('NewDeviceMetadata')
})

test('ines has two remembered devices', async () => {
  const { Devices = [] } = await sdk(emulator).send(
    new AdminListDevicesCommand({ UserPoolId: MEMBERS.pool, Username: 'ines' }),
  )
  const names = Devices.map(({ DeviceAttributes = [] }) => DeviceAttributes.find(({ Name }) => Name === 'device_name'))
  expect(new Set(names.map((name) => name?.Value))).toEqual(new Set(['Firefox on the kitchen laptop', 'Pixel 11']))
})

test('soren is an operator, after the second factor', async () => {
  const { Session } = await start('soren')
  const code = { USERNAME: 'soren', SOFTWARE_TOKEN_MFA_CODE: await appCode('soren') }
  const { body } = await answer('SOFTWARE_TOKEN_MFA', Session, code)
  const { IdToken = '' }: { IdToken?: string } = Object(body['AuthenticationResult'])
  const Logins = { [`cognito-idp.us-east-1.amazonaws.com/${MEMBERS.pool}`]: IdToken }
  const identity = identitySdk(emulator)
  const { IdentityId } = await identity.send(new GetIdCommand({ IdentityPoolId: DEMO.identityPool, Logins }))
  const { Credentials } = await identity.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins }))
  const operator = sdk(emulator, {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  })
  const listed = await operator.send(new AdminListDevicesCommand({ UserPoolId: MEMBERS.pool, Username: 'ines' }))
  expect(listed.Devices).toHaveLength(2)
})

test.each([
  [{ Username: 'x', Devices: [{ DeviceName: 'x' }] }, 'Devices: the pool has no DeviceConfiguration'],
  [{ Username: 'x', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] }, 'User has not verified software token mfa'],
  [{ Username: 'x', UserMFASettingList: ['PIGEON'] }, 'UserMFASettingList[0]: expected one of SMS_MFA'],
])('a seed in which they cannot be is refused: %j', async (user, message) => {
  const seed = { version: 1, userPools: [{ Id: 'us-east-1_a', PoolName: 'a', Users: [user] }] }
  const { status, body } = await control(emulator, 'POST', 'seed', seed)
  expect([status, body['error']]).toEqual([400, expect.stringContaining(message)])
})
