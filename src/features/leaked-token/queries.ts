import { mutationOptions, queryOptions } from '@tanstack/react-query'

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

/**
 * Says what the tokens in a text are. The text goes into the vault and stays there: it is taken out of its field, so that no
 * cache of mutations holds it. What is said of a token holds for that moment, on Cognito's clock.
 */
export const readLeaked = () =>
  mutationOptions({
    mutationFn: async (field: HTMLTextAreaElement) => ({
      tokens: await vault.ask('readLeaked', { text: takeFrom(field) }),
      at: vault.now(),
    }),
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
    mutationFn: async (tokenId: string) => vault.ask('endLeakedUser', { tokenId }),
    meta: { operation: 'AdminUserGlobalSignOut', failure: 'in place' },
  })
