import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { inTree, type SessionShown } from '../../lib/sessionWords.ts'
import { appName } from '../../lib/appName.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickSeveral, withOne } from '../../ui/PickSeveral.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { Section } from '../../ui/Section.tsx'
import { SessionRow } from '../../ui/SessionRow.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useNow } from '../../ui/useNow.ts'
import { vault } from '../../vault/client.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { endAct, endOne, type Wanted } from './actWords.ts'
import { userSessionsQuery } from './sessionQueries.ts'
import type { Acts } from './useActs.ts'
import { useOwnSessionId } from './useOneself.ts'
import { withEnded } from './withEnded.ts'

type UserSessionsProps = {
  poolId: string
  username: string
  /** The operator's own session, where the user is the operator: it is one of them. */
  oneself: SessionFacts | undefined
  acts: Acts
  /** What came of what was done to them. */
  report: ReactNode
  /** The pool's app clients by id, once they are known. */
  names: ReadonlyMap<string, string> | undefined
  blocked: string | undefined
  onAsk: (wanted: Wanted) => void
}

/** Where the user is signed in, as Cognito lists it: each session with its way out, and the tree of single sign-on. */
export const UserSessions = ({ poolId, username, oneself, acts, report, names, blocked, onAsk }: UserSessionsProps) => {
  const [picked, setPicked] = useState<ReadonlySet<string>>()
  const { receipts } = acts
  const list = useQuery(userSessionsQuery(poolId, username, receipts))
  const now = useNow(vault.now, 2_000)
  const hereId = useOwnSessionId(oneself)
  const listed = (list.data?.sessions ?? []).map((session) => ({ ...session, here: session.id === hereId }))
  const sessions = withEnded(listed, receipts, now)
  const here = sessions.find((session) => session.here)
  const open = sessions.filter(({ ending }) => ending === undefined || ending.state === 'still listed')
  const count = open.length
  const chosen = open.filter(({ id }) => picked?.has(id))
  const failure = list.error ? failureOf(list.error, 'AdminListUserSessions') : undefined
  const app = (clientId: string | undefined) =>
    (clientId === undefined ? undefined : names?.get(clientId)) ?? appName(vault.config, clientId)
  const end = (targets: readonly SessionShown[]) => {
    const [only] = targets
    setPicked(undefined)
    const wanted =
      targets.length === 1 && only
        ? endOne(only, sessions)
        : { acts: targets.map((session) => endAct(session, session.kind === 'sso', sessions)) }
    onAsk(oneself !== undefined && hereId === undefined ? { ...wanted, hereUnknown: true } : wanted)
  }

  return (
    <Section
      title={t`Where the user is signed in`}
      hint={
        list.data ? (
          <ReadAgain
            of={t`Every app of this pool, as Cognito lists it`}
            at={list.data.at}
            reading={list.isFetching}
            onRead={() => void list.refetch()}
          />
        ) : undefined
      }
      action={
        count > 1 ? (
          <PickSeveral
            all={open}
            allText={t`Sign out all ${count}`}
            chosen={picked && chosen}
            onPick={setPicked}
            onEnd={end}
            blocked={blocked}
          />
        ) : undefined
      }
    >
      {report}
      {failure && untracked.has(failure.code) ? (
        <p className="text-sm text-muted">
          <Trans>
            This pool does not track sessions, or not in this Region’s replica, so Cognito lists none. Signing the user
            out everywhere ends all tokens; browsers of managed login can still sign in for a while. Under{' '}
            <Link to="/pools" className="underline underline-offset-2">
              Pools
            </Link>{' '}
            tracking can be switched on, where the pool’s plan is Essentials or Plus.
          </Trans>
        </p>
      ) : failure ? (
        <FailureNotice
          failure={failure}
          role="alert"
          stale={list.data !== undefined}
          onRetry={() => void list.refetch()}
        />
      ) : null}
      {list.isPending ? (
        <Panel>
          <Skeleton label={t`Reading where the user is signed in`} lines={3} />
        </Panel>
      ) : null}
      {sessions.length > 0 ? (
        <Rows cells={2} label={t`Sessions of the user`}>
          {inTree(sessions).map((placed) => {
            const { id, clientId } = placed.session
            const pickable = open.some((session) => session.id === id)
            return (
              <SessionRow
                key={id}
                placed={placed}
                app={app(clientId)}
                ownSignIn={id === here?.cameThrough}
                now={now}
                picked={picked && pickable ? picked.has(id) : undefined}
                onPick={(wanted) => setPicked(withOne(picked ?? new Set(), id, wanted))}
                onEnd={() => end([placed.session])}
                blocked={blocked}
              />
            )
          })}
        </Rows>
      ) : null}
      {list.data && sessions.length === 0 ? (
        <p className="text-sm text-muted">
          <Trans>
            Cognito lists no session of this user. It lists a new one within a few seconds, and one that began before
            sessions were tracked never.
          </Trans>
        </p>
      ) : null}
    </Section>
  )
}

const untracked: ReadonlySet<string> = new Set(['OperationNotEnabledException', 'FeatureUnavailableInTierException'])
