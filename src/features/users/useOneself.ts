import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

import { isOneself } from '../../lib/oneself.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { listedUserQuery, ownSessionQuery } from './queries.ts'

/** Whoever is signed in, where a user is they; and the pool's own id of the user, where it was listed. */
export function useOneself(poolId: string, username: string): { oneself?: SessionFacts; sub?: string } {
  const session = useSession(poolId)
  const { data } = useQuery({ ...listedUserQuery(poolId, username), enabled: session !== undefined })
  const sub = data?.sub
  const user = { poolId, username, sub }
  return {
    ...(session !== undefined && isOneself(user, session) ? { oneself: session } : {}),
    ...(sub === undefined ? {} : { sub }),
  }
}

/** The id of this browser's own session, where the user is whoever is signed in and Cognito has been seen to list it. */
export function useOwnSessionId(oneself: SessionFacts | undefined): string | undefined {
  return useQuery(ownSessionQuery(oneself)).data ?? undefined
}

/** The session of whoever is signed in, for a pool that they are of. */
export function useSession(poolId: string): SessionFacts | undefined {
  const state = useSyncExternalStore(vault.subscribe, vault.session)
  return state.state === 'signed in' && state.session.poolId === poolId ? state.session : undefined
}
