import type { CreateUserPoolRequest } from '@aws-sdk/client-cognito-identity-provider'
import type { Members, Shape } from '../wire/Operation.ts'
import { flag, required, roleArn } from './shapes.ts'

export const poolName = {
  type: 'string',
  min: 1,
  max: 128,
  pattern: '[\\w\\s+=,.@-]+',
} as const satisfies Shape
const contact = { type: 'string', values: ['phone_number', 'email'] } as const satisfies Shape
const contacts = { type: 'list', member: contact } as const satisfies Shape
const longText = { type: 'string', min: 0, max: 131_072 } as const satisfies Shape
const region = { type: 'string', min: 5, max: 32 } as const satisfies Shape
const sms = { type: 'string', min: 6, max: 140, pattern: '.*\\{####\\}.*' } as const satisfies Shape
const printed = '\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s'
const email = {
  type: 'string',
  min: 6,
  max: 20_000,
  pattern: `[${printed}*]*\\{####\\}[${printed}*]*`,
} as const satisfies Shape
const subject = { type: 'string', min: 1, max: 140, pattern: `[${printed}]+` } as const satisfies Shape
const version = (...values: string[]) =>
  ({
    type: 'structure',
    members: { LambdaVersion: required({ type: 'string', values }), LambdaArn: required(roleArn) },
  }) as const satisfies Shape

const passwordPolicy = {
  type: 'structure',
  members: {
    MinimumLength: { type: 'integer', min: 6, max: 99 },
    RequireUppercase: flag,
    RequireLowercase: flag,
    RequireNumbers: flag,
    RequireSymbols: flag,
    PasswordHistorySize: { type: 'integer', min: 0, max: 24 },
    TemporaryPasswordValidityDays: { type: 'integer', min: 0, max: 365 },
  },
} as const satisfies Shape

const lambdaConfig = {
  type: 'structure',
  members: {
    PreSignUp: roleArn,
    CustomMessage: roleArn,
    PostConfirmation: roleArn,
    PreAuthentication: roleArn,
    PostAuthentication: roleArn,
    DefineAuthChallenge: roleArn,
    CreateAuthChallenge: roleArn,
    VerifyAuthChallengeResponse: roleArn,
    PreTokenGeneration: roleArn,
    UserMigration: roleArn,
    PreTokenGenerationConfig: version('V1_0', 'V2_0', 'V3_0'),
    CustomSMSSender: version('V1_0'),
    CustomEmailSender: version('V1_0'),
    KMSKeyID: roleArn,
    InboundFederation: version('V1_0'),
  },
} as const satisfies Shape

