import { createHmac } from 'node:crypto'
import {
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import { webCryptography } from '../domain/Cryptography.ts'
import { readJwt } from '../domain/jwt.ts'
import type { Emulator } from '../index.ts'
import {
  advance,
  byPassword,
  control,
  DEMO,
  initiate,
  lastCode,
  post,
  sdk,
  signIn,
  testEmulator,
  type Tokens,
} from '../testing.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { frozen: true })
})

const start = (request: object) => initiate(emulator, request)
const withPassword = (...given: readonly [name: string, password: string, clientId?: string]) =>
  byPassword(emulator, ...given)
const WRONG = 'NotAuthorizedException: Incorrect username or password.'

test('tokens come with empty challenge parameters, an expiry and a type', async () => {
  const { body } = await post(emulator, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: DEMO.storefront,
    AuthParameters: { USERNAME: 'ADA', PASSWORD: 'Lamp-lit-1843', UNKNOWN: 'x' },
  })
  expect(body).toEqual({
    ChallengeParameters: {},
    AuthenticationResult: {
      AccessToken: expect.stringMatching(/^eyJraWQi/),
      IdToken: expect.stringMatching(/^eyJraWQi/),
      RefreshToken: expect.stringMatching(/^eyJjdHkiOiJKV1Qi[\w-]*(\.[\w-]+){4}$/),
      ExpiresIn: 3600,
      TokenType: 'Bearer',
    },
  })
})

test('who may not sign in is told in the documented words', async () => {
  expect(await withPassword('ada', 'wrong')).toBe(WRONG)
  expect(await withPassword('nobody', 'x')).toBe(WRONG)
  expect(await withPassword('nobody', 'x', DEMO.kiosk)).toBe('UserNotFoundException: User does not exist.')
  expect(await withPassword('mikkel', 'North-gate-12')).toBe('NotAuthorizedException: User is disabled.')
  expect(await withPassword('mikkel', 'wrong')).toBe(WRONG)
  expect(await withPassword('pavel', 'Brick-tower-31')).toBe(
    'PasswordResetRequiredException: Password reset required for the user',
  )
  expect(await withPassword('olivia', 'x')).toBe('UserNotConfirmedException: User is not confirmed.')
})

test('requests that do not fit are told what is missing', async () => {
  const missing = 'InvalidParameterException: Missing required parameter'
  expect(await start({})).toBe(`${missing} USERNAME`)
  expect(await start({ AuthParameters: { USERNAME: 'ada', PASSWORD: null } })).toBe(`${missing} PASSWORD`)
  expect(await start({ AuthFlow: 'REFRESH_TOKEN' })).toBe(`${missing} REFRESH_TOKEN`)
  expect(await start({ ClientId: 'nobody' })).toBe('ResourceNotFoundException: User pool client nobody does not exist.')
  expect(await start({ AuthFlow: 'ADMIN_NO_SRP_AUTH' })).toBe(
    'InvalidParameterException: Initiate Auth method not supported.',
  )
  expect(await start({ ClientId: DEMO.backOffice })).toBe(
    'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
  )
  expect(await start({ ClientId: DEMO.fieldApp, AuthFlow: 'REFRESH_TOKEN_AUTH' })).toBe(
    'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
  )
  expect(await start({ AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: 'ada' } })).toBe(`${missing} SRP_A`)
  expect(await start({ AuthFlow: 'CUSTOM_AUTH' })).toBe(
    'InvalidParameterException: CUSTOM_AUTH flow not enabled for this client',
  )
})

