import { AdminGetUserAuthFactorsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { createSrpSession, signSrpSession } from 'cognito-srp-helper'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator, Seed } from '../index.ts'
import { control, post, sdk, testEmulator, verdict } from '../testing.ts'

const POOL = 'us-east-1_Choices01'
const SUB = '0ada0000-0000-4000-8000-000000000301'
const verified = {
  email: 'mia@example.com',
  email_verified: 'true',
  phone_number: '+15550001234',
  phone_number_verified: 'true',
}
const flows = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] as const
const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'choices',
      AliasAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
      Clients: [
        { ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: [...flows], PreventUserExistenceErrors: 'ENABLED' },
        { ClientId: 'old', ClientName: 'old', ExplicitAuthFlows: [...flows] },
      ],
      Users: [
        { Username: 'mia', Sub: SUB, Password: 'p', Attributes: verified },
        { Username: 'pat', Password: 'p', Attributes: { email: 'pat@example.com' } },
        { Username: 'off', Password: 'p', Enabled: false, Attributes: { email: 'o@x.org', email_verified: 'true' } },
      ],
    },
  ],
}

let emulator: Emulator
beforeEach(() => {
  emulator = testEmulator({ seed })
})

const request = (parameters: object, ClientId = 'web') => ({
  AuthFlow: 'USER_AUTH',
  ClientId,
  AuthParameters: { USERNAME: 'mia', ...parameters },
})
const begin = async (parameters: object = {}) => (await post(emulator, 'InitiateAuth', request(parameters))).body
const answer = (ChallengeName: string, Session: unknown, responses: object) => ({
  ClientId: 'web',
  ChallengeName,
  Session,
  ChallengeResponses: { USERNAME: 'mia', ...responses },
})
const respond = async (...given: Parameters<typeof answer>) =>
  (await post(emulator, 'RespondToAuthChallenge', answer(...given))).body
const refusal = (...given: Parameters<typeof answer>) => verdict(emulator, 'RespondToAuthChallenge', answer(...given))
const lastCode = async () =>
  ((await control(emulator, 'GET', 'codes')).body['codes'] as { code: string }[]).at(-1)?.code ?? ''
const ALL = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']
const WRONG = 'NotAuthorizedException: Incorrect username or password.'

test.each([
  ['mia', {}, 'SELECT_CHALLENGE', ALL],
  ['mia', { PREFERRED_CHALLENGE: 'WEB_AUTHN' }, 'SELECT_CHALLENGE', ALL],
  ['mia', { PREFERRED_CHALLENGE: 'PASSWORD' }, 'PASSWORD', ALL],
  ['pat', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }, 'SELECT_CHALLENGE', ['PASSWORD', 'PASSWORD_SRP']],
  ['nobody', {}, 'SELECT_CHALLENGE', ['PASSWORD', 'PASSWORD_SRP']],
  ['mia', { PREFERRED_CHALLENGE: 'SMS_OTP' }, 'SMS_OTP', undefined],
])('%s with %j is asked for %s', async (USERNAME, parameters, challenge, choices) => {
  const body = await begin({ USERNAME, ...parameters })
  expect([body['ChallengeName'], body['AvailableChallenges']]).toEqual([challenge, choices])
  expect(body['Session']).toEqual(expect.any(String))
})

test.each([
  ['TARGET_ACR_VALUES', 'urn:example:level:2'],
  ['ACCESS_TOKEN', 'x.y.z'],
])('a step up by %s is refused by name, not ignored', async (name, value) => {
  const { status, headers } = await post(emulator, 'InitiateAuth', request({ PASSWORD: 'p', [name]: value }))
  expect([status, headers.get('x-curfew-not-emulated')]).toEqual([404, `Step-up by ${name}`])
})

test('a password is given at once, in the choice, or when it is asked for', async () => {
  expect(await verdict(emulator, 'InitiateAuth', request({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'p' }))).toBe(
    'ok',
  )
  const { Session } = await begin()
  expect(await refusal('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD', PASSWORD: 'x' })).toBe(WRONG)
  const right = { ANSWER: 'PASSWORD', PASSWORD: 'p' }
  expect(await respond('SELECT_CHALLENGE', Session, right)).toHaveProperty('AuthenticationResult')
  expect(await refusal('SELECT_CHALLENGE', Session, right)).toContain('session can only be used once')
  const asked = await begin({ PREFERRED_CHALLENGE: 'PASSWORD' })
  expect(await refusal('PASSWORD', asked['Session'], {})).toContain('Missing required parameter PASSWORD')
  expect(await respond('PASSWORD', asked['Session'], { PASSWORD: 'p' })).toHaveProperty('AuthenticationResult')
})

