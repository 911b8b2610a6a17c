import { queryOptions } from '@tanstack/react-query'

import { failureOf } from '../../lib/failure.ts'
import { longestTokensMs } from '../../lib/longestTokens.ts'
import { lookAgain, maySee } from '../../lib/ownSessions.ts'
import { vault } from '../../vault/client.ts'
import type { Pool, SessionFacts } from '../../vault/protocol.ts'
import { markIn } from './pageMarks.ts'
import { groupOf, searchOf, type UsersFilter } from './usersFilter.ts'

/** The pools of every Region of the deployment, and what could not be read of them. */
export const poolsQuery = () =>
  queryOptions({
    queryKey: ['users', 'pools'],
    queryFn: async () => {
      const regions = [undefined, ...(vault.config.regions ?? []).map(({ region }) => region)]
      const lists = await Promise.allSettled(regions.map(async (region) => vault.ask('listPools', { region })))
      const pools = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
      const failures = lists.flatMap((list) =>
        list.status === 'rejected' ? [failureOf(list.reason, 'ListUserPools')] : [],
      )
      return { pools: withOwn(pools), failures }
    },
    staleTime: 60_000,
  })

/** The deployment's own pool can be worked in by whoever may not list pools. */
function withOwn(pools: readonly Pool[]): readonly Pool[] {
  const { userPoolId: id, name = id } = vault.config
  return pools.some((pool) => pool.id === id) ? pools : [{ id, name }, ...pools]
}

/** A page of the users that a filter finds. */
export const usersQuery = (poolId: string, filter: UsersFilter) => {
  const search = searchOf(filter)
  const group = groupOf(filter)
  const next = markIn(filter.after)
  return queryOptions({
    queryKey: ['users', 'list', poolId, search ?? group ?? 'everyone', next ?? 'first'],
    queryFn: async () => {
      const page =
        group === undefined
          ? await vault.ask('listUsers', { poolId, search, next })
          : await vault.ask('listUsersInGroup', { poolId, group, next })
      return { ...page, at: new Date() }
    },
  })
}

/** The groups of a pool. */
export const groupsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['users', 'groups', poolId],
    queryFn: async () => vault.ask('listGroups', { poolId }),
    staleTime: 60_000,
  })

/** What the list says of one user. Unlike reading the details it counts nobody as active. */
export const listedUserQuery = (poolId: string, username: string) =>
  queryOptions({
    queryKey: ['users', 'listed', poolId, username],
    queryFn: async () => {
      const search = { attribute: 'username', match: 'is', value: username } as const
      const { users } = await vault.ask('listUsers', { poolId, search })
      return users.find((user) => user.username === username) ?? null
    },
  })

/**
 * The id of this browser's own session among the operator's own; an operator's list of it does not say which it is. Null
 * while Cognito does not list it; it is asked again, as where it could not be asked.
 */
export const ownSessionQuery = (session: SessionFacts | undefined) =>
  queryOptions({
    queryKey: ['users', 'own session'],
    queryFn: async () => {
      const list = await vault.ask('listSessions', {})
      return (list.state === 'tracked' && list.sessions.find(({ here }) => here)?.id) || null
    },
    enabled: session !== undefined && maySee(session),
    staleTime: ({ state }) => (state.data ? 60_000 : 0),
    refetchInterval: ({ state }) => (session === undefined ? false : lookAgain(session, !state.data, Date.now())),
    refetchOnWindowFocus: true,
  })

/** Everything of a user. It is asked for only when the operator wants it. */
export const detailsQuery = (poolId: string, username: string) =>
  queryOptions({
    queryKey: ['users', 'details', poolId, username],
    queryFn: async () => ({ ...(await vault.ask('userDetails', { poolId, username })), at: new Date() }),
    staleTime: Infinity,
  })

export const userGroupsQuery = (poolId: string, username: string) =>
  queryOptions({
    queryKey: ['users', 'groups of', poolId, username],
    queryFn: async () => ({ groups: await vault.ask('userGroups', { poolId, username }), at: new Date() }),
  })

export const userDevicesQuery = (poolId: string, username: string) =>
  queryOptions({
    queryKey: ['users', 'devices', poolId, username],
    queryFn: async () => ({ devices: await vault.ask('userDevices', { poolId, username }), at: new Date() }),
  })

export const userHistoryQuery = (poolId: string, username: string) =>
  queryOptions({
    queryKey: ['users', 'history', poolId, username],
    queryFn: async () => ({ events: await vault.ask('userHistory', { poolId, username }), at: new Date() }),
  })

/** The app clients of a pool by name, and the longest that an access or ID token of theirs lives, where all were read. */
export const poolTokensQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['users', 'tokens', poolId],
    queryFn: async () => {
      const clients = await vault.ask('listAppClients', { poolId })
      const names = new Map(clients.map(({ id, name }) => [id, name]))
      const longestMs = await longestTokensMs(
        clients.map(({ id }) => id),
        async (clientId) => vault.ask('auditAppClient', { poolId, clientId }),
        async (ms) => vault.ask('wait', { ms }),
      )
      return { names, longestMs }
    },
    staleTime: 600_000,
  })
