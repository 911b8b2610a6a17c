import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { vault } from '../../vault/client.ts'
import type { ChangeWish } from '../../vault/protocol/clientChanges.ts'
import { noteReadBack } from './auditQuery.ts'

/** Looks at what a wish would change; writes nothing. */
export const planChange = () =>
  mutationOptions({
    mutationFn: async ({ poolId, clientId, wish }: { poolId: string; clientId: string; wish: ChangeWish }) =>
      wish.set === 'as before'
        ? vault.ask('planRestore', { planId: wish.planId })
        : wish.set === 'undone'
          ? vault.ask('planUndo', { planId: wish.planId })
          : vault.ask('planChange', { poolId, clientId, change: wish }),
    meta: { operation: 'DescribeUserPoolClient', failure: 'in place' },
  })

/** Writes a looked-at change, and reports what was read back. */
export const commitChange = () =>
  mutationOptions({
    mutationFn: async (args: { planId: string; carryUnknown?: true }) => vault.ask('commitChange', args),
    meta: { operation: 'UpdateUserPoolClient', failure: 'in place' },
  })

/** The changes that were about to be sent when their page went away, or whose end nobody has seen. Read once a visit. */
export const unfinishedQuery = (owner: string) =>
  queryOptions({
    queryKey: ['unfinished changes', owner],
    queryFn: async () => vault.ask('unfinishedChanges', {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** What became of one of them, read back. Noted before it is told: once it was, nobody looks any more. */
export const verifiedQuery = (owner: string, planId: string) =>
  queryOptions({
    queryKey: ['unfinished change', planId],
    queryFn: async ({ client: queries }) => {
      const found = await vault.ask('verifyChange', { planId })
      await noteReadBack(queries, owner, found.client).catch(() => undefined)
      return found
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** Reads back once more what could not be confirmed; writes nothing. */
export const verifyChange = () =>
  mutationOptions({
    mutationFn: async (planId: string) => vault.ask('verifyChange', { planId }),
    meta: { operation: 'DescribeUserPoolClient', failure: 'in place' },
  })

/** What came of a change has been seen. Should this be lost, the next visit looks once more. */
export async function settleChange(planId: string): Promise<void> {
  await vault.ask('settleChange', { planId }).catch(() => undefined)
}
