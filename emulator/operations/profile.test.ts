import {
  AdminDeleteUserAttributesCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, DEMO, lastCode, post, sdk, signIn, testEmulator, verdict, vitals } from '../testing.ts'

const UserPoolId = DEMO.pool
const NEW = { Name: 'email', Value: 'new@example.org' }
let emulator: Emulator
let AccessToken: string

beforeEach(async () => {
  emulator = testEmulator()
  ;({ AccessToken } = await signIn(emulator))
})

async function attributes(): Promise<Record<string, string>> {
  const { UserAttributes } = await sdk(emulator).send(new AdminGetUserCommand({ UserPoolId, Username: 'ada' }))
  return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name, Value]))
}

test('a person changes their address: it is unverified until its code comes back', async () => {
  const user = sdk(emulator)
  const { CodeDeliveryDetailsList } = await user.send(
    new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [NEW, { Name: 'name', Value: '' }] }),
  )
  expect(CodeDeliveryDetailsList).toEqual([
    { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  ])
  expect(await attributes()).toEqual({ sub: expect.anything(), email: NEW.Value, email_verified: 'false' })
  const wrong = { AccessToken, AttributeName: 'email', Code: 'x' }
  expect(await verdict(emulator, 'VerifyUserAttribute', wrong)).toContain('CodeMismatchException')
  const Code = await lastCode(emulator)
  await user.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }))
  expect(await attributes()).toMatchObject({ email: NEW.Value, email_verified: 'true' })
  expect(await verdict(emulator, 'VerifyUserAttribute', { ...wrong, Code })).toContain('ExpiredCodeException')
})

test('where the pool asks for it, the old address stays until the new one is proved', async () => {
  const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ['email' as const] }
  await sdk(emulator).send(
    new UpdateUserPoolCommand({ UserPoolId, AutoVerifiedAttributes: ['email'], UserAttributeUpdateSettings }),
  )
  await sdk(emulator).send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [NEW] }))
  expect(await attributes()).toMatchObject({ email: 'ada@example.com', email_verified: 'true' })
  const Code = await lastCode(emulator)
  await sdk(emulator).send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }))
  expect(await attributes()).toMatchObject({ email: NEW.Value, email_verified: 'true' })
})

test('a code can be asked for again, for what there is', async () => {
  const ask = (AttributeName: string) =>
    verdict(emulator, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName })
  const asked = new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' })
  expect((await sdk(emulator).send(asked)).CodeDeliveryDetails).toMatchObject({ Destination: 'a***@e***' })
  expect(await ask('phone_number')).toContain('InvalidParameterException')
  expect(await ask('name')).toContain('InvalidParameterException')
  for (let call = 0; call < 15; call += 1) {
    const answer = await verdict(emulator, 'VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: 'x' })
    expect(answer).toContain('CodeMismatchException')
  }
  const last = { AccessToken, AttributeName: 'email', Code: await lastCode(emulator) }
  expect(await verdict(emulator, 'VerifyUserAttribute', last)).toContain('LimitExceededException')
})

test.each([
  ['UpdateUserAttributes', { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }, 'unauthorized attribute'],
  ['UpdateUserAttributes', { UserAttributes: [{ Name: 'sub', Value: 'x' }] }, 'non-mutable'],
  ['UpdateUserAttributes', { UserAttributes: [{ Name: 'custom:x', Value: 'x' }] }, 'unauthorized attribute'],
  ['UpdateUserAttributes', { UserAttributes: [{ Name: 'shoe', Value: 'x' }] }, 'unauthorized attribute'],
  ['DeleteUserAttributes', { UserAttributeNames: ['sub'] }, 'non-mutable'],
  ['DeleteUserAttributes', { UserAttributeNames: ['custom:x'] }, 'unauthorized attribute'],
])('%s %j is refused and changes nothing', async (operation, request, message) => {
  const before = await attributes()
  expect(await verdict(emulator, operation, { AccessToken, ...request })).toContain(message)
  expect(await attributes()).toEqual(before)
})

test('a client writes what it may write', async () => {
  const flows = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const], WriteAttributes: ['name'] }
  await sdk(emulator).send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId: DEMO.storefront, ...flows }))
  const write = (Name: string) =>
    verdict(emulator, 'UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name, Value: 'x' }] })
  expect([await write('name'), await write('email')]).toEqual([
    'ok',
    'NotAuthorizedException: A client attempted to write unauthorized attribute',
  ])
})

test('attributes are taken away with the mark of having been verified', async () => {
  await sdk(emulator).send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ['email'] }))
  expect(Object.keys(await attributes())).toEqual(['sub', 'name'])
  const target = { UserPoolId, Username: 'ada' }
  await sdk(emulator).send(new AdminDeleteUserAttributesCommand({ ...target, UserAttributeNames: ['name'] }))
  expect(Object.keys(await attributes())).toEqual(['sub'])
})

test.each([
  ['as verified', [NEW, { Name: 'email_verified', Value: 'true' }], 'true', 0],
  ['as unverified, and sent a code', [NEW], 'false', 1],
])('an administrator writes an address %s', async (_, UserAttributes, verified, sent) => {
  await sdk(emulator).send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: 'ada', UserAttributes }))
  expect(await attributes()).toMatchObject({ email: NEW.Value, email_verified: verified })
  expect((await control(emulator, 'GET', 'codes')).body['codes']).toHaveLength(sent)
})

test('a code proves only the address that it was sent to', async () => {
  await sdk(emulator).send(new UpdateUserPoolCommand({ UserPoolId, AutoVerifiedAttributes: [] }))
  const ask = () => post(emulator, 'GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' })
  const give = async () =>
    verdict(emulator, 'VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: await lastCode(emulator) })
  await ask()
  await sdk(emulator).send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [NEW] }))
  expect(await give()).toContain('ExpiredCodeException')
  expect(await attributes()).toMatchObject({ email: NEW.Value, email_verified: 'false' })
  await ask()
  await sdk(emulator).send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ['email'] }))
  expect(await give()).toContain('ExpiredCodeException')
  expect(Object.keys(await attributes())).not.toContain('email')
})

test('a person deletes themselves, answered without a body, and nothing of theirs works any more', async () => {
  const tokens = await signIn(emulator)
  expect((await post(emulator, 'DeleteUser', { AccessToken })).text).toBe('')
  expect(await vitals(emulator, tokens)).toEqual([
    'UserNotFoundException: User does not exist.',
    'NotAuthorizedException: Invalid Refresh Token.',
  ])
  await expect(sdk(emulator).send(new DeleteUserCommand({ AccessToken }))).rejects.toThrow('User does not exist.')
})
