import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react'

import { failureOf } from '../../lib/failure.ts'
import { blockedBy } from '../../lib/iam.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkewNotice } from '../../ui/SkewNotice.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { vault } from '../../vault/client.ts'
import { ActDialog } from './ActDialog.tsx'
import { type ActPlace, placeOf } from './actPlace.ts'
import { ActReport } from './ActReport.tsx'
import { actions, type Wanted } from './actWords.ts'
import { listedUserQuery, poolTokensQuery } from './queries.ts'
import { useActs } from './useActs.ts'
import { useOneself } from './useOneself.ts'
import { useProduction } from './useProduction.ts'
import { UserDetailsPart } from './UserDetailsPart.tsx'
import { UserDevices } from './UserDevices.tsx'
import { UserGroups } from './UserGroups.tsx'
import { UserHistory } from './UserHistory.tsx'
import { UserSessions } from './UserSessions.tsx'
import { accountMark, titleOf } from './userWords.ts'

type UserPageProps = {
  poolId: string
  username: string
  receiptLink: (receiptId: string) => ReactNode
  /** The way to the steps for an account that somebody else has got into. */
  compromisedLink: ReactNode
  /** Back to where the user was found. */
  usersLink: ReactNode
}

/** One user: what the pool knows, where they are signed in, and what an operator can do about it. */
export const UserPage = ({ poolId, username, receiptLink, compromisedLink, usersLink }: UserPageProps) => {
  const listed = useQuery(listedUserQuery(poolId, username))
  const tokens = useQuery(poolTokensQuery(poolId))
  const access = useSyncExternalStore(vault.subscribe, vault.access)
  const skewMs = useSyncExternalStore(vault.subscribe, vault.skewMs)
  const acts = useActs()
  const production = useProduction(poolId)
  const { oneself, sub } = useOneself(poolId, username)
  const place = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState<Wanted>()
  const user = listed.data ?? undefined
  const ask = (next: Wanted) => {
    acts.clear()
    setWanted(next)
  }
  const button = (act: 'sign out' | 'disable' | 'enable' | 'reset password', text: string, primary = false) => (
    <Button
      variant={primary ? 'primary' : 'secondary'}
      blocked={blockedBy(access, actions[act])}
      reason="tip"
      onClick={() => ask({ acts: [{ do: act }] })}
    >
      {text}
    </Button>
  )

  if (listed.data === null) {
    return (
      <>
        <PageHeader title={<bdi className="wrap-anywhere">{username}</bdi>} />
        <Panel>
          <EmptyState title={t`This user is not in the pool`} actions={usersLink}>
            <Trans>The account may have been deleted, or the address names another pool.</Trans>
          </EmptyState>
        </Panel>
      </>
    )
  }
  const pool = <bdi className="font-mono text-sm">{poolId}</bdi>
  const parts = { poolId, username, acts, onAsk: ask }
  // Beside what it was asked with: anywhere else on so long a page nobody sees it.
  const reportAt = (place: ActPlace) =>
    wanted === undefined && acts.receipt && placeOf(acts.receipt) === place ? (
      <ActReport acts={acts} receiptLink={receiptLink} />
    ) : null
  return (
    <div ref={place} className="flex flex-col gap-6">
      <PageHeader
        title={<bdi className="wrap-anywhere">{user ? titleOf(user) : username}</bdi>}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-3 wrap-anywhere">
            <bdi className="font-mono text-sm wrap-anywhere">{username}</bdi>
            <span>
              <Trans>in pool {pool}</Trans>
            </span>
            {user ? <StateMark state={accountMark(user).mark}>{accountMark(user).text}</StateMark> : null}
            {oneself ? <Badge tone="lamp">{t`you`}</Badge> : null}
          </span>
        }
        actions={
          <>
            {button('sign out', t`Sign out everywhere`, true)}
            {usersLink}
          </>
        }
      />
      <SkewNotice skewMs={skewMs} />
      {listed.error ? (
        <FailureNotice
          failure={failureOf(listed.error, 'ListUsers')}
          about={t`This account`}
          stale={user !== undefined}
          role="alert"
          onRetry={() => void listed.refetch()}
        />
      ) : null}
      {reportAt('head')}
      <UserSessions
        {...parts}
        report={reportAt('sessions')}
        oneself={oneself}
        names={tokens.data?.names}
        blocked={blockedBy(access, actions['end session'])}
      />
      <UserDevices {...parts} report={reportAt('devices')} blocked={blockedBy(access, actions['forget device'])} />
      <Panel title={t`The account`}>
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-start gap-2">
            {user?.enabled === false ? null : button('disable', t`Disable`)}
            {user?.enabled === true ? null : button('enable', t`Enable`)}
            {button('reset password', t`Reset password`)}
            {compromisedLink}
          </div>
          {reportAt('account')}
        </div>
      </Panel>
      <UserDetailsPart poolId={poolId} username={username} />
      <UserGroups poolId={poolId} username={username} />
      <UserHistory poolId={poolId} username={username} />
      {wanted ? (
        <ActDialog
          user={{ poolId, username, sub }}
          oneself={oneself}
          wanted={wanted}
          acts={acts}
          longestMs={tokens.data?.longestMs}
          production={production}
          onWanted={setWanted}
          onClose={() => setWanted(undefined)}
          returnTo={() => place.current?.querySelector('h1') ?? null}
        />
      ) : null}
    </div>
  )
}
