import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createHmac } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, DEMO, sdk, testEmulator, verdict } from '../testing.ts'

const client = { UserPoolId: DEMO.pool, ClientId: DEMO.backOffice }
const OWN = 'my0own0secret0of0thirty0letters'
let emulator: Emulator
let root: ReturnType<typeof sdk>

beforeEach(() => {
  emulator = testEmulator()
  root = sdk(emulator)
})

const list = async () => (await root.send(new ListUserPoolClientSecretsCommand(client))).ClientSecrets!
/** How each place that checks a secret answers this one. */
const accepted = async (secret: string) => [
  await verdict(emulator, 'RevokeToken', { ClientId: client.ClientId, ClientSecret: secret, Token: 'a.b.c.d.e' }),
  await verdict(emulator, 'GetTokensFromRefreshToken', {
    ClientId: client.ClientId,
    ClientSecret: secret,
    RefreshToken: 'a.b.c.d.e',
  }),
  await verdict(emulator, 'ForgotPassword', {
    ClientId: client.ClientId,
    Username: 'ada',
    SecretHash: createHmac('sha256', secret).update(`ada${client.ClientId}`).digest('base64'),
  }),
]
const YES = ['ok', 'NotAuthorizedException: Invalid Refresh Token.', 'ok']
const NO = [
  'UnauthorizedException: Invalid client secret',
  `NotAuthorizedException: Unable to verify secret for client ${client.ClientId}`,
  `NotAuthorizedException: Unable to verify secret hash for client ${client.ClientId}`,
]

test('a second secret is accepted beside the first, until one is deleted', async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  expect(await accepted(OWN)).toEqual(NO)
  const added = await root.send(new AddUserPoolClientSecretCommand({ ...client, ClientSecret: OWN }))
  expect(added.ClientSecretDescriptor).not.toHaveProperty('ClientSecretValue')
  expect([await accepted(OWN), await accepted(DEMO.backOfficeSecret)]).toEqual([YES, YES])
  const secrets = await list()
  expect(secrets).toHaveLength(2)
  for (const secret of secrets) {
    expect(secret.ClientSecretId).toBe(`${client.ClientId}--${secret.ClientSecretCreateDate!.getTime()}`)
    expect(secret).not.toHaveProperty('ClientSecretValue')
  }
  const [first] = secrets
  await root.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId: first!.ClientSecretId }))
  expect([await accepted(OWN), await accepted(DEMO.backOfficeSecret)]).toEqual([YES, NO])
})

test('one that the client does not bring is made up and shown once', async () => {
  const { ClientSecretDescriptor } = await root.send(new AddUserPoolClientSecretCommand(client))
  expect(ClientSecretDescriptor!.ClientSecretValue).toMatch(/^[a-z\d]{52}$/)
  expect(await accepted(ClientSecretDescriptor!.ClientSecretValue!)).toEqual(YES)
})

test('there are never three, never none, and none for a public client', async () => {
  const add = (more: object = {}) => root.send(new AddUserPoolClientSecretCommand({ ...client, ...more }))
  const remove = (ClientSecretId: string) =>
    root.send(new DeleteUserPoolClientSecretCommand({ ...client, ClientSecretId }))
  const [only] = await list()
  await expect(remove(only!.ClientSecretId!)).rejects.toMatchObject({ name: 'InvalidParameterException' })
  await expect(remove('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(add({ ClientId: DEMO.storefront })).rejects.toMatchObject({ name: 'InvalidParameterException' })
  await add()
  await expect(add()).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Client secrets cannot exceed limit of 2 secrets.',
  })
  expect(await list()).toHaveLength(2)
})
