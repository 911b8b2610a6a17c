import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, lastCode, sdk, signIn, testEmulator, verdict } from '../testing.ts'

const ClientId = DEMO.storefront
const EMAIL = { Name: 'email', Value: 'ines@example.com' }
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const signUp = (more: object = {}) =>
  sdk(emulator).send(
    new SignUpCommand({ ClientId, Username: 'ines', Password: 'Aa-12345', UserAttributes: [EMAIL], ...more }),
  )
const confirm = (ConfirmationCode: string, more: object = {}) =>
  verdict(emulator, 'ConfirmSignUp', { ClientId, Username: 'ines', ConfirmationCode, ...more })
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

test('an alias belongs to whoever confirms it first, unless it is forced', async () => {
  const root = sdk(emulator)
  const settings = { AliasAttributes: ['email' as const], AutoVerifiedAttributes: ['email' as const] }
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', ...settings }))
  const pool = { UserPoolId: UserPool!.Id! }
  const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
  const client = { ClientId: UserPoolClient!.ClientId! }
  await expect(signUp({ ...client, Username: 'a@b.c' })).rejects.toThrow('Username cannot be of email format')
  for (const Username of ['one', 'two']) await signUp({ ...client, Username })
  const [one, two] = (await control(emulator, 'GET', 'codes')).body['codes'] as { code: string }[]
  expect(await confirm(one!.code, { ...client, Username: 'one' })).toBe('ok')
  expect(await confirm(two!.code, { ...client, Username: 'two' })).toBe(
    'AliasExistsException: An account with the email already exists.',
  )
  const force = { ...client, Username: 'two', ConfirmationCode: two!.code, ForceAliasCreation: true }
  await root.send(new ConfirmSignUpCommand(force))
  const owner = await root.send(new AdminGetUserCommand({ ...pool, Username: 'ines@example.com' }))
  expect(owner.Username).toBe('two')
  const loser = await root.send(new AdminGetUserCommand({ ...pool, Username: 'one' }))
  expect(loser.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' })
})

test('an administrator takes an alias from whoever has it for a new user, if they say so', async () => {
  const root = sdk(emulator)
  const settings = { PoolName: 'x', AliasAttributes: ['email' as const, 'preferred_username' as const] }
  const { UserPool } = await root.send(new CreateUserPoolCommand(settings))
  const pool = { UserPoolId: UserPool!.Id! }
  const attribute = (Name: string, Value: string) => ({ Name, Value })
  const verified = [EMAIL, attribute('email_verified', 'true')]
  const create = (Username: string, more: object = {}) =>
    root.send(new AdminCreateUserCommand({ ...pool, Username, UserAttributes: verified, ...more }))
  const named = async () => (await root.send(new AdminGetUserCommand({ ...pool, Username: EMAIL.Value }))).Username
  await create('one', { UserAttributes: [...verified, attribute('preferred_username', 'first')] })
  await expect(create('two')).rejects.toMatchObject({ name: 'AliasExistsException' })
  const force = { ForceAliasCreation: true }
  await expect(create('one', force)).rejects.toMatchObject({ name: 'UsernameExistsException' })
  const both = { UserAttributes: [...verified, attribute('preferred_username', 'first')], ...force }
  await expect(create('two', both)).rejects.toMatchObject({ name: 'AliasExistsException' })
  expect(await named()).toBe('one')
  await create('two', { UserAttributes: [EMAIL], ...force })
  expect(await named()).toBe('one')
  await create('three', force)
  expect(await named()).toBe('three')
  const loser = await root.send(new AdminGetUserCommand({ ...pool, Username: 'one' }))
  expect(loser.UserAttributes).toContainEqual(attribute('email_verified', 'false'))
})

test('where addresses and numbers are aliases, nobody is called like one', async () => {
  const root = sdk(emulator)
  const made = async (AliasAttributes: ('email' | 'phone_number')[]) => {
    const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', AliasAttributes }))
    const pool = { UserPoolId: UserPool!.Id! }
    const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
    const said = (command: Promise<unknown>) =>
      command.then(
        () => 'ok',
        ({ name, message }: Error) => `${name}: ${message}`,
      )
    return async (Username: string) => [
      await said(signUp({ ClientId: UserPoolClient!.ClientId, Username })),
      await said(root.send(new AdminCreateUserCommand({ ...pool, Username: Username.replace('1', '2') }))),
    ]
  }
  const refused = (kind: string, alias: string) =>
    `InvalidParameterException: Username cannot be of ${kind} format, since user pool is configured for ${alias} alias.`
  const [byEmail, byPhone] = [await made(['email']), await made(['phone_number'])]
  expect(await byEmail('a1@b.c')).toEqual([refused('email', 'email'), refused('email', 'email')])
  expect(await byEmail('+4512345678')).toEqual(['ok', 'ok'])
  const number = refused('phone number', 'phone number')
  expect(await byPhone('+4512345678')).toEqual([number, number])
  expect(await byPhone('a1@b.c')).toEqual(['ok', 'ok'])
})

test('a name that looks like the address is no alias, and nothing is taken from whoever has it', async () => {
  const email = { email: EMAIL.Value, email_verified: 'true' }
  const Clients = [{ ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] }]
  const Users = [{ Username: EMAIL.Value, Password: 'p', Attributes: email }]
  const AutoVerifiedAttributes = ['email' as const]
  const pool = { Id: 'us-east-1_Names0001', PoolName: 'x', AutoVerifiedAttributes, Clients, Users }
  emulator = testEmulator({ seed: { version: 1, userPools: [pool] } })
  await signUp({ ClientId: 'web' })
  const ConfirmationCode = await lastCode(emulator)
  expect(await confirm(ConfirmationCode, { ClientId: 'web', ForceAliasCreation: true })).toBe('ok')
  const asked = { UserPoolId: pool.Id, Username: EMAIL.Value }
  const user = await sdk(emulator).send(new AdminGetUserCommand(asked))
  expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
})

test('a preferred username that is an alias comes after the sign-up, and so no pool requires it', async () => {
  const settings = { PoolName: 'x', AliasAttributes: ['preferred_username' as const] }
  const required = { Schema: [{ Name: 'preferred_username', Required: true }] }
  const refused = { name: 'InvalidParameterException' }
  const root = sdk(emulator)
  await expect(root.send(new CreateUserPoolCommand({ ...settings, ...required }))).rejects.toMatchObject(refused)
  const { UserPool } = await root.send(new CreateUserPoolCommand(settings))
  const client = { UserPoolId: UserPool!.Id!, ClientName: 'x' }
  const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand(client))
  const UserAttributes = [{ Name: 'preferred_username', Value: 'ine' }]
  await expect(signUp({ ClientId: UserPoolClient!.ClientId, UserAttributes })).rejects.toMatchObject(refused)
  expect(await signUp({ ClientId: UserPoolClient!.ClientId })).toBeDefined()
  const target = { UserPoolId: client.UserPoolId, Username: 'ines' }
  await root.send(new AdminConfirmSignUpCommand(target))
  await root.send(new AdminUpdateUserAttributesCommand({ ...target, UserAttributes }))
  expect((await root.send(new AdminGetUserCommand({ ...target, Username: 'ine' }))).Username).toBe('ines')
})
