import type { Seed } from './control/seedFormat.ts'
import { MEMBERS, membersPool } from './membersPool.ts'

const REGION = 'us-east-1'
const ACCOUNT = '000000000000'
const DEMO_POOL = `${REGION}_Demo00001`
const WHOLESALE_POOL = `${REGION}_Wholesale2`
const STOREFRONT = 'storefront0demo0client0001'
/** Where `npm start` and `npm run preview` serve the console; the next port stands in where the first is taken. */
const CONSOLES = ['http://localhost:5173', 'http://localhost:5174', 'http://localhost:4173']
const provider = (pool: string) => `cognito-idp.${REGION}.amazonaws.com/${pool}`
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`

/**
 * [D] What IAM has to allow a person who ends other people's sessions with Curfew, and nothing beyond it: the policy that
 * the console's Access page writes for all of its features. A test holds the two against each other.
 */
const OPERATOR_ACTIONS = [
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminForgetDevice',
  'AdminGetUser',
  'AdminListDevices',
  'AdminListGroupsForUser',
  'AdminListUserAuthEvents',
  'AdminListUserSessions',
  'AdminResetUserPassword',
  'AdminRevokeUserSession',
  'AdminUserGlobalSignOut',
  'CreateUserPoolClient',
  'DescribeUserPool',
  'DescribeUserPoolClient',
  'GetUserPoolClientSessionConfiguration',
  'GetUserPoolSessionConfiguration',
  'ListGroups',
  'ListUserPoolClients',
  'ListUsers',
  'ListUsersInGroup',
  'SetUserPoolClientSessionConfiguration',
  'SetUserPoolSessionConfiguration',
  'UpdateUserPool',
  'UpdateUserPoolClient',
]

const person = (name: string, email: string) => ({ name, email, email_verified: 'true' })

/** The world that `npm start` shows: three pools, the kinds of app client that differ where sessions end, and people. */
export const demoSeed: Seed = {
  version: 1,
  roles: [
    // A person needs no AWS permission at all: ending one's own sessions is not asked of IAM.
    { RoleName: 'CurfewPerson', Policies: [{ Version: '2012-10-17', Statement: [] }] },
    {
      RoleName: 'CurfewOperator',
      Policies: [
        {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'SeePools', Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: ['*'] },
            {
              Sid: 'OperatePools',
              Effect: 'Allow',
              Action: OPERATOR_ACTIONS.map((name) => `cognito-idp:${name}`),
              Resource: [DEMO_POOL, MEMBERS.pool, WHOLESALE_POOL].map(
                (id) => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`,
              ),
            },
          ],
        },
      ],
    },
  ],
  userPools: [
    {
      Id: DEMO_POOL,
      PoolName: 'demo',
      AutoVerifiedAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Domain: { Domain: 'curfew-demo', ManagedLoginVersion: 2 },
      SessionConfiguration: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 100 } },
      Clients: [
        {
          ClientId: STOREFRONT,
          ClientName: 'Storefront',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: true,
          AccessTokenValidity: 1,
          IdTokenValidity: 1,
          RefreshTokenValidity: 30,
          TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
          SupportedIdentityProviders: ['COGNITO'],
          CallbackURLs: CONSOLES.map((origin) => `${origin}/signed-in`),
          LogoutURLs: CONSOLES.map((origin) => `${origin}/signed-out`),
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
          AllowedOAuthFlowsUserPoolClient: true,
          PreventUserExistenceErrors: 'ENABLED',
        },
        {
          ClientId: 'backoffice0demo0client0002',
          ClientName: 'Back office',
          // The same in every demo, and good for nothing elsewhere.
          ClientSecret: 'demo0back0office0secret0good0for0this0emulator0only0',
          ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: true,
          SupportedIdentityProviders: ['COGNITO'],
          CallbackURLs: ['https://backoffice.example.com/callback', 'http://localhost:4000/callback'],
          LogoutURLs: ['https://backoffice.example.com/'],
          DefaultRedirectURI: 'https://backoffice.example.com/callback',
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
          AllowedOAuthFlowsUserPoolClient: true,
          PreventUserExistenceErrors: 'ENABLED',
        },
        {
          ClientId: 'kiosk0demo00000client00003',
          ClientName: 'Kiosk',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: false,
          PreventUserExistenceErrors: 'LEGACY',
        },
        {
          ClientId: 'fieldapp0demo00client00004',
          ClientName: 'Field app',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
          EnableTokenRevocation: true,
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
          AccessTokenValidity: 15,
          IdTokenValidity: 15,
          TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'days' },
          PreventUserExistenceErrors: 'ENABLED',
        },
      ],
      Groups: [
        {
          GroupName: 'operators',
          Description: 'May end the sessions of others',
          RoleArn: role('CurfewOperator'),
          Precedence: 1,
        },
        { GroupName: 'engineers', Description: 'Build the shop', Precedence: 10 },
        { GroupName: 'support', Description: 'Answer customers' },
      ],
      Users: [
        {
          Username: 'ada',
          Sub: '0ada0000-0000-4000-8000-000000000001',
          Password: 'Lamp-lit-1843',
          Attributes: person('Ada Lovelace', 'ada@example.com'),
          Groups: ['engineers'],
        },
        {
          Username: 'rhea',
          Sub: '0ada0000-0000-4000-8000-000000000002',
          Password: 'Night-watch-26',
          Attributes: person('Rhea Okafor', 'rhea@example.com'),
          Groups: ['operators', 'support'],
        },
        {
          Username: 'nour',
          Sub: '0ada0000-0000-4000-8000-000000000003',
          Password: 'Palm-shade-77',
          Attributes: person('نور الهدى بنت عبد الرحمن بن عبد العزيز الأنصاري القرطبية', 'nour@example.com'),
          Groups: ['engineers'],
        },
        {
          Username: 'mikkel',
          Sub: '0ada0000-0000-4000-8000-000000000004',
          Password: 'North-gate-12',
          Attributes: person('Mikkel Sørensen', 'mikkel@example.com'),
          Groups: ['support'],
          Enabled: false,
        },
        {
          Username: 'tomas',
          Sub: '0ada0000-0000-4000-8000-000000000005',
          TemporaryPassword: 'Temporary-1',
          Attributes: person('Tomás Herrera', 'tomas@example.com'),
        },
        {
          Username: 'yuki',
          Sub: '0ada0000-0000-4000-8000-000000000006',
          Password: 'Snow-lantern-5',
          Attributes: person('田中 由紀', 'yuki@example.com'),
          Groups: ['engineers', 'support'],
        },
        {
          Username: 'olivia',
          Sub: '0ada0000-0000-4000-8000-000000000007',
          Attributes: { name: 'Olivia Marsh', email: 'olivia@example.com', email_verified: 'false' },
          UserStatus: 'UNCONFIRMED',
        },
        {
          Username: 'pavel',
          Sub: '0ada0000-0000-4000-8000-000000000008',
          Password: 'Brick-tower-31',
          Attributes: person('Pavel Novák', 'pavel@example.com'),
          UserStatus: 'RESET_REQUIRED',
        },
      ],
    },
    {
      Id: WHOLESALE_POOL,
      PoolName: 'wholesale',
      UsernameConfiguration: { CaseSensitive: false },
      Clients: [
        {
          ClientId: 'wholesale0portal0client001',
          ClientName: 'Partner portal',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: true,
          PreventUserExistenceErrors: 'ENABLED',
        },
        {
          ClientId: 'wholesale0import0client002',
          ClientName: 'Nightly import',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: false,
          PreventUserExistenceErrors: 'LEGACY',
        },
      ],
      Groups: [{ GroupName: 'buyers', Description: 'Order for their shops', Precedence: 5 }],
      Users: [
        {
          Username: 'greta',
          Sub: '0ada0000-0000-4000-8000-000000000101',
          Password: 'Cargo-ledger-8',
          Attributes: person('Greta Lindqvist', 'greta@example.com'),
          Groups: ['buyers'],
        },
        {
          Username: 'samuel',
          Sub: '0ada0000-0000-4000-8000-000000000102',
          Password: 'Harbour-crane-4',
          Attributes: person('Samuel Adeyemi', 'samuel@example.com'),
          Groups: ['buyers'],
        },
      ],
    },
    membersPool(role('CurfewOperator')),
  ],
  identityPools: [
    {
      IdentityPoolId: `${REGION}:5c0ffee0-0000-4000-8000-000000000001`,
      IdentityPoolName: 'demo',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [
        { ProviderName: provider(DEMO_POOL), ClientId: STOREFRONT, ServerSideTokenCheck: true },
        { ProviderName: provider(MEMBERS.pool), ClientId: MEMBERS.client, ServerSideTokenCheck: true },
      ],
      Roles: { authenticated: role('CurfewPerson') },
      RoleMappings: {
        [`${provider(DEMO_POOL)}:${STOREFRONT}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
        [`${provider(MEMBERS.pool)}:${MEMBERS.client}`]: {
          Type: 'Token',
          AmbiguousRoleResolution: 'AuthenticatedRole',
        },
      },
    },
  ],
}
