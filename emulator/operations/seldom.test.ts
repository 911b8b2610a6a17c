import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminListUserAuthEventsCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'
import { type Emulator, type Seed } from '../index.ts'
import { control, DEMO, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'

const UserPoolId = 'us-east-1_Seldom001'
type PoolSeed = NonNullable<Seed['userPools']>[number]

/** A pool with one client for everything and a user; the rest as a test needs it. */
function seldom(pool: Partial<PoolSeed> = {}): Emulator {
  const flows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] as const
  const Clients = [{ ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: [...flows] }]
  const Users = [{ Username: 'mia', Password: 'p', Attributes: { email: 'mia@example.com', email_verified: 'true' } }]
  return testEmulator({ seed: { version: 1, userPools: [{ Id: UserPoolId, PoolName: 'x', Clients, Users, ...pool }] } })
}

/** How the SDK is refused: name and message in one line. */
async function refusal(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'ok',
    (error: Error) => `${error.name}: ${error.message}`,
  )
}

const begin = async (emulator: Emulator, AuthFlow: string, AuthParameters: object) =>
  post(emulator, 'InitiateAuth', { ClientId: 'web', AuthFlow, AuthParameters })

describe('what is not emulated is said to be that', () => {
  test.each(['ADMIN_NO_SRP_AUTH', 'CUSTOM_CHALLENGE'])('the challenge %s', async (ChallengeName) => {
    const answer = { ClientId: 'web', ChallengeName, Session: 'x'.repeat(40), ChallengeResponses: { USERNAME: 'mia' } }
    expect(await verdict(seldom(), 'RespondToAuthChallenge', answer)).toContain(
      `The challenge ${ChallengeName} is not emulated`,
    )
  })

  test('the flow CUSTOM_AUTH, at a client that allows it', async () => {
    const { text } = await begin(seldom(), 'CUSTOM_AUTH', { USERNAME: 'mia' })
    expect(text).toContain('The flow CUSTOM_AUTH is not emulated')
  })
})

test.each<[('email' | 'phone_number')[], string, string]>([
  [['email'], 'mia@shop.example', 'ok'],
  [['email'], '+15550001234', 'Username should be an email.'],
  [['phone_number'], '+15550001234', 'ok'],
  [['phone_number'], 'mia@shop.example', 'Username should be a phone number.'],
  [['phone_number', 'email'], '+15550001234', 'ok'],
  [['phone_number', 'email'], 'mia', 'Username should be either an email or a phone number.'],
])('where people sign in by %j, %s: %s', async (UsernameAttributes, Username, expected) => {
  const emulator = seldom({ UsernameAttributes, Users: [] })
  const made = refusal(sdk(emulator).send(new AdminCreateUserCommand({ UserPoolId, Username })))
  expect(await made).toContain(expected)
})

test('a pool has aliases or signs in by an attribute, not both', async () => {
  const both = { UsernameAttributes: ['email' as const], AliasAttributes: ['phone_number' as const] }
  expect(await refusal(sdk(seldom()).send(new CreateUserPoolCommand({ PoolName: 'both', ...both })))).toContain(
    'Only one of AliasAttributes and UsernameAttributes can be set.',
  )
})

