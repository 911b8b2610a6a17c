import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { advance, byPassword, control, DEMO, post, sdk, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = testEmulator()
  await control(emulator, 'POST', 'clock', { frozen: true })
})

const withPassword = (...given: readonly [name: string, password: string, clientId?: string]) =>
  byPassword(emulator, ...given)
const WRONG = 'NotAuthorizedException: Incorrect username or password.'

describe('NEW_PASSWORD_REQUIRED', () => {
  const challenge = async () => {
    const { body } = await post(emulator, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: DEMO.storefront,
      AuthParameters: { USERNAME: 'tomas', PASSWORD: 'Temporary-1' },
    })
    return body
  }
  const answer = (Session: unknown, responses: object = {}, request: object = {}) =>
    verdict(emulator, 'RespondToAuthChallenge', {
      ClientId: DEMO.storefront,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'tomas', NEW_PASSWORD: 'Mine-alone-1', ...responses },
      ...request,
    })

  test('asks, takes a password once, and signs in', async () => {
    const asked = await challenge()
    expect(asked).toEqual({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: expect.stringMatching(/^[\w-]{1543}$/),
      ChallengeParameters: {
        USER_ID_FOR_SRP: 'tomas',
        requiredAttributes: '[]',
        userAttributes: JSON.stringify({ name: 'Tomás Herrera', email: 'tomas@example.com', email_verified: 'true' }),
      },
    })
    const other = await challenge()
    const { Session } = asked
    expect(await answer(Session, { NEW_PASSWORD: 'short' })).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    )
    expect(await answer(Session, { 'userAttributes.email': 'x@example.com' })).toBe(
      'NotAuthorizedException: Cannot modify an already provided email',
    )
    expect(await answer(Session, { USERNAME: 'ada' })).toBe('NotAuthorizedException: Invalid session for the user.')
    expect(await answer(Session, {}, { ClientId: DEMO.kiosk })).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    )
    expect(await answer(Session, { 'userAttributes.nickname': 'Tom' })).toBe('ok')
    expect(await answer(Session)).toBe(
      'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    )
    expect(await answer(other['Session'])).toBe('NotAuthorizedException: Invalid session for the user.')
    expect(await withPassword('tomas', 'Mine-alone-1')).toBe('ok')
    expect(await withPassword('tomas', 'Temporary-1')).toBe(WRONG)
  })

  test('ends when the session does, and needs one', async () => {
    const { Session } = await challenge()
    await advance(emulator, 3 * 60_000)
    expect(await answer(Session)).toBe('NotAuthorizedException: Invalid session for the user, session is expired.')
    expect(await answer('x'.repeat(40))).toBe('NotAuthorizedException: Invalid session for the user.')
    expect(await answer(undefined)).toBe('InvalidParameterException: Missing required parameter Session')
    expect(await answer(Session, {}, { ChallengeName: 'CUSTOM_CHALLENGE' })).toContain(
      'The challenge CUSTOM_CHALLENGE is not emulated',
    )
    expect(await answer(Session, { NEW_PASSWORD: null })).toBe(
      'InvalidParameterException: Missing required parameter NEW_PASSWORD',
    )
  })

  test('a temporary password lasts seven days, and another is given by inviting again', async () => {
    await advance(emulator, 7 * 86_400_000)
    expect(await withPassword('tomas', 'Temporary-1')).toBe(
      'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
    )
    const root = sdk(emulator, { accessKeyId: 'test', secretAccessKey: 'test' })
    root.config.systemClockOffset = 7 * 86_400_000
    const again = { UserPoolId: DEMO.pool, MessageAction: 'RESEND', TemporaryPassword: 'Another-2x' } as const
    await root.send(new AdminCreateUserCommand({ ...again, Username: 'tomas' }))
    expect(await withPassword('tomas', 'Another-2x')).toBe('ok')
    await expect(root.send(new AdminCreateUserCommand({ ...again, Username: 'ada' }))).rejects.toMatchObject({
      name: 'UnsupportedUserStateException',
    })
    await root.send(
      new AdminSetUserPasswordCommand({ UserPoolId: DEMO.pool, Username: 'ada', Password: 'Short-one-3' }),
    )
    const { body } = await post(emulator, 'InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: DEMO.storefront,
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Short-one-3' },
    })
    expect(body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED')
  })
})
