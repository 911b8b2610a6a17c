import type { Shape } from '../wire/Operation.ts'

/** The named types of the service model that several operations share [D] (facts, 2.0). */

/** Marks a member as one that a request must have. */
export function required<S extends Shape>(shape: S): S & { readonly required: true } {
  return { ...shape, required: true }
}

export const flag = { type: 'boolean' } as const satisfies Shape
export const anyText = { type: 'string' } as const satisfies Shape
const longText = { type: 'string', min: 0, max: 131_072 } as const satisfies Shape
const arn = {
  type: 'string',
  min: 20,
  max: 2048,
  pattern: 'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?',
} as const satisfies Shape

export const confirmationCode = {
  type: 'string',
  min: 1,
  max: 2048,
  pattern: '[\\S]+',
  isSecret: true,
} as const satisfies Shape
export const secretHash = {
  type: 'string',
  min: 1,
  max: 128,
  pattern: '[\\w+=/]+',
  isSecret: true,
} as const satisfies Shape
export const userPoolId = { type: 'string', min: 1, max: 55, pattern: '[\\w-]+_[0-9a-zA-Z]+' } as const satisfies Shape
export const clientId = { type: 'string', min: 1, max: 128, pattern: '[\\w+]+' } as const satisfies Shape
export const clientSecret = {
  type: 'string',
  min: 24,
  max: 64,
  pattern: '[\\w+]+',
  isSecret: true,
} as const satisfies Shape
export const token = { type: 'string', pattern: '[A-Za-z0-9-_=.]+', isSecret: true } as const satisfies Shape
export const username = {
  type: 'string',
  min: 1,
  max: 128,
  pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
} as const satisfies Shape
export const password = { type: 'string', max: 256, pattern: '[\\S]+', isSecret: true } as const satisfies Shape
export const session = { type: 'string', min: 20, max: 2048, isSecret: true } as const satisfies Shape
export const deviceKey = { type: 'string', min: 1, max: 55, pattern: '[\\w-]+_[0-9a-f-]+' } as const satisfies Shape
export const rememberedStatus = { type: 'string', values: ['remembered', 'not_remembered'] } as const satisfies Shape
export const searchToken = { type: 'string', min: 1, pattern: '[\\S]+' } as const satisfies Shape
export const limit = { type: 'integer', min: 0, max: 60 } as const satisfies Shape
export const maxResults = { type: 'integer', min: 1, max: 60 } as const satisfies Shape
export const paginationKey = { type: 'string', min: 1, max: 131_072, pattern: '[\\S]+' } as const satisfies Shape
export const roleArn = arn

export const attributeName = {
  type: 'string',
  min: 1,
  max: 32,
  pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+',
} as const satisfies Shape
export const attributeNames = { type: 'list', member: attributeName } as const satisfies Shape
export const attributes = {
  type: 'list',
  member: {
    type: 'structure',
    members: { Name: required(attributeName), Value: { type: 'string', max: 2048, isSecret: true } },
  },
} as const satisfies Shape
/** A map whose values may be secrets, as AuthParameters and ChallengeResponses are. */
export const secretMap = {
  type: 'map',
  value: { type: 'string', min: 0, max: 131_072, isSecret: true },
} as const satisfies Shape
export const metadata = { type: 'map', value: { type: 'string', max: 131_072 } } as const satisfies Shape
export const analyticsMetadata = {
  type: 'structure',
  members: { AnalyticsEndpointId: longText },
} as const satisfies Shape
export const userContextData = {
  type: 'structure',
  members: { IpAddress: longText, EncodedData: longText },
} as const satisfies Shape
export const contextData = {
  type: 'structure',
  members: {
    IpAddress: required(longText),
    ServerName: required(longText),
    ServerPath: required(longText),
    HttpHeaders: required({
      type: 'list',
      member: { type: 'structure', members: { headerName: longText, headerValue: longText } },
    }),
    EncodedData: longText,
  },
} as const satisfies Shape
export const authFlow = {
  type: 'string',
  values: [
    'USER_SRP_AUTH',
    'REFRESH_TOKEN_AUTH',
    'REFRESH_TOKEN',
    'CUSTOM_AUTH',
    'ADMIN_NO_SRP_AUTH',
    'USER_PASSWORD_AUTH',
    'ADMIN_USER_PASSWORD_AUTH',
    'USER_AUTH',
  ],
} as const satisfies Shape

