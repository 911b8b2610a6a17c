import type { SeedPool } from './control/seedFormat.ts'

/** The ids of the demo's third pool and its app client. */
export const MEMBERS = { pool: 'us-east-1_Members03', client: 'members0app0demo0client001' } as const

/** The key of the authenticator apps in this pool: the same in every demo, and good for nothing elsewhere. */
const APP_KEY = 'CURFEWDEMOKEYGOODFORNOTHINGELSE2'

const person = (name: string, email: string) => ({ name, email, email_verified: 'true' })

/**
 * The demo's third pool, in which every screen beyond a password can be tried by hand: second factors, a choice of them,
 * a choice of how to sign in, remembered devices, tracked sessions. `role` is what its operator may become.
 */
export function membersPool(role: string): SeedPool {
  return {
    Id: MEMBERS.pool,
    PoolName: 'members',
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
    WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    Domain: { Domain: 'curfew-members', ManagedLoginVersion: 2 },
    SessionConfiguration: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } },
    Clients: [
      {
        ClientId: MEMBERS.client,
        ClientName: 'Members app',
        ExplicitAuthFlows: [
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_USER_SRP_AUTH',
          'ALLOW_USER_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
        EnableTokenRevocation: true,
        // Time to fetch a code by hand.
        AuthSessionValidity: 15,
        SupportedIdentityProviders: ['COGNITO'],
        CallbackURLs: ['http://localhost:4000/callback'],
        LogoutURLs: ['http://localhost:4000/'],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
        AllowedOAuthFlowsUserPoolClient: true,
        PreventUserExistenceErrors: 'ENABLED',
      },
    ],
    Groups: [{ GroupName: 'night-shift', Description: 'May end the sessions of others', RoleArn: role, Precedence: 1 }],
    Users: [
      {
        Username: 'tilda',
        Sub: '0ada0000-0000-4000-8000-000000000201',
        Password: 'Clock-tower-6',
        Attributes: person('Tilda Brandt', 'tilda@example.com'),
        SoftwareToken: APP_KEY,
      },
      {
        Username: 'mei',
        Sub: '0ada0000-0000-4000-8000-000000000202',
        Password: 'Paper-crane-9',
        Attributes: person('Mei Tanaka', 'mei@example.com'),
        UserMFASettingList: ['EMAIL_OTP'],
        PreferredMfaSetting: 'EMAIL_OTP',
      },
      {
        Username: 'bruno',
        Sub: '0ada0000-0000-4000-8000-000000000203',
        Password: 'River-stone-2',
        Attributes: person('Bruno Costa', 'bruno@example.com'),
        SoftwareToken: APP_KEY,
        // Two, and neither preferred: which one is asked.
        UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      },
      {
        Username: 'ines',
        Sub: '0ada0000-0000-4000-8000-000000000204',
        Password: 'Orange-grove-7',
        Attributes: person('Inês Duarte', 'ines@example.com'),
        Devices: [
          { DeviceName: 'Firefox on the kitchen laptop', LastIPUsed: '203.0.113.20' },
          { DeviceName: 'Pixel 11', LastIPUsed: '198.51.100.7' },
        ],
      },
      {
        Username: 'soren',
        Sub: '0ada0000-0000-4000-8000-000000000205',
        Password: 'Harbour-light-3',
        Attributes: person('Søren Holm', 'soren@example.com'),
        Groups: ['night-shift'],
        SoftwareToken: APP_KEY,
      },
    ],
  }
}
