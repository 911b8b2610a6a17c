import type {
  CreateGroupRequest,
  CreateUserPoolRequest,
  ResourceServerScopeType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { ClientSettings } from '../domain/Clients.ts'
import type { MfaMethod, PoolMfa } from '../domain/factors.ts'
import type { IdentityPool } from '../domain/IdentityPools.ts'
import type { Policy } from '../domain/policies.ts'
import { poolMfa } from '../operations/mfaShapes.ts'
import type { ClientSessionConfiguration, PoolSessionConfiguration } from '../domain/SessionConfigurations.ts'
import { poolSettings } from '../operations/poolShapes.ts'
import {
  domainName,
  resourceServerIdentifier,
  resourceServerName,
  resourceServerScopes,
} from '../operations/domainShapes.ts'
import { clientSession, poolSession } from '../operations/sessionShapes.ts'
import {
  anyText,
  clientId,
  clientName,
  clientSecret,
  clientSettings,
  flag,
  required,
  roleArn,
  userPoolId,
  username,
} from '../operations/shapes.ts'
import type { Shape } from '../wire/Operation.ts'
import { check } from './checks.ts'

/** An app client in a seed: CreateUserPoolClient's members and the id. */
export interface SeedClient extends ClientSettings {
  readonly ClientId: string
  readonly ClientName: string
  /** Makes the client confidential. */
  readonly ClientSecret?: string
  /** As SetUserPoolClientSessionConfiguration has it; the pool has to track sessions. */
  readonly SSOSession?: ClientSessionConfiguration
}

/** A user in a seed. Without `UserStatus` one with `Password` is CONFIRMED, one with `TemporaryPassword` must change it. */
export interface SeedUser {
  readonly Username: string
  /** A UUID is made if it is missing. */
  readonly Sub?: string
  readonly Password?: string
  readonly TemporaryPassword?: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly Groups?: readonly string[]
  readonly Enabled?: boolean
  /** The secret of a verified authenticator app, in base32; it is switched on and preferred unless the next two say. */
  readonly SoftwareToken?: string
  /** The second factors that are switched on, and the preferred one, as AdminGetUser shows them. */
  readonly UserMFASettingList?: readonly MfaMethod[]
  readonly PreferredMfaSetting?: MfaMethod
  /** Remembered devices. Nobody has their secrets, so they can be seen and forgotten, and cannot sign in. */
  readonly Devices?: readonly { readonly DeviceName: string; readonly LastIPUsed?: string }[]
  readonly UserStatus?: 'CONFIRMED' | 'UNCONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD'
}

/** A user pool in a seed: CreateUserPool's members, the id, and what is in it. */
export interface SeedPool extends Omit<CreateUserPoolRequest, 'PoolName'>, Omit<PoolMfa, 'SmsMfaConfiguration'> {
  readonly Id: string
  readonly PoolName: string
  /** Its prefix domain, as CreateUserPoolDomain has it. */
  readonly Domain?: { readonly Domain: string; readonly ManagedLoginVersion?: number }
  /** As CreateResourceServer has them. */
  readonly ResourceServers?: readonly {
    readonly Identifier: string
    readonly Name: string
    readonly Scopes?: readonly ResourceServerScopeType[]
  }[]
  /** As SetUserPoolSessionConfiguration has it. */
  readonly SessionConfiguration?: PoolSessionConfiguration
  readonly Clients?: readonly SeedClient[]
  readonly Groups?: readonly Omit<CreateGroupRequest, 'UserPoolId'>[]
  readonly Users?: readonly SeedUser[]
}

/** A role of the account and what it may do. */
export interface SeedRole {
  readonly RoleName: string
  readonly Policies: readonly Policy[]
}

/** Everything an emulator starts with. AWS's spelling wherever AWS has one. */
export interface Seed {
  /** The format's own version. */
  readonly version: 1
  readonly roles?: readonly SeedRole[]
  readonly userPools?: readonly SeedPool[]
  readonly identityPools?: readonly IdentityPool[]
}

const list = (member: Shape): Shape => ({ type: 'list', member })
const structure = (members: Readonly<Record<string, Shape>>): Shape & { required?: true } => ({
  type: 'structure',
  members,
})
const text = { type: 'string', min: 1 } as const satisfies Shape

const statement = structure({
  Sid: anyText,
  Effect: required({ type: 'string', values: ['Allow', 'Deny'] }),
  Action: required(list(text)),
  Resource: required(list(text)),
})

const mfaMethod = { type: 'string', values: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] } as const satisfies Shape
const deviceName = { type: 'string', min: 1, max: 1024 } as const satisfies Shape

