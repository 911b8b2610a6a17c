import { useSyncExternalStore } from 'react'

import { useStale } from '../../ui/useStale.ts'
import { vault } from '../../vault/client.ts'
import type { Difference } from '../../vault/protocol.ts'

/** Why revocation may not be switched off now, nor anything in bulk; undefined where it may. */
export function useStaleSignIn(then: Parameters<typeof useStale>[1] = 'try again'): string | undefined {
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  return useStale(state.state === 'signed in' ? state.session : undefined, then)
}

/** Whether changes switch token revocation off, among whatever else. */
export function switchesOff(changes: readonly Difference[]): boolean {
  return changes.some(
    ({ path, before, after }) => path === 'EnableTokenRevocation' && before === 'true' && after !== 'true',
  )
}
