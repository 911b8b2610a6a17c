import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { totp } from '../operations/authenticator.ts'
import type { userPoolOperations } from '../operations/index.ts'
import { STAGE, type Stage, verifier } from './sdkStage.ts'

/** The name of an emulated operation. */
export type OperationName = keyof typeof userPoolOperations
/** What the SDK sends with an operation. */
type Input<Name extends OperationName> = Parameters<CognitoIdentityProvider[Uncapitalize<Name>]>[0]
/** What to send, and, where no fewer steps lead to success, which documented exception comes. */
type Call<Name extends OperationName> = (
  stage: Stage,
) => Input<Name> | Promise<Input<Name> | { readonly send: Input<Name>; readonly refused: string }>

const UserPoolId = STAGE.pool
const ClientId = STAGE.client
const app = { UserPoolId, ClientId }
const closed = { UserPoolId, ClientId: STAGE.closed }
const ada = { UserPoolId, Username: STAGE.user }
const tomas = { UserPoolId, Username: STAGE.newcomer }
const byPassword = { USERNAME: STAGE.user, PASSWORD: STAGE.password }
const group = { UserPoolId, GroupName: STAGE.group }
const orders = { UserPoolId, Identifier: 'orders' }
const AccessToken = async ({ tokens }: Stage) => ({ AccessToken: (await tokens()).AccessToken })
const device = async (stage: Stage) => ({ ...ada, DeviceKey: (await stage.device()).DeviceKey })
const newPassword = async (stage: Stage) => ({
  ClientId,
  ChallengeName: 'NEW_PASSWORD_REQUIRED' as const,
  Session: await stage.newPasswordSession(),
  ChallengeResponses: { USERNAME: 'nour', NEW_PASSWORD: 'Palm-shade-77' },
})

