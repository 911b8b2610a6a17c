import { AdminAddUserToGroup } from './AdminAddUserToGroup.ts'
import { AdminCreateUser } from './AdminCreateUser.ts'
import { AdminDeleteUser } from './AdminDeleteUser.ts'
import { AdminDisableUser } from './AdminDisableUser.ts'
import { AdminEnableUser } from './AdminEnableUser.ts'
import { AdminForgetDevice } from './AdminForgetDevice.ts'
import { AdminGetDevice } from './AdminGetDevice.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { AdminGetUserAuthFactors } from './AdminGetUserAuthFactors.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { AdminListDevices } from './AdminListDevices.ts'
import { AdminListGroupsForUser } from './AdminListGroupsForUser.ts'
import { AdminRespondToAuthChallenge } from './AdminRespondToAuthChallenge.ts'
import { AdminSetUserMFAPreference } from './AdminSetUserMFAPreference.ts'
import { AdminSetUserPassword } from './AdminSetUserPassword.ts'
import { AdminUpdateDeviceStatus } from './AdminUpdateDeviceStatus.ts'
import { AdminUserGlobalSignOut } from './AdminUserGlobalSignOut.ts'
import { AssociateSoftwareToken } from './AssociateSoftwareToken.ts'
import { CompleteWebAuthnRegistration } from './CompleteWebAuthnRegistration.ts'
import { ConfirmDevice } from './ConfirmDevice.ts'
import { CreateGroup } from './CreateGroup.ts'
import { CreateUserPool } from './CreateUserPool.ts'
import { CreateUserPoolClient } from './CreateUserPoolClient.ts'
import { DeleteUserPool } from './DeleteUserPool.ts'
import { DeleteUserPoolClient } from './DeleteUserPoolClient.ts'
import { DeleteWebAuthnCredential } from './DeleteWebAuthnCredential.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'
import { ForgetDevice } from './ForgetDevice.ts'
import { GetDevice } from './GetDevice.ts'
import { GetTokensFromRefreshToken } from './GetTokensFromRefreshToken.ts'
import { GetUser } from './GetUser.ts'
import { GetUserAuthFactors } from './GetUserAuthFactors.ts'
import { GetUserPoolMfaConfig } from './GetUserPoolMfaConfig.ts'
import { GlobalSignOut } from './GlobalSignOut.ts'
import { InitiateAuth } from './InitiateAuth.ts'
import { ListDevices } from './ListDevices.ts'
import { ListUserPoolClients } from './ListUserPoolClients.ts'
import { ListUserPools } from './ListUserPools.ts'
import { ListUsers } from './ListUsers.ts'
import { ListWebAuthnCredentials } from './ListWebAuthnCredentials.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'
import { RevokeToken } from './RevokeToken.ts'
import { SetUserMFAPreference } from './SetUserMFAPreference.ts'
import { SetUserPoolMfaConfig } from './SetUserPoolMfaConfig.ts'
import { StartWebAuthnRegistration } from './StartWebAuthnRegistration.ts'
import { UpdateDeviceStatus } from './UpdateDeviceStatus.ts'
import { UpdateUserPoolClient } from './UpdateUserPoolClient.ts'
import { VerifySoftwareToken } from './VerifySoftwareToken.ts'

/** The emulated operations of user pools (service `cognito-idp`). What is not named here answers that it is not emulated. */
export const userPoolOperations = {
  AdminAddUserToGroup,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDisableUser,
  AdminEnableUser,
  AdminForgetDevice,
  AdminGetDevice,
  AdminGetUser,
  AdminGetUserAuthFactors,
  AdminInitiateAuth,
  AdminListDevices,
  AdminListGroupsForUser,
  AdminRespondToAuthChallenge,
  AdminSetUserMFAPreference,
  AdminSetUserPassword,
  AdminUpdateDeviceStatus,
  AdminUserGlobalSignOut,
  AssociateSoftwareToken,
  CompleteWebAuthnRegistration,
  ConfirmDevice,
  CreateGroup,
  CreateUserPool,
  CreateUserPoolClient,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteWebAuthnCredential,
  DescribeUserPool,
  DescribeUserPoolClient,
  ForgetDevice,
  GetDevice,
  GetTokensFromRefreshToken,
  GetUser,
  GetUserAuthFactors,
  GetUserPoolMfaConfig,
  GlobalSignOut,
  InitiateAuth,
  ListDevices,
  ListUserPoolClients,
  ListUserPools,
  ListUsers,
  ListWebAuthnCredentials,
  RespondToAuthChallenge,
  RevokeToken,
  SetUserMFAPreference,
  SetUserPoolMfaConfig,
  StartWebAuthnRegistration,
  UpdateDeviceStatus,
  UpdateUserPoolClient,
  VerifySoftwareToken,
}
