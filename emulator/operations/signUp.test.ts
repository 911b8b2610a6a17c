import {
  AdminConfirmSignUpCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ResendConfirmationCodeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import {
  advance,
  confirmInes,
  control,
  DEMO,
  lastCode,
  sdk,
  signIn,
  signUpInes,
  testEmulator,
  verdict,
} from '../testing.ts'

const ClientId = DEMO.storefront
const EMAIL = { Name: 'email', Value: 'ines@example.com' }
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const signUp = (more?: object) => signUpInes(emulator, more)
const confirm = (code: string, more?: object) => confirmInes(emulator, code, more)
const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.'
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.'

test('a person signs up, is sent a code, confirms it and signs in', async () => {
  const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp()
  expect([UserConfirmed, UserSub, CodeDeliveryDetails]).toEqual([
    false,
    expect.stringMatching(/^[\da-f-]{36}$/),
    { Destination: 'i***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  ])
  for (const password of ['Aa-12345', 'wrong']) {
    await expect(signIn(emulator, ClientId, 'ines', password)).rejects.toThrow('User is not confirmed.')
  }
  const { codes } = (await control(emulator, 'GET', 'codes')).body
  expect(codes).toEqual([
    expect.objectContaining({ username: 'ines', channel: 'EMAIL', purpose: 'sign-up', userPoolId: DEMO.pool }),
  ])
  expect(await confirm(await lastCode(emulator))).toBe('ok')
  expect(await signIn(emulator, ClientId, 'ines', 'Aa-12345')).toBeDefined()
  const user = await sdk(emulator).send(new AdminGetUserCommand({ UserPoolId: DEMO.pool, Username: 'ines' }))
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
  expect(await confirm('123456')).toBe('NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED')
  await control(emulator, 'POST', 'reset')
  expect((await control(emulator, 'GET', 'codes')).body).toEqual({ codes: [] })
})

test.each([
  [{ Username: 'ada' }, 'UsernameExistsException', 'User already exists'],
  [{ Password: 'short' }, 'InvalidPasswordException', 'Password not long enough'],
  [{ Password: undefined }, 'UnknownOperationException', 'SignUp without a password'],
  [{ UserAttributes: [{ Name: 'custom:x', Value: '1' }] }, 'InvalidParameterException', 'does not exist'],
  [{ UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }, 'NotAuthorizedException', 'unauthorized attribute'],
  [{ ClientId: 'nobody' }, 'ResourceNotFoundException', 'User pool client nobody does not exist.'],
  [{ ClientId: DEMO.backOffice }, 'NotAuthorizedException', 'SECRET_HASH was not received'],
])('what cannot be signed up is refused: %j', async (more, name, message) => {
  await expect(signUp(more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
  await expect(
    sdk(emulator).send(new AdminGetUserCommand({ UserPoolId: DEMO.pool, Username: 'ines' })),
  ).rejects.toMatchObject({ name: 'UserNotFoundException' })
})

test('a code is refused when it is wrong, replaced, too old, or asked for too often', async () => {
  await signUp()
  const first = await lastCode(emulator)
  expect(await confirm(first === '000000' ? '000001' : '000000')).toBe(MISMATCH)
  await sdk(emulator).send(new ResendConfirmationCodeCommand({ ClientId, Username: 'ines' }))
  const second = await lastCode(emulator)
  expect(await confirm(first)).toBe(first === second ? 'ok' : MISMATCH)
  await advance(emulator, 24 * 3_600_000)
  expect(await confirm(second)).toBe(EXPIRED)
  for (let call = 0; call < 14; call += 1) expect(await confirm('000000')).toBe(EXPIRED)
  expect(await confirm('000000')).toBe('LimitExceededException: Attempt limit exceeded, please try after some time.')
  await advance(emulator, 3_600_000)
  expect(await confirm('000000')).toBe(EXPIRED)
})

test('only who is not confirmed gets another code, and a client that hides users says nothing else of strangers', async () => {
  const resend = (Username: string, client: string) =>
    verdict(emulator, 'ResendConfirmationCode', { ClientId: client, Username })
  expect(await resend('ada', ClientId)).toBe('InvalidParameterException: User is already confirmed.')
  expect(await resend('nobody', ClientId)).toBe('ok')
  expect((await control(emulator, 'GET', 'codes')).body).toEqual({ codes: [] })
  const unknown = 'UserNotFoundException: Username/client id combination not found.'
  expect(await resend('nobody', DEMO.kiosk)).toBe(unknown)
  expect(await confirm('1', { Username: 'nobody' })).toBe(EXPIRED)
  expect(await confirm('1', { Username: 'nobody', ClientId: DEMO.kiosk })).toBe(unknown)
  await sdk(emulator).send(new AdminDisableUserCommand({ UserPoolId: DEMO.pool, Username: 'ada' }))
  expect(await resend('ada', ClientId)).toBe('ok')
  expect((await control(emulator, 'GET', 'codes')).body).toEqual({ codes: [] })
  for (let call = 0; call < 5; call += 1) expect(await resend('olivia', ClientId)).toBe('ok')
  expect(await resend('olivia', ClientId)).toContain('LimitExceededException')
})

test('a code confirms nobody whose address is another by now', async () => {
  await signUp()
  const first = await lastCode(emulator)
  const target = { UserPoolId: DEMO.pool, Username: 'ines' }
  const UserAttributes = [{ Name: 'email', Value: 'other@example.com' }]
  await sdk(emulator).send(new AdminUpdateUserAttributesCommand({ ...target, UserAttributes }))
  expect(await confirm(first)).toBe(EXPIRED)
  await sdk(emulator).send(new ResendConfirmationCodeCommand({ ClientId, Username: 'ines' }))
  expect(await confirm(await lastCode(emulator))).toBe('ok')
  const user = await sdk(emulator).send(new AdminGetUserCommand(target))
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
})

test('an administrator confirms without a code, once, and proves no attribute', async () => {
  await signUp()
  const root = sdk(emulator)
  const target = { UserPoolId: DEMO.pool, Username: 'ines' }
  await root.send(new AdminConfirmSignUpCommand(target))
  const user = await root.send(new AdminGetUserCommand(target))
  expect([user.UserStatus, user.UserAttributes!.map(({ Name }) => Name)]).toEqual(['CONFIRMED', ['sub', 'email']])
  await expect(root.send(new AdminConfirmSignUpCommand(target))).rejects.toThrow('Current status is CONFIRMED')
})

test('pools say who may sign up, by what name, and whether anybody is sent a code', async () => {
  const root = sdk(emulator)
  const inPool = async (settings: object) => {
    const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', ...settings }))
    const make = new CreateUserPoolClientCommand({ UserPoolId: UserPool!.Id, ClientName: 'x' })
    return { ClientId: (await root.send(make)).UserPoolClient!.ClientId!, UserPoolId: UserPool!.Id! }
  }
  const closed = await inPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
  await expect(signUp({ ClientId: closed.ClientId })).rejects.toThrow('SignUp is not permitted for this user pool')
  const silent = await inPool({ Schema: [{ Name: 'name', Required: true }] })
  await expect(signUp({ ClientId: silent.ClientId })).rejects.toThrow('name: The attribute is required')
  const named = { UserAttributes: [EMAIL, { Name: 'name', Value: 'Ines' }] }
  expect(await signUp({ ClientId: silent.ClientId, ...named })).not.toHaveProperty('CodeDeliveryDetails')
  expect(await verdict(emulator, 'ResendConfirmationCode', { ClientId: silent.ClientId, Username: 'ines' })).toBe(
    'InvalidParameterException: Auto verification not turned on.',
  )
  const byEmail = await inPool({ UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email', 'phone_number'] })
  const Username = 'ines@example.com'
  const phone = { Name: 'phone_number', Value: '+4512345678' }
  const made = await signUp({ ClientId: byEmail.ClientId, Username, UserAttributes: [phone] })
  expect(made.CodeDeliveryDetails).toEqual({
    Destination: '+*******5678',
    DeliveryMedium: 'SMS',
    AttributeName: 'phone_number',
  })
  const user = await root.send(new AdminGetUserCommand({ UserPoolId: byEmail.UserPoolId, Username }))
  expect(user.Username).toBe(made.UserSub)
})