test('a pool that says nothing of first factors takes a password', async () => {
  const { body } = await begin(seldom(), 'USER_AUTH', { USERNAME: 'mia' })
  expect(body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP'])
})

test('the old name of the refresh flow is refused by the new one', async () => {
  const { body } = await begin(seldom(), 'REFRESH_TOKEN', { REFRESH_TOKEN: 'x' })
  expect(String(body['message'])).toContain('REFRESH_TOKEN_AUTH')
})

test('whoever is deleted leaves their aliases to others', async () => {
  const emulator = seldom({ AliasAttributes: ['email'] })
  const taken = { UserPoolId, Username: 'kim', UserAttributes: [{ Name: 'email', Value: 'mia@example.com' }] }
  await sdk(emulator).send(new AdminDeleteUserCommand({ UserPoolId, Username: 'mia' }))
  const { body } = await begin(emulator, 'USER_PASSWORD_AUTH', { USERNAME: 'mia@example.com', PASSWORD: 'p' })
  expect(body['__type']).toBe('UserNotFoundException')
  const verified = [...taken.UserAttributes, { Name: 'email_verified', Value: 'true' }]
  expect(await refusal(sdk(emulator).send(new AdminCreateUserCommand({ ...taken, UserAttributes: verified })))).toBe(
    'ok',
  )
})

test('inviting again without a password makes one, and the old one is void', async () => {
  const emulator = testEmulator()
  const again = { UserPoolId: DEMO.pool, Username: 'tomas', MessageAction: 'RESEND' as const }
  await sdk(emulator).send(new AdminCreateUserCommand(again))
  await expect(signIn(emulator, DEMO.storefront, 'tomas', 'Temporary-1')).rejects.toThrow('NotAuthorizedException')
})

test('a pool of the dearest plan that says nothing of threat protection keeps no history of sign-ins', async () => {
  const history = (UserPoolAddOns?: { AdvancedSecurityMode: 'AUDIT' }) => {
    const emulator = seldom({ UserPoolTier: 'PLUS', ...(UserPoolAddOns && { UserPoolAddOns }) })
    return refusal(sdk(emulator).send(new AdminListUserAuthEventsCommand({ UserPoolId, Username: 'mia' })))
  }
  expect(await history()).toContain('UserPoolAddOnNotEnabledException')
  expect(await history({ AdvancedSecurityMode: 'AUDIT' })).toBe('ok')
})

test('somebody who had no password is given one where the pool remembers old ones', async () => {
  const Policies = { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 2 } }
  const emulator = seldom({ Policies, Users: [{ Username: 'mia' }] })
  const give = (Password: string) =>
    refusal(
      sdk(emulator).send(new AdminSetUserPasswordCommand({ UserPoolId, Username: 'mia', Password, Permanent: true })),
    )
  expect(await give('Lamp-1')).toBe('ok')
  const { body } = await begin(emulator, 'USER_PASSWORD_AUTH', { USERNAME: 'mia', PASSWORD: 'Lamp-1' })
  expect(body['AuthenticationResult']).toBeDefined()
})

test('an attribute that the pool does not have cannot be taken away', async () => {
  const wanted = { UserPoolId, Username: 'mia', UserAttributeNames: ['custom:none'] }
  const taken = refusal(sdk(seldom()).send(new AdminDeleteUserAttributesCommand(wanted)))
  expect(await taken).toContain('custom:none: Attribute does not exist in the schema.')
})

