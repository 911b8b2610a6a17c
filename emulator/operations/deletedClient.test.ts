import {
  AdminListUserSessionsCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { expect, test } from 'vitest'
import { DEMO, sdk, signIn, testEmulator } from '../testing.ts'

test('a deleted client’s sessions are in no list, and take no place', async () => {
  const emulator = testEmulator()
  const root = sdk(emulator)
  const listed = async () => {
    const read = new AdminListUserSessionsCommand({ UserPoolId: DEMO.pool, Username: 'ada' })
    return (await root.send(read)).Sessions?.map(({ ClientId }) => ClientId).sort()
  }
  await signIn(emulator)
  await signIn(emulator, DEMO.kiosk)
  expect(await listed()).toEqual([DEMO.kiosk, DEMO.storefront].sort())
  await root.send(new DeleteUserPoolClientCommand({ UserPoolId: DEMO.pool, ClientId: DEMO.kiosk }))
  expect(await listed()).toEqual([DEMO.storefront])
})

test.each([
  [['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'], true],
  [['ALLOW_CLIENT_TOKEN_AUTH'], false],
])('the flow for clients’ own tokens is refused with %j and secret %s', async (flows, GenerateSecret) => {
  const wanted = { UserPoolId: DEMO.pool, ClientName: 'x', ExplicitAuthFlows: flows as 'ALLOW_USER_SRP_AUTH'[] }
  const make = new CreateUserPoolClientCommand({ ...wanted, GenerateSecret })
  await expect(sdk(testEmulator()).send(make)).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('alone, and with a secret, it is allowed', async () => {
  // The SDK's enum does not have it.
  const ExplicitAuthFlows = ['ALLOW_CLIENT_TOKEN_AUTH' as 'ALLOW_USER_SRP_AUTH']
  const wanted = { UserPoolId: DEMO.pool, ClientName: 'x', ExplicitAuthFlows }
  const made = await sdk(testEmulator()).send(new CreateUserPoolClientCommand({ ...wanted, GenerateSecret: true }))
  expect(made.UserPoolClient?.ExplicitAuthFlows).toEqual(['ALLOW_CLIENT_TOKEN_AUTH'])
})
