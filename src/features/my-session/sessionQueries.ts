import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { lookAgain, maySee } from '../../lib/ownSessions.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts, SessionList } from '../../vault/protocol.ts'

const sessionsQuery = (session: SessionFacts) =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: async () => vault.ask('listSessions', {}),
    refetchInterval: ({ state }) => lookAgain(session, isMissing(state.data), Date.now()),
    refetchOnWindowFocus: true,
    enabled: maySee(session),
  })

/** The person's sessions as last read, with what the vault has learned of them since. */
export function useSessions(session: SessionFacts) {
  const options = sessionsQuery(session)
  const queries = useQueryClient()
  useEffect(() => {
    let heard = vault.sessionsNews()
    return vault.subscribe(() => {
      const news = vault.sessionsNews()
      if (news === heard) return
      heard = news
      if (news.list) queries.setQueryData(sessionsQuery(session).queryKey, news.list)
    })
  }, [queries, session])
  return useQuery(options)
}

/** Whether the list says nothing of the session that asks for it. */
export function isMissing(list: SessionList | undefined): boolean {
  return list?.state === 'tracked' && !list.sessions.some(({ here }) => here)
}
