import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { confirmInes, control, lastCode, sdk, signUpInes, testEmulator, verdictOf } from '../testing.ts'

const EMAIL = { Name: 'email', Value: 'ines@example.com' }
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const signUp = (more?: object) => signUpInes(emulator, more)
const confirm = (code: string, more?: object) => confirmInes(emulator, code, more)

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

test('an alias that somebody has as a preferred username is not taken, and nothing else with it', async () => {
  const root = sdk(emulator)
  const AliasAttributes = ['email' as const, 'phone_number' as const, 'preferred_username' as const]
  const AutoVerifiedAttributes = ['email' as const]
  const settings = { PoolName: 'x', AliasAttributes, AutoVerifiedAttributes }
  const { UserPool } = await root.send(new CreateUserPoolCommand(settings))
  const pool = { UserPoolId: UserPool!.Id! }
  const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
  const create = (Username: string, attributes: Record<string, string>) => {
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
    return root.send(new AdminCreateUserCommand({ ...pool, Username, UserAttributes, ForceAliasCreation: true }))
  }
  const verified = async (Username: string) => {
    const { UserAttributes } = await root.send(new AdminGetUserCommand({ ...pool, Username }))
    return UserAttributes!.filter(({ Name }) => Name!.endsWith('verified')).map(({ Value }) => Value)
  }
  const number = { phone_number: '+4512345678', phone_number_verified: 'true' }
  const address = { email: EMAIL.Value, email_verified: 'true' }
  await create('one', { email: 'one@example.com', email_verified: 'true', preferred_username: EMAIL.Value })
  await create('two', number)
  const refused = { name: 'AliasExistsException' }
  await expect(create('three', { ...address, ...number })).rejects.toMatchObject(refused)
  await expect(create('three', { preferred_username: number.phone_number })).rejects.toMatchObject(refused)
  const client = { ClientId: UserPoolClient!.ClientId! }
  await signUp(client)
  const forced = { ...client, ForceAliasCreation: true }
  expect(await confirm(await lastCode(emulator), forced)).toContain('AliasExistsException')
  expect([await verified('one'), await verified('two')]).toEqual([['true'], ['true']])
  await create('three', { ...number, preferred_username: number.phone_number })
  expect([await verified('two'), await verified(number.phone_number)]).toEqual([['false'], ['true']])
})

test('where a preferred username is no alias, one like the address does not keep the address from being taken', async () => {
  const root = sdk(emulator)
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', AliasAttributes: ['email'] }))
  const pool = { UserPoolId: UserPool!.Id! }
  const verified = [EMAIL, { Name: 'email_verified', Value: 'true' }]
  const UserAttributes = [...verified, { Name: 'preferred_username', Value: EMAIL.Value }]
  for (const Username of ['one', 'two']) {
    await root.send(new AdminCreateUserCommand({ ...pool, Username, UserAttributes, ForceAliasCreation: true }))
  }
  expect((await root.send(new AdminGetUserCommand({ ...pool, Username: EMAIL.Value }))).Username).toBe('two')
})

test('where addresses and numbers are aliases, nobody is called like one', async () => {
  const root = sdk(emulator)
  const made = async (AliasAttributes: ('email' | 'phone_number')[]) => {
    const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', AliasAttributes }))
    const pool = { UserPoolId: UserPool!.Id! }
    const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
    return async (Username: string) => [
      await verdictOf(signUp({ ClientId: UserPoolClient!.ClientId, Username })),
      await verdictOf(root.send(new AdminCreateUserCommand({ ...pool, Username: Username.replace('1', '2') }))),
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

test('an address that an administrator says is verified is taken from whoever has it as an alias', async () => {
  const root = sdk(emulator)
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', AliasAttributes: ['email'] }))
  const pool = { UserPoolId: UserPool!.Id! }
  const verified = { Name: 'email_verified', Value: 'true' }
  for (const Username of ['one', 'two']) {
    const UserAttributes = Username === 'one' ? [EMAIL, verified] : [EMAIL]
    await root.send(new AdminCreateUserCommand({ ...pool, Username, UserAttributes }))
  }
  const named = async () => (await root.send(new AdminGetUserCommand({ ...pool, Username: EMAIL.Value }))).Username
  const write = (...UserAttributes: AttributeType[]) =>
    verdictOf(root.send(new AdminUpdateUserAttributesCommand({ ...pool, Username: 'two', UserAttributes })))
  expect([await write(EMAIL), await named()]).toEqual(['ok', 'one'])
  expect([await write(verified), await named()]).toEqual(['ok', 'two'])
  const { UserAttributes } = await root.send(new AdminGetUserCommand({ ...pool, Username: 'one' }))
  expect(UserAttributes).toContainEqual({ ...verified, Value: 'false' })
})

test('whoever signs up by an address signs in by an address ever after, and whoever does by a number by a number', async () => {
  const root = sdk(emulator)
  const UsernameAttributes = ['email' as const, 'phone_number' as const]
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', UsernameAttributes }))
  const pool = { UserPoolId: UserPool!.Id! }
  const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
  const client = { ClientId: UserPoolClient!.ClientId! }
  const number = { Name: 'phone_number', Value: '+4512345678' }
  const find = (Username: string) => verdictOf(root.send(new AdminGetUserCommand({ ...pool, Username })))
  const nobody = 'UserNotFoundException: User does not exist.'
  await signUp({ ...client, Username: EMAIL.Value, UserAttributes: [number] })
  expect([await find(EMAIL.Value), await find(number.Value)]).toEqual(['ok', nobody])
  expect(await verdictOf(signUp({ ...client, Username: EMAIL.Value }))).toBe(
    'UsernameExistsException: An account with the given email already exists.',
  )
  await root.send(new AdminCreateUserCommand({ ...pool, Username: number.Value, UserAttributes: [EMAIL] }))
  expect(await verdictOf(root.send(new AdminCreateUserCommand({ ...pool, Username: number.Value })))).toBe(
    'UsernameExistsException: An account with the given phone_number already exists.',
  )
  const other = { Name: 'email', Value: 'other@example.com' }
  const change = { ...pool, Username: EMAIL.Value, UserAttributes: [other] }
  await root.send(new AdminUpdateUserAttributesCommand(change))
  expect([await find(EMAIL.Value), await find(other.Value), await find(number.Value)]).toEqual([nobody, 'ok', 'ok'])
})
