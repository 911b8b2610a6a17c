import { t } from '@lingui/core/macro'
import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { takeFrom } from '../../ui/TextArea.tsx'
import { vault } from '../../vault/client.ts'

/** The pools that a policy can be written for: those of every Region, as far as they may be listed. */
export const policyPoolsQuery = () =>
  queryOptions({
    queryKey: ['access', 'pools'],
    queryFn: async () => {
      const others = (vault.config.regions ?? []).map(async ({ region }) => vault.ask('listPools', { region }))
      return (await Promise.all([vault.ask('listPools', {}), ...others])).flat()
    },
    staleTime: 60_000,
  })

/** Uses pasted credentials from now on. They are taken out of their field, so that no cache of mutations holds them. */
export const takeCredentials = () =>
  mutationOptions({
    mutationFn: async (field: HTMLTextAreaElement) => vault.ask('useCredentials', { text: takeFrom(field) }),
    meta: { operation: 'Credentials', failure: 'in place', refresh: ['access'] },
  })

/** Forgets the credentials in use. */
export const dropCredentials = () =>
  mutationOptions({
    mutationFn: async () => vault.ask('dropCredentials', {}),
    meta: { operation: 'Credentials', failure: 'toast', done: t`Credentials dropped` },
  })

/** Finds out by reads what the role may do in a pool. */
export const probeAccess = () =>
  mutationOptions({
    mutationFn: async (poolId: string) => vault.ask('probeAccess', { poolId }),
    meta: { operation: 'ListUserPools', failure: 'in place' },
  })
