import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { isUndone } from '../../lib/actState.ts'
import { vault } from '../../vault/client.ts'
import type { ActRequest, OperatorReceipt } from '../../vault/protocol/acts.ts'

/** What is being done to a user, and how far it has come: the receipt tells, as it is written. */
export function useActs(initially?: string) {
  const [receiptId, setReceiptId] = useState(initially)
  const [before, setBefore] = useState<readonly OperatorReceipt[]>([])
  const queries = useQueryClient()
  const seen = useSyncExternalStore(vault.subscribe, () =>
    receiptId === undefined ? undefined : vault.receiptSeen(receiptId),
  )
  const begin = useMutation({
    mutationFn: async (request: ActRequest) => vault.ask('beginActs', request),
    onSuccess: (begun) => setReceiptId(begun.receiptId),
    meta: { operation: 'AdminUserGlobalSignOut', failure: 'in place' },
  })
  const retry = useMutation({
    mutationFn: async (args: { receiptId: string; places: readonly number[] }) => vault.ask('retryActs', args),
    meta: { operation: 'AdminUserGlobalSignOut', failure: 'toast' },
  })
  const stop = useMutation({
    mutationFn: async (id: string) => vault.ask('stopActs', { receiptId: id }),
    meta: { operation: 'AdminUserGlobalSignOut', failure: 'toast' },
  })
  const receipt = seen?.kind === 'a user' ? seen : undefined
  const settled = receipt !== undefined && !tallyOf(receipt).underWay
  useEffect(() => {
    // What was done changes what the lists say of the user; the details cost, and are read when the operator asks.
    if (settled)
      void queries.invalidateQueries({
        predicate: ({ queryKey: [area, what] }) => area === 'users' && lists.has(String(what)),
      })
  }, [settled, queries])
  return {
    receipt,
    /** What was done on this page, the latest last. */
    receipts: receipt === undefined ? before : [...before, receipt],
    begin,
    retry,
    stop,
    clear: () => {
      if (receipt) setBefore([...before, receipt])
      setReceiptId(undefined)
      begin.reset()
      retry.reset()
      stop.reset()
    },
  }
}

export type Acts = ReturnType<typeof useActs>

const lists = new Set(['list', 'listed', 'devices', 'sessions'])

/** Whether the operator's own session was to end by it, and was seen to go on. */
export function isStillHere({ own }: OperatorReceipt): boolean {
  return own?.proof?.state === 'still answers'
}

/** How many of a receipt's acts are done, and which are not. */
export function tallyOf({ acts }: OperatorReceipt) {
  const places = acts.map(({ act, at }, place) => ({ act, at, place }))
  const done = places.filter(({ at }) => at.state === 'done' || at.state === 'already')
  const open = places.filter(({ act, at }) => isUndone(act, at))
  return { total: acts.length, done, open, underWay: places.some(({ at }) => at.state === 'waiting') }
}
