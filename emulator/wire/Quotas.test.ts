import { GetIdCommand } from '@aws-sdk/client-cognito-identity'
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUserGlobalSignOutCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { advance, control, DEMO, identitySdk, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'
import { CATEGORY_OF, DEFAULT_LIMITS } from './quotaTable.ts'

const UserPoolId = DEMO.pool
const EXCEEDED = 'TooManyRequestsException: Rate exceeded'

/** An emulator with quotas on and its clock stopped. */
async function limited(change: object = {}) {
  const emulator = testEmulator({ quotas: true, machineMs: () => Date.parse('2026-01-01') })
  if (Object.keys(change).length > 0) await control(emulator, 'POST', 'quotas', change)
  const root = sdk(emulator)
  root.config.systemClockOffset = Date.parse('2026-01-01') - Date.now()
  return { emulator, root }
}

test('a category has a second’s worth at once, and fills with time', async () => {
  const { emulator } = await limited()
  const revoke = () => verdict(emulator, 'RevokeToken', { Token: 'a.b.c.d.e', ClientId: DEMO.storefront })
  for (let call = 0; call < DEFAULT_LIMITS.UserToken; call += 1) expect(await revoke()).toBe('ok')
  expect(await revoke()).toBe(EXCEEDED)
  const { status } = await post(emulator, 'RevokeToken', { Token: 'a.b.c.d.e', ClientId: DEMO.storefront })
  expect(status).toBe(400)
  expect(await verdict(emulator, 'GetUser', { AccessToken: 'x' })).toBe('NotAuthorizedException: Invalid Access Token')
  await advance(emulator, 10)
  expect([await revoke(), await revoke()]).toEqual(['ok', EXCEEDED])
})

test('each operation on the clients of one pool is done five times a second, whatever the category allows', async () => {
  const { root } = await limited()
  const read = () => root.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: DEMO.kiosk }))
  for (let call = 0; call < 5; call += 1) await read()
  await expect(read()).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  await root.send(new ListUserPoolClientsCommand({ UserPoolId }))
  await root.send(
    new DescribeUserPoolClientCommand({ UserPoolId: 'us-east-1_Wholesale2', ClientId: 'wholesale0import0client002' }),
  )
})

test('answers to challenges spill over into sign-ins, and new passwords into recovery', async () => {
  const limits = { UserChallengeResponse: 2, UserAuthentication: 1, UserAccountRecovery: 1 }
  const { emulator } = await limited({ limits })
  const answer = async (ChallengeName: string) =>
    (await verdict(emulator, 'RespondToAuthChallenge', { ClientId: 'x', ChallengeName })) === EXCEEDED
  const said = []
  for (const name of ['SMS_OTP', 'SMS_OTP', 'SMS_OTP', 'SMS_OTP', 'NEW_PASSWORD_REQUIRED', 'NEW_PASSWORD_REQUIRED'])
    said.push(await answer(name))
  expect(said).toEqual([false, false, false, true, false, true])
})

test('off by default, and the control plane turns them on and off, changes them and resets them', async () => {
  const emulator = testEmulator()
  const many = async () => {
    const answers = new Set<string>()
    for (let call = 0; call < 4; call += 1) answers.add(await verdict(emulator, 'GetUser', { AccessToken: 'x' }))
    return answers.has(EXCEEDED)
  }
  await control(emulator, 'POST', 'clock', { frozen: true })
  await control(emulator, 'POST', 'quotas', { limits: { UserRead: 3 } })
  expect(await many()).toBe(false)
  const { body } = await control(emulator, 'POST', 'quotas', { enabled: true })
  expect(body).toMatchObject({ enabled: true, perPool: 5, limits: { UserRead: 3, UserToken: 120 } })
  expect(await many()).toBe(true)
  expect((await control(emulator, 'POST', 'quotas', { limits: { Wrong: 1 } })).body['error']).toContain('limits.Wrong')
  await control(emulator, 'POST', 'reset')
  expect((await control(emulator, 'GET', 'quotas')).body).toMatchObject({ enabled: false, limits: { UserRead: 120 } })
})

test('a throttled call does nothing, and no operation is in two categories', async () => {
  const { root } = await limited({ limits: { UserPoolRead: 1, UserRead: 1 } })
  await root.send(new ListUserPoolsCommand({ MaxResults: 1 }))
  await expect(root.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toThrow('Rate exceeded')
  await root.send(new AdminGetUserCommand({ UserPoolId, Username: 'ada' }))
  expect(CATEGORY_OF.get('GlobalSignOut')).toBe('UserUpdate')
  expect(new Set(CATEGORY_OF.keys()).size).toBe(CATEGORY_OF.size)
})

test('one user is read ten times a second and written ten times a second, whoever does it', async () => {
  const { emulator, root } = await limited()
  const { AccessToken } = await signIn(emulator)
  const read = (Username: string) => root.send(new AdminGetUserCommand({ UserPoolId, Username }))
  for (let call = 0; call < 9; call += 1) await read('ada')
  expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe('ok')
  expect(await verdict(emulator, 'GetUser', { AccessToken })).toBe(EXCEEDED)
  await expect(read('ada')).rejects.toMatchObject({ name: 'TooManyRequestsException', message: 'Rate exceeded' })
  await read('rhea')
  for (let call = 0; call < 10; call += 1)
    await root.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: 'ada' }))
  await expect(root.send(new AdminDisableUserCommand({ UserPoolId, Username: 'ada' }))).rejects.toThrow('Rate exceeded')
  expect(await verdict(emulator, 'ForgotPassword', { ClientId: DEMO.storefront, Username: 'ada' })).toBe(EXCEEDED)
  await advance(emulator, 100)
  await read('ada')
  // The refused call did nothing.
  await advance(emulator, 100)
  expect((await read('ada')).Enabled).toBe(true)
})

test('whoever is not there, or has a token that Cognito did not sign, has no share', async () => {
  const { emulator, root } = await limited({ readsPerUser: 1, writesPerUser: 1 })
  for (let call = 0; call < 3; call += 1) {
    expect(await verdict(emulator, 'GetUser', { AccessToken: 'a.b.c' })).not.toBe(EXCEEDED)
    expect(await verdict(emulator, 'ForgotPassword', { ClientId: 'nobody', Username: 'ada' })).not.toBe(EXCEEDED)
    const nobody = new AdminGetUserCommand({ UserPoolId, Username: 'nobody' })
    await expect(root.send(nobody)).rejects.toMatchObject({ name: 'UserNotFoundException' })
  }
})

test('the operations of identity pools have quotas of their own', async () => {
  const { emulator } = await limited()
  const identity = identitySdk(emulator)
  const getId = () => identity.send(new GetIdCommand({ IdentityPoolId: DEMO.identityPool })).catch(({ name }) => name)
  const said = []
  for (let call = 0; call < 26; call += 1) said.push(await getId())
  expect(said.filter((name) => name === 'TooManyRequestsException')).toHaveLength(1)
  expect(said.at(-1)).toBe('TooManyRequestsException')
})
