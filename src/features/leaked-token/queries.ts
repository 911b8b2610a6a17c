import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { longestTokensMs } from '../../lib/longestTokens.ts'
import { takeFrom } from '../../ui/TextArea.tsx'
import { vault } from '../../vault/client.ts'

/** The pools in whose name a refresh token may be revoked: those of every Region, as far as they may be listed. */
export const leakPoolsQuery = () =>
  queryOptions({
    queryKey: ['leaked', 'pools'],
    queryFn: async () => {
      const others = (vault.config.regions ?? []).map(async ({ region }) => vault.ask('listPools', { region }))
      return (await Promise.all([vault.ask('listPools', {}), ...others])).flat()
    },
    staleTime: 60_000,
  })

/** The app clients of a pool, by name and id. */
export const leakClientsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['leaked', 'clients', poolId],
    queryFn: async () => vault.ask('listAppClients', { poolId }),
    staleTime: 60_000,
  })

/** How long the longest access or ID token of a pool lives; null where that could not be read. */
export const leakTokensQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['leaked', 'tokens', poolId],
    queryFn: async () => {
      const clients = await vault.ask('listAppClients', { poolId })
      const longestMs = await longestTokensMs(
        clients.map(({ id }) => id),
        async (clientId) => vault.ask('auditAppClient', { poolId, clientId }),
        async (ms) => vault.ask('wait', { ms }),
      )
      return longestMs ?? null
    },
    staleTime: 600_000,
  })

/**
 * Says what the tokens in a text are. The text goes into the vault and stays there: it is taken out of its field, so that no
 * cache of mutations holds it.
 */
export const readLeaked = () =>
  mutationOptions({
    mutationFn: async (field: HTMLTextAreaElement) => vault.ask('readLeaked', { text: takeFrom(field) }),
    meta: { operation: 'ListUserPools', failure: 'in place' },
  })

/** The same tokens, as Cognito takes them now. One look after another: the one under way can be older than what was ended. */
export const lookAgain = () =>
  mutationOptions({
    mutationFn: async () => vault.ask('readLeaked', {}),
    scope: { id: 'look again' },
    meta: { operation: 'ListUserPools', failure: 'in place' },
  })

/** Revokes a refresh token in the name of one app client, or of each in turn. */
export const revokeLeaked = () =>
  mutationOptions({
    mutationFn: async (wish: { tokenId: string; poolId: string; clientId?: string | undefined }) =>
      vault.ask('revokeLeaked', wish),
    meta: { operation: 'RevokeToken (leaked)', failure: 'in place' },
  })

/** Ends every session of the user whom a token is of. */
export const endLeakedUser = () =>
  mutationOptions({
    mutationFn: async (wish: { tokenId: string; tokenLifetimeMs?: number | undefined }) =>
      vault.ask('endLeakedUser', wish),
    meta: { operation: 'AdminUserGlobalSignOut', failure: 'in place' },
  })
