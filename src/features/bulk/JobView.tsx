import { plural, t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { browserJobs } from '../../jobs/browserJobs.ts'
import type { SignOutDetails } from '../../jobs/bulkSignOut.ts'
import type { Job } from '../../jobs/job.ts'
import type { SignOutSource } from '../../jobs/source.ts'
import { type Failure, failureOf } from '../../lib/failure.ts'
import { durationText } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { useStale } from '../../ui/useStale.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { whomText } from './searchWords.ts'
import { JobResults } from './JobResults.tsx'
import { resultsQuery } from './jobsHere.ts'
import { evidence, markOf, statusText, totalOf } from './jobText.ts'

type Progress = { perSecond: number; isSlowed: boolean; timeLeftMs: number }
type JobViewProps = {
  job: Job<SignOutDetails>
  progress: Progress | undefined
  /** Why it does not run here although it should. */
  stuck: Failure | undefined
  /** Why this session may not let it go on. */
  refusal: Failure | undefined
  /** How many users a retry would be for. */
  toRetry: number
  session: SessionFacts
  /** The way to a fresh sign-in, where one is wanted. */
  signInAgain: ReactNode
  /** Begins a new job, whose users are shown first. */
  onRest: (source: SignOutSource) => void
  /** What is to be said of all this. */
  children: ReactNode
}

/** How far a bulk sign-out is, what can be done with it, and what came of each user. */
export const JobView = (props: JobViewProps) => {
  const { job, progress, stuck, refusal, toRetry, session, signInAgain, onRest, children } = props
  const [asking, setAsking] = useState(false)
  const staleToResume = useStale(session, 'resume')
  const staleToRetry = useStale(session, 'try again')
  const refused = refusal && told(refusal).detail
  const steer = useMutation({
    mutationFn: async (how: 'pause' | 'resume' | 'stop' | 'retryFailed') => (await browserJobs())[how](job.id),
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  const { counts, details, status } = job
  const rest = useRest(job)
  const notBegun = rest.length
  const total = totalOf(job)
  const over = counts.done + counts.failed + counts['not known']
  const left = total - over
  const dealtWith = numberText(over)
  const pace = numberText(Number((progress?.perSecond ?? job.pace).toFixed(1)))
  const whom = <bdi>{whomText(details.whom)}</bdi>
  const pool = <bdi>{details.poolName}</bdi>
  const isOpen = status === 'running' || status === 'paused'
  return (
    <>
      <PageHeader
        title={
          <span className="wrap-anywhere">
            <Trans>Sign out {whom}</Trans>
          </span>
        }
        subtitle={
          <span className="wrap-anywhere">
            <Plural value={total} one={<Trans># user of {pool}</Trans>} other={<Trans># users of {pool}</Trans>} />
          </span>
        }
        actions={
          <>
            {status === 'running' ? (
              <Button variant="primary" onClick={() => steer.mutate('pause')}>
                <Trans>Pause</Trans>
              </Button>
            ) : null}
            {status === 'paused' ? (
              <Button variant="primary" blocked={refused ?? staleToResume} onClick={() => steer.mutate('resume')}>
                <Trans>Resume</Trans>
              </Button>
            ) : null}
            {isOpen ? <Button onClick={() => setAsking(true)}>{t`Stop`}</Button> : null}
            {toRetry > 0 ? (
              <Button variant="primary" blocked={refused ?? staleToRetry} onClick={() => steer.mutate('retryFailed')}>
                {plural(toRetry, { one: 'Retry # user', other: 'Retry # users' })}
              </Button>
            ) : null}
            {notBegun > 0 ? (
              <Button
                variant="primary"
                onClick={() => onRest({ of: 'selection', poolId: details.poolId, usernames: rest })}
              >
                {plural(notBegun, { one: 'New job with the # user left', other: 'New job with the # users left' })}
              </Button>
            ) : null}
            {status === 'paused' || toRetry > 0 ? signInAgain : null}
          </>
        }
      />
      {children}
      {steer.error ? (
        <FailureNotice
          failure={failureOf(steer.error, 'Jobs')}
          role="alert"
          onRetry={() => steer.mutate(steer.variables)}
        />
      ) : refusal && isOpen ? (
        <FailureNotice about={t`Held up`} failure={refusal} role="alert" />
      ) : stuck ? (
        <FailureNotice about={t`Held up`} failure={stuck} role="alert" onRetry={() => steer.mutate('resume')} />
      ) : null}
      <Panel
        title={t`Progress`}
        aside={
          <span role="status">
            <StateMark state={markOf(job)}>{statusText(job)}</StateMark>
          </span>
        }
        footer={
          <Facts
            facts={[
              { label: t`Accepted`, value: numberText(counts.done) },
              { label: t`Failed`, value: numberText(counts.failed) },
              ...(counts['not known'] === 0 ? [] : [{ label: t`Not known`, value: numberText(counts['not known']) }]),
              {
                label: t({ message: 'Left', context: 'not done yet' }),
                value: numberText(left),
                hint: timeLeft(job, progress),
              },
              {
                label: t`Pace`,
                value: t`${pace} a second`,
                hint: paceReason(job, progress),
              },
            ]}
          />
        }
      >
        <progress className="h-2 w-full accent-lamp" aria-label={t`Users dealt with`} max={total} value={over} />
        <p className="mt-2 text-sm text-muted">
          {plural(total, { one: `${dealtWith} of # user`, other: `${dealtWith} of # users` })}
        </p>
        {counts.done > 0 ? <p className="mt-1 max-w-prose text-sm text-muted">{evidence}</p> : null}
        {status === 'running' && !stuck && !refusal ? (
          <p className="mt-1 max-w-prose text-sm text-muted">{leaving(job, progress, session)}</p>
        ) : null}
      </Panel>
      {status === 'paused' && !refusal ? <Paused job={job} /> : null}
      <JobResults job={job} />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={plural(left, { one: 'Stop with # user left?', other: 'Stop with # users left?' })}
        consequences={[
          t`Whoever is left stays signed in, unless a call for them was sent already.`,
          t`A stopped job cannot be resumed.`,
        ]}
        confirm={t`Stop the job`}
        danger
        onConfirm={() => {
          setAsking(false)
          steer.mutate('stop')
        }}
      />
    </>
  )
}

/** Whom a stopped job had not come to: it cannot be resumed, and a new one can be made of them. */
function useRest(job: Job<SignOutDetails>): readonly string[] {
  const isStopped = job.status === 'stopped'
  const { data = [] } = useQuery({ ...resultsQuery(job), enabled: isStopped })
  return isStopped ? data.filter(({ state }) => state === 'waiting').map(({ target }) => target.username) : []
}

/** Why a job waits, unless somebody wanted it to. */
const Paused = ({ job }: { job: Job<SignOutDetails> }) => {
  if (job.status !== 'paused' || job.because === 'asked') return null
  if (job.because === 'credentials' || job.failure === undefined) {
    const user = <bdi>{job.details.by.username}</bdi>
    return (
      <Notice kind="warn" role="status" title={statusText(job)}>
        <span className="wrap-anywhere">
          <Trans>Sign in again as {user}, then resume. Nobody who has been signed out is asked about again.</Trans>
        </span>
      </Notice>
    )
  }
  return <FailureNotice failure={job.failure} about={t`Paused`} role="alert" />
}

function timeLeft(job: Job, progress: Progress | undefined): string | undefined {
  if (job.status !== 'running' || job.waits || progress === undefined) return undefined
  const duration = durationText(progress.timeLeftMs)
  return t`${duration} left`
}

function paceReason(job: Job, progress: Progress | undefined): string {
  if (job.status !== 'running' || job.waits) return t`As chosen`
  if (progress === undefined) return t`Runs in another tab`
  return progress.isSlowed ? t`Slower: Cognito throttled, it recovers by itself` : t`As chosen`
}

/** What becomes of a running job when its tab is left. */
function leaving(
  job: Job<SignOutDetails>,
  progress: Progress | undefined,
  { memoryOnly }: Pick<SessionFacts, 'memoryOnly'>,
): string {
  if (job.status === 'running' && job.waits) {
    return t`Another job of this browser is signing users out. Both together would be too fast for Cognito; this one begins when that one ends or pauses.`
  }
  // What is kept does not go on here for whoever wants nothing kept.
  if (progress === undefined && memoryOnly && !job.inMemory) return t`Another tab runs it.`
  if (progress === undefined) return t`Another tab runs it. When that tab is closed, this one goes on.`
  if (job.inMemory) {
    return t`It keeps its pace in a tab in the background. On a shared computer it ends with this tab, and a reload loses your session here without ending it: export the results before.`
  }
  return t`It keeps its pace in a tab in the background, and goes on after a reload. Closing the tab holds it up until this page is opened again. After 15 minutes without anything done here you are signed out, and the job pauses.`
}