test('refreshing by token gives new tokens of the same sign-in, and no refresh token', async () => {
  const first = await signIn(emulator)
  await advance(emulator, 5000)
  const { body } = await post(emulator, 'InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: DEMO.storefront,
    AuthParameters: { REFRESH_TOKEN: first.RefreshToken },
  })
  const second = body['AuthenticationResult'] as Tokens
  expect(second.RefreshToken).toBeUndefined()
  const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
  const [one, two, id] = [claims(first.AccessToken), claims(second.AccessToken), claims(second.IdToken)]
  expect(two).toMatchObject({
    origin_jti: one.origin_jti,
    event_id: one.event_id,
    auth_time: one.auth_time,
    iat: one.iat + 5,
  })
  expect(id.origin_jti).toBe(one.origin_jti)
  expect(new Set([one.jti, two.jti, id.jti]).size).toBe(3)
  expect(two).not.toHaveProperty('email')
  const wrong = { AuthFlow: 'REFRESH_TOKEN', AuthParameters: { REFRESH_TOKEN: first.RefreshToken } }
  expect(await start({ ...wrong, ClientId: DEMO.kiosk })).toBe(
    'NotAuthorizedException: Refresh Token has different Client',
  )
  expect(await start({ ...wrong, AuthParameters: { REFRESH_TOKEN: 'rubbish' } })).toBe(
    'NotAuthorizedException: Invalid Refresh Token.',
  )
  expect(await start({ ...wrong, AuthParameters: { ...wrong.AuthParameters, SECRET_HASH: 'x' } })).toBe(
    `NotAuthorizedException: Unable to verify secret hash for client ${DEMO.storefront}`,
  )
})

test('tokens of a client with revocation off carry neither origin_jti nor jti', async () => {
  const { AccessToken, IdToken } = await signIn(emulator, DEMO.kiosk)
  for (const token of [AccessToken, IdToken]) {
    const read = await readJwt(webCryptography, [], token)
    expect(read.outcome).toBe('bad signature')
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
    expect(claims).not.toHaveProperty('origin_jti')
    expect(claims).not.toHaveProperty('jti')
    expect(claims).toHaveProperty('event_id')
  }
})

describe('lockout', () => {
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) expect(await withPassword('ada', 'wrong')).toBe(WRONG)
  }
  const LOCKED = 'NotAuthorizedException: Password attempts exceeded'

  test('the fifth failure locks for a second, each further one twice as long, and attempts meanwhile do not count', async () => {
    await fail(4)
    expect(await withPassword('ada', 'Lamp-lit-1843')).toBe('ok')
    await fail(5)
    for (const seconds of [1, 2, 4, 8]) {
      expect(await withPassword('ada', 'Lamp-lit-1843')).toBe(LOCKED)
      await advance(emulator, seconds * 1000 - 1)
      expect(await withPassword('ada', 'wrong')).toBe(LOCKED)
      await advance(emulator, 1)
      await fail(1)
    }
    await advance(emulator, 16_000)
    expect(await withPassword('ada', 'Lamp-lit-1843')).toBe('ok')
    await fail(4)
  })

  test('a success forgets failures at the first sign-in after signing up, too', async () => {
    const who = { ClientId: DEMO.storefront, Username: 'ines' }
    const UserAttributes = [{ Name: 'email', Value: 'ines@example.com' }]
    await sdk(emulator).send(new SignUpCommand({ ...who, Password: 'Paper-boat-31', UserAttributes }))
    const ConfirmationCode = await lastCode(emulator)
    await sdk(emulator).send(new ConfirmSignUpCommand({ ...who, ConfirmationCode }))
    for (let time = 0; time < 4; time += 1) expect(await withPassword('ines', 'wrong')).toBe(WRONG)
    expect(await withPassword('ines', 'Paper-boat-31')).toBe('ok')
    expect(await withPassword('ines', 'wrong')).toBe(WRONG)
    expect(await withPassword('ines', 'Paper-boat-31')).toBe('ok')
  })

  test('fifteen quiet minutes forget failures', async () => {
    await fail(4)
    await advance(emulator, 15 * 60_000)
    await fail(4)
    expect(await withPassword('ada', 'Lamp-lit-1843')).toBe('ok')
  })
})

