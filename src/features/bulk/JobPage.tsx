import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { isSame } from '../../jobs/signedIn.ts'
import { starterOf } from '../../jobs/signedInHere.ts'
import type { SignOutSource } from '../../jobs/source.ts'
import { failureOf } from '../../lib/failure.ts'
import { buttonClass } from '../../ui/buttonClass.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { SessionFacts } from '../../vault/protocol.ts'
import { JobView } from './JobView.tsx'
import { useJob } from './jobsHere.ts'

const toJobs = (
  <Link to="/jobs" className={buttonClass('secondary', 'small')}>
    <Trans>Go to Jobs</Trans>
  </Link>
)

type JobPageProps = {
  jobId: string
  session: SessionFacts
  signInAgain: ReactNode
  onRest: (source: SignOutSource) => void
}

/**
 * One bulk sign-out, for whoever began it.
 * @param props.signInAgain the way to a fresh sign-in, where one is wanted
 * @param props.onRest begins a new job with whom this one had not come to
 */
export const JobPage = ({ jobId, session, signInAgain, onRest }: JobPageProps) => {
  const { data, error, refetch } = useJob(jobId)
  const again = () => void refetch()
  if (data?.job && isSame(data.job.details.by, starterOf(session))) {
    return (
      <JobView {...data} job={data.job} session={session} signInAgain={signInAgain} onRest={onRest}>
        {error ? <FailureNotice stale failure={failureOf(error, 'Jobs')} onRetry={again} role="alert" /> : null}
      </JobView>
    )
  }
  return (
    <>
      <PageHeader title={t`Job`} />
      {error ? <FailureNotice failure={failureOf(error, 'Jobs')} onRetry={again} role="alert" /> : null}
      {data === undefined && !error ? (
        <Panel>
          <Skeleton label={t`Reading the job`} lines={5} />
        </Panel>
      ) : null}
      {data === undefined ? null : (
        <Panel>
          {data.job === undefined ? (
            <EmptyState title={t`There is no such job in this browser`} actions={toJobs}>
              <Trans>It was removed, or began in another browser, or on a shared computer in another tab.</Trans>
            </EmptyState>
          ) : (
            <EmptyState title={t`Somebody else began this job`} actions={toJobs}>
              <Trans>Only they can see it and let it go on. They have to sign in here.</Trans>
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  )
}
