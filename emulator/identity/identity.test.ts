import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity'
import {
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { chooseRole } from '../domain/roleChoice.ts'
import type { IdentityPool } from '../domain/IdentityPools.ts'
import type { Emulator } from '../index.ts'
import { demoSeed } from '../seed.ts'
import { advance, control, DEMO, identitySdk, post, sdk, signIn, testEmulator, type Tokens } from '../testing.ts'

const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${DEMO.pool}`
let emulator: Emulator
let ada: Tokens

beforeEach(async () => {
  emulator = testEmulator()
  ada = await signIn(emulator)
})

const getId = (Logins?: Record<string, string>, IdentityPoolId: string = DEMO.identityPool) =>
  identitySdk(emulator).send(new GetIdCommand({ IdentityPoolId, ...(Logins && { Logins }) }))
const getCredentials = (IdentityId: string | undefined, Logins?: Record<string, string>, more: object = {}) =>
  identitySdk(emulator).send(new GetCredentialsForIdentityCommand({ IdentityId, ...(Logins && { Logins }), ...more }))
const login = (token: string) => ({ [PROVIDER]: token })

test('one login is one identity, and another person is another', async () => {
  const { IdentityId } = await getId(login(ada.IdToken))
  expect(IdentityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/)
  expect((await getId(login((await signIn(emulator)).IdToken))).IdentityId).toBe(IdentityId)
  const rhea = await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
  expect((await getId(login(rhea.IdToken))).IdentityId).not.toBe(IdentityId)
})

test('credentials are temporary, for an hour, and spelled as this service spells them', async () => {
  await control(emulator, 'POST', 'clock', { frozen: true })
  const { IdentityId } = await getId(login(ada.IdToken))
  const { Credentials } = await getCredentials(IdentityId, login(ada.IdToken))
  const { nowMs } = (await control(emulator, 'GET', 'clock')).body as { nowMs: number }
  expect(Credentials).toEqual({
    AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    SecretKey: expect.stringMatching(/^\w{40}$/),
    SessionToken: expect.any(String),
    Expiration: new Date(Math.floor(nowMs / 1000) * 1000 + 3_600_000),
  })
})

test('new credentials are others, and leave the old ones', async () => {
  const { IdentityId } = await getId(login(ada.IdToken))
  const rhea = await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
  const operator = await getId(login(rhea.IdToken))
  const made = [
    await getCredentials(operator.IdentityId, login(rhea.IdToken)),
    await getCredentials(IdentityId, login(ada.IdToken)),
    await getCredentials(operator.IdentityId, login(rhea.IdToken)),
  ].map(({ Credentials }) => Credentials)
  expect(new Set(made.map((one) => one?.AccessKeyId)).size).toBe(3)
  const [first] = made
  const credentials = {
    accessKeyId: first?.AccessKeyId ?? '',
    secretAccessKey: first?.SecretKey ?? '',
    sessionToken: first?.SessionToken ?? '',
  }
  const listed = await sdk(emulator, credentials).send(new ListUsersCommand({ UserPoolId: DEMO.pool, Limit: 1 }))
  expect(listed.Users).toHaveLength(1)
})

test.each([
  [
    'an unlisted pool',
    async () => ({ 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Wholesale2': ada.IdToken }),
    'Token is not from a supported provider of this identity pool.',
  ],
  [
    'an unlisted client',
    async () => login((await signIn(emulator, DEMO.kiosk)).IdToken),
    'Token is not from a supported provider of this identity pool.',
  ],
  [
    'an access token',
    async () => login(ada.AccessToken),
    'Token is not from a supported provider of this identity pool.',
  ],
  [
    'another signature',
    async () => login(ada.IdToken.slice(0, -9)),
    "Invalid login token. Couldn't verify signed token.",
  ],
  [
    "another pool's token",
    async () => login((await signIn(emulator, 'wholesale0portal0client001', 'greta', 'Cargo-ledger-8')).IdToken),
    "Invalid login token. Issuer doesn't match providerName",
  ],
  ['nobody', async () => undefined, 'Unauthenticated access is not supported for this identity pool.'],
])('%s is refused', async (_, logins, message) => {
  await expect(getId(await logins())).rejects.toMatchObject({ name: 'NotAuthorizedException', message })
})

test('unknown pools and identities are not found, and two logins at once are not emulated', async () => {
  await expect(getId(undefined, 'us-east-1:0')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(getCredentials('us-east-1:0')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await expect(getId({ ...login(ada.IdToken), 'accounts.google.com': 'x' })).rejects.toThrow('not emulated')
})

test("another person's login does not open an identity", async () => {
  const { IdentityId } = await getId(login(ada.IdToken))
  const rhea = await signIn(emulator, DEMO.storefront, 'rhea', 'Night-watch-26')
  await expect(getCredentials(IdentityId, login(rhea.IdToken))).rejects.toThrow("Logins don't match.")
  await expect(getCredentials(IdentityId)).rejects.toThrow(`Access to Identity '${IdentityId}' is forbidden.`)
})

test('an expired login is told when it expired', async () => {
  await advance(emulator, 3_600_000)
  await expect(getId(login(ada.IdToken))).rejects.toThrow(/^Invalid login token\. Token expired: \d+ >= \d+$/)
})

describe('a session that is over', () => {
  const revoke = () => post(emulator, 'RevokeToken', { Token: ada.RefreshToken, ClientId: DEMO.storefront })
  const admin = { UserPoolId: DEMO.pool, Username: 'ada' }
  const endings: [string, () => Promise<unknown>][] = [
    ['revoked', revoke],
    ['signed out', () => sdk(emulator).send(new AdminUserGlobalSignOutCommand(admin))],
    ['disabled', () => sdk(emulator).send(new AdminDisableUserCommand(admin))],
  ]

  test.each(endings)('buys no credentials with ServerSideTokenCheck: %s', async (_, end) => {
    const { IdentityId } = await getId(login(ada.IdToken))
    await end()
    await expect(getId(login(ada.IdToken))).rejects.toThrow('Invalid login token. Token is revoked.')
    await expect(getCredentials(IdentityId, login(ada.IdToken))).rejects.toThrow(
      'Invalid login token. Token is revoked.',
    )
  })

  test.each(endings)('still buys credentials without it: %s', async (_, end) => {
    const seed = structuredClone(demoSeed)
    const [pool] = seed.identityPools ?? []
    const CognitoIdentityProviders = pool?.CognitoIdentityProviders?.map((provider) => ({
      ...provider,
      ServerSideTokenCheck: false,
    }))
    await control(emulator, 'POST', 'seed', { ...seed, identityPools: [{ ...pool, CognitoIdentityProviders }] })
    ada = await signIn(emulator)
    await end()
    const { IdentityId } = await getId(login(ada.IdToken))
    expect((await getCredentials(IdentityId, login(ada.IdToken))).Credentials).toBeDefined()
  })
})

test('guests get an identity each, and the role for guests, where the pool has them', async () => {
  const unauthenticated = 'arn:aws:iam::000000000000:role/Guest'
  const guests = {
    IdentityPoolId: 'us-east-1:1',
    IdentityPoolName: 'guests',
    AllowUnauthenticatedIdentities: true,
    Roles: { unauthenticated },
  }
  await control(emulator, 'POST', 'seed', { version: 1, identityPools: [guests] })
  const [one, other] = [await getId(undefined, 'us-east-1:1'), await getId(undefined, 'us-east-1:1')]
  expect(one.IdentityId).not.toBe(other.IdentityId)
  expect((await getCredentials(one.IdentityId)).Credentials?.AccessKeyId).toMatch(/^ASIA/)
})

describe('the role', () => {
  const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`
  const pool = (mapping?: object): IdentityPool => ({
    IdentityPoolId: 'x:1',
    IdentityPoolName: 'x',
    Roles: { authenticated: arn('any') },
    ...(mapping && { RoleMappings: { 'p:c': mapping as never } }),
  })
  const by = (claims: object) => ({ provider: 'p', claims: { aud: 'c', ...claims } as never })
  const roles = { 'cognito:roles': [arn('a'), arn('b')] }

  test.each([
    [
      'without a mapping, the one for everybody',
      undefined,
      { ...roles, 'cognito:preferred_role': arn('a') },
      undefined,
      'any',
    ],
    [
      'by token, the preferred one',
      { Type: 'Token' },
      { ...roles, 'cognito:preferred_role': arn('a') },
      undefined,
      'a',
    ],
    ['by token, the one asked for', { Type: 'Token' }, roles, arn('b'), 'b'],
    ['by token, none preferred', { Type: 'Token' }, roles, undefined, 'any'],
    ['by rule: equals', rules('Equals', 'eng'), { dep: 'eng' }, undefined, 'ruled'],
    ['by rule: not equal', rules('NotEqual', 'x'), { dep: 'eng' }, undefined, 'ruled'],
    ['by rule: begins with', rules('StartsWith', 'en'), { dep: 'eng' }, undefined, 'ruled'],
    ['by rule: contains', rules('Contains', 'b'), { dep: ['a', 'b'] }, undefined, 'ruled'],
    ['by rule, of a claim that is no text', rules('Equals', 'true'), { dep: true }, undefined, 'ruled'],
    ['by rule, the one asked for, of a later rule that matches', later('eng'), { dep: 'eng' }, arn('b'), 'b'],
    ['by rule, no match', rules('Equals', 'eng'), {}, undefined, 'any'],
    ['by rule, of what is no claim', rules('NotEqual', 'eng', 'toString'), {}, undefined, 'any'],
    ['by rule, of what begins as no claim', rules('StartsWith', 'eng', 'toString'), {}, undefined, 'any'],
  ])('%s', (_, mapping, claims, wanted, expected) => {
    expect(chooseRole(pool(mapping), by(claims), wanted)).toBe(arn(expected))
  })

  test.each([
    ['one asked for that the token does not list', pool({ Type: 'Token' }), arn('z')],
    ['one asked for without a mapping', pool(), arn('a')],
    ['one asked for of a rule that does not match', pool(later('x')), arn('b')],
    ['none to choose, and Deny', pool({ Type: 'Token', AmbiguousRoleResolution: 'Deny' }), undefined],
  ])('is refused: %s', (_, where, wanted) => {
    expect(() => chooseRole(where, by(roles), wanted)).toThrow(
      expect.objectContaining({ code: 'NotAuthorizedException' }),
    )
  })

  test('of a pool that has none is a mistake in the pool', () => {
    const bare = { IdentityPoolId: 'x:1', IdentityPoolName: 'x' }
    expect(() => chooseRole(bare, by({}), undefined)).toThrow('Invalid identity pool configuration')
    expect(() => chooseRole(bare, undefined, undefined)).toThrow('Invalid identity pool configuration')
  })

  /** A rule that matches everybody with a department, and one for `b` behind it. */
  function later(Value: string) {
    const first = { Claim: 'dep', MatchType: 'NotEqual', Value: '', RoleARN: arn('a') }
    const second = { Claim: 'dep', MatchType: 'Equals', Value, RoleARN: arn('b') }
    return { Type: 'Rules', RulesConfiguration: { Rules: [first, second] } }
  }

  function rules(MatchType: string, Value: string, Claim = 'dep') {
    return { Type: 'Rules', RulesConfiguration: { Rules: [{ Claim, MatchType, Value, RoleARN: arn('ruled') }] } }
  }
})
