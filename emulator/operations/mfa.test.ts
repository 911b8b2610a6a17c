import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulatorKeys, type Emulator } from '../index.ts'
import { startServer } from '../server.ts'
import { advance, control, post, sdk, testEmulator, verdict } from '../testing.ts'
import { totp } from './authenticator.ts'
import { APP_SECRET, POOL, secondFactorSeed } from './secondFactorPool.ts'
import { signInSteps } from './signInSteps.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = testEmulator({ seed: secondFactorSeed('ON') })
  await control(emulator, 'POST', 'clock', { frozen: true })
})

const { begin, now, refusal, respond } = signInSteps(() => emulator)
const codes = async () => (await control(emulator, 'GET', 'codes')).body['codes'] as { code: string }[]
const lastCode = async () => (await codes()).at(-1)?.code ?? ''

test('the test has TOTP as RFC 6238 has it', async () => {
  expect(await totp('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)).toBe('287082')
})

describe('a pool that requires a second factor', () => {
  test.each([
    ['phone', 'SMS_MFA', { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '+*******1234' }],
    ['mail', 'EMAIL_OTP', { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'm***@e***' }],
    ['app', 'SOFTWARE_TOKEN_MFA', {}],
    ['both', 'SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' }],
    ['bare', 'MFA_SETUP', { MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' }],
  ])('asks %s for %s', async (name, challenge, parameters) => {
    expect(await begin(name)).toEqual({
      ChallengeName: challenge,
      Session: expect.stringMatching(/^[\w-]{1500,2048}$/),
      ChallengeParameters: { USER_ID_FOR_SRP: name, ...parameters },
    })
  })

  test.each([
    ['phone', 'SMS_MFA', 'SMS_MFA_CODE'],
    ['mail', 'EMAIL_OTP', 'EMAIL_OTP_CODE'],
  ] as const)('%s gives the code that was sent, and a wrong one as often as they like', async (USERNAME, name, key) => {
    const { Session } = await begin(USERNAME)
    const code = await lastCode()
    expect(code).toMatch(/^\d{6}$/)
    for (let time = 0; time < 6; time += 1) {
      expect(await refusal(name, Session, { USERNAME, [key]: 'x' })).toBe(
        'CodeMismatchException: Invalid code or auth state for the user.',
      )
    }
    expect(await refusal(name, Session, { USERNAME })).toBe(
      `InvalidParameterException: Missing required parameter ${key}`,
    )
    expect(await refusal(name, Session, { USERNAME: 'bare', [key]: code })).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    )
    expect(await refusal(name, Session, { USERNAME, [key]: code })).toBe('ok')
    expect(await refusal(name, Session, { USERNAME, [key]: code })).toContain('can only be used once')
  })

  test('a number is verified by the code that was sent there, unless it is another by then', async () => {
    const attributes = async (Username: string) => {
      const asked = new AdminGetUserCommand({ UserPoolId: POOL, Username })
      const { UserAttributes } = await sdk(emulator).send(asked)
      return UserAttributes!.filter(({ Name }) => Name?.startsWith('phone')).map(({ Value }) => Value)
    }
    const { Session } = await begin('phone')
    const answer = { USERNAME: 'phone', SMS_MFA_CODE: await lastCode() }
    const number = { Name: 'phone_number', Value: '+15550005678' }
    const change = new AdminUpdateUserAttributesCommand({
      UserPoolId: POOL,
      Username: 'phone',
      UserAttributes: [number],
    })
    await sdk(emulator).send(change)
    expect(await refusal('SMS_MFA', Session, answer)).toBe('ok')
    expect(await attributes('phone')).toEqual(['+15550005678', 'false'])
    const again = await begin('phone')
    await respond('SMS_MFA', again.Session, { ...answer, SMS_MFA_CODE: await lastCode() })
    expect(await attributes('phone')).toEqual(['+15550005678', 'true'])
  })

  test('an app gives its code once, for the step and the ones beside it', async () => {
    const USERNAME = 'app'
    const answer = async (ms: number) => {
      const { Session } = await begin(USERNAME)
      const SOFTWARE_TOKEN_MFA_CODE = await totp(APP_SECRET, (await now()) + ms)
      return refusal('SOFTWARE_TOKEN_MFA', Session, { USERNAME, SOFTWARE_TOKEN_MFA_CODE })
    }
    const wrong = 'CodeMismatchException: Invalid code received for user'
    expect([await answer(-60_000), await answer(60_000)]).toEqual([wrong, wrong])
    expect(await answer(0)).toBe('ok')
    expect(await answer(0)).toBe('ExpiredCodeException: Your software token has already been used once.')
    expect(await answer(-30_000)).toContain('ExpiredCodeException')
    expect(await answer(30_000)).toBe('ok')
    await advance(emulator, 60_000)
    expect(await answer(0)).toBe('ok')
  })

  test('a choice is followed by the chosen method, and nothing else can be chosen', async () => {
    const { Session } = await begin('both')
    expect(await refusal('SELECT_MFA_TYPE', Session, { USERNAME: 'both', ANSWER: 'SOFTWARE_TOKEN_MFA' })).toContain(
      'MFAMethodNotFoundException',
    )
    const next = await respond('SELECT_MFA_TYPE', Session, { USERNAME: 'both', ANSWER: 'EMAIL_OTP' })
    expect(next.ChallengeName).toBe('EMAIL_OTP')
    const EMAIL_OTP_CODE = await lastCode()
    expect(await refusal('EMAIL_OTP', next.Session, { USERNAME: 'both', EMAIL_OTP_CODE })).toBe('ok')
  })

  test('who has none sets up an app on the way in, with a new session for each step', async () => {
    const USERNAME = 'bare'
    const first = await begin(USERNAME)
    expect(await refusal('MFA_SETUP', first.Session, { USERNAME })).toContain('Invalid session for the user.')
    const { body } = await post(emulator, 'AssociateSoftwareToken', { Session: first.Session })
    const secret = String(body['SecretCode'])
    expect(secret).toMatch(/^[A-Z2-7]{52}$/)
    expect(await verdict(emulator, 'AssociateSoftwareToken', { Session: first.Session })).toContain('only be used once')
    const UserCode = await totp(secret, await now())
    const wrong = { Session: body['Session'], UserCode: UserCode === '000000' ? '000001' : '000000' }
    expect(await verdict(emulator, 'VerifySoftwareToken', wrong)).toBe(
      'EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA',
    )
    const verified = await post(emulator, 'VerifySoftwareToken', { Session: body['Session'], UserCode })
    expect(verified.body).toEqual({ Status: 'SUCCESS', Session: expect.any(String) })
    const done = await respond('MFA_SETUP', verified.body['Session'] as string, { USERNAME })
    expect(done.AuthenticationResult?.AccessToken).toBeDefined()
    expect((await begin(USERNAME)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
  })

  test('who has none gives an address on the way in, and the code that was sent there', async () => {
    const USERNAME = 'bare'
    const first = await begin(USERNAME)
    expect(await refusal('MFA_SETUP', first.Session, { USERNAME, EMAIL: 'nowhere' })).toContain(
      'InvalidParameterException',
    )
    const asked = await respond('MFA_SETUP', first.Session, { USERNAME, EMAIL: 'bea@example.com' })
    expect(asked).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'b***@e***' },
    })
    expect(await refusal('MFA_SETUP', first.Session, { USERNAME, EMAIL: 'x@y' })).toContain('only be used once')
    const EMAIL_OTP_CODE = await lastCode()
    const done = await respond('EMAIL_OTP', asked.Session, { USERNAME, EMAIL_OTP_CODE })
    const AccessToken = done.AuthenticationResult?.AccessToken
    const { body } = await post(emulator, 'GetUser', { AccessToken })
    expect(body['UserAttributes']).toEqual(
      expect.arrayContaining([
        { Name: 'email', Value: 'bea@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ]),
    )
    expect((await begin(USERNAME)).ChallengeName).toBe('EMAIL_OTP')
  })

  test('an address that is set up on the way in leaves no code that would bring the earlier one back', async () => {
    const USERNAME = 'mail'
    const { Session } = await begin(USERNAME)
    const { AuthenticationResult } = await respond('EMAIL_OTP', Session, { USERNAME, EMAIL_OTP_CODE: await lastCode() })
    const proof = { AccessToken: AuthenticationResult?.AccessToken, AttributeName: 'email' }
    await post(emulator, 'GetUserAttributeVerificationCode', proof)
    const Code = await lastCode()
    const off = { UserPoolId: POOL, Username: USERNAME, EmailMfaSettings: { Enabled: false } }
    await sdk(emulator).send(new AdminSetUserMFAPreferenceCommand(off))
    const asked = await respond('MFA_SETUP', (await begin(USERNAME)).Session, { USERNAME, EMAIL: 'bea@example.com' })
    await respond('EMAIL_OTP', asked.Session, { USERNAME, EMAIL_OTP_CODE: await lastCode() })
    expect(await verdict(emulator, 'VerifyUserAttribute', { ...proof, Code })).toContain('ExpiredCodeException')
  })

  test('no address is set up where the pool sends no email', async () => {
    const [pool] = secondFactorSeed('ON').userPools ?? []
    const { EmailMfaConfiguration: _, ...rest } = pool!
    emulator = testEmulator({ seed: { version: 1, userPools: [rest] } })
    const first = await begin('bare')
    expect(await refusal('MFA_SETUP', first.Session, { USERNAME: 'bare', EMAIL: 'bea@example.com' })).toBe(
      'InvalidParameterException: EMAIL_OTP is not enabled for this user pool.',
    )
  })

  test('an administrator answers with a signature', async () => {
    const place = { UserPoolId: POOL, ClientId: 'web' }
    const started = await sdk(emulator).send(
      new AdminInitiateAuthCommand({
        ...place,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'phone', PASSWORD: 'p' },
      }),
    )
    const { AuthenticationResult } = await sdk(emulator).send(
      new AdminRespondToAuthChallengeCommand({
        ...place,
        ChallengeName: 'SMS_MFA',
        Session: started.Session,
        ChallengeResponses: { USERNAME: 'phone', SMS_MFA_CODE: await lastCode() },
      }),
    )
    expect(AuthenticationResult?.RefreshToken).toBeDefined()
  })

  test('the control plane tells what was sent', async () => {
    await begin('phone')
    expect(await codes()).toEqual([
      {
        time: new Date(await now()).toISOString(),
        userPoolId: POOL,
        username: 'phone',
        channel: 'SMS',
        destination: '+15550001234',
        purpose: 'SMS_MFA',
        code: expect.stringMatching(/^\d{6}$/),
      },
    ])
    await control(emulator, 'POST', 'reset')
    expect(await codes()).toEqual([])
  })

  test('a session is over in time', async () => {
    const { Session } = await begin('phone')
    const responses = { USERNAME: 'phone', SMS_MFA_CODE: await lastCode() }
    await advance(emulator, 180_000)
    expect(await refusal('SMS_MFA', Session, responses)).toContain('session is expired')
  })
})

test('amazon-cognito-identity-js signs in by SRP and an authenticator app', async () => {
  const server = await startServer({ port: 0, keys: createEmulatorKeys(), seed: secondFactorSeed('ON') })
  try {
    const Pool = new CognitoUserPool({ UserPoolId: POOL, ClientId: 'web', endpoint: server.url })
    const user = new CognitoUser({ Username: 'app', Pool })
    const name = await new Promise((onSuccess, onFailure) =>
      user.authenticateUser(new AuthenticationDetails({ Username: 'app', Password: 'p' }), {
        onSuccess,
        onFailure,
        totpRequired: () =>
          void totp(APP_SECRET, Date.now()).then((code) =>
            user.sendMFACode(
              code,
              { onSuccess: (session) => onSuccess(session.getAccessToken().payload['username']), onFailure },
              'SOFTWARE_TOKEN_MFA',
            ),
          ),
      }),
    )
    expect(name).toBe('app')
  } finally {
    await server.close()
  }
}, 300_000)
