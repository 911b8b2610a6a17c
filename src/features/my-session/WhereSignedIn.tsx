import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useRef, useState } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickSeveral } from '../../ui/PickSeveral.tsx'
import { Section } from '../../ui/Section.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { ListedSession, SessionFacts } from '../../vault/protocol.ts'
import { EndedStatus, EndingReport } from './EndingReport.tsx'
import { EndSessionsDialog } from './EndSessionsDialog.tsx'
import { NotTracked } from './NotTracked.tsx'
import { ReadAgain } from '../../ui/ReadAgain.tsx'
import { SessionRows } from './SessionRows.tsx'
import { maySee } from '../../lib/ownSessions.ts'
import { useSessions } from './sessionQueries.ts'
import { othersOf } from '../../lib/sessionWords.ts'
import { StayAloneDialog } from './StayAloneDialog.tsx'
import { useEnding } from './useEnding.ts'

type WhereSignedInProps = {
  session: SessionFacts
  /** Cognito's clock. */
  now: () => Date
  /** The way to where session tracking is switched, for an operator. */
  pools: ReactNode
  onReceipt: (receiptId: string) => void
  onEverywhere: () => void
}

const noScope = t`This session may not see where else you are signed in: its access token lacks the scope aws.cognito.signin.user.admin, which Cognito asks for. Sign in again with a password to see it.`

/** Every session of the person's that Cognito lists, this one first, each with its way out. */
export const WhereSignedIn = ({ session, now, pools, onReceipt, onEverywhere }: WhereSignedInProps) => {
  const list = useSessions(session)
  const ending = useEnding()
  const place = useRef<HTMLDivElement>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>()
  const [asking, setAsking] = useState<{ targets: readonly ListedSession[]; all: boolean }>()
  const [alone, setAlone] = useState(false)

  const tracked = list.data?.state === 'tracked' ? list.data : undefined
  const others = tracked ? othersOf(tracked.sessions) : []
  const count = others.length
  const chosen = others.filter(({ id }) => picked?.has(id))
  const heading = () => place.current?.querySelector('h2') ?? null
  const ask = (targets: readonly ListedSession[], all: boolean) => {
    ending.clear()
    setAsking({ targets, all })
  }

  return (
    <div ref={place}>
      <Section
        title={t`Where you’re signed in`}
        hint={
          tracked ? (
            <ReadAgain
              of={t`Every app of this pool, as Cognito lists it`}
              at={tracked.at}
              reading={list.isFetching}
              onRead={() => void list.refetch()}
            />
          ) : undefined
        }
        action={
          count > 1 ? (
            <PickSeveral
              all={others}
              allText={plural(count, { one: 'Sign out the other one', other: 'Sign out the # others' })}
              allId="sign-out-others"
              chosen={picked && chosen}
              onPick={setPicked}
              onEnd={(targets) => ask(targets, targets.length === count)}
            />
          ) : undefined
        }
      >
        {asking === undefined && ending.receipt ? (
          <EndingReport
            receipt={ending.receipt}
            stopping={ending.stop.isPending || ending.stop.isSuccess}
            onStop={() => ending.receipt && ending.stop.mutate(ending.receipt.id)}
            onRetry={() => {
              ending.stop.reset()
              if (ending.receipt) ending.retry.mutate(ending.receipt.id)
            }}
            onReceipt={() => ending.receipt && onReceipt(ending.receipt.id)}
          />
        ) : null}
        <EndedStatus receipt={ending.receipt} />
        {list.error ? (
          <FailureNotice
            failure={failureOf(list.error, 'ListUserSessions')}
            role="alert"
            stale={list.data !== undefined}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {tracked ? (
          <SessionRows
            list={tracked}
            now={now}
            skewMs={session.skewMs}
            picked={picked}
            onPick={setPicked}
            onEnd={(target) => ask([target], false)}
            onReadAgain={() => void list.refetch()}
          />
        ) : null}
        {list.data?.state === 'not tracked' ? (
          <NotTracked why={list.data.why} session={session} pools={pools} onStayAlone={() => setAlone(true)} />
        ) : null}
        {maySee(session) ? null : (
          <Panel>
            <p className="text-sm text-muted">{noScope}</p>
          </Panel>
        )}
        {list.isPending && list.isFetching ? (
          <Panel>
            <Skeleton label={t`Reading where you are signed in`} lines={3} />
          </Panel>
        ) : null}
      </Section>
      {asking ? (
        <EndSessionsDialog
          targets={asking.targets}
          all={asking.all}
          sessions={tracked?.sessions ?? []}
          session={session}
          ending={ending}
          now={now}
          onClose={() => {
            setAsking(undefined)
            setPicked(undefined)
            // The button that was pressed goes with what it ended.
            requestAnimationFrame(() => {
              if (document.activeElement === document.body) heading()?.focus()
            })
          }}
          returnTo={heading}
        />
      ) : null}
      {alone ? (
        <StayAloneDialog
          session={session}
          now={now}
          onClose={() => setAlone(false)}
          onReceipt={onReceipt}
          onEverywhere={() => {
            setAlone(false)
            onEverywhere()
          }}
        />
      ) : null}
    </div>
  )
}
