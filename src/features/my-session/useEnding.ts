import { useMutation } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'

import { vault } from '../../vault/client.ts'
import type { SessionToEnd } from '../../vault/protocol.ts'

/** Other sessions being ended, and how far it has come: the receipt tells, as it is written. */
export function useEnding() {
  const [receiptId, setReceiptId] = useState<string>()
  const seen = useSyncExternalStore(vault.subscribe, () =>
    receiptId === undefined ? undefined : vault.receiptSeen(receiptId),
  )
  const begin = useMutation({
    mutationFn: async (sessions: readonly SessionToEnd[]) => vault.ask('endSessions', { sessions }),
    onSuccess: (begun) => setReceiptId(begun.receiptId),
    meta: { operation: 'RevokeUserSession', failure: 'in place' },
  })
  const retry = useMutation({
    mutationFn: async (id: string) => vault.ask('retryEnding', { receiptId: id }),
    meta: { operation: 'RevokeUserSession', failure: 'toast' },
  })
  const stop = useMutation({
    mutationFn: async (id: string) => vault.ask('stopEnding', { receiptId: id }),
    meta: { operation: 'RevokeUserSession', failure: 'toast' },
  })
  const receipt = seen?.operation === 'RevokeUserSession' ? seen : undefined
  return {
    receipt,
    begin,
    retry,
    stop,
    clear: () => {
      setReceiptId(undefined)
      begin.reset()
    },
  }
}
