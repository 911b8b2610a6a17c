import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ChangePasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, byPassword, control, DEMO, lastCode, sdk, signIn, testEmulator, verdict, vitals } from '../testing.ts'

const ClientId = DEMO.storefront
const UserPoolId = DEMO.pool
const LIMIT = 'LimitExceededException: Attempt limit exceeded, please try after some time.'
const EXPIRED = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const MISMATCH = 'CodeMismatchException: Invalid verification code provided, please try again.'
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const forgot = (Username = 'ada', client: string = ClientId) =>
  verdict(emulator, 'ForgotPassword', { ClientId: client, Username })
const confirm = (ConfirmationCode: string, more: object = {}) =>
  verdict(emulator, 'ConfirmForgotPassword', {
    ClientId,
    Username: 'ada',
    ConfirmationCode,
    Password: 'New-lamp-1',
    ...more,
  })

describe('a forgotten password', () => {
  test('is replaced with the code that was sent, and sessions go on', async () => {
    const before = await signIn(emulator)
    const { CodeDeliveryDetails } = await sdk(emulator).send(new ForgotPasswordCommand({ ClientId, Username: 'ada' }))
    expect(CodeDeliveryDetails).toEqual({ Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' })
    expect(await signIn(emulator)).toBeDefined()
    const code = await lastCode(emulator)
    expect(await confirm(code, { Password: 'weak' })).toContain('InvalidPasswordException')
    expect(await confirm(code === '000000' ? '000001' : '000000')).toContain('CodeMismatchException')
    expect(await confirm(code)).toBe('ok')
    expect(await confirm(code)).toContain('ExpiredCodeException')
    await expect(signIn(emulator)).rejects.toThrow('Incorrect username or password.')
    expect(await signIn(emulator, ClientId, 'ada', 'New-lamp-1')).toBeDefined()
    expect(await vitals(emulator, before)).toEqual(['ok', 'ok'])
  })

  test('is not replaced after an hour, nor tried more than five times in one', async () => {
    for (let call = 0; call < 5; call += 1) expect(await forgot()).toBe('ok')
    expect(await forgot()).toBe(LIMIT)
    expect(await forgot('rhea')).toBe('ok')
    await advance(emulator, 3_600_000)
    for (let call = 0; call < 5; call += 1) expect(await confirm('000000')).toContain('ExpiredCodeException')
    expect(await confirm('000000')).toBe(LIMIT)
    expect(await forgot()).toBe('ok')
  })

  const NOBODY = 'UserNotFoundException: Username/client id combination not found.'
  const UNREACHABLE =
    'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number'
  const STUCK = 'NotAuthorizedException: User password cannot be reset in the current state.'

  test.each([
    ['nobody', DEMO.kiosk, NOBODY, NOBODY],
    ['tomas', ClientId, STUCK, EXPIRED],
    ['mikkel', DEMO.kiosk, 'NotAuthorizedException: User is disabled', EXPIRED],
    ['olivia', DEMO.kiosk, UNREACHABLE, EXPIRED],
    // A client that hides who exists tells these three from nobody else.
    ['nobody', ClientId, 'ok', MISMATCH],
    ['mikkel', ClientId, 'ok', MISMATCH],
    ['olivia', ClientId, 'ok', EXPIRED],
  ])('of %s at %s is sent to nobody: %s, then %s', async (name, client, expected, answer) => {
    expect(await forgot(name, client)).toBe(expected)
    expect((await control(emulator, 'GET', 'codes')).body).toEqual({ codes: [] })
    expect(await confirm('1', { Username: name, ClientId: client })).toBe(answer)
  })

  test('of somebody who has to reset it is sent', async () => {
    expect(await forgot('pavel')).toBe('ok')
    expect(await lastCode(emulator)).toMatch(/^\d{6}$/)
  })

  test('is not replaced for somebody who was disabled meanwhile, with the right code', async () => {
    expect(await forgot('ada', DEMO.kiosk)).toBe('ok')
    await sdk(emulator).send(new AdminDisableUserCommand({ UserPoolId, Username: 'ada' }))
    const asked = { ClientId: DEMO.kiosk }
    expect(await confirm('1', asked)).toBe(MISMATCH)
    expect(await confirm(await lastCode(emulator), asked)).toBe('NotAuthorizedException: User is disabled')
    await sdk(emulator).send(new AdminEnableUserCommand({ UserPoolId, Username: 'ada' }))
    expect(await confirm(await lastCode(emulator), asked)).toBe('ok')
  })

  test('seems to be sent where the name and the pool let one expect it', async () => {
    const root = sdk(emulator)
    const at = async (AutoVerifiedAttributes: ('email' | 'phone_number')[], Username: string) => {
      const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', AutoVerifiedAttributes }))
      const client = { UserPoolId: UserPool!.Id, ClientName: 'x', PreventUserExistenceErrors: 'ENABLED' as const }
      const made = await root.send(new CreateUserPoolClientCommand(client))
      const asked = { ClientId: made.UserPoolClient!.ClientId, Username }
      return (await root.send(new ForgotPasswordCommand(asked))).CodeDeliveryDetails
    }
    const email = { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }
    const phone = { Destination: '+*******5678', DeliveryMedium: 'SMS', AttributeName: 'phone_number' }
    expect(await at([], 'nobody')).toEqual(email)
    expect(await at(['email'], 'nobody')).toEqual(email)
    expect(await at(['phone_number'], 'nobody')).toEqual({
      ...phone,
      Destination: expect.stringMatching(/^\+\*{7}\d{4}$/),
    })
    expect(await at(['email'], '+4512345678')).toEqual(phone)
    expect(await at(['phone_number'], 'nora@example.com')).toEqual(email)
  })

  test.each([
    [
      [
        { Priority: 2, Name: 'verified_phone_number' as const },
        { Priority: 1, Name: 'verified_email' as const },
      ],
      'EMAIL',
    ],
    [
      [
        { Priority: 1, Name: 'verified_phone_number' as const },
        { Priority: 2, Name: 'verified_email' as const },
      ],
      'SMS',
    ],
    [undefined, 'SMS'],
    [[{ Priority: 1, Name: 'admin_only' as const }], undefined],
  ])('goes where AccountRecoverySetting says: %j', async (RecoveryMechanisms, channel) => {
    const root = sdk(emulator)
    const setting = RecoveryMechanisms && { AccountRecoverySetting: { RecoveryMechanisms } }
    const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', ...setting }))
    const pool = { UserPoolId: UserPool!.Id! }
    const { UserPoolClient } = await root.send(new CreateUserPoolClientCommand({ ...pool, ClientName: 'x' }))
    const client = UserPoolClient!.ClientId!
    await root.send(new SignUpCommand({ ClientId: client, Username: 'x', Password: 'Aa-12345' }))
    const values = {
      email: 'a@b.c',
      email_verified: 'true',
      phone_number: '+4512345678',
      phone_number_verified: 'true',
    }
    const UserAttributes = Object.entries(values).map(([Name, Value]) => ({ Name, Value }))
    await root.send(new AdminUpdateUserAttributesCommand({ ...pool, Username: 'x', UserAttributes }))
    const expected = channel ? 'ok' : 'NotAuthorizedException: Contact administrator to reset password.'
    expect(await forgot('x', client)).toBe(expected)
    const { codes } = (await control(emulator, 'GET', 'codes')).body as { codes: { channel: string }[] }
    expect(codes.at(-1)?.channel).toBe(channel)
    const hiding = { ...pool, ClientName: 'y', PreventUserExistenceErrors: 'ENABLED' as const }
    const other = (await root.send(new CreateUserPoolClientCommand(hiding))).UserPoolClient!.ClientId!
    expect([await forgot('x', other), await forgot('nobody', other)]).toEqual(['ok', 'ok'])
    expect((await control(emulator, 'GET', 'codes')).body['codes']).toHaveLength(codes.length + (channel ? 1 : 0))
  })
})

describe('a reset by an administrator', () => {
  const reset = (Username: string) => sdk(emulator).send(new AdminResetUserPasswordCommand({ UserPoolId, Username }))

  test('stops tokens and passwords until there is a new password, and then the same session goes on', async () => {
    const tokens = await signIn(emulator)
    expect(await reset('ada')).not.toHaveProperty('CodeDeliveryDetails')
    const required = 'Password reset required for the user'
    expect(await vitals(emulator, tokens)).toEqual([
      `PasswordResetRequiredException: ${required}`,
      `NotAuthorizedException: ${required}`,
    ])
    await expect(signIn(emulator)).rejects.toThrow('PasswordResetRequiredException')
    expect(await confirm(await lastCode(emulator))).toBe('ok')
    expect(await vitals(emulator, tokens)).toEqual(['ok', 'ok'])
    expect(await signIn(emulator, ClientId, 'ada', 'New-lamp-1')).toBeDefined()
  })

  test('is refused for somebody who did not confirm, whatever is verified', async () => {
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
    await sdk(emulator).send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'olivia', UserAttributes }))
    await expect(reset('olivia')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User password cannot be reset in the current state.',
    })
    expect(await forgot('olivia')).toBe('ok')
  })

  test.each([
    ['mikkel', 'NotAuthorizedException', 'User is disabled'],
    ['tomas', 'NotAuthorizedException', 'User password cannot be reset in the current state.'],
    ['olivia', 'InvalidParameterException', 'Cannot reset password for the user'],
    ['nobody', 'UserNotFoundException', 'User does not exist.'],
  ])('is refused for %s', async (name, code, message) => {
    await expect(reset(name)).rejects.toMatchObject({ name: code, message: expect.stringContaining(message) })
  })
})