export const challengeName = {
  type: 'string',
  values: [
    'SMS_MFA',
    'EMAIL_OTP',
    'SOFTWARE_TOKEN_MFA',
    'SELECT_MFA_TYPE',
    'MFA_SETUP',
    'PASSWORD_VERIFIER',
    'CUSTOM_CHALLENGE',
    'SELECT_CHALLENGE',
    'DEVICE_SRP_AUTH',
    'DEVICE_PASSWORD_VERIFIER',
    'ADMIN_NO_SRP_AUTH',
    'NEW_PASSWORD_REQUIRED',
    'SMS_OTP',
    'PASSWORD',
    'WEB_AUTHN',
    'PASSWORD_SRP',
  ],
} as const satisfies Shape

const attributePermissions = { type: 'list', member: { type: 'string', min: 1, max: 2048 } } as const satisfies Shape
const redirect = {
  type: 'string',
  min: 1,
  max: 1024,
  pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
} as const satisfies Shape
const redirects = { type: 'list', min: 0, max: 100, member: redirect } as const satisfies Shape
const unit = { type: 'string', values: ['seconds', 'minutes', 'hours', 'days'] } as const satisfies Shape
const validity = { type: 'integer', min: 1, max: 86_400 } as const satisfies Shape

export const scopes = {
  type: 'list',
  max: 50,
  member: { type: 'string', min: 1, max: 256, pattern: '[\\x21\\x23-\\x5B\\x5D-\\x7E]+' },
} as const satisfies Shape
export const clientName = { type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' } as const satisfies Shape

/** The members that CreateUserPoolClient and UpdateUserPoolClient share. */
export const clientSettings = {
  RefreshTokenValidity: { type: 'integer', min: 0, max: 315_360_000 },
  AccessTokenValidity: validity,
  IdTokenValidity: validity,
  TokenValidityUnits: { type: 'structure', members: { AccessToken: unit, IdToken: unit, RefreshToken: unit } },
  ReadAttributes: attributePermissions,
  WriteAttributes: attributePermissions,
  ExplicitAuthFlows: {
    type: 'list',
    member: {
      type: 'string',
      values: [
        'ADMIN_NO_SRP_AUTH',
        'CUSTOM_AUTH_FLOW_ONLY',
        'USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_CLIENT_TOKEN_AUTH',
      ],
    },
  },
  SupportedIdentityProviders: {
    type: 'list',
    member: { type: 'string', min: 1, max: 32, pattern: '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+' },
  },
  CallbackURLs: redirects,
  LogoutURLs: redirects,
  DefaultRedirectURI: redirect,
  AllowedOAuthFlows: {
    type: 'list',
    min: 0,
    max: 3,
    member: { type: 'string', values: ['code', 'implicit', 'client_credentials'] },
  },
  AllowedOAuthScopes: scopes,
  AllowedOAuthFlowsUserPoolClient: flag,
  AnalyticsConfiguration: {
    type: 'structure',
    members: {
      ApplicationId: { type: 'string', pattern: '^[0-9a-fA-F]+$' },
      ApplicationArn: arn,
      RoleArn: arn,
      ExternalId: longText,
      UserDataShared: flag,
    },
  },
  PreventUserExistenceErrors: { type: 'string', values: ['LEGACY', 'ENABLED'] },
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: flag,
  AuthSessionValidity: { type: 'integer', min: 3, max: 15 },
  RefreshTokenRotation: {
    type: 'structure',
    members: {
      Feature: required({ type: 'string', values: ['ENABLED', 'DISABLED'] }),
      RetryGracePeriodSeconds: { type: 'integer', min: 0, max: 60 },
    },
  },
} as const satisfies Readonly<Record<string, Shape>>
