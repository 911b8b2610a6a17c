import {
  AddUserPoolClientSecretCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  type ExplicitAuthFlowsType,
  GetClientTokenCommand,
  GetUserCommand,
  ListUserPoolClientSecretsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { JwtVerifier } from 'aws-jwt-verify'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, DEMO, post, sdk, testEmulator, verdict } from '../testing.ts'

const UserPoolId = DEMO.pool
const ISSUER = `https://cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`
const SECRET = 'robot0secret0robot0secret0robot0'
let emulator: Emulator
let ClientId: string

/** A client with a secret and this flow. */
async function client(flow: string, AllowedOAuthScopes: string[] = []): Promise<string> {
  const wanted = {
    UserPoolId,
    ClientName: 'robot',
    ClientSecret: SECRET,
    // The SDK's enum does not have the flow that its documentation names.
    ExplicitAuthFlows: [flow as ExplicitAuthFlowsType],
    AllowedOAuthScopes,
    AccessTokenValidity: 2,
  }
  return (await sdk(emulator).send(new CreateUserPoolClientCommand(wanted))).UserPoolClient!.ClientId!
}

beforeEach(async () => {
  emulator = testEmulator()
  const Scopes = ['read', 'write', 'burn'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
  await sdk(emulator).send(new CreateResourceServerCommand({ UserPoolId, Identifier: 'stock', Name: 'Stock', Scopes }))
  ClientId = await client('ALLOW_CLIENT_TOKEN_AUTH', ['openid', 'stock/read', 'stock/write'])
})

const ask = async (change: { Secret?: string; Scopes?: string[] } = {}) =>
  (await sdk(emulator).send(new GetClientTokenCommand({ ClientId, Secret: SECRET, ...change })))
    .ClientAuthenticationResult!
const refusal = (change: object) => verdict(emulator, 'GetClientToken', { ClientId, Secret: SECRET, ...change })

test('a client without a domain gets a token for itself that anybody can verify', async () => {
  const { AccessToken = '', ...rest } = await ask()
  expect(rest).toEqual({ ExpiresIn: 7200, TokenType: 'Bearer' })
  const verifier = JwtVerifier.create({ issuer: ISSUER, audience: null })
  const keys = await emulator.fetch(new Request(`http://127.0.0.1:9229/${UserPoolId}/.well-known/jwks.json`))
  verifier.cacheJwks(await keys.json())
  expect(await verifier.verify(AccessToken)).toMatchObject({
    sub: ClientId,
    client_id: ClientId,
    token_use: 'access',
    scope: 'stock/read stock/write',
  })
  await expect(sdk(emulator).send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  })
})

test.each([
  [['stock/read'], 'stock/read'],
  [['stock/write', 'stock/read', 'stock/write'], 'stock/write stock/read'],
  [[], 'stock/read stock/write'],
])('for the scopes %j it gets %s', async (Scopes, scope) => {
  const { AccessToken = '' } = await ask({ Scopes })
  expect(JSON.parse(atob(AccessToken.split('.')[1]!))).toMatchObject({ scope })
})

test('no signature is needed, and one that is sent is not looked at', async () => {
  const signed = sdk(emulator, { accessKeyId: 'nobody', secretAccessKey: 'nothing' })
  expect(await signed.send(new GetClientTokenCommand({ ClientId, Secret: SECRET }))).toHaveProperty(
    'ClientAuthenticationResult',
  )
  expect((await post(emulator, 'GetClientToken', { ClientId, Secret: SECRET })).status).toBe(200)
})

test('a scope that the client or the pool has not, a wrong secret and another flow are refused', async () => {
  expect(await refusal({ Scopes: ['stock/burn'] })).toMatch(/^InvalidParameterException: /)
  expect(await refusal({ Scopes: ['stock/grow'] })).toMatch(/^InvalidParameterException: /)
  expect(await refusal({ Scopes: ['openid'] })).toMatch(/^InvalidParameterException: /)
  expect(await refusal({ Secret: 'a'.repeat(24) })).toMatch(/^NotAuthorizedException: /)
  expect(await refusal({ Secret: 'short' })).toMatch(/^InvalidParameterException: 1 validation error/)
  expect(await refusal({ ClientId: 'nobody' })).toMatch(/^ResourceNotFoundException: /)
  expect(await refusal({ ClientId: DEMO.storefront })).toMatch(/^NotAuthorizedException: /)
  const other = await client('ALLOW_USER_SRP_AUTH')
  expect(await refusal({ ClientId: other })).toMatch(/^InvalidParameterException: /)
  expect(await verdict(emulator, 'InitiateAuth', { ClientId, AuthFlow: 'USER_SRP_AUTH' })).toMatch('not enabled')
})

test('a leaked secret is good until it is deleted, and no longer; the other one goes on', async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  const root = sdk(emulator)
  const Secret = 'fresh0secret0fresh0secret0fresh0'
  await root.send(new AddUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecret: Secret }))
  await ask()
  await ask({ Secret })
  const { ClientSecrets = [] } = await root.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }))
  const ClientSecretId = ClientSecrets[0]?.ClientSecretId
  await root.send(new DeleteUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecretId }))
  expect(await refusal({})).toMatch(/^NotAuthorizedException: /)
  await ask({ Secret })
})