test('somebody who was imported has no password, and is told to set one, but where the client hides who exists', async () => {
  const flows = ['ALLOW_USER_PASSWORD_AUTH' as const]
  const email = { email: 'ida@example.com', email_verified: 'true' }
  const client = (id: string, PreventUserExistenceErrors: 'ENABLED' | 'LEGACY') => {
    return { ClientId: id, ClientName: id, ExplicitAuthFlows: flows, PreventUserExistenceErrors }
  }
  const Users = [{ Username: 'ida', UserStatus: 'RESET_REQUIRED' as const, Attributes: email }]
  const Clients = [client('open', 'LEGACY'), client('closed', 'ENABLED')]
  const pool = { Id: 'us-east-1_Import001', PoolName: 'x', Clients, Users }
  emulator = testEmulator({ seed: { version: 1, userPools: [pool] } })
  const required = 'PasswordResetRequiredException: Password reset required for the user'
  for (let time = 0; time < 7; time += 1) expect(await byPassword(emulator, 'ida', 'x', 'open')).toBe(required)
  const wrong = 'NotAuthorizedException: Incorrect username or password.'
  expect(await byPassword(emulator, 'ida', 'x', 'closed')).toBe(wrong)
  expect(await forgot('ida', 'closed')).toBe('ok')
  expect(await confirm(await lastCode(emulator), { Username: 'ida', ClientId: 'closed' })).toBe('ok')
  expect(await byPassword(emulator, 'ida', 'New-lamp-1', 'open')).toBe('ok')
})

