/** A category of operations that share a quota, in requests per second of one account in one Region [D] (facts, part 6). */
export const DEFAULT_LIMITS = {
  UserAuthentication: 120,
  UserChallengeResponse: 360,
  UserToken: 120,
  UserUpdate: 25,
  UserRead: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserAccountRecovery: 30,
  UserList: 30,
  UserCreation: 50,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  ClientAuthentication: 150,
  AuthorizationCode: 120,
  GetId: 25,
  GetCredentialsForIdentity: 200,
} as const

/**
 * The name of a category. Ours are the names of `UserChallengeResponse`, the three-fold pool of answers to challenges [D],
 * and of `AuthorizationCode`: codes are redeemed as often as people sign in, out of a quota of their own [B] (re:Post,
 * "cognito token endpoint quotas"). The operations of identity pools each have their own [D].
 */
export type Category = keyof typeof DEFAULT_LIMITS

/** What one of something may have of a quota, in requests per second [D] (facts, 3 and 6). */
export const DEFAULT_SHARES = {
  /** Each operation on app clients and on a pool's resources, for one pool. */
  perPool: 5,
  readsPerUser: 10,
  writesPerUser: 10,
  /** Requests to domains from one address, for one app client, and to one domain. */
  perAddress: 300,
  perClient: 300,
  perDomain: 500,
  /** jwks.json, for the whole account. */
  keyDocuments: 50_000,
} as const

/** Something that has a share. */
export type Share = keyof typeof DEFAULT_SHARES

/** The categories whose operations the limit per pool holds for [D]. */
export const PER_POOL: readonly Category[] = [
  'UserPoolClientRead',
  'UserPoolClientUpdate',
  'UserPoolResourceRead',
  'UserPoolResourceUpdate',
]

/** Which categories read a user and which write one; which they are is [?]. */
export const READS: readonly Category[] = ['UserRead', 'UserResourceRead']
export const WRITES: readonly Category[] = ['UserUpdate', 'UserResourceUpdate', 'UserAccountRecovery', 'UserCreation']

const OPERATIONS: { readonly [Name in Category]?: string } = {
  UserAuthentication: 'InitiateAuth AdminInitiateAuth GetTokensFromRefreshToken',
  UserChallengeResponse: 'RespondToAuthChallenge AdminRespondToAuthChallenge',
  UserToken: 'RevokeToken',
  UserUpdate:
    'GlobalSignOut AdminUserGlobalSignOut AdminDisableUser AdminEnableUser AdminDeleteUser AdminDeleteUserAttributes ' +
    'AdminUpdateUserAttributes UpdateUserAttributes DeleteUserAttributes DeleteUser AdminAddUserToGroup ' +
    'AdminRemoveUserFromGroup VerifyUserAttribute GetUserAttributeVerificationCode',
  UserRead: 'GetUser AdminGetUser GetUserAuthFactors AdminGetUserAuthFactors',
  UserResourceRead:
    'ListDevices GetDevice AdminListDevices AdminGetDevice AdminListGroupsForUser AdminListUserAuthEvents',
  UserResourceUpdate:
    'ConfirmDevice ForgetDevice UpdateDeviceStatus AdminForgetDevice AdminUpdateDeviceStatus AssociateSoftwareToken ' +
    'VerifySoftwareToken SetUserMFAPreference AdminSetUserMFAPreference AdminDeleteSoftwareToken',
  UserAccountRecovery:
    'ChangePassword ForgotPassword ConfirmForgotPassword AdminResetUserPassword AdminSetUserPassword',
  UserList: 'ListUsers ListUsersInGroup',
  UserCreation: 'SignUp ConfirmSignUp ResendConfirmationCode AdminCreateUser AdminConfirmSignUp',
  UserPoolRead: 'DescribeUserPool ListUserPools',
  UserPoolUpdate: 'CreateUserPool UpdateUserPool DeleteUserPool',
  UserPoolClientRead: 'DescribeUserPoolClient ListUserPoolClients',
  UserPoolClientUpdate: 'CreateUserPoolClient UpdateUserPoolClient DeleteUserPoolClient',
  UserPoolResourceRead: 'ListGroups GetGroup GetUserPoolMfaConfig',
  UserPoolResourceUpdate: 'CreateGroup UpdateGroup DeleteGroup SetUserPoolMfaConfig',
  ClientAuthentication: 'GetClientToken',
  GetId: 'GetId',
  GetCredentialsForIdentity: 'GetCredentialsForIdentity',
}

/**
 * The category of an operation; undefined where none is known, and then it has no quota here. Which category holds the
 * operations that the facts do not name one by one (attributes, codes, groups, clients' own tokens) is [?].
 */
export const CATEGORY_OF: ReadonlyMap<string, Category> = new Map(
  Object.entries(OPERATIONS).flatMap(([category, names]) =>
    names.split(' ').map((name): [string, Category] => [name, category as Category]),
  ),
)
