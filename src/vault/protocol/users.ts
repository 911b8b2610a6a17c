/*
 * What crosses between the page and the vault about an operator's users. Attribute values are Cognito's own: text, and
 * never markup.
 */

import type { UserSearch } from '../../lib/userSearch.ts'

/** A user as ListUsers shows one. */
export type User = {
  username: string
  sub?: string
  email?: string
  phone?: string
  name?: string
  /** Cognito's UserStatus, such as `CONFIRMED` or `FORCE_CHANGE_PASSWORD`. */
  status: string
  enabled: boolean
  createdAt?: Date
  modifiedAt?: Date
}

/** All that AdminGetUser says of a user. Asking counts the user as active in the month (Cognito bills by that). */
export type UserDetails = User & { attributes: readonly { name: string; value: string }[]; factors: readonly string[] }

/** A page of users; `next` where there are more. */
export type UserPage = { users: readonly User[]; next?: string }

/** A group of a pool. */
export type Group = { name: string; description?: string; precedence?: number }

/** A device that a pool remembers for a user. */
export type UserDevice = {
  key: string
  name?: string
  lastAddress?: string
  createdAt?: Date
  lastUsedAt?: Date
}

/** One line of a user's sign-in history (pools with threat protection only). */
export type SignInEvent = {
  id: string
  type: string
  at?: Date
  response?: string
  risk?: string
  address?: string
  city?: string
  country?: string
  device?: string
}

/** One of a user's sessions, as Cognito's session tracking lists it. */
export type TrackedSession = {
  id: string
  type: 'token' | 'SSO'
  clientId?: string
  createdAt?: Date
  lastActiveAt?: Date
  device?: string
  address?: string
  city?: string
  country?: string
  /** The SSO session that it came through. */
  throughId?: string
}

/** Cognito's acceptance of an operator's call. */
export type Accepted = { requestId: string; at: Date }

type OfUser = { poolId: string; username: string }

/** The vault's operations on an operator's users. */
export type UserOperations = {
  listUsers(args: {
    poolId: string
    search?: UserSearch | undefined
    next?: string | undefined
    paced?: boolean | undefined
  }): UserPage
  listUsersInGroup(args: {
    poolId: string
    group: string
    next?: string | undefined
    paced?: boolean | undefined
  }): UserPage
  listGroups(args: { poolId: string }): readonly Group[]
  userDetails(args: OfUser): UserDetails
  userGroups(args: OfUser): readonly Group[]
  userDevices(args: OfUser): readonly UserDevice[]
  /** The latest of the sign-in history, at most so many pages of 60. */
  userHistory(args: OfUser): readonly SignInEvent[]
  userSessions(args: OfUser): readonly TrackedSession[]
  endUserSession(args: OfUser & { sessionId: string; linked: boolean }): Accepted
  signOutUser(args: OfUser & { paced?: boolean | undefined; jobId?: string | undefined }): Accepted
  forgetUserDevice(args: OfUser & { deviceKey: string }): Accepted
  disableUser(args: OfUser): Accepted
  enableUser(args: OfUser): Accepted
  resetUserPassword(args: OfUser): Accepted
}
