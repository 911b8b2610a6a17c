import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolDomainCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  ListResourceServersCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { DEMO, sdk, testEmulator } from '../testing.ts'

const POOL = { UserPoolId: DEMO.pool }
const WHOLESALE = { UserPoolId: 'us-east-1_Wholesale2' }

let emulator: Emulator
const aws = () => sdk(emulator)

beforeEach(() => {
  emulator = testEmulator()
})

describe('domains', () => {
  test('are made, described, shown by their pool, and taken away', async () => {
    const made = await aws().send(
      new CreateUserPoolDomainCommand({ ...WHOLESALE, Domain: 'partners', ManagedLoginVersion: 2 }),
    )
    expect([made.ManagedLoginVersion, made.CloudFrontDomain]).toEqual([2, undefined])
    const describeDomain = async () =>
      (await aws().send(new DescribeUserPoolDomainCommand({ Domain: 'partners' }))).DomainDescription
    expect(await describeDomain()).toEqual({
      ...WHOLESALE,
      AWSAccountId: '000000000000',
      Domain: 'partners',
      Status: 'ACTIVE',
      ManagedLoginVersion: 2,
    })
    expect((await aws().send(new DescribeUserPoolCommand(WHOLESALE))).UserPool?.Domain).toBe('partners')
    const login = new Request('http://127.0.0.1:9229/_domain/partners/login')
    expect((await emulator.fetch(login.clone())).status).toBe(400)
    await aws().send(new DeleteUserPoolDomainCommand({ ...WHOLESALE, Domain: 'partners' }))
    expect(await describeDomain()).toEqual({})
    expect((await emulator.fetch(login)).status).toBe(404)
    expect((await aws().send(new DescribeUserPoolCommand(WHOLESALE))).UserPool?.Domain).toBeUndefined()
  })

  test.each([
    ['a taken name', { ...WHOLESALE, Domain: 'curfew-demo' }, 'Domain already associated with another user pool.'],
    ['a second one', { ...POOL, Domain: 'second' }, 'already has a prefix domain'],
    ['capitals', { ...WHOLESALE, Domain: 'Shop' }, 'regular expression pattern'],
    ['another version', { ...WHOLESALE, Domain: 'x', ManagedLoginVersion: 3 }, 'must be 1 or 2'],
    ['a pool that is not there', { UserPoolId: 'us-east-1_none', Domain: 'x' }, 'does not exist'],
    [
      'a custom domain',
      {
        ...WHOLESALE,
        Domain: 'x',
        CustomDomainConfig: { CertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/c' },
      },
      'A custom domain is not emulated',
    ],
  ])('refuse %s', async (_, wanted, message) => {
    await expect(aws().send(new CreateUserPoolDomainCommand(wanted))).rejects.toThrow(message)
    expect((await aws().send(new DescribeUserPoolCommand(POOL))).UserPool?.Domain).toBe('curfew-demo')
  })

  test('managed login is not for the Lite tier, the classic pages are', async () => {
    const { UserPool } = await aws().send(new CreateUserPoolCommand({ PoolName: 'lite', UserPoolTier: 'LITE' }))
    const wanted = { UserPoolId: UserPool!.Id!, Domain: 'lite' }
    await expect(
      aws().send(new CreateUserPoolDomainCommand({ ...wanted, ManagedLoginVersion: 2 })),
    ).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' })
    expect((await aws().send(new CreateUserPoolDomainCommand(wanted))).ManagedLoginVersion).toBe(1)
  })

  test('are only taken away from their own pool', async () => {
    const foreign = new DeleteUserPoolDomainCommand({ ...WHOLESALE, Domain: 'curfew-demo' })
    await expect(aws().send(foreign)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('resource servers', () => {
  const ORDERS = { ...POOL, Identifier: 'https://orders.example.com', Name: 'Orders' }
  const READ = { ScopeName: 'read', ScopeDescription: 'See orders' }
  const WRITE = { ScopeName: 'write', ScopeDescription: 'Change orders' }
  const gone = { name: 'ResourceNotFoundException' }
  const create = (more: object = {}) =>
    aws().send(new CreateResourceServerCommand({ ...ORDERS, Scopes: [READ], ...more }))

  test('are made, described, changed as a whole, and deleted', async () => {
    expect((await create()).ResourceServer).toEqual({ ...ORDERS, Scopes: [READ] })
    await expect(create()).rejects.toThrow('already exists')
    const { Name: _, ...named } = ORDERS
    await aws().send(new UpdateResourceServerCommand({ ...ORDERS, Name: 'Sales', Scopes: [WRITE] }))
    const { ResourceServer } = await aws().send(new DescribeResourceServerCommand(named))
    expect(ResourceServer).toEqual({ ...ORDERS, Name: 'Sales', Scopes: [WRITE] })
    await aws().send(new DeleteResourceServerCommand(named))
    await expect(aws().send(new DescribeResourceServerCommand(named))).rejects.toMatchObject(gone)
    await expect(aws().send(new DeleteResourceServerCommand(named))).rejects.toMatchObject(gone)
  })

  test('are listed page by page, each pool its own', async () => {
    for (const Identifier of ['a', 'b', 'c']) await create({ Identifier })
    await create({ ...WHOLESALE, Identifier: 'd' })
    const first = await aws().send(new ListResourceServersCommand({ ...POOL, MaxResults: 2 }))
    const { NextToken } = first
    const rest = await aws().send(new ListResourceServersCommand({ ...POOL, MaxResults: 2, NextToken }))
    const found = [first, rest].map(({ ResourceServers = [] }) => ResourceServers.map(({ Identifier }) => Identifier))
    expect([found, rest.NextToken]).toEqual([[['a', 'b'], ['c']], undefined])
    // Unlike other lists, this one has tokens of any length in the service model.
    const long = new ListResourceServersCommand({ ...POOL, NextToken: 'A'.repeat(131_073) })
    await expect(aws().send(long)).rejects.toThrow('Invalid pagination token.')
  })

  test('make the scopes that app clients of their pool can have', async () => {
    const scope = `${ORDERS.Identifier}/read`
    const client = (UserPoolId: string) =>
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'machine',
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: [scope],
        AllowedOAuthFlowsUserPoolClient: true,
      })
    await expect(aws().send(client(DEMO.pool))).rejects.toMatchObject({ name: 'ScopeDoesNotExistException' })
    await create()
    expect((await aws().send(client(DEMO.pool))).UserPoolClient?.AllowedOAuthScopes).toEqual([scope])
    await expect(aws().send(client(WHOLESALE.UserPoolId))).rejects.toMatchObject({ name: 'ScopeDoesNotExistException' })
  })
})
