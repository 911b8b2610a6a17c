import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, lastCode, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'

let emulator: Emulator

const forgot = () => verdict(emulator, 'ForgotPassword', { ClientId: 'web', Username: 'ada' })
const confirm = (ConfirmationCode: string, Password: string) =>
  verdict(emulator, 'ConfirmForgotPassword', { ClientId: 'web', Username: 'ada', ConfirmationCode, Password })

describe('a history of two passwords', () => {
  const USED = 'PasswordHistoryPolicyViolationException: Password has been used before.'
  const who = { UserPoolId: 'us-east-1_History01', Username: 'ada' }
  const Users = [{ Username: 'ada', Password: 'One-1111', Attributes: { email: 'a@b.c', email_verified: 'true' } }]
  const Clients = [{ ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] }]
  const start = (PasswordHistorySize: number) => {
    const Policies = { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize } }
    const pool = { Id: who.UserPoolId, PoolName: 'history', Policies, Clients, Users }
    emulator = testEmulator({ seed: { version: 1, userPools: [pool] } })
  }
  const set = (Password: string, Permanent = true) =>
    sdk(emulator)
      .send(new AdminSetUserPasswordCommand({ ...who, Password, Permanent }))
      .then(
        () => 'ok',
        (error: Error) => `${error.name}: ${error.message}`,
      )

  test('refuses the one in use and the one before, and forgets those before', async () => {
    start(2)
    expect(await set('One-1111')).toBe(USED)
    expect([await set('Two-2222'), await set('One-1111'), await set('Two-2222')]).toEqual(['ok', USED, USED])
    expect([await set('Three-33'), await set('One-1111'), await set('Three-33')]).toEqual(['ok', 'ok', USED])
  })

  test('holds for everybody who sets a password', async () => {
    start(2)
    const { AccessToken } = await signIn(emulator, 'web', 'ada', 'One-1111')
    const change = (ProposedPassword: string) =>
      verdict(emulator, 'ChangePassword', { AccessToken, PreviousPassword: 'One-1111', ProposedPassword })
    expect([await change('One-1111'), await change('Two-2222')]).toEqual([USED, 'ok'])
    await forgot()
    const code = await lastCode(emulator)
    expect(await confirm(code, 'One-1111')).toBe(USED)
    expect(await confirm(code, 'Three-33')).toBe('ok')
    expect(await set('Four-444', false)).toBe('ok')
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Four-444' }
    const request = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'web', AuthParameters }
    const { Session } = (await post(emulator, 'InitiateAuth', request)).body
    const answer = (NEW_PASSWORD: string) =>
      verdict(emulator, 'RespondToAuthChallenge', {
        ClientId: 'web',
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD },
      })
    expect([await answer('Three-33'), await answer('Five-555')]).toEqual([USED, 'ok'])
  })

  test('of none refuses nothing, and keeps nothing', async () => {
    start(0)
    expect([await set('One-1111'), await set('Two-2222'), await set('One-1111')]).toEqual(['ok', 'ok', 'ok'])
    expect((await control(emulator, 'POST', 'snapshot')).text).not.toContain('passwordsBefore')
  })
})
