import { plural, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useMemo, useState } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { mostInBrowser, signOutPace } from '../../jobs/bulkSignOut.ts'
import { type Gathered, type ListDetails, sampleOf } from '../../jobs/signOutList.ts'
import type { Failure } from '../../lib/failure.ts'
import { durationText } from '../../lib/time.ts'
import { userStillWork } from '../../lib/userStillWorks.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Details } from '../../ui/Details.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StillWorksRows } from '../../ui/StillWorksRows.tsx'
import { vault } from '../../vault/client.ts'
import { NotMeant } from './NotMeant.tsx'
import { PaceField } from './PaceField.tsx'
import { RunOnAws } from './RunOnAws.tsx'

/** Above so many users the pool's name is typed. */
const mostSimple = 50

type DryRunProps = {
  details: ListDetails
  whom: string
  found: Gathered
  /** Why it may not begin. */
  blocked: string | undefined
  production: boolean
  /** The job is being written: nothing begins twice. */
  starting: boolean
  failure: Failure | undefined
  onStart: (pace: number) => void
  onAgain: () => void
}

/** Who is meant, before anybody is signed out. */
export const DryRun = (props: DryRunProps) => {
  const { details, whom, found, blocked, production, starting, failure, onStart, onAgain } = props
  const [pace, setPace] = useState<number>(signOutPace.usual)
  const [asking, setAsking] = useState(false)
  const [opened] = useState(vault.now)
  const usernames = useMemo(() => found.users.map(({ username }) => username), [found])
  const count = usernames.length
  const { lines, poolName, poolId, by } = details
  const tooMany = count > mostInBrowser ? t`Too many for a browser: run it on AWS with the two files below` : undefined
  const partial = found.refused.some(({ target }) => target.of === 'page')
    ? t`Some of the users could not be read, and would be left out: choose them again`
    : undefined
  const signOut = plural(count, { one: 'Sign out # user', other: 'Sign out # users' })
  const pool = <bdi>{poolName}</bdi>
  const none = count === 0 ? t`There is nobody to sign out` : undefined
  return (
    <>
      <Panel
        title={plural(count, { one: '# user would be signed out', other: '# users would be signed out' })}
        aside={<bdi className="wrap-anywhere">{whom}</bdi>}
        footer={
          <Facts
            facts={[
              { label: t`Takes`, value: durationText((count / pace) * 1_000), hint: t`At ${pace} a second` },
              {
                label: t`Left out`,
                value: found.operator ? t`You` : t`Nobody`,
                hint: found.operator ? t`You stay signed in` : t`You are not among them`,
              },
              ...(lines === undefined
                ? []
                : [{ label: t`Repeated`, value: numberText(found.merged), hint: t`Each user is in once` }]),
              disabledFact(found),
            ]}
          />
        }
      >
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-prose text-sm">
            <Trans>
              Each user counts as active this month, which AWS may bill: also whoever has not signed in for a long time.
            </Trans>
          </p>
          <PaceField pace={pace} onPace={setPace} />
          <div className="flex flex-wrap items-start gap-2">
            <Button variant="danger" blocked={none ?? partial ?? tooMany ?? blocked} onClick={() => setAsking(true)}>
              {signOut}
            </Button>
            <Button onClick={onAgain}>{t`Choose others`}</Button>
          </div>
        </div>
      </Panel>
      <NotMeant found={found} lines={lines} />
      {count > 0 ? (
        <Panel title={count > 20 ? t`Twenty of them` : t`All of them`}>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-6 gap-y-2 text-sm">
            {sampleOf(found.users).map(({ username, who }) => (
              <li key={username} className="min-w-0 wrap-anywhere">
                <bdi translate="no">{username}</bdi>
                {who === undefined ? null : <bdi className="block text-muted">{who}</bdi>}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {count > 0 ? <RunOnAws poolId={poolId} pace={pace} usernames={usernames} operator={by.username} /> : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={
          <span className="wrap-anywhere">
            <Plural
              value={count}
              one={<Trans>Sign out # user of {pool}?</Trans>}
              other={<Trans>Sign out # users of {pool}?</Trans>}
            />
          </span>
        }
        consequences={[
          t`Every session of theirs ends, in every app of the pool.`,
          t`Servers that check tokens offline accept those already issued until they expire, a day at most.`,
          t`Each user counts as active this month, which AWS may bill.`,
        ]}
        confirm={signOut}
        danger
        typed={count > mostSimple || production ? { name: poolName, of: 'pool' } : undefined}
        blocked={partial ?? blocked}
        busy={starting && t`Starting`}
        error={failure && <FailureNotice failure={failure} />}
        size="large"
        onConfirm={() => onStart(pace)}
      >
        <Details summary={t`What still works, until when, for each of them`}>
          <StillWorksRows
            lines={userStillWork({ of: 'sign out' }, undefined, opened, true)}
            overText={t`Ends at once`}
            now={vault.now}
          />
        </Details>
      </ConfirmDialog>
    </>
  )
}

/** A name that was given is not looked up, so nobody knows whether it is disabled. */
function disabledFact({ users, disabled }: Gathered): { label: string; value: string; hint: string } {
  const lookedUp = users.filter(({ enabled }) => enabled !== undefined).length
  const label = t`Disabled`
  if (lookedUp === 0 && users.length > 0) return { label, value: t`Not known`, hint: t`User names are taken as given` }
  if (lookedUp === users.length) return { label, value: numberText(disabled), hint: t`Signed out all the same` }
  const of = numberText(lookedUp)
  return { label, value: numberText(disabled), hint: t`Of the ${of} that were looked up` }
}
