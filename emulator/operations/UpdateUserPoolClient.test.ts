import {
  type ClientTypeType,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolClientCommandInput,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
  type UserPoolClientDescription,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { UPDATE_RULES } from '../domain/updateRules.ts'
import type { Emulator } from '../index.ts'
import { advance, control, DEMO, sdk, testEmulator } from '../testing.ts'

const UserPoolId = DEMO.pool

/** A client on which no setting has its default. */
const UNUSUAL = {
  RefreshTokenValidity: 20,
  AccessTokenValidity: 2,
  IdTokenValidity: 3,
  TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'hours' },
  ReadAttributes: ['email'],
  WriteAttributes: ['name'],
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
  SupportedIdentityProviders: ['COGNITO'],
  CallbackURLs: ['https://a.example/cb', 'myapp://cb', 'http://localhost:3000/'],
  LogoutURLs: ['https://a.example/out'],
  DefaultRedirectURI: 'https://a.example/cb',
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  AllowedOAuthFlowsUserPoolClient: true,
  AnalyticsConfiguration: { ApplicationId: 'abc123', UserDataShared: true },
  PreventUserExistenceErrors: 'ENABLED',
  EnableTokenRevocation: false,
  EnablePropagateAdditionalUserContextData: true,
  AuthSessionValidity: 15,
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
} as const satisfies Omit<CreateUserPoolClientCommandInput, 'UserPoolId' | 'ClientName'>

/** What Describe shows of a setting that was reset: nothing, where it is not named here. */
const DEFAULTS: Record<string, unknown> = {
  AllowedOAuthFlowsUserPoolClient: false,
  PreventUserExistenceErrors: 'LEGACY',
  EnablePropagateAdditionalUserContextData: false,
}

let emulator: Emulator
let ClientId: string

beforeEach(async () => {
  emulator = testEmulator()
  const { UserPoolClient } = await sdk(emulator).send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'unusual', GenerateSecret: true, ...unusual() }),
  )
  ClientId = UserPoolClient!.ClientId!
})

function unusual() {
  return structuredClone(UNUSUAL) as unknown as typeof UNUSUAL &
    Omit<CreateUserPoolClientCommandInput, 'UserPoolId' | 'ClientName'>
}

const describeClient = async () =>
  (await sdk(emulator).send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient!
const update = (change: object) =>
  sdk(emulator).send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ...change }))

test('a new client with every setting is described with every setting, and its secret', async () => {
  expect(await describeClient()).toEqual({
    ...UNUSUAL,
    UserPoolId,
    ClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
    ClientName: 'unusual',
    ClientSecret: expect.stringMatching(/^[a-z0-9]{52}$/),
    ClientType: 'REGULAR',
    CreationDate: expect.any(Date),
    LastModifiedDate: expect.any(Date),
  })
})

test('a client with no setting of its own is described with the documented defaults', async () => {
  const { UserPoolClient } = await sdk(emulator).send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'plain' }),
  )
  expect(UserPoolClient).toEqual({
    UserPoolId,
    ClientId: expect.any(String),
    ClientName: 'plain',
    ClientType: 'REGULAR',
    CreationDate: expect.any(Date),
    LastModifiedDate: expect.any(Date),
    RefreshTokenValidity: 30,
    AllowedOAuthFlowsUserPoolClient: false,
    PreventUserExistenceErrors: 'LEGACY',
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: 3,
  })
})

describe('an update that leaves everything out', () => {
  test.each(Object.entries(UPDATE_RULES))('%s: $omitted', async (setting, { omitted, source }) => {
    expect(source).not.toBe('')
    await update({})
    const after = (await describeClient()) as unknown as Record<string, unknown>
    expect(after[setting]).toEqual(omitted === 'keep' ? UNUSUAL[setting as keyof typeof UNUSUAL] : DEFAULTS[setting])
  })

  test('keeps name and secret', async () => {
    const before = await describeClient()
    await update({})
    expect(await describeClient()).toMatchObject({ ClientName: 'unusual', ClientSecret: before.ClientSecret })
  })
})

test('an update that sends everything back changes one setting and the date', async () => {
  const { ClientSecret: _, CreationDate: __, LastModifiedDate: ___, ClientType, ...before } = await describeClient()
  await advance(emulator, 1000)
  const { UserPoolClient: answered } = await update({ ...before, EnableTokenRevocation: true })
  const after = await describeClient()
  expect(after).toEqual(answered)
  expect(after).toMatchObject({ ...before, ClientType, EnableTokenRevocation: true })
  expect(after.LastModifiedDate!.getTime() - after.CreationDate!.getTime()).toBeGreaterThanOrEqual(1000)
})

test.each([
  ['InvalidParameterException', { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } }],
  ['InvalidParameterException', { AccessTokenValidity: 25 }],
  ['InvalidParameterException', { IdTokenValidity: 25 }],
  ['InvalidParameterException', { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }],
  ['InvalidParameterException', { RefreshTokenValidity: 3651 }],
  ['InvalidParameterException', { RefreshTokenValidity: 315_360_001 }],
  ['InvalidParameterException', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] }],
  ['InvalidParameterException', { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }],
  ['InvalidParameterException', { DefaultRedirectURI: 'https://b.example/' }],
  ['InvalidParameterException', { CallbackURLs: ['http://a.example/'] }],
  ['InvalidParameterException', { CallbackURLs: ['https://a.example/#x'] }],
  ['InvalidParameterException', { LogoutURLs: ['nowhere'] }],
  ['InvalidParameterException', { AllowedOAuthFlowsUserPoolClient: true }],
  ['InvalidParameterException', { SupportedIdentityProviders: ['Google'] }],
  ['InvalidParameterException', { ReadAttributes: ['shoe_size'] }],
  ['InvalidParameterException', { WriteAttributes: ['shoe_size'] }],
  ['InvalidParameterException', { AuthSessionValidity: 2 }],
  ['InvalidParameterException', { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 } }],
  ['InvalidOAuthFlowException', { AllowedOAuthFlows: ['code', 'client_credentials'] }],
  ['ScopeDoesNotExistException', { AllowedOAuthScopes: ['shop/read'] }],
])('%s, and nothing changes: %j', async (name, change) => {
  const before = await describeClient()
  await expect(update(change)).rejects.toMatchObject({ name })
  expect(await describeClient()).toEqual(before)
})

