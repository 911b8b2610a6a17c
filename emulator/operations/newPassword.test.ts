import { AdminDeleteUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { byPassword, post, sdk, testEmulator, verdict } from '../testing.ts'

const POOL = 'us-east-1_Alias0001'

/** A pool whose users are found by a second name, and have to have a given name. */
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'alias',
      AliasAttributes: ['preferred_username', 'email'],
      Schema: [
        { Name: 'given_name', Required: true, AttributeDataType: 'String' },
        { Name: 'rank', AttributeDataType: 'String' },
      ],
      Clients: [
        { ClientId: 'any', ClientName: 'any', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
        {
          ClientId: 'few',
          ClientName: 'few',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          ReadAttributes: ['email', 'custom:rank'],
        },
      ],
      Users: [
        {
          Username: 'ann',
          Password: 'Any-password-1',
          Attributes: {
            given_name: 'Ann',
            preferred_username: 'nick',
            email: 'ann@example.com',
            email_verified: 'true',
            'custom:rank': '1',
          },
        },
        { Username: 'bob', TemporaryPassword: 'Temporary-1', Attributes: { given_name: 'Bob' } },
        { Username: 'cat', TemporaryPassword: 'Temporary-1' },
      ],
    },
  ],
}

let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator({ seed })
})

async function answer(name: string, responses: Readonly<Record<string, string>>): Promise<string> {
  const AuthParameters = { USERNAME: name, PASSWORD: 'Temporary-1' }
  const begin = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'any', AuthParameters }
  const { Session } = (await post(emulator, 'InitiateAuth', begin)).body
  return verdict(emulator, 'RespondToAuthChallenge', {
    ClientId: 'any',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: name, NEW_PASSWORD: 'Mine-alone-1', ...responses },
  })
}

async function attributesOf(Username: string) {
  const { UserAttributes } = await sdk(emulator).send(new AdminGetUserCommand({ UserPoolId: POOL, Username }))
  return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name, Value]))
}

const NICK = { 'userAttributes.preferred_username': 'nick' }
const signIn = (name: string, password: string) => byPassword(emulator, name, password, 'any')

test('another user’s alias is refused, and stays theirs', async () => {
  expect(await answer('bob', NICK)).toContain('AliasExistsException')
  await sdk(emulator).send(new AdminDeleteUserCommand({ UserPoolId: POOL, Username: 'bob' }))
  expect(await signIn('nick', 'Any-password-1')).toBe('ok')
})

test('a new alias is signed in with', async () => {
  expect(await answer('bob', { 'userAttributes.preferred_username': 'bobby' })).toBe('ok')
  expect(await signIn('bobby', 'Mine-alone-1')).toBe('ok')
})

test('what the schema asks for has to be given', async () => {
  expect(await answer('cat', {})).toBe('InvalidParameterException: Invalid attributes given, given_name is missing')
  expect(await answer('cat', { 'userAttributes.given_name': '' })).toContain('given_name is missing')
  expect(await signIn('cat', 'Mine-alone-1')).toContain('NotAuthorizedException')
  expect(await answer('cat', { 'userAttributes.given_name': 'Cat' })).toBe('ok')
  expect(await attributesOf('cat')).toEqual({ sub: expect.any(String), given_name: 'Cat' })
})

test.each([['email_verified'], ['custom:rank']])('%s is not written by the way', async (name) => {
  const given = { 'userAttributes.email': 'ann@example.com', [`userAttributes.${name}`]: 'true' }
  expect(await answer('bob', given)).toBe('NotAuthorizedException: A client attempted to write unauthorized attribute')
  expect(await attributesOf('bob')).toEqual({ sub: expect.any(String), given_name: 'Bob' })
})

test('an answer names the user by the username, not by the sub or an alias', async () => {
  const { sub = '' } = await attributesOf('bob')
  expect(await answer('bob', { USERNAME: sub })).toBe('NotAuthorizedException: Invalid session for the user.')
  expect(await answer('bob', {})).toBe('ok')
})

test('a client without ReadAttributes sees no custom ones, and one with them sees those alone', async () => {
  const begin = (ClientId: string) =>
    post(emulator, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: 'ann', PASSWORD: 'Any-password-1' },
    })
  const seen: Record<string, string[]> = {}
  for (const client of ['any', 'few']) {
    const { AuthenticationResult } = (await begin(client)).body as { AuthenticationResult: Record<string, string> }
    const { body } = await post(emulator, 'GetUser', { AccessToken: AuthenticationResult['AccessToken'] })
    const list = body['UserAttributes'] as { Name: string }[]
    seen[client] = list.map(({ Name }) => Name).sort()
    const claims = JSON.parse(
      atob(AuthenticationResult['IdToken']!.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')),
    )
    expect('custom:rank' in claims).toBe(client === 'few')
    expect('given_name' in claims).toBe(client === 'any')
  }
  expect(seen).toEqual({
    any: ['email', 'email_verified', 'given_name', 'preferred_username', 'sub'],
    few: ['custom:rank', 'email', 'sub'],
  })
})