describe('a password that is changed', () => {
  const change = (AccessToken: string, PreviousPassword?: string, ProposedPassword = 'New-lamp-1') =>
    verdict(emulator, 'ChangePassword', { AccessToken, PreviousPassword, ProposedPassword })
  const WRONG = 'NotAuthorizedException: Incorrect username or password.'

  test('is the new one from then on, and sessions go on', async () => {
    const tokens = await signIn(emulator)
    const change = { PreviousPassword: 'Lamp-lit-1843', ProposedPassword: 'New-lamp-1' }
    await sdk(emulator).send(new ChangePasswordCommand({ ...change, AccessToken: tokens.AccessToken }))
    await expect(signIn(emulator)).rejects.toThrow('Incorrect username or password.')
    expect(await signIn(emulator, ClientId, 'ada', 'New-lamp-1')).toBeDefined()
    expect(await vitals(emulator, tokens)).toEqual(['ok', 'ok'])
  })

  test('needs the old one, a good new one, a live token, and not the sixth try in an hour', async () => {
    const { AccessToken } = await signIn(emulator)
    expect(await change(AccessToken, 'wrong')).toBe(WRONG)
    expect(await change(AccessToken)).toBe(WRONG)
    expect(await change(AccessToken, 'Lamp-lit-1843', 'weak')).toContain('InvalidPasswordException')
    expect(await change(AccessToken, 'Lamp-lit-1843', 'New-lamp-1')).toBe('ok')
    expect(await change(AccessToken, 'New-lamp-1', 'New-lamp-2')).toBe('ok')
    expect(await change(AccessToken, 'New-lamp-2', 'New-lamp-3')).toBe(LIMIT)
    await sdk(emulator).send(new AdminDisableUserCommand({ UserPoolId, Username: 'ada' }))
    expect(await change(AccessToken, 'New-lamp-2')).toBe('NotAuthorizedException: User is disabled.')
  })
})
