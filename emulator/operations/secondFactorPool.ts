import type { Seed } from '../index.ts'

/** A pool with every second factor, for tests. */
export const POOL = 'us-east-1_Second001'
/** The secret of the authenticator app that the user `app` has. */
export const APP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const sms = { SnsCallerArn: 'arn:aws:iam::000000000000:role/Sms' }

/** The pool, where a second factor is required or not. */
export const secondFactorSeed = (MfaConfiguration: 'ON' | 'OPTIONAL'): Seed => ({
  version: 1,
  userPools: [
    {
      Id: POOL,
      PoolName: 'second',
      MfaConfiguration,
      SmsConfiguration: sms,
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {},
      Clients: [
        {
          ClientId: 'web',
          ClientName: 'web',
          ExplicitAuthFlows: [
            'ALLOW_USER_PASSWORD_AUTH',
            'ALLOW_USER_SRP_AUTH',
            'ALLOW_ADMIN_USER_PASSWORD_AUTH',
            'ALLOW_REFRESH_TOKEN_AUTH',
          ],
        },
      ],
      Users: [
        { Username: 'bare', Password: 'p' },
        { Username: 'phone', Password: 'p', Attributes: { phone_number: '+15550001234' } },
        { Username: 'mail', Password: 'p', Attributes: { email: 'mia@example.com' } },
        { Username: 'both', Password: 'p', Attributes: { phone_number: '+15550009876', email: 'bo@example.com' } },
        { Username: 'app', Password: 'p', SoftwareToken: APP_SECRET },
      ],
    },
  ],
})
