import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import { schemaAttributes } from './attributes.ts'
import { passwordPolicy, type Pool } from './Pools.ts'
import type { World } from './World.ts'

/** A user pool as DescribeUserPool and CreateUserPool show it, defaults filled in [D]. */
export function userPoolType({ domains, pools, users }: World, pool: Pool): UserPoolType {
  const { Schema: _, Policies, ...settings } = pool.settings
  return {
    DeletionProtection: 'INACTIVE',
    LambdaConfig: {},
    MfaConfiguration: 'OFF',
    UserPoolTags: {},
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    UserPoolTier: 'ESSENTIALS',
    ...settings,
    Id: pool.id,
    Name: pool.name,
    Arn: pools.arn(pool.id),
    Domain: domains.ofPool(pool.id)?.name,
    Policies: {
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      ...Policies,
      PasswordPolicy: passwordPolicy(pool),
    },
    SchemaAttributes: schemaAttributes(pool),
    EstimatedNumberOfUsers: users.count(pool),
    LastModifiedDate: new Date(pool.modifiedAtMs),
    CreationDate: new Date(pool.createdAtMs),
  }
}