test.each(['mia', verified.email, SUB])(
  '%s names the user in a choice, and not where the username was told',
  async (name) => {
    const { Session } = await begin()
    const right = { USERNAME: name, ANSWER: 'PASSWORD', PASSWORD: 'p' }
    expect(await respond('SELECT_CHALLENGE', Session, right)).toHaveProperty('AuthenticationResult')
    const preferred = await begin({ PREFERRED_CHALLENGE: 'PASSWORD' })
    expect(preferred['ChallengeParameters']).toEqual({})
    const password = { USERNAME: name, PASSWORD: 'p' }
    expect(await respond('PASSWORD', preferred['Session'], password)).toHaveProperty('AuthenticationResult')
    const asked = await begin({ PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    expect(asked['ChallengeParameters']).toMatchObject({ USER_ID_FOR_SRP: 'mia' })
    const code = { USERNAME: name, EMAIL_OTP_CODE: await lastCode() }
    const ended = await refusal('EMAIL_OTP', asked['Session'], code)
    expect(ended).toBe(name === 'mia' ? 'ok' : 'NotAuthorizedException: Invalid session for the user.')
  },
)

test('a password is proven by SRP', async () => {
  const { Session } = await begin()
  const srp = createSrpSession('mia', 'p', POOL, false)
  const asked = await respond('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD_SRP', SRP_A: srp.largeA })
  expect(asked['ChallengeName']).toBe('PASSWORD_VERIFIER')
  const signed = signSrpSession(srp, { ChallengeParameters: asked['ChallengeParameters'] as Record<string, string> })
  const proof = {
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
  }
  expect(await respond('PASSWORD_VERIFIER', undefined, proof)).toHaveProperty('AuthenticationResult')
})

test.each([
  ['EMAIL_OTP', 'EMAIL_OTP_CODE'],
  ['SMS_OTP', 'SMS_OTP_CODE'],
])('%s is a code of eight digits', async (ANSWER, key) => {
  const { Session } = await begin()
  const asked = await respond('SELECT_CHALLENGE', Session, { ANSWER })
  const code = await lastCode()
  expect([asked['ChallengeName'], code]).toEqual([ANSWER, expect.stringMatching(/^\d{8}$/)])
  expect(await refusal(ANSWER, asked['Session'], { [key]: '0' })).toContain('CodeMismatchException')
  expect(await respond(ANSWER, asked['Session'], { [key]: code })).toHaveProperty('AuthenticationResult')
})

test('who cannot sign in is not helped by a choice', async () => {
  const { Session } = await begin({ USERNAME: 'nobody' })
  const nobody = { USERNAME: 'nobody', ANSWER: 'PASSWORD', PASSWORD: 'p' }
  expect(await refusal('SELECT_CHALLENGE', Session, nobody)).toBe(WRONG)
  expect(await refusal('SELECT_CHALLENGE', Session, { ...nobody, ANSWER: 'EMAIL_OTP' })).toContain(
    'EMAIL_OTP is not one of the available challenges.',
  )
  expect(await refusal('SELECT_CHALLENGE', Session, { ANSWER: 'PASSWORD', PASSWORD: 'p' })).toContain('Invalid session')
  const off = request({ USERNAME: 'off', PREFERRED_CHALLENGE: 'EMAIL_OTP' })
  expect(await verdict(emulator, 'InitiateAuth', off)).toBe('NotAuthorizedException: User is disabled.')
  expect(await verdict(emulator, 'InitiateAuth', request({ USERNAME: 'nobody' }, 'old'))).toBe(
    'UserNotFoundException: User does not exist.',
  )
})

test('the factors of a user are told to the user and to administrators', async () => {
  const { AuthenticationResult } = await begin({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'p' })
  const { AccessToken } = AuthenticationResult as { AccessToken: string }
  const factors = { Username: 'mia', ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] }
  expect((await post(emulator, 'GetUserAuthFactors', { AccessToken })).body).toEqual(factors)
  const asAdmin = new AdminGetUserAuthFactorsCommand({ UserPoolId: POOL, Username: 'mia' })
  expect(await sdk(emulator).send(asAdmin)).toMatchObject(factors)
})
