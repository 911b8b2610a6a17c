import { AdminAddUserToGroup } from './AdminAddUserToGroup.ts'
import { AdminCreateUser } from './AdminCreateUser.ts'
import { AdminDeleteUser } from './AdminDeleteUser.ts'
import { AdminDisableUser } from './AdminDisableUser.ts'
import { AdminEnableUser } from './AdminEnableUser.ts'
import { AdminGetUser } from './AdminGetUser.ts'
import { AdminInitiateAuth } from './AdminInitiateAuth.ts'
import { AdminListGroupsForUser } from './AdminListGroupsForUser.ts'
import { AdminListUserSessions } from './AdminListUserSessions.ts'
import { AdminRevokeUserSession } from './AdminRevokeUserSession.ts'
import { AdminSetUserPassword } from './AdminSetUserPassword.ts'
import { AdminUserGlobalSignOut } from './AdminUserGlobalSignOut.ts'
import { CreateGroup } from './CreateGroup.ts'
import { CreateResourceServer } from './CreateResourceServer.ts'
import { CreateUserPool } from './CreateUserPool.ts'
import { CreateUserPoolClient } from './CreateUserPoolClient.ts'
import { CreateUserPoolDomain } from './CreateUserPoolDomain.ts'
import { DeleteResourceServer } from './DeleteResourceServer.ts'
import { DeleteUserPool } from './DeleteUserPool.ts'
import { DeleteUserPoolClient } from './DeleteUserPoolClient.ts'
import { DeleteUserPoolDomain } from './DeleteUserPoolDomain.ts'
import { DescribeResourceServer } from './DescribeResourceServer.ts'
import { DescribeUserPool } from './DescribeUserPool.ts'
import { DescribeUserPoolClient } from './DescribeUserPoolClient.ts'
import { DescribeUserPoolDomain } from './DescribeUserPoolDomain.ts'
import { GetTokensFromRefreshToken } from './GetTokensFromRefreshToken.ts'
import { GetUser } from './GetUser.ts'
import { GetUserPoolClientSessionConfiguration } from './GetUserPoolClientSessionConfiguration.ts'
import { GetUserPoolSessionConfiguration } from './GetUserPoolSessionConfiguration.ts'
import { GlobalSignOut } from './GlobalSignOut.ts'
import { InitiateAuth } from './InitiateAuth.ts'
import { ListResourceServers } from './ListResourceServers.ts'
import { ListUserPoolClients } from './ListUserPoolClients.ts'
import { ListUserPools } from './ListUserPools.ts'
import { ListUserSessions } from './ListUserSessions.ts'
import { ListUsers } from './ListUsers.ts'
import { RespondToAuthChallenge } from './RespondToAuthChallenge.ts'
import { RevokeToken } from './RevokeToken.ts'
import { RevokeUserSession } from './RevokeUserSession.ts'
import { SetUserPoolClientSessionConfiguration } from './SetUserPoolClientSessionConfiguration.ts'
import { SetUserPoolSessionConfiguration } from './SetUserPoolSessionConfiguration.ts'
import { UpdateResourceServer } from './UpdateResourceServer.ts'
import { UpdateUserPoolClient } from './UpdateUserPoolClient.ts'

/** The emulated operations of user pools (service `cognito-idp`). What is not named here answers that it is not emulated. */
export const userPoolOperations = {
  AdminAddUserToGroup,
  AdminCreateUser,
  AdminDeleteUser,
  AdminDisableUser,
  AdminEnableUser,
  AdminGetUser,
  AdminInitiateAuth,
  AdminListGroupsForUser,
  AdminListUserSessions,
  AdminRevokeUserSession,
  AdminSetUserPassword,
  AdminUserGlobalSignOut,
  CreateGroup,
  CreateResourceServer,
  CreateUserPool,
  CreateUserPoolClient,
  CreateUserPoolDomain,
  DeleteResourceServer,
  DeleteUserPool,
  DeleteUserPoolClient,
  DeleteUserPoolDomain,
  DescribeResourceServer,
  DescribeUserPool,
  DescribeUserPoolClient,
  DescribeUserPoolDomain,
  GetTokensFromRefreshToken,
  GetUser,
  GetUserPoolClientSessionConfiguration,
  GetUserPoolSessionConfiguration,
  GlobalSignOut,
  InitiateAuth,
  ListResourceServers,
  ListUserPoolClients,
  ListUserPools,
  ListUserSessions,
  ListUsers,
  RespondToAuthChallenge,
  RevokeToken,
  RevokeUserSession,
  SetUserPoolClientSessionConfiguration,
  SetUserPoolSessionConfiguration,
  UpdateResourceServer,
  UpdateUserPoolClient,
}
