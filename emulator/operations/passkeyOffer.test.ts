import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, expect, test } from 'vitest'
import type { Emulator } from '../index.ts'
import { softwareAuthenticator } from '../softwareAuthenticator.ts'
import { post, sdk, signIn, testEmulator, verdict } from '../testing.ts'

const UserPoolId = 'us-east-1_Passkeys2'
const SITE = 'mia.auth.us-east-1.amazoncognito.com'
const key = softwareAuthenticator('ES256')
let emulator: Emulator

beforeEach(async () => {
  const pool = {
    Id: UserPoolId,
    PoolName: 'passkeys',
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'WEB_AUTHN' as const] } },
    Clients: [
      {
        ClientId: 'web',
        ClientName: 'web',
        ExplicitAuthFlows: ['ALLOW_USER_AUTH' as const, 'ALLOW_USER_PASSWORD_AUTH' as const],
      },
    ],
    Users: [{ Username: 'mia', Password: 'p' }],
  }
  emulator = testEmulator({ seed: { version: 1, userPools: [pool] } })
  await sdk(emulator).send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'mia' }))
  const { AccessToken } = await signIn(emulator, 'web', 'mia', 'p')
  const { body } = await post(emulator, 'StartWebAuthnRegistration', { AccessToken })
  const { challenge } = body['CredentialCreationOptions'] as { challenge: string }
  const Credential = key.create(challenge, { site: SITE, origin: `https://${SITE}` })
  expect(await verdict(emulator, 'CompleteWebAuthnRegistration', { AccessToken, Credential })).toBe('ok')
})

interface Asked {
  readonly ChallengeName: string
  readonly Session: string
  readonly AvailableChallenges?: readonly string[]
  readonly ChallengeParameters: Readonly<Record<string, string>>
}

const ask = async (more: object = {}) => {
  const AuthParameters = { USERNAME: 'mia', ...more }
  return (await post(emulator, 'InitiateAuth', { AuthFlow: 'USER_AUTH', ClientId: 'web', AuthParameters }))
    .body as unknown as Asked
}
const enter = ({ ChallengeName, Session, ChallengeParameters }: Asked) => {
  const { challenge } = JSON.parse(ChallengeParameters['CREDENTIAL_REQUEST_OPTIONS'] ?? '') as { challenge: string }
  const CREDENTIAL = key.get(challenge, { site: SITE, origin: `https://${SITE}` })
  const ChallengeResponses = { USERNAME: 'mia', ANSWER: 'WEB_AUTHN', CREDENTIAL }
  const answer = { ClientId: 'web', ChallengeName, Session, ChallengeResponses }
  return verdict(emulator, 'RespondToAuthChallenge', answer)
}
const PREFERRED = { PREFERRED_CHALLENGE: 'WEB_AUTHN' }

test.each([
  [
    'its policy',
    () =>
      new UpdateUserPoolCommand({
        UserPoolId,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
      }),
  ],
  ['the domain that they were for', () => new DeleteUserPoolDomainCommand({ UserPoolId, Domain: 'mia' })],
])('a pool that loses %s asks for passkeys no more, and those that are asked for let nobody in', async (_, lose) => {
  expect(await enter(await ask(PREFERRED))).toBe('ok')
  const [asked, choice] = [await ask(PREFERRED), await ask()]
  expect(choice.AvailableChallenges).toContain('WEB_AUTHN')
  await sdk(emulator).send(lose() as UpdateUserPoolCommand)
  expect(await enter(asked)).toBe('NotAuthorizedException: Incorrect username or password.')
  expect(await enter(choice)).toBe('InvalidParameterException: WEB_AUTHN is not one of the available challenges.')
  for (const more of [{}, PREFERRED]) {
    expect(await ask(more)).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    })
  }
})
