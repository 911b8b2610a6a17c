import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  CreateUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigRequest,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { control, post, sdk, signIn, testEmulator, verdict } from '../testing.ts'
import { totp } from './authenticator.ts'
import { POOL, secondFactorSeed, sms } from './secondFactorPool.ts'
import { signInSteps } from './signInSteps.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = testEmulator({ seed: secondFactorSeed('ON') })
  await control(emulator, 'POST', 'clock', { frozen: true })
})

const { begin, now, refusal } = signInSteps(() => emulator)

describe('a pool where it is optional', () => {
  beforeEach(async () => {
    emulator = testEmulator({ seed: secondFactorSeed('OPTIONAL') })
    await control(emulator, 'POST', 'clock', { frozen: true })
  })
  const prefer = (AccessToken: string, settings: object) =>
    verdict(emulator, 'SetUserMFAPreference', { AccessToken, ...settings })
  const shown = async (AccessToken: string) => {
    const { UserMFASettingList, PreferredMfaSetting } = (await post(emulator, 'GetUser', { AccessToken })).body
    return [UserMFASettingList, PreferredMfaSetting]
  }
  const on = { Enabled: true }
  const first = { Enabled: true, PreferredMfa: true }

  test('only what was switched on is asked for, the preferred one before the others', async () => {
    const { AccessToken } = await signIn(emulator, 'web', 'both', 'p')
    expect(await shown(AccessToken)).toEqual([undefined, undefined])
    expect(await prefer(AccessToken, { SMSMfaSettings: on, EmailMfaSettings: on })).toBe('ok')
    expect(await shown(AccessToken)).toEqual([['SMS_MFA', 'EMAIL_OTP'], undefined])
    expect((await begin('both')).ChallengeName).toBe('SELECT_MFA_TYPE')
    expect(await prefer(AccessToken, { EmailMfaSettings: first })).toBe('ok')
    expect(await shown(AccessToken)).toEqual([['SMS_MFA', 'EMAIL_OTP'], 'EMAIL_OTP'])
    expect((await begin('both')).ChallengeName).toBe('EMAIL_OTP')
    expect(await prefer(AccessToken, { EmailMfaSettings: { Enabled: false } })).toBe('ok')
    expect(await shown(AccessToken)).toEqual([['SMS_MFA'], undefined])
    expect((await begin('both')).ChallengeName).toBe('SMS_MFA')
  })

  test('the preferred one stays preferred until somebody says that it is not', async () => {
    const { AccessToken } = await signIn(emulator, 'web', 'both', 'p')
    await prefer(AccessToken, { SMSMfaSettings: on, EmailMfaSettings: first })
    expect(await prefer(AccessToken, { EmailMfaSettings: on })).toBe('ok')
    expect(await shown(AccessToken)).toEqual([['SMS_MFA', 'EMAIL_OTP'], 'EMAIL_OTP'])
    expect(await prefer(AccessToken, { EmailMfaSettings: { Enabled: true, PreferredMfa: false } })).toBe('ok')
    expect(await shown(AccessToken)).toEqual([['SMS_MFA', 'EMAIL_OTP'], undefined])
  })

  test.each([
    [{ SoftwareTokenMfaSettings: on }, 'User has not verified software token mfa'],
    [{ SMSMfaSettings: on }, 'User does not have delivery config set to turn on SMS_MFA'],
    [{ EmailMfaSettings: on }, 'User does not have delivery config set to turn on EMAIL_OTP'],
    [{ SMSMfaSettings: { PreferredMfa: true } }, 'An MFA method that is not enabled cannot be preferred.'],
    [{ SMSMfaSettings: first, EmailMfaSettings: first }, 'Only one MFA method can be preferred.'],
    [{ WebAuthnMfaSettings: on }, 'Passkeys are not a second factor in this user pool.'],
  ])('%j is refused for who has none of it', async (settings, message) => {
    const { AccessToken } = await signIn(emulator, 'web', 'bare', 'p')
    expect(await prefer(AccessToken, settings)).toBe(`InvalidParameterException: ${message}`)
  })

  test('setting up another app ends the old one at once, and its first code is used up', async () => {
    const { AccessToken } = await signIn(emulator, 'web', 'bare', 'p')
    const secret = String((await post(emulator, 'AssociateSoftwareToken', { AccessToken })).body['SecretCode'])
    const UserCode = await totp(secret, await now())
    const verified = await post(emulator, 'VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName: 'pad' })
    expect(verified.body).toEqual({ Status: 'SUCCESS' })
    expect((await begin('bare')).AuthenticationResult).toBeDefined()
    expect(await prefer(AccessToken, { SoftwareTokenMfaSettings: first })).toBe('ok')
    const asked = await begin('bare')
    expect(asked.ChallengeParameters).toEqual({ USER_ID_FOR_SRP: 'bare', FRIENDLY_DEVICE_NAME: 'pad' })
    const answer = { USERNAME: 'bare', SOFTWARE_TOKEN_MFA_CODE: UserCode }
    expect(await refusal('SOFTWARE_TOKEN_MFA', asked.Session, answer)).toContain('ExpiredCodeException')
    const other = String((await post(emulator, 'AssociateSoftwareToken', { AccessToken })).body['SecretCode'])
    expect(await shown(AccessToken)).toEqual([undefined, undefined])
    expect((await begin('bare')).AuthenticationResult).toBeDefined()
    // Nobody has proven yet that the new app is theirs, so its codes answer nothing either.
    const unproven = { USERNAME: 'bare', SOFTWARE_TOKEN_MFA_CODE: await totp(other, await now()) }
    expect(await refusal('SOFTWARE_TOKEN_MFA', asked.Session, unproven)).toContain('CodeMismatchException')
  })

  test('a set-up needs somebody, and a pool that offers it', async () => {
    expect(await verdict(emulator, 'AssociateSoftwareToken', {})).toContain('InvalidParameterException')
    const { AccessToken } = await signIn(emulator, 'web', 'bare', 'p')
    expect(await verdict(emulator, 'VerifySoftwareToken', { AccessToken, UserCode: '123456' })).toContain(
      'SoftwareTokenMFANotFoundException',
    )
    expect(await verdict(emulator, 'AssociateSoftwareToken', { AccessToken, Session: 'x'.repeat(20) })).toContain(
      'InvalidParameterException',
    )
    const secret = String((await post(emulator, 'AssociateSoftwareToken', { AccessToken })).body['SecretCode'])
    const UserCode = await totp(secret, await now())
    await configure({ SoftwareTokenMfaConfiguration: { Enabled: false } })
    const refused = 'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool.'
    expect(await verdict(emulator, 'AssociateSoftwareToken', { AccessToken })).toBe(refused)
    expect(await verdict(emulator, 'VerifySoftwareToken', { AccessToken, UserCode })).toBe(refused)
  })

  test('an administrator sets preferences, and sees them', async () => {
    const user = { UserPoolId: POOL, Username: 'mail' }
    await sdk(emulator).send(new AdminSetUserMFAPreferenceCommand({ ...user, EmailMfaSettings: first }))
    const { UserMFASettingList, PreferredMfaSetting } = await sdk(emulator).send(new AdminGetUserCommand(user))
    expect([UserMFASettingList, PreferredMfaSetting]).toEqual([['EMAIL_OTP'], 'EMAIL_OTP'])
    expect((await begin('mail')).ChallengeName).toBe('EMAIL_OTP')
  })
})

test('AdminDeleteSoftwareToken takes the app and its preference away, and another can be set up', async () => {
  const app = { UserPoolId: POOL, Username: 'app' }
  const state = async () => {
    const { UserMFASettingList, PreferredMfaSetting } = await sdk(emulator).send(new AdminGetUserCommand(app))
    return [UserMFASettingList, PreferredMfaSetting]
  }
  expect(await state()).toEqual([['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA'])
  for (const _ of ['once', 'again']) await sdk(emulator).send(new AdminDeleteSoftwareTokenCommand(app))
  expect(await state()).toEqual([undefined, undefined])
  expect((await begin('app')).ChallengeName).toBe('MFA_SETUP')
  const nobody = new AdminDeleteSoftwareTokenCommand({ ...app, Username: 'nobody' })
  await expect(sdk(emulator).send(nobody)).rejects.toThrow('User does not exist.')
})

const configure = (settings: Omit<SetUserPoolMfaConfigRequest, 'UserPoolId'>) =>
  sdk(emulator).send(new SetUserPoolMfaConfigCommand({ UserPoolId: POOL, ...settings }))

describe("a pool's settings", () => {
  test('are shown, and changed one by one', async () => {
    const before = await sdk(emulator).send(new GetUserPoolMfaConfigCommand({ UserPoolId: POOL }))
    expect(before).toMatchObject({
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsConfiguration: sms },
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
    const after = await configure({ MfaConfiguration: 'OFF', WebAuthnConfiguration: { RelyingPartyId: 'localhost' } })
    expect(after).toMatchObject({
      MfaConfiguration: 'OFF',
      WebAuthnConfiguration: { RelyingPartyId: 'localhost' },
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
    expect((await begin('phone')).AuthenticationResult).toBeDefined()
  })

  test('leave an app that was set up in use when no other may be', async () => {
    await configure({ SoftwareTokenMfaConfiguration: { Enabled: false } })
    expect((await begin('app')).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    expect((await begin('bare')).ChallengeParameters['MFAS_CAN_SETUP']).toBe('["SMS_MFA","EMAIL_OTP"]')
    await configure({ MfaConfiguration: 'OFF' })
    expect((await begin('app')).AuthenticationResult).toBeDefined()
  })

  test('contradictions are refused', async () => {
    await expect(
      configure({ MfaConfiguration: 'OFF', SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ).rejects.toThrow("can't turn off MFA and configure an MFA together")
    const bare = { PoolName: 'x', MfaConfiguration: 'ON' } as const
    await expect(sdk(emulator).send(new CreateUserPoolCommand(bare))).rejects.toThrow('SMS configuration')
    const { UserPool } = await sdk(emulator).send(new CreateUserPoolCommand({ PoolName: 'x', UserPoolTier: 'LITE' }))
    const other = (settings: object) =>
      sdk(emulator).send(new SetUserPoolMfaConfigCommand({ UserPoolId: UserPool?.Id, ...settings }))
    await expect(other({ MfaConfiguration: 'ON' })).rejects.toThrow("can't disable all MFAs")
    await expect(other({ EmailMfaConfiguration: {} })).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
    })
  })
})