/** Everything that a user pool can be created with but its name [D]; the seed format shares it. */
export const poolSettings = {
  Policies: {
    type: 'structure',
    members: {
      PasswordPolicy: passwordPolicy,
      SignInPolicy: {
        type: 'structure',
        members: {
          AllowedFirstAuthFactors: {
            type: 'list',
            min: 1,
            max: 5,
            member: { type: 'string', values: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN', 'SOFTWARE_TOKEN'] },
          },
        },
      },
    },
  },
  DeletionProtection: { type: 'string', values: ['ACTIVE', 'INACTIVE'] },
  LambdaConfig: lambdaConfig,
  AutoVerifiedAttributes: contacts,
  AliasAttributes: {
    type: 'list',
    member: { type: 'string', values: ['phone_number', 'email', 'preferred_username'] },
  },
  UsernameAttributes: contacts,
  SmsVerificationMessage: sms,
  EmailVerificationMessage: email,
  EmailVerificationSubject: subject,
  VerificationMessageTemplate: {
    type: 'structure',
    members: {
      SmsMessage: sms,
      EmailMessage: email,
      EmailSubject: subject,
      EmailMessageByLink: {
        type: 'string',
        min: 6,
        max: 20_000,
        pattern: `[${printed}*]*\\{##[${printed}*]*##\\}[${printed}*]*`,
      },
      EmailSubjectByLink: subject,
      DefaultEmailOption: { type: 'string', values: ['CONFIRM_WITH_LINK', 'CONFIRM_WITH_CODE'] },
    },
  },
  SmsAuthenticationMessage: sms,
  MfaConfiguration: { type: 'string', values: ['OFF', 'ON', 'OPTIONAL'] },
  UserAttributeUpdateSettings: { type: 'structure', members: { AttributesRequireVerificationBeforeUpdate: contacts } },
  DeviceConfiguration: {
    type: 'structure',
    members: { ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag },
  },
  EmailConfiguration: {
    type: 'structure',
    members: {
      SourceArn: roleArn,
      ReplyToEmailAddress: {
        type: 'string',
        pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
      },
      EmailSendingAccount: { type: 'string', values: ['COGNITO_DEFAULT', 'DEVELOPER'] },
      From: longText,
      ConfigurationSet: { type: 'string', min: 1, max: 64, pattern: '^[a-zA-Z0-9_-]+$' },
    },
  },
  SmsConfiguration: {
    type: 'structure',
    members: {
      SnsCallerArn: { type: 'string', min: 0, max: 2048, pattern: `(${roleArn.pattern})?` },
      ExternalId: longText,
      SnsRegion: region,
      EumsSms: {
        type: 'structure',
        members: {
          CallerArn: required(roleArn),
          ExternalId: longText,
          OriginationIdentity: longText,
          ConfigurationSetName: longText,
          InEntityId: longText,
          InTemplateId: longText,
          Region: region,
        },
      },
    },
  },
  UserPoolTags: { type: 'map', value: { type: 'string', min: 0, max: 256 } },
  AdminCreateUserConfig: {
    type: 'structure',
    members: {
      AllowAdminCreateUserOnly: flag,
      UnusedAccountValidityDays: { type: 'integer', min: 0, max: 365 },
      InviteMessageTemplate: {
        type: 'structure',
        members: {
          SMSMessage: { type: 'string', min: 6, max: 140 },
          EmailMessage: { type: 'string', min: 6, max: 20_000, pattern: `[${printed}*]*` },
          EmailSubject: subject,
        },
      },
    },
  },
  Schema: {
    type: 'list',
    min: 1,
    max: 50,
    member: {
      type: 'structure',
      members: {
        Name: { type: 'string', min: 1, max: 20, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+' },
        AttributeDataType: { type: 'string', values: ['String', 'Number', 'DateTime', 'Boolean'] },
        DeveloperOnlyAttribute: flag,
        Mutable: flag,
        Required: flag,
        NumberAttributeConstraints: { type: 'structure', members: { MinValue: longText, MaxValue: longText } },
        StringAttributeConstraints: { type: 'structure', members: { MinLength: longText, MaxLength: longText } },
      },
    },
  },
  UserPoolAddOns: {
    type: 'structure',
    members: {
      AdvancedSecurityMode: required({ type: 'string', values: ['OFF', 'AUDIT', 'ENFORCED'] }),
      AdvancedSecurityAdditionalFlows: {
        type: 'structure',
        members: { CustomAuthMode: { type: 'string', values: ['AUDIT', 'ENFORCED'] } },
      },
    },
  },
  DcrConfiguration: { type: 'structure', members: {} },
  UsernameConfiguration: { type: 'structure', members: { CaseSensitive: required(flag) } },
  AccountRecoverySetting: {
    type: 'structure',
    members: {
      RecoveryMechanisms: {
        type: 'list',
        min: 1,
        max: 2,
        member: {
          type: 'structure',
          members: {
            Priority: required({ type: 'integer', min: 1, max: 2 }),
            Name: required({ type: 'string', values: ['verified_email', 'verified_phone_number', 'admin_only'] }),
          },
        },
      },
    },
  },
  UserPoolTier: { type: 'string', values: ['LITE', 'ESSENTIALS', 'PLUS'] },
  KeyConfiguration: {
    type: 'structure',
    members: { KeyType: { type: 'string', values: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KEY'] }, KmsKeyArn: roleArn },
  },
  IssuerConfiguration: { type: 'structure', members: { Type: { type: 'string', values: ['ORIGINAL', 'UPDATED'] } } },
  AcrConfiguration: { type: 'map', value: { type: 'structure', members: {} } },
} as const satisfies Omit<Members<CreateUserPoolRequest>, 'PoolName'>
