import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { vault } from '../../vault/client.ts'
import type { PoolSetting } from '../../vault/protocol/pools.ts'

/** The pools of every Region of the deployment, as far as the operator may list them. */
export const listedPoolsQuery = () =>
  queryOptions({
    queryKey: ['session-settings', 'pools'],
    queryFn: async () => {
      const others = (vault.config.regions ?? []).map(async ({ region }) => vault.ask('listPools', { region }))
      return (await Promise.all([vault.ask('listPools', {}), ...others])).flat()
    },
    staleTime: 60_000,
  })

/** A pool's plan and size. */
export const poolQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['session-settings', poolId, 'pool'],
    queryFn: async () => vault.ask('poolSettings', { poolId }),
    staleTime: 60_000,
  })

/** A pool's session tracking. */
export const trackingQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['session-settings', poolId, 'tracking'],
    queryFn: async () => vault.ask('sessionTracking', { poolId }),
    staleTime: 60_000,
  })

/** The app clients of a pool, by name and id. */
export const poolClientsQuery = (poolId: string) =>
  queryOptions({
    queryKey: ['session-settings', poolId, 'clients'],
    queryFn: async () => vault.ask('listAppClients', { poolId }),
    staleTime: 60_000,
  })

/** For how long one app client reuses an SSO session. There is no call that lists them: each client costs one. */
export const reuseQuery = (poolId: string, clientId: string) =>
  queryOptions({
    queryKey: ['session-settings', poolId, 'reuse', clientId],
    queryFn: async () => vault.ask('clientSession', { poolId, clientId }),
    staleTime: 60_000,
  })

/** Looks at what setting it would change; writes nothing. */
export const planSetting = () =>
  mutationOptions({
    mutationFn: async (setting: PoolSetting) => vault.ask('planPoolSetting', { setting }),
    meta: { operation: 'GetUserPoolSessionConfiguration', failure: 'in place' },
  })

/** Looks at what it would take to undo a change; writes nothing. What anybody has changed since is shown then. */
export const planUndo = () =>
  mutationOptions({
    mutationFn: async (planId: string) => vault.ask('planSettingUndo', { planId }),
    meta: { operation: 'GetUserPoolSessionConfiguration', failure: 'in place', refresh: ['session-settings'] },
  })

/** Writes a looked-at change, and reports what was read back. What the page shows is read again. */
export const commitSetting = () =>
  mutationOptions({
    mutationFn: async (planId: string) => vault.ask('commitPoolSetting', { planId }),
    meta: { operation: 'SetUserPoolSessionConfiguration', failure: 'in place', refresh: ['session-settings'] },
  })
