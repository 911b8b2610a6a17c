import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { vault } from '../../vault/client.ts'

/** The user pools of the account, as far as the operator may see them. */
export const poolsQuery = () =>
  queryOptions({ queryKey: ['pools'], queryFn: async () => vault.listPools(), staleTime: 60_000 })

/** The app clients of a pool, by name and id. */
export const appClientsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['app-clients', poolId],
    queryFn: async () => vault.listAppClients(poolId),
    staleTime: 60_000,
  })

/** One app client's settings. There is no call that lists them: each client costs one. */
export const appClientQuery = (poolId: string, clientId: string) =>
  queryOptions({
    queryKey: ['app-clients', poolId, clientId],
    queryFn: async () => vault.describeAppClient(poolId, clientId),
    staleTime: 60_000,
  })

/** Looks at what switching revocation would change; writes nothing. */
export const planRevocation = () =>
  mutationOptions({
    mutationFn: async (change: { poolId: string; clientId: string; enable: boolean }) => vault.planRevocation(change),
    meta: { operation: 'DescribeUserPoolClient', failure: 'in place' },
  })

/** Writes a looked-at change, and reports what was read back. */
export const commitRevocation = () =>
  mutationOptions({
    mutationFn: async (planId: string) => vault.commitRevocation(planId),
    meta: { operation: 'UpdateUserPoolClient', failure: 'in place' },
  })
