import type { OperatorApi } from '../cognito/operator.ts'
import type { ListedUser, ListedUsers } from '../cognito/operator/users.ts'
import type { UserSearch } from '../lib/userSearch.ts'
import type { Activity } from './activity.ts'
import type { Operator } from './operator.ts'
import type {
  Accepted,
  Group,
  SignInEvent,
  TrackedSession,
  User,
  UserDetails,
  UserDevice,
  UserOperations,
  UserPage,
} from './protocol/users.ts'

type Handlers = {
  [Name in keyof UserOperations]: (
    args: Parameters<UserOperations[Name]>[0],
  ) => Promise<ReturnType<UserOperations[Name]>>
}

type Raw<Method extends keyof OperatorApi> = Awaited<ReturnType<OperatorApi[Method]>>

/** The vault's operations on an operator's users, in the page's own terms. */
export function userHandlers(operator: Operator, around: { now(): number }, activity: Activity): Handlers {
  const accepted = ({ requestId }: { requestId: string }): Accepted => ({ requestId, at: new Date(around.now()) })
  const api = async (poolId: string, paced?: boolean) => operator.apiOf(poolId, paced)
  return {
    listUsers: async ({ poolId, search, next, paced }) =>
      pageOf(await (await api(poolId, paced)).listUsers(poolId, search && filterOf(search), next)),
    listUsersInGroup: async ({ poolId, group, next, paced }) =>
      pageOf(await (await api(poolId, paced)).listUsersInGroup(poolId, group, next)),
    listGroups: async ({ poolId }) => (await (await api(poolId)).listGroups(poolId)).map(groupOf),
    userDetails: async ({ poolId, username }) => detailsOf(await (await api(poolId)).getUser(poolId, username)),
    userGroups: async ({ poolId, username }) => (await (await api(poolId)).listGroupsOf(poolId, username)).map(groupOf),
    userDevices: async ({ poolId, username }) =>
      (await (await api(poolId)).listDevices(poolId, username)).map(deviceOf),
    userHistory: async ({ poolId, username }) =>
      (await (await api(poolId)).listAuthEvents(poolId, username)).map(eventOf),
    userSessions: async ({ poolId, username }) =>
      (await (await api(poolId)).listSessions(poolId, username)).map(sessionOf),
    endUserSession: async ({ poolId, username, sessionId, linked }) =>
      accepted(await (await api(poolId)).revokeSession({ poolId, username }, sessionId, linked)),
    signOutUser: async ({ poolId, username, paced, jobId }) => {
      const pool = await api(poolId, paced)
      const ask = async () => pool.signOutUser(poolId, username)
      const asked = { operation: 'AdminUserGlobalSignOut', poolId, username }
      return accepted(await (jobId === undefined ? ask() : activity.ofJob(jobId, asked, ask)))
    },
    forgetUserDevice: async ({ poolId, username, deviceKey }) =>
      accepted(await (await api(poolId)).forgetDevice(poolId, username, deviceKey)),
    disableUser: async ({ poolId, username }) => accepted(await (await api(poolId)).disableUser(poolId, username)),
    enableUser: async ({ poolId, username }) => accepted(await (await api(poolId)).enableUser(poolId, username)),
    resetUserPassword: async ({ poolId, username }) =>
      accepted(await (await api(poolId)).resetPassword(poolId, username)),
  }
}

/** A search in ListUsers' grammar: the value is quoted, and what would end the quotation is escaped (API reference, ListUsers). */
function filterOf({ attribute, match, value }: UserSearch): string {
  const quoted = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `${attribute} ${match === 'is' ? '=' : '^='} "${quoted}"`
}

function pageOf({ users, next }: ListedUsers): UserPage {
  return { users: users.map(userOf), ...(next === undefined ? {} : { next }) }
}

function userOf({ username, attributes, status, enabled, createdAt, modifiedAt }: ListedUser): User {
  return {
    username,
    status,
    enabled,
    ...given({
      sub: attributes.get('sub'),
      email: attributes.get('email'),
      phone: attributes.get('phone_number'),
      name: attributes.get('name'),
      createdAt,
      modifiedAt,
    }),
  }
}

function detailsOf(user: ListedUser & { factors: readonly string[] }): UserDetails {
  const attributes = [...user.attributes].map(([name, value]) => ({ name, value }))
  return { ...userOf(user), attributes, factors: user.factors }
}

function groupOf({ GroupName, Description, Precedence }: Raw<'listGroups'>[number]): Group {
  return { name: GroupName ?? '', ...given({ description: Description, precedence: Precedence }) }
}

function deviceOf(device: Raw<'listDevices'>[number]): UserDevice {
  const attributes = new Map((device.DeviceAttributes ?? []).map(({ Name, Value }) => [Name, Value]))
  return {
    key: device.DeviceKey ?? '',
    ...given({
      name: attributes.get('device_name'),
      lastAddress: attributes.get('last_ip_used'),
      createdAt: device.DeviceCreateDate,
      lastUsedAt: device.DeviceLastAuthenticatedDate,
    }),
  }
}

function eventOf(event: Raw<'listAuthEvents'>[number]): SignInEvent {
  const { IpAddress, City, Country, DeviceName } = event.EventContextData ?? {}
  return {
    id: event.EventId ?? '',
    type: event.EventType ?? 'unknown',
    ...given({
      at: event.CreationDate,
      response: event.EventResponse,
      risk: event.EventRisk?.RiskDecision,
      address: IpAddress,
      city: City,
      country: Country,
      device: DeviceName,
    }),
  }
}

function sessionOf(session: Raw<'listSessions'>[number]): TrackedSession {
  return {
    id: session.SessionId ?? '',
    type: session.SessionType === 'SSO' ? 'SSO' : 'token',
    ...given({
      clientId: session.ClientId,
      createdAt: session.CreateDate,
      lastActiveAt: session.LastActiveDate,
      device: session.DeviceType,
      address: session.LastIPAddress,
      city: session.LastLocation?.City,
      country: session.LastLocation?.Country,
      throughId: session.OriginSessionId,
    }),
  }
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined | null> }

/** What is there of the members: an absent one is absent, and not undefined. */
function given<T extends Record<string, unknown>>(members: T): Given<T> {
  const present = Object.entries(members).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(present) as Given<T>
}
