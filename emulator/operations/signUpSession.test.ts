import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { MEMBERS } from '../membersPool.ts'
import { advance, DEMO, lastCode, sdk, testEmulator, verdict } from '../testing.ts'

const ClientId = MEMBERS.client
const MINUTES = 60_000
const INVALID = 'NotAuthorizedException: Invalid session for the user.'
const SPENT = 'NotAuthorizedException: Invalid session for the user, session can only be used once.'
const EXPIRED = 'NotAuthorizedException: Invalid session for the user, session is expired.'
let emulator: Emulator

beforeEach(() => {
  emulator = testEmulator()
})

const signUp = (Username = 'olga', client: string = ClientId) =>
  sdk(emulator).send(
    new SignUpCommand({
      ClientId: client,
      Username,
      Password: 'Paper-boat-31',
      UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
    }),
  )
const confirm = async (Session?: string) =>
  sdk(emulator).send(
    new ConfirmSignUpCommand({ ClientId, Username: 'olga', ConfirmationCode: await lastCode(emulator), Session }),
  )
const confirmation = async (Session: string | undefined) =>
  verdict(emulator, 'ConfirmSignUp', {
    ClientId,
    Username: 'olga',
    ConfirmationCode: await lastCode(emulator),
    Session,
  })
const wanted = (Session: string | undefined, USERNAME = 'olga') => ({
  ClientId,
  AuthFlow: 'USER_AUTH' as const,
  AuthParameters: { USERNAME },
  Session,
})
const enter = (...given: Parameters<typeof wanted>) => sdk(emulator).send(new InitiateAuthCommand(wanted(...given)))
const entry = (...given: Parameters<typeof wanted>) => verdict(emulator, 'InitiateAuth', wanted(...given))
/** What an administrator sees whose clock has moved on with the emulator's. */
const status = async (laterMs: number) => {
  const read = new AdminGetUserCommand({ UserPoolId: MEMBERS.pool, Username: 'olga' })
  return (await sdk(emulator, undefined, laterMs).send(read)).UserStatus
}

test('the code that confirmed somebody signs them in, once, without being sent again', async () => {
  const { Session: begun } = await signUp()
  expect(begun).toMatch(/^\S{20,2048}$/)
  const { Session } = await confirm(begun)
  const { AuthenticationResult, ChallengeName } = await enter(Session)
  expect(ChallengeName).toBeUndefined()
  expect(await verdict(emulator, 'GetUser', { AccessToken: AuthenticationResult?.AccessToken })).toBe('ok')
  expect(await entry(Session)).toBe(SPENT)
})

test('ConfirmSignUp needs no Session for it, and an administrator’s server may use it', async () => {
  await signUp()
  const { Session } = await confirm()
  const onServer = new AdminInitiateAuthCommand({ UserPoolId: MEMBERS.pool, ...wanted(Session) })
  expect((await sdk(emulator).send(onServer)).AuthenticationResult?.AccessToken).toBeDefined()
})

test('a client that does not allow USER_AUTH gets no Session', async () => {
  expect(await signUp('olga', DEMO.storefront)).not.toHaveProperty('Session')
  const ConfirmationCode = await lastCode(emulator)
  const done = await sdk(emulator).send(
    new ConfirmSignUpCommand({ ClientId: DEMO.storefront, Username: 'olga', ConfirmationCode }),
  )
  expect(done).not.toHaveProperty('Session')
})

test('a Session of SignUp that is another’s, too old or no Session confirms nobody', async () => {
  const { Session: other } = await signUp('otto')
  const { Session } = await signUp()
  expect(await confirmation(other)).toBe(INVALID)
  expect(await confirmation('x'.repeat(20))).toBe(INVALID)
  await advance(emulator, 15 * MINUTES)
  expect(await confirmation(Session)).toBe(EXPIRED)
  expect(await status(15 * MINUTES)).toBe('UNCONFIRMED')
  expect(await confirmation(undefined)).toBe('ok')
})

test('a wrong code leaves the Session of SignUp as it is', async () => {
  const { Session } = await signUp()
  const wrong = { ClientId, Username: 'olga', ConfirmationCode: 'wrong', Session }
  expect(await verdict(emulator, 'ConfirmSignUp', wrong)).toMatch(/^CodeMismatchException/)
  expect(await confirmation(Session)).toBe('ok')
  expect(await confirmation(Session)).toBe(SPENT)
})

test('signing in takes ConfirmSignUp’s Session only: in time, of that user, who may sign in', async () => {
  const { Session: begun } = await signUp()
  const { Session } = await confirm(begun)
  expect(await entry(begun)).toBe(INVALID)
  expect(await entry(Session, 'ines')).toBe(INVALID)
  expect(await entry(Session, 'nobody')).toBe(INVALID)
  const root = sdk(emulator)
  await root.send(new AdminDisableUserCommand({ UserPoolId: MEMBERS.pool, Username: 'olga' }))
  expect(await entry(Session)).toBe('NotAuthorizedException: User is disabled.')
  await advance(emulator, 15 * MINUTES)
  expect(await entry(Session)).toBe(EXPIRED)
})

test('it is for the first sign-in only, and that of another way counts', async () => {
  await signUp()
  const { Session } = await confirm()
  const AuthParameters = { USERNAME: 'olga', PASSWORD: 'Paper-boat-31', PREFERRED_CHALLENGE: 'PASSWORD' }
  const byPassword = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
  expect((await sdk(emulator).send(byPassword)).AuthenticationResult?.AccessToken).toBeDefined()
  expect(await entry(Session)).toBe(INVALID)
})

test('it lasts as long as the client’s sessions do', async () => {
  const root = sdk(emulator)
  const flows = { ExplicitAuthFlows: ['ALLOW_USER_AUTH' as const], AuthSessionValidity: 3 }
  await root.send(new UpdateUserPoolClientCommand({ UserPoolId: MEMBERS.pool, ClientId, ...flows }))
  await signUp()
  const { Session } = await confirm()
  await advance(emulator, 3 * MINUTES)
  expect(await entry(Session)).toBe(EXPIRED)
})

test('where a second factor is required it is asked for', async () => {
  const SoftwareTokenMfaConfiguration = { Enabled: true }
  const required = { UserPoolId: MEMBERS.pool, MfaConfiguration: 'ON' as const, SoftwareTokenMfaConfiguration }
  await sdk(emulator).send(new SetUserPoolMfaConfigCommand(required))
  await signUp()
  const { Session } = await confirm()
  expect((await enter(Session)).AuthenticationResult).toBeUndefined()
})
