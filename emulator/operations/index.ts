import { AddUserPoolClientSecret } from './AddUserPoolClientSecret.ts'
import { AdminAddUserToGroup } from './AdminAddUserToGroup.ts'
import { AdminConfirmSignUp } from './AdminConfirmSignUp.ts'
import { AdminCreateUser } from './AdminCreateUser.ts'
import { AdminDeleteUser } from './AdminDeleteUser.ts'
import { AdminDeleteUserAttributes } from './AdminDeleteUserAttributes.ts'
import { AdminDisableUser } from './AdminDisableUser.ts'
import { AdminEnableUser } from './AdminEnableUser.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { AdminListGroupsForUser } from './AdminListGroupsForUser.ts'
import { AdminListUserAuthEvents } from './AdminListUserAuthEvents.ts'
import { AdminRemoveUserFromGroup } from './AdminRemoveUserFromGroup.ts'
import { AdminResetUserPassword } from './AdminResetUserPassword.ts'
import { AdminSetUserPassword } from './AdminSetUserPassword.ts'
import { AdminUpdateUserAttributes } from './AdminUpdateUserAttributes.ts'
import { AdminUserGlobalSignOut } from './AdminUserGlobalSignOut.ts'
import { ChangePassword } from './ChangePassword.ts'
import { ConfirmForgotPassword } from './ConfirmForgotPassword.ts'
import { ConfirmSignUp } from './ConfirmSignUp.ts'
import { CreateGroup } from './CreateGroup.ts'
import { CreateUserPool } from './CreateUserPool.ts'
import { CreateUserPoolClient } from './CreateUserPoolClient.ts'
import { DeleteGroup } from './DeleteGroup.ts'
import { DeleteUser } from './DeleteUser.ts'
import { DeleteUserAttributes } from './DeleteUserAttributes.ts'
import { DeleteUserPool } from './DeleteUserPool.ts'
import { DeleteUserPoolClient } from './DeleteUserPoolClient.ts'
import { DeleteUserPoolClientSecret } from './DeleteUserPoolClientSecret.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'
import { ForgotPassword } from './ForgotPassword.ts'
import { GetGroup } from './GetGroup.ts'
import { GetTokensFromRefreshToken } from './GetTokensFromRefreshToken.ts'
import { GetUser } from './GetUser.ts'
import { GetUserAttributeVerificationCode } from './GetUserAttributeVerificationCode.ts'
import { GlobalSignOut } from './GlobalSignOut.ts'
import { InitiateAuth } from './InitiateAuth.ts'
import { ListGroups } from './ListGroups.ts'
import { ListUserPoolClientSecrets } from './ListUserPoolClientSecrets.ts'
import { ListUserPoolClients } from './ListUserPoolClients.ts'
import { ListUserPools } from './ListUserPools.ts'
import { ListUsers } from './ListUsers.ts'
import { ListUsersInGroup } from './ListUsersInGroup.ts'
import { ResendConfirmationCode } from './ResendConfirmationCode.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'
import { RevokeToken } from './RevokeToken.ts'
import { SignUp } from './SignUp.ts'
import { UpdateGroup } from './UpdateGroup.ts'
import { UpdateUserAttributes } from './UpdateUserAttributes.ts'
import { UpdateUserPool } from './UpdateUserPool.ts'
import { UpdateUserPoolClient } from './UpdateUserPoolClient.ts'
import { VerifyUserAttribute } from './VerifyUserAttribute.ts'

/** The emulated operations of user pools (service `cognito-idp`). What is not named here answers that it is not emulated. */
export const userPoolOperations = {
  AddUserPoolClientSecret,
  AdminAddUserToGroup,
  AdminConfirmSignUp,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDeleteUserAttributes,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminInitiateAuth,
  AdminListGroupsForUser,
  AdminListUserAuthEvents,
  AdminRemoveUserFromGroup,
  AdminResetUserPassword,
  AdminSetUserPassword,
  AdminUpdateUserAttributes,
  AdminUserGlobalSignOut,
  ChangePassword,
  ConfirmForgotPassword,
  ConfirmSignUp,
  CreateGroup,
  CreateUserPool,
  CreateUserPoolClient,
  DeleteGroup,
  DeleteUser,
  DeleteUserAttributes,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteUserPoolClientSecret,
  DescribeUserPool,
  DescribeUserPoolClient,
  ForgotPassword,
  GetGroup,
  GetTokensFromRefreshToken,
  GetUser,
  GetUserAttributeVerificationCode,
  GlobalSignOut,
  InitiateAuth,
  ListGroups,
  ListUserPoolClientSecrets,
  ListUserPoolClients,
  ListUserPools,
  ListUsers,
  ListUsersInGroup,
  ResendConfirmationCode,
  RespondToAuthChallenge,
  RevokeToken,
  SignUp,
  UpdateGroup,
  UpdateUserAttributes,
  UpdateUserPool,
  UpdateUserPoolClient,
  VerifyUserAttribute,
}
