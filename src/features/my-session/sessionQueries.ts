import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { vault } from '../../vault/client.ts'
import type { SessionFacts, SessionList } from '../../vault/protocol.ts'

/** How long after its beginning this session is looked for on the list, and how often, in milliseconds. */
const newForMs = 60_000
const lookAgainMs = 3_000

const adminScope = 'aws.cognito.signin.user.admin'

const sessionsQuery = (session: SessionFacts) =>
  queryOptions({
    queryKey: ['sessions'],
    queryFn: async () => vault.ask('listSessions', {}),
    // Cognito lists a new session within a few seconds.
    refetchInterval: ({ state }) => (isMissing(state.data) && isNew(session) ? lookAgainMs : false),
    refetchOnWindowFocus: true,
    enabled: maySee(session),
  })

/** Cognito refuses the list to a session without this scope: then it is not asked. */
export function maySee(session: SessionFacts): boolean {
  return session.scopes.includes(adminScope)
}

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

function isNew({ signedInAt, skewMs }: SessionFacts): boolean {
  return Date.now() + skewMs - signedInAt.getTime() < newForMs
}
