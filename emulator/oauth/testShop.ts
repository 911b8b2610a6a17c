import type { Seed } from '../index.ts'

/** A pool with a domain and app clients of every kind that its endpoints tell apart, for tests. */
export const SHOP = {
  pool: 'us-east-1_Shop00001',
  domain: 'shop',
  callback: 'https://app.example.com/callback',
  out: 'https://app.example.com/bye',
  secret: 'shop0secret0shop0secret0shop0',
} as const

const hosted = {
  CallbackURLs: [SHOP.callback, 'http://localhost:3000/cb?kept=1'],
  LogoutURLs: [SHOP.out],
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin', 'orders/read'],
  AllowedOAuthFlowsUserPoolClient: true,
  SupportedIdentityProviders: ['COGNITO'],
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const],
}
const rotating = { ...hosted, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const] }

/** The seed of that pool. */
export const shopSeed: Seed = {
  version: 1,
  userPools: [
    {
      Id: SHOP.pool,
      PoolName: 'shop',
      Domain: { Domain: SHOP.domain, ManagedLoginVersion: 2 },
      ResourceServers: [
        {
          Identifier: 'orders',
          Name: 'Orders',
          Scopes: [
            { ScopeName: 'read', ScopeDescription: 'See orders' },
            { ScopeName: 'write', ScopeDescription: 'Change orders' },
          ],
        },
      ],
      Schema: [{ Name: 'family_name', Required: true, AttributeDataType: 'String' }],
      Clients: [
        { ClientId: 'spa', ClientName: 'spa', ...hosted },
        { ClientId: 'web', ClientName: 'web', ClientSecret: SHOP.secret, ...hosted },
        {
          ClientId: 'rotating',
          ClientName: 'rotating',
          ...rotating,
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        },
        { ClientId: 'lasting', ClientName: 'lasting', ...hosted, EnableTokenRevocation: false },
        { ClientId: 'implicit', ClientName: 'implicit', ...hosted, AllowedOAuthFlows: ['implicit'] },
        {
          ClientId: 'machine',
          ClientName: 'machine',
          ClientSecret: SHOP.secret,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: ['orders/read'],
          AllowedOAuthFlowsUserPoolClient: true,
        },
        { ClientId: 'api', ClientName: 'api', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
      ],
      Users: [
        {
          Username: 'lee',
          Password: 'Any-password-1',
          Attributes: { email: 'lee@example.com', email_verified: 'true', family_name: 'Lee' },
        },
        { Username: 'mia', Password: 'Any-password-2', Attributes: { family_name: 'Mia' } },
        { Username: 'new', TemporaryPassword: 'Temporary-1' },
      ],
    },
    {
      Id: 'us-east-1_Other0001',
      PoolName: 'other',
      Domain: { Domain: 'other' },
      Clients: [{ ClientId: 'foreign', ClientName: 'foreign', ...hosted, AllowedOAuthScopes: ['openid'] }],
      Users: [{ Username: 'lee', Password: 'Any-password-1' }],
    },
  ],
}

/** The address that sends a browser to be signed in; `undefined` leaves a parameter out. */
export function authorizeUrl(base: string, change: Readonly<Record<string, string | undefined>> = {}): string {
  const all = { response_type: 'code', client_id: 'spa', redirect_uri: SHOP.callback, ...change }
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return `${base}/oauth2/authorize?${new URLSearchParams(given).toString()}`
}