/** One call of every emulated operation, as little as makes it succeed. Without a line here an operation has no test. */
export const sdkCalls: { readonly [Name in OperationName]: Call<Name> } = {
  AddUserPoolClientSecret: () => closed,
  AdminAddUserToGroup: () => ({ ...tomas, GroupName: STAGE.group }),
  AdminConfirmSignUp: () => tomas,
  AdminCreateUser: () => ({ UserPoolId, Username: 'ines', TemporaryPassword: STAGE.password }),
  AdminDeleteSoftwareToken: () => ada,
  AdminDeleteUser: () => ada,
  AdminDeleteUserAttributes: () => ({ ...ada, UserAttributeNames: ['name'] }),
  AdminDisableUser: () => ada,
  AdminEnableUser: () => ada,
  AdminForgetDevice: device,
  AdminGetDevice: device,
  AdminGetUser: () => ada,
  AdminGetUserAuthFactors: () => ada,
  AdminInitiateAuth: () => ({ ...app, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: byPassword }),
  AdminListDevices: () => ada,
  AdminListGroupsForUser: () => ada,
  AdminListUserAuthEvents: () => ada,
  AdminListUserSessions: () => ada,
  AdminRemoveUserFromGroup: () => ({ ...ada, GroupName: STAGE.group }),
  AdminResetUserPassword: () => ada,
  AdminRespondToAuthChallenge: async (stage) => ({ UserPoolId, ...(await newPassword(stage)) }),
  AdminRevokeUserSession: async ({ otherSession }) => ({ ...ada, SessionId: (await otherSession()).SessionId }),
  AdminSetUserMFAPreference: () => ({ ...ada, SoftwareTokenMfaSettings: { Enabled: false } }),
  AdminSetUserPassword: () => ({ ...ada, Password: 'Palm-shade-77', Permanent: true }),
  AdminUpdateDeviceStatus: async (stage) => ({ ...(await device(stage)), DeviceRememberedStatus: 'not_remembered' }),
  AdminUpdateUserAttributes: () => ({ ...ada, UserAttributes: [{ Name: 'name', Value: 'Ada L' }] }),
  AdminUserGlobalSignOut: () => ada,
  AssociateSoftwareToken: AccessToken,
  ChangePassword: async (stage) => ({
    ...(await AccessToken(stage)),
    PreviousPassword: STAGE.password,
    ProposedPassword: 'Palm-shade-77',
  }),
  CompleteWebAuthnRegistration: async (stage) => ({
    send: { ...(await AccessToken(stage)), Credential: { id: 'none' } },
    refused: 'WebAuthnChallengeNotFoundException',
  }),
  ConfirmDevice: async ({ tokens }) => {
    const { AccessToken, DeviceKey } = await tokens()
    return { AccessToken, DeviceKey, DeviceSecretVerifierConfig: verifier }
  },
  ConfirmForgotPassword: async ({ aws, code }) => {
    await aws.forgotPassword({ ClientId, Username: STAGE.user })
    return { ClientId, Username: STAGE.user, ConfirmationCode: await code(), Password: 'Palm-shade-77' }
  },
  ConfirmSignUp: async ({ aws, code }) => {
    await aws.resendConfirmationCode({ ClientId, Username: STAGE.newcomer })
    return { ClientId, Username: STAGE.newcomer, ConfirmationCode: await code() }
  },
  CreateGroup: () => ({ UserPoolId, GroupName: 'guests' }),
  CreateResourceServer: () => ({ UserPoolId, Identifier: 'stock', Name: 'Stock' }),
  CreateUserPool: () => ({ PoolName: 'another' }),
  CreateUserPoolClient: () => ({ UserPoolId, ClientName: 'another' }),
  CreateUserPoolDomain: () => ({ UserPoolId: STAGE.bare, Domain: 'another' }),
  DeleteGroup: () => group,
  DeleteResourceServer: () => orders,
  DeleteUser: AccessToken,
  DeleteUserAttributes: async (stage) => ({ ...(await AccessToken(stage)), UserAttributeNames: ['name'] }),
  DeleteUserPool: () => ({ UserPoolId: STAGE.bare }),
  DeleteUserPoolClient: () => app,
  DeleteUserPoolClientSecret: async ({ aws }) => {
    const { ClientSecretDescriptor } = await aws.addUserPoolClientSecret(closed)
    return { ...closed, ClientSecretId: ClientSecretDescriptor?.ClientSecretId }
  },
  DeleteUserPoolDomain: () => ({ UserPoolId, Domain: 'stage' }),
  DeleteWebAuthnCredential: async (stage) => ({
    send: { ...(await AccessToken(stage)), CredentialId: 'none' },
    refused: 'ResourceNotFoundException',
  }),
  DescribeResourceServer: () => orders,
  DescribeUserPool: () => ({ UserPoolId }),
  DescribeUserPoolClient: () => app,
  DescribeUserPoolDomain: () => ({ Domain: 'stage' }),
  ForgetDevice: (stage) => stage.device(),
  ForgotPassword: () => ({ ClientId, Username: STAGE.user }),
  GetClientToken: () => ({ ClientId: STAGE.machine, Secret: STAGE.secret }),
  GetDevice: (stage) => stage.device(),
  GetGroup: () => group,
  GetTokensFromRefreshToken: async ({ tokens }) => {
    const { RefreshToken, DeviceKey } = await tokens()
    return { ClientId, RefreshToken, DeviceKey }
  },
  GetUser: AccessToken,
  GetUserAttributeVerificationCode: async (stage) => ({ ...(await AccessToken(stage)), AttributeName: 'email' }),
  GetUserAuthFactors: AccessToken,
  GetUserPoolClientSessionConfiguration: () => app,
  GetUserPoolMfaConfig: () => ({ UserPoolId }),
  GetUserPoolSessionConfiguration: () => ({ UserPoolId }),
  GlobalSignOut: AccessToken,
  InitiateAuth: () => ({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: byPassword }),
  ListDevices: AccessToken,
  ListGroups: () => ({ UserPoolId }),
  ListResourceServers: () => ({ UserPoolId }),
  ListUserPoolClientSecrets: () => closed,
  ListUserPoolClients: () => ({ UserPoolId }),
  ListUserPools: () => ({ MaxResults: 60 }),
  ListUserSessions: AccessToken,
  ListUsers: () => ({ UserPoolId }),
  ListUsersInGroup: () => group,
  ListWebAuthnCredentials: AccessToken,
  ResendConfirmationCode: () => ({ ClientId, Username: STAGE.newcomer }),
  RespondToAuthChallenge: newPassword,
  RevokeToken: async ({ tokens }) => ({ ClientId, Token: (await tokens()).RefreshToken }),
  RevokeUserSession: ({ otherSession }) => otherSession(),
  SetUserMFAPreference: async (stage) => ({
    ...(await AccessToken(stage)),
    SoftwareTokenMfaSettings: { Enabled: false },
  }),
  SetUserPoolClientSessionConfiguration: () => ({ ...app, SSOSession: { MaxValidityMinutes: 5 } }),
  SetUserPoolMfaConfig: () => ({ UserPoolId, MfaConfiguration: 'OFF' }),
  SetUserPoolSessionConfiguration: () => ({
    UserPoolId,
    UserSessionTracking: 'DISABLED',
    TokenSession: { MaxPerUser: 20 },
  }),
  SignUp: () => ({ ClientId, Username: 'ines', Password: STAGE.password }),
  StartWebAuthnRegistration: AccessToken,
  UpdateDeviceStatus: async (stage) => ({ ...(await stage.device()), DeviceRememberedStatus: 'not_remembered' }),
  UpdateGroup: () => ({ ...group, Description: 'Everybody' }),
  UpdateResourceServer: () => ({ ...orders, Name: 'All orders' }),
  UpdateUserAttributes: async (stage) => ({
    ...(await AccessToken(stage)),
    UserAttributes: [{ Name: 'name', Value: 'Ada L' }],
  }),
  UpdateUserPool: () => ({ UserPoolId, UserPoolTier: 'PLUS' }),
  UpdateUserPoolClient: () => app,
  VerifySoftwareToken: async (stage) => {
    const { AccessToken: token } = await AccessToken(stage)
    const { SecretCode = '' } = await stage.aws.associateSoftwareToken({ AccessToken: token })
    return { AccessToken: token, UserCode: await totp(SecretCode, Date.now()) }
  },
  VerifyUserAttribute: async (stage) => {
    const { AccessToken: token } = await AccessToken(stage)
    await stage.aws.getUserAttributeVerificationCode({ AccessToken: token, AttributeName: 'email' })
    return { AccessToken: token, AttributeName: 'email', Code: await stage.code() }
  },
}