describe('a confidential client', () => {
  const hash = (username: string) =>
    createHmac('sha256', DEMO.backOfficeSecret)
      .update(username + DEMO.backOffice)
      .digest('base64')
  const admin = (
    parameters: Record<string, string>,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH' = 'ADMIN_USER_PASSWORD_AUTH',
  ) =>
    sdk(emulator).send(
      new AdminInitiateAuthCommand({
        UserPoolId: DEMO.pool,
        ClientId: DEMO.backOffice,
        AuthFlow,
        AuthParameters: parameters,
      }),
    )
  const ada = { USERNAME: 'ada', PASSWORD: 'Lamp-lit-1843' }

  test('needs the right SECRET_HASH, to sign in and to refresh', async () => {
    await expect(admin(ada)).rejects.toThrow(
      `Client ${DEMO.backOffice} is configured with secret but SECRET_HASH was not received`,
    )
    await expect(admin({ ...ada, SECRET_HASH: hash('rhea') })).rejects.toThrow(
      `Unable to verify secret hash for client ${DEMO.backOffice}`,
    )
    const otherSpelling = hash('ada').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    await expect(admin({ ...ada, SECRET_HASH: otherSpelling })).rejects.toThrow('Unable to verify secret hash')
    const { AuthenticationResult } = await admin({ ...ada, SECRET_HASH: hash('ada') })
    const refresh = { REFRESH_TOKEN: AuthenticationResult!.RefreshToken! }
    await expect(admin(refresh, 'REFRESH_TOKEN_AUTH')).rejects.toThrow('SECRET_HASH was not received')
    for (const name of ['ada', '0ada0000-0000-4000-8000-000000000001']) {
      const { AuthenticationResult: again } = await admin({ ...refresh, SECRET_HASH: hash(name) }, 'REFRESH_TOKEN_AUTH')
      expect(again?.AccessToken).toBeDefined()
    }
    await expect(admin({ ...refresh, SECRET_HASH: hash('rhea') }, 'REFRESH_TOKEN_AUTH')).rejects.toThrow(
      'Unable to verify',
    )
  })
})

test('the administrator flow has its own permission and its own words', async () => {
  const admin = (ClientId: string, UserPoolId: string = DEMO.pool) =>
    sdk(emulator).send(
      new AdminInitiateAuthCommand({
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_NO_SRP_AUTH',
        AuthParameters: { USERNAME: 'ada' },
      }),
    )
  await expect(admin(DEMO.storefront)).rejects.toThrow('Auth flow not enabled for this client')
  await expect(admin(DEMO.storefront, 'us-east-1_Wholesale2')).rejects.toThrow(
    `User pool client ${DEMO.storefront} does not exist.`,
  )
  await expect(admin(DEMO.storefront, 'us-east-1_none')).rejects.toThrow('User pool us-east-1_none does not exist.')
})

test('the legacy flow names allow what they allowed', async () => {
  const root = sdk(emulator)
  const make = async (ExplicitAuthFlows?: ('USER_PASSWORD_AUTH' | 'CUSTOM_AUTH_FLOW_ONLY')[]) =>
    (
      await root.send(
        new CreateUserPoolClientCommand({
          UserPoolId: DEMO.pool,
          ClientName: 'old',
          ...(ExplicitAuthFlows && { ExplicitAuthFlows }),
        }),
      )
    ).UserPoolClient!.ClientId!
  const bare = await make()
  expect(await withPassword('ada', 'Lamp-lit-1843', bare)).toBe(
    'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
  )
  expect(await start({ ClientId: bare, AuthFlow: 'USER_SRP_AUTH' })).toContain('Missing required parameter')
  expect(await withPassword('ada', 'Lamp-lit-1843', await make(['USER_PASSWORD_AUTH']))).toBe('ok')
  expect(await start({ ClientId: await make(['CUSTOM_AUTH_FLOW_ONLY']), AuthFlow: 'USER_SRP_AUTH' })).toBe(
    'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
  )
})

test('a client with rotation switched on cannot refresh by InitiateAuth even with the flow in its legacy list', async () => {
  const { RefreshToken } = await signIn(emulator, DEMO.storefront)
  await sdk(emulator).send(
    new UpdateUserPoolClientCommand({
      UserPoolId: DEMO.pool,
      ClientId: DEMO.storefront,
      RefreshTokenRotation: { Feature: 'ENABLED' },
    }),
  )
  expect(await start({ AuthFlow: 'REFRESH_TOKEN', AuthParameters: { REFRESH_TOKEN: RefreshToken } })).toBe(
    'InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client',
  )
})
