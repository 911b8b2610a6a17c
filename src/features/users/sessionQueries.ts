import { queryOptions } from '@tanstack/react-query'

import type { SessionShown } from '../../lib/sessionWords.ts'
import { vault } from '../../vault/client.ts'
import type { OperatorReceipt } from '../../vault/protocol/acts.ts'
import type { TrackedSession } from '../../vault/protocol/users.ts'
import { withEnded } from './withEnded.ts'

/** How often the list is looked at after a session has ended, in milliseconds. */
const lookAgainMs = 2_000

/** A user's sessions as Cognito lists them; looked at again until the list agrees with what these receipts ended. */
export const userSessionsQuery = (poolId: string, username: string, receipts: readonly OperatorReceipt[]) =>
  queryOptions({
    queryKey: ['users', 'sessions', poolId, username],
    queryFn: async () => ({
      sessions: (await vault.ask('userSessions', { poolId, username })).map(shownOf),
      at: new Date(),
    }),
    refetchInterval: ({ state }) =>
      withEnded(state.data?.sessions ?? [], receipts, vault.now()).some(({ ending }) => ending?.state === 'accepted')
        ? lookAgainMs
        : false,
    refetchOnWindowFocus: true,
  })

function shownOf({ id, type, createdAt, throughId, ...rest }: TrackedSession): SessionShown {
  return {
    ...rest,
    id,
    kind: type === 'SSO' ? 'sso' : 'token',
    here: false,
    ...(createdAt === undefined ? {} : { startedAt: createdAt }),
    ...(throughId === undefined ? {} : { cameThrough: throughId }),
  }
}