test.each([
  ['Invalid range for token validity.', { AccessTokenValidity: 25 }],
  ['Invalid range for token validity.', { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } }],
  [
    'ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] },
  ],
])('says %s', async (message, change) => {
  await expect(update(change)).rejects.toMatchObject({ name: 'InvalidParameterException', message })
})

test('an app client reads and writes what there is, and writes whatever the pool requires', async () => {
  const root = sdk(emulator)
  const Schema = [{ Name: 'email', Required: true }]
  const { UserPool } = await root.send(new CreateUserPoolCommand({ PoolName: 'x', Schema }))
  const pool = { UserPoolId: UserPool!.Id!, ClientName: 'x' }
  const create = (settings: object) => root.send(new CreateUserPoolClientCommand({ ...pool, ...settings }))
  const refused = (kind: string, act: string) => ({
    name: 'InvalidParameterException',
    message: `Invalid ${kind} attributes specified while ${act} a client`,
  })
  await expect(create({ ReadAttributes: ['shoe_size'] })).rejects.toMatchObject(refused('read', 'creating'))
  await expect(create({ WriteAttributes: ['given_name'] })).rejects.toMatchObject(refused('write', 'creating'))
  const { UserPoolClient } = await create({ WriteAttributes: ['given_name', 'email'], ReadAttributes: ['given_name'] })
  const change = (settings: object) =>
    root.send(new UpdateUserPoolClientCommand({ ...pool, ClientId: UserPoolClient!.ClientId, ...settings }))
  await expect(change({ ReadAttributes: ['custom:x'] })).rejects.toMatchObject(refused('read', 'updating'))
  await expect(change({ WriteAttributes: ['given_name'] })).rejects.toMatchObject(refused('write', 'updating'))
})

test('what needs a secret is refused to a public client', async () => {
  const make = (settings: object) =>
    sdk(emulator).send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'public', ...settings }))
  await expect(make({ AllowedOAuthFlows: ['client_credentials'] })).rejects.toMatchObject({
    name: 'InvalidOAuthFlowException',
  })
  await expect(make({ EnablePropagateAdditionalUserContextData: true })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  await expect(make({ GenerateSecret: true, ClientSecret: 'a'.repeat(24) })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  const own = await make({ ClientSecret: 'a'.repeat(24) })
  expect((own as { UserPoolClient?: { ClientSecret?: string } }).UserPoolClient?.ClientSecret).toBe('a'.repeat(24))
  expect((await make({ RefreshTokenValidity: 0 })) as object).toMatchObject({
    UserPoolClient: { RefreshTokenValidity: 30 },
  })
  const inHours = { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: 'hours' } }
  expect((await make(inHours)) as object).toMatchObject({ UserPoolClient: inHours })
})

test('a unit that reverts to its default can make a kept validity too long', async () => {
  await update({ RefreshTokenValidity: 200_000, TokenValidityUnits: { RefreshToken: 'minutes' } })
  await expect(update({ AccessTokenValidity: 1 })).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('clients are listed page by page, by name and id only', async () => {
  const pages = await listed()
  for (const client of pages.flat())
    expect(Object.keys(client).sort()).toEqual(['ClientId', 'ClientName', 'UserPoolId'])
  expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
  expect(namesOf(pages)).toEqual(['Back office', 'Field app', 'Kiosk', 'Storefront', 'unusual'])
  const madeUp = new ListUserPoolClientsCommand({ UserPoolId, NextToken: 'made-up' })
  await expect(sdk(emulator).send(madeUp)).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

test('a filter by type leaves the pages as they are: without a client of that type they are empty, and go on', async () => {
  expect(namesOf(await listed('REGULAR'))).toEqual(['Back office', 'Field app', 'Kiosk', 'Storefront', 'unusual'])
  expect(await listed('DCR')).toEqual([[], [], []])
})

const namesOf = (pages: readonly (readonly UserPoolClientDescription[])[]) =>
  pages.flatMap((page) => page.map(({ ClientName = '' }) => ClientName)).sort()

/** The pool's clients, two to a page, until there is no NextToken. */
async function listed(ClientType?: ClientTypeType): Promise<UserPoolClientDescription[][]> {
  const pages: UserPoolClientDescription[][] = []
  let NextToken: string | undefined
  do {
    const read = { UserPoolId, MaxResults: 2, ...(ClientType && { ClientType }), ...(NextToken && { NextToken }) }
    const page = await sdk(emulator).send(new ListUserPoolClientsCommand(read))
    pages.push(page.UserPoolClients!)
    NextToken = page.NextToken
  } while (NextToken)
  return pages
}

test('the page token of another list is refused', async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  const root = sdk(emulator)
  const { NextToken } = await root.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1 }))
  const elsewhere = { UserPoolId: 'us-east-1_Wholesale2', NextToken: NextToken! }
  await expect(root.send(new ListUserPoolClientsCommand(elsewhere))).rejects.toThrow('Invalid pagination token.')
})