const user = structure({
  Username: required(username),
  // Keys are made of it, with a slash behind it: one that had a slash would be somebody else's beginning.
  Sub: { type: 'string', min: 1, max: 128, pattern: '[\\w-]+' },
  Password: { type: 'string', min: 1, max: 256, isSecret: true },
  TemporaryPassword: { type: 'string', min: 1, max: 256, isSecret: true },
  Attributes: { type: 'map', value: { type: 'string', max: 2048 } },
  Groups: list(text),
  Enabled: flag,
  SoftwareToken: { type: 'string', min: 16, pattern: '[A-Z2-7]+', isSecret: true },
  UserMFASettingList: list(mfaMethod),
  PreferredMfaSetting: mfaMethod,
  Devices: list(structure({ DeviceName: required(deviceName), LastIPUsed: { type: 'string', min: 1, max: 128 } })),
  UserStatus: { type: 'string', values: ['CONFIRMED', 'UNCONFIRMED', 'RESET_REQUIRED', 'FORCE_CHANGE_PASSWORD'] },
})

const group = structure({
  GroupName: required(username),
  Description: anyText,
  RoleArn: roleArn,
  Precedence: { type: 'integer', min: 0 },
})

const rule = structure({
  Claim: required(text),
  MatchType: required({ type: 'string', values: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] }),
  Value: required(text),
  RoleARN: required(roleArn),
})

const seed = structure({
  version: required({ type: 'integer', min: 1, max: 1 }),
  roles: list(
    structure({
      RoleName: required({ type: 'string', min: 1, max: 64, pattern: '[\\w+=,.@-]+' }),
      Policies: required(list(structure({ Version: anyText, Statement: required(list(statement)) }))),
    }),
  ),
  userPools: list(
    structure({
      Id: required(userPoolId),
      PoolName: required({ type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' }),
      ...poolSettings,
      SoftwareTokenMfaConfiguration: poolMfa.SoftwareTokenMfaConfiguration,
      EmailMfaConfiguration: poolMfa.EmailMfaConfiguration,
      WebAuthnConfiguration: poolMfa.WebAuthnConfiguration,
      Domain: structure({ Domain: required(domainName), ManagedLoginVersion: { type: 'integer', min: 1, max: 2 } }),
      ResourceServers: list(
        structure({
          Identifier: required(resourceServerIdentifier),
          Name: required(resourceServerName),
          Scopes: resourceServerScopes,
        }),
      ),
      SessionConfiguration: structure(poolSession),
      Clients: list(
        structure({
          ClientId: required(clientId),
          ClientName: required(clientName),
          ClientSecret: clientSecret,
          SSOSession: clientSession,
          ...clientSettings,
        }),
      ),
      Groups: list(group),
      Users: list(user),
    }),
  ),
  identityPools: list(
    structure({
      IdentityPoolId: required({ type: 'string', min: 1, max: 55, pattern: '[\\w-]+:[0-9a-f-]+' }),
      IdentityPoolName: required({ type: 'string', min: 1, max: 128, pattern: '[\\w\\s+=,.@-]+' }),
      AllowUnauthenticatedIdentities: flag,
      CognitoIdentityProviders: list(
        structure({ ProviderName: required(text), ClientId: required(clientId), ServerSideTokenCheck: flag }),
      ),
      Roles: structure({ authenticated: roleArn, unauthenticated: roleArn }),
      RoleMappings: {
        type: 'map',
        value: structure({
          Type: required({ type: 'string', values: ['Token', 'Rules'] }),
          AmbiguousRoleResolution: { type: 'string', values: ['AuthenticatedRole', 'Deny'] },
          RulesConfiguration: structure({ Rules: required(list(rule)) }),
        }),
      },
    }),
  ),
})

/** Checks that JSON is a seed. Throws BadControlRequest with the path of the first thing that is wrong. */
export function checkSeed(value: unknown): Seed {
  return check(seed, value) as Seed
}
