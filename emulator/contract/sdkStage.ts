import { CognitoIdentityProvider, type ExplicitAuthFlowsType } from '@aws-sdk/client-cognito-identity-provider'
import type { Seed } from '../index.ts'
import type { ContractEmulator } from './contractEmulator.ts'

/** Where every operation finds something to work on. */
export const STAGE = {
  pool: 'us-east-1_Stage0001',
  /** A pool with nothing in it, which can be deleted. */
  bare: 'us-east-1_Stage0002',
  client: 'web',
  closed: 'closed',
  machine: 'machine',
  secret: 'stage0secret0stage0secret0',
  user: 'ada',
  password: 'Lamp-lit-1843',
  newcomer: 'tomas',
  group: 'staff',
} as const

/** The seed of that stage. */
export const stageSeed: Seed = {
  version: 1,
  userPools: [
    {
      Id: STAGE.pool,
      PoolName: 'stage',
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      AutoVerifiedAttributes: ['email'],
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false },
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
      WebAuthnConfiguration: { RelyingPartyId: 'example.com', UserVerification: 'required' },
      SessionConfiguration: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } },
      Domain: { Domain: 'stage' },
      ResourceServers: [{ Identifier: 'orders', Name: 'Orders' }],
      Clients: [
        {
          ClientId: STAGE.client,
          ClientName: 'web',
          ExplicitAuthFlows: [
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_ADMIN_USER_PASSWORD_AUTH',
            'ALLOW_USER_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
        },
        { ClientId: STAGE.closed, ClientName: 'closed', ClientSecret: STAGE.secret },
        {
          ClientId: STAGE.machine,
          ClientName: 'machine',
          ClientSecret: STAGE.secret,
          // The SDK's enum does not have it.
          ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as ExplicitAuthFlowsType],
        },
      ],
      Groups: [{ GroupName: STAGE.group }],
      Users: [
        {
          Username: STAGE.user,
          Password: STAGE.password,
          Attributes: { email: 'ada@example.com', email_verified: 'true', name: 'Ada' },
          Groups: [STAGE.group],
        },
        {
          Username: STAGE.newcomer,
          Password: STAGE.password,
          UserStatus: 'UNCONFIRMED',
          Attributes: { email: 't@e.com' },
        },
        { Username: 'nour', TemporaryPassword: STAGE.password },
      ],
    },
    { Id: STAGE.bare, PoolName: 'bare' },
  ],
}

/** What a call may need of what came before it. Each method does what its name says when it is asked, and not before. */
export interface Stage {
  readonly aws: CognitoIdentityProvider
  /** ada's tokens, of a sign-in of its own each time. */
  readonly tokens: () => Promise<{ AccessToken: string; RefreshToken: string; DeviceKey: string }>
  /** ada's access token, and the key of the device that she signed in with and confirmed. */
  readonly device: () => Promise<{ AccessToken: string; DeviceKey: string }>
  /** The id of a tracked session of ada's that is not the one of the access token. */
  readonly otherSession: () => Promise<{ AccessToken: string; SessionId: string }>
  /** The Session of a sign-in by nour, who has to choose a password. */
  readonly newPasswordSession: () => Promise<string>
  /** The code that was sent last. */
  readonly code: () => Promise<string>
}

/** The AWS SDK for user pools at an emulator, and ways to get what calls need. */
export function sdkStage(emulator: ContractEmulator): Stage {
  const aws = new CognitoIdentityProvider({
    region: 'us-east-1',
    endpoint: emulator.url(),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  const enter = (USERNAME: string) =>
    aws.initiateAuth({
      ClientId: STAGE.client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: STAGE.password },
    })
  const stage: Stage = {
    aws,
    async tokens() {
      const { AuthenticationResult } = await enter(STAGE.user)
      const { AccessToken = '', RefreshToken = '', NewDeviceMetadata } = AuthenticationResult ?? {}
      return { AccessToken, RefreshToken, DeviceKey: NewDeviceMetadata?.DeviceKey ?? '' }
    },
    async device() {
      const { AccessToken, DeviceKey } = await stage.tokens()
      await aws.confirmDevice({ AccessToken, DeviceKey, DeviceSecretVerifierConfig: verifier })
      return { AccessToken, DeviceKey }
    },
    async otherSession() {
      await stage.tokens()
      const { AccessToken } = await stage.tokens()
      const { Sessions = [] } = await aws.listUserSessions({ AccessToken })
      return { AccessToken, SessionId: Sessions.find(({ IsCurrentSession }) => !IsCurrentSession)?.SessionId ?? '' }
    },
    newPasswordSession: async () => (await enter('nour')).Session ?? '',
    code: async () => (await emulator.control().codes()).at(-1)?.code ?? '',
  }
  return stage
}

/** A verifier that a device could have made, for those who never prove it. */
export const verifier = { PasswordVerifier: btoa('v'.repeat(256)), Salt: btoa('salt-of-16-bytes') }
