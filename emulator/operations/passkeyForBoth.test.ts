import { expect, test } from 'vitest'
import type { Seed } from '../index.ts'
import { softwareAuthenticator } from '../softwareAuthenticator.ts'
import { post, signIn, testEmulator, verdict } from '../testing.ts'

const seed: Seed = {
  version: 1,
  userPools: [
    {
      Id: 'us-east-1_Passkeys2',
      PoolName: 'passkeys',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      MfaConfiguration: 'OPTIONAL',
      EmailMfaConfiguration: {},
      WebAuthnConfiguration: {
        RelyingPartyId: 'example.com',
        FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
      },
      Clients: [
        { ClientId: 'web', ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
      ],
      Users: [{ Username: 'mia', Password: 'p', Attributes: { email: 'mia@example.com' } }],
    },
  ],
}

test('a passkey that knows its person stands for both factors, where the pool and the user say so', async () => {
  const emulator = testEmulator({ seed })
  const key = softwareAuthenticator('ES256')
  const { AccessToken } = await signIn(emulator, 'web', 'mia', 'p')
  const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
  const { challenge } = body['CredentialCreationOptions'] as { challenge: string }
  const Credential = key.create(challenge)
  expect(await verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential })).toBe('ok')

  /** What a sign-in by the passkey is asked next. */
  const asked = async () => {
    const AuthParameters = { USERNAME: 'mia', PREFERRED_CHALLENGE: 'WEB_AUTHN' }
    const begun = await post(emulator, 'InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId: 'web', AuthParameters })
    const { CREDENTIAL_REQUEST_OPTIONS = '' } = begun.body['ChallengeParameters'] as Record<string, string>
    const options = JSON.parse(CREDENTIAL_REQUEST_OPTIONS) as Record<string, string>
    expect(options['userVerification']).toBe('required')
    const answered = await post(emulator, 'RespondToAuthChallenge', {
      ClientId: 'web',
      ChallengeName: 'WEB_AUTHN',
      Session: begun.body['Session'],
      ChallengeResponses: { USERNAME: 'mia', CREDENTIAL: key.get(options['challenge']) },
    })
    return answered.body['AuthenticationResult'] ? 'nothing' : answered.body['ChallengeName']
  }
  const on = { Enabled: true }
  expect(await verdict(emulator, 'SetUserMFAPreference', { AccessToken, EmailMfaSettings: on })).toBe('ok')
  expect(await asked()).toBe('EMAIL_OTP')
  expect(await verdict(emulator, 'SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: on })).toBe('ok')
  expect(await asked()).toBe('nothing')
})