describe('attributes', () => {
  const Schema = [
    { Name: 'given_name', Required: true },
    { Name: 'badge', AttributeDataType: 'String' as const, Mutable: false },
    { Name: 'mark', AttributeDataType: 'String' as const, DeveloperOnlyAttribute: true },
  ]
  const set = async (emulator: Emulator, Name: string, Value: string) => {
    const UserAttributes = [{ Name, Value }]
    const change = { UserPoolId, Username: 'mia', UserAttributes }
    return refusal(sdk(emulator).send(new AdminUpdateUserAttributesCommand(change)))
  }

  test('that are not mutable are written once, and required ones stay', async () => {
    const emulator = seldom({ Schema, Users: [{ Username: 'mia', Attributes: { given_name: 'Mia' } }] })
    expect(await set(emulator, 'custom:badge', '7')).toBe('ok')
    expect(await set(emulator, 'custom:badge', '8')).toContain('user.custom:badge: Attribute cannot be updated.')
    expect(await set(emulator, 'dev:custom:mark', 'x')).toContain('InvalidParameterException')
    const UserAttributeNames = ['given_name']
    const gone = new AdminDeleteUserAttributesCommand({ UserPoolId, Username: 'mia', UserAttributeNames })
    expect(await refusal(sdk(emulator).send(gone))).toContain('given_name')
  })

  test('that are required and missing are asked for with the new password', async () => {
    const emulator = seldom({ Schema })
    const made = { UserPoolId, Username: 'new', TemporaryPassword: 'Temporary-1' }
    await sdk(emulator).send(new AdminCreateUserCommand(made))
    const { body } = await begin(emulator, 'USER_PASSWORD_AUTH', { USERNAME: 'new', PASSWORD: 'Temporary-1' })
    const { requiredAttributes } = body['ChallengeParameters'] as Record<string, string>
    expect(requiredAttributes).toBe('["userAttributes.given_name"]')
  })

  test('an address that is taken away is verified no longer', async () => {
    const emulator = seldom()
    expect(await set(emulator, 'email', '')).toBe('ok')
    const { AccessToken } = await signIn(emulator, 'web', 'mia', 'p')
    const { body } = await post(emulator, 'GetUser', { AccessToken })
    const names = (body['UserAttributes'] as { Name: string }[]).map(({ Name }) => Name)
    expect(names).not.toContain('email_verified')
  })
})

test('a choice that needs more than was sent is asked for', async () => {
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'EMAIL_OTP' as const] } }
  const emulator = seldom({ Policies })
  for (const PREFERRED_CHALLENGE of ['PASSWORD', 'PASSWORD_SRP']) {
    const { body } = await begin(emulator, 'USER_AUTH', { USERNAME: 'mia', PREFERRED_CHALLENGE })
    expect(body['ChallengeName']).toBe(PREFERRED_CHALLENGE)
  }
})

test('the set-up of a second factor ends with its user', async () => {
  const emulator = seldom({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } })
  const { body } = await begin(emulator, 'USER_PASSWORD_AUTH', { USERNAME: 'mia', PASSWORD: 'p' })
  expect(body['ChallengeName']).toBe('MFA_SETUP')
  await sdk(emulator).send(new AdminDeleteUserCommand({ UserPoolId, Username: 'mia' }))
  expect(await verdict(emulator, 'AssociateSoftwareToken', { Session: body['Session'] })).toBe(
    'NotAuthorizedException: Invalid session for the user.',
  )
})

test('a factor that the pool does not offer cannot be chosen, however able the user is', async () => {
  const emulator = seldom({ MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } })
  const { AccessToken } = await signIn(emulator, 'web', 'mia', 'p')
  const wanted = { AccessToken, EmailMfaSettings: { Enabled: true } }
  expect(await verdict(emulator, 'SetUserMFAPreference', wanted)).toContain('EMAIL_OTP is not enabled')
})

test('the message of SMS codes is kept', async () => {
  const emulator = seldom()
  const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/Sms' }
  const SmsMfaConfiguration = { SmsConfiguration, SmsAuthenticationMessage: 'Your code is {####}' }
  const change = { UserPoolId, MfaConfiguration: 'OPTIONAL' as const, SmsMfaConfiguration }
  const set = await sdk(emulator).send(new SetUserPoolMfaConfigCommand(change))
  expect(set.SmsMfaConfiguration).toMatchObject(SmsMfaConfiguration)
})

test('of the codes that were sent, the newest thousand at least are kept', async () => {
  const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'EMAIL_OTP' as const] } }
  const emulator = seldom({ Policies })
  const send = { USERNAME: 'mia', PREFERRED_CHALLENGE: 'EMAIL_OTP' }
  for (let n = 0; n < 2_001; n += 1) await begin(emulator, 'USER_AUTH', send)
  const { body } = await control(emulator, 'GET', 'codes')
  const codes = body['codes'] as { username: string }[]
  expect(codes).toHaveLength(1_000)
  expect(new Set(codes.map(({ username }) => username))).toEqual(new Set(['mia']))
})
