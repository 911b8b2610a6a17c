import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminListUserAuthEventsCommand,
  AdminResetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  type AuthEventType,
  type GroupType,
  ListGroupsCommand,
  ListUsersCommand,
  ListUsersInGroupCommand,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider'

import { requestIdFrom } from '../accepted.ts'
import type { Caller } from './caller.ts'
import { everyPage } from './paging.ts'

const pageSize = 60
const mostHistoryPages = 3

/** A user as Cognito's lists show one. */
export type ListedUser = {
  username: string
  attributes: ReadonlyMap<string, string>
  status: string
  enabled: boolean
  createdAt: Date | undefined
  modifiedAt: Date | undefined
}

/** A page of users. */
export type ListedUsers = { users: readonly ListedUser[]; next: string | undefined }

/**
 * The operator's operations on users. Every method throws only Failed.
 * AdminUserGlobalSignOut, the disabling and the enabling are idempotent; they are tried like reads (quality.md, Retries).
 */
export function userOperations({ reader, writer, ask }: Caller) {
  return {
    /** A page of a pool's users. `filter` is in ListUsers' own grammar. */
    async listUsers(poolId: string, filter?: string, token?: string): Promise<ListedUsers> {
      const answer = await ask('ListUsers', (abortSignal) =>
        reader.send(
          new ListUsersCommand({
            UserPoolId: poolId,
            Limit: pageSize,
            ...(filter === undefined ? {} : { Filter: filter }),
            PaginationToken: token,
          }),
          { abortSignal },
        ),
      )
      return { users: (answer.Users ?? []).map(listed), next: answer.PaginationToken }
    },

    /** A page of a group's users. */
    async listUsersInGroup(poolId: string, group: string, token?: string): Promise<ListedUsers> {
      const answer = await ask('ListUsersInGroup', (abortSignal) =>
        reader.send(
          new ListUsersInGroupCommand({ UserPoolId: poolId, GroupName: group, Limit: pageSize, NextToken: token }),
          { abortSignal },
        ),
      )
      return { users: (answer.Users ?? []).map(listed), next: answer.NextToken }
    },

    /** Every group of a pool. */
    async listGroups(poolId: string): Promise<readonly GroupType[]> {
      return everyPage(async (NextToken) => {
        const answer = await ask('ListGroups', (abortSignal) =>
          reader.send(new ListGroupsCommand({ UserPoolId: poolId, Limit: pageSize, NextToken }), { abortSignal }),
        )
        return { items: answer.Groups ?? [], next: answer.NextToken }
      })
    },

    /** All of one user. It counts the user as active in the month, so it is asked for one user at a time. */
    async getUser(poolId: string, username: string): Promise<ListedUser & { factors: readonly string[] }> {
      const answer = await ask('AdminGetUser', (abortSignal) =>
        reader.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: username }), { abortSignal }),
      )
      const { UserAttributes, UserMFASettingList, ...rest } = answer
      return { ...listed({ ...rest, Attributes: UserAttributes }), factors: UserMFASettingList ?? [] }
    },

    /** The groups that a user is in. */
    async listGroupsOf(poolId: string, username: string): Promise<readonly GroupType[]> {
      return everyPage(async (NextToken) => {
        const answer = await ask('AdminListGroupsForUser', (abortSignal) =>
          reader.send(
            new AdminListGroupsForUserCommand({ UserPoolId: poolId, Username: username, Limit: pageSize, NextToken }),
            { abortSignal },
          ),
        )
        return { items: answer.Groups ?? [], next: answer.NextToken }
      })
    },

    /** The latest of a user's sign-in history; pools without threat protection refuse. */
    async listAuthEvents(poolId: string, username: string): Promise<readonly AuthEventType[]> {
      let pages = 0
      return everyPage(async (NextToken) => {
        const answer = await ask('AdminListUserAuthEvents', (abortSignal) =>
          reader.send(
            new AdminListUserAuthEventsCommand({
              UserPoolId: poolId,
              Username: username,
              MaxResults: pageSize,
              NextToken,
            }),
            { abortSignal },
          ),
        )
        pages += 1
        return { items: answer.AuthEvents ?? [], next: pages < mostHistoryPages ? answer.NextToken : undefined }
      })
    },

    /** Ends every session of a user. The managed-login cookie stays, and it counts the user as active. */
    async signOutUser(poolId: string, username: string): Promise<{ requestId: string }> {
      const answer = await ask('AdminUserGlobalSignOut', (abortSignal) =>
        reader.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: username }), { abortSignal }),
      )
      return requestIdFrom(answer)
    },

    /** Keeps a user from signing in and ends the sessions. */
    async disableUser(poolId: string, username: string): Promise<{ requestId: string }> {
      const answer = await ask('AdminDisableUser', (abortSignal) =>
        reader.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: username }), { abortSignal }),
      )
      return requestIdFrom(answer)
    },

    /** Lets a user sign in again. */
    async enableUser(poolId: string, username: string): Promise<{ requestId: string }> {
      const answer = await ask('AdminEnableUser', (abortSignal) =>
        reader.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: username }), { abortSignal }),
      )
      return requestIdFrom(answer)
    },

    /** Makes a user choose a new password, with a code that Cognito sends: so it is sent once. */
    async resetPassword(poolId: string, username: string): Promise<{ requestId: string }> {
      const answer = await ask('AdminResetUserPassword', (abortSignal) =>
        writer.send(new AdminResetUserPasswordCommand({ UserPoolId: poolId, Username: username }), { abortSignal }),
      )
      return requestIdFrom(answer)
    },
  }
}

function listed(user: UserType): ListedUser {
  return {
    username: user.Username ?? '',
    attributes: attributesOf(user.Attributes),
    status: user.UserStatus ?? 'UNKNOWN',
    enabled: user.Enabled ?? true,
    createdAt: user.UserCreateDate,
    modifiedAt: user.UserLastModifiedDate,
  }
}

function attributesOf(attributes: readonly AttributeType[] | undefined): ReadonlyMap<string, string> {
  return new Map((attributes ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']))
}
