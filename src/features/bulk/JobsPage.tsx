import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { browserJobs } from '../../jobs/browserJobs.ts'
import { starterOf } from '../../jobs/signedInHere.ts'
import type { SignOutDetails } from '../../jobs/bulkSignOut.ts'
import type { Job } from '../../jobs/job.ts'
import { failureOf } from '../../lib/failure.ts'
import { momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { StateMark } from '../../ui/StateMark.tsx'
import { Cell, ColumnHead, RowHead, Table, TableRow } from '../../ui/Table.tsx'
import type { SessionFacts } from '../../vault/protocol.ts'
import { whomText } from './searchWords.ts'
import { jobsQuery } from './jobsHere.ts'
import { capital, markOf, statusText, totalOf } from './jobText.ts'

type JobsPageProps = { session: SessionFacts; begin: ReactNode; link: (jobId: string, text: ReactNode) => ReactNode }

/** The bulk sign-outs that this operator has begun in this browser, and on a shared computer in this tab. */
export const JobsPage = ({ session, begin, link }: JobsPageProps) => {
  const query = jobsQuery(starterOf(session))
  const { data: jobs, error, refetch } = useQuery(query)
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: async (id: string) => (await browserJobs()).remove(id),
    onSuccess: async () => queries.invalidateQueries({ queryKey: query.queryKey }),
    meta: { operation: 'Jobs', failure: 'toast' },
  })
  return (
    <>
      <PageHeader
        title={t`Jobs`}
        subtitle={
          session.memoryOnly
            ? t`Sign many users out, one call each, at a pace that leaves room for others. On a shared computer a job ends with its tab, and nothing of it is kept.`
            : t`Sign many users out, one call each, at a pace that leaves room for others. Jobs are kept in this browser, for whoever began them.`
        }
        actions={begin}
      />
      {error ? <FailureNotice failure={failureOf(error, 'Jobs')} onRetry={() => void refetch()} role="alert" /> : null}
      {jobs === undefined && !error ? (
        <Panel>
          <Skeleton label={t`Reading the jobs of this browser`} />
        </Panel>
      ) : null}
      {jobs?.length === 0 ? (
        <Panel>
          <EmptyState title={t`No jobs yet`}>
            <Trans>
              A job signs out a group, a search, a list or a whole pool. Before anything happens you see who it is for.
            </Trans>
          </EmptyState>
        </Panel>
      ) : null}
      {jobs !== undefined && jobs.length > 0 ? (
        <Table caption={t`Your jobs in this browser`}>
          <thead>
            <tr>
              <ColumnHead>{t`Job`}</ColumnHead>
              <ColumnHead className="max-sm:hidden">{t`State`}</ColumnHead>
              <ColumnHead numeric className="max-sm:hidden">{t`Accepted`}</ColumnHead>
              <ColumnHead numeric className="max-sm:hidden">{t`Failed`}</ColumnHead>
              <ColumnHead className="max-sm:hidden">{t`Started`}</ColumnHead>
              <ColumnHead>
                <span className="sr-only">{t`Remove`}</span>
              </ColumnHead>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ job, isLeft, mayGoOn }) => (
              <TableRow key={job.id}>
                <RowHead>
                  {link(
                    job.id,
                    <bdi className="wrap-anywhere" translate="no">
                      {capital(whomText(job.details.whom))}
                    </bdi>,
                  )}
                  <span className="block font-normal wrap-anywhere text-muted">
                    <UsersOfPool job={job} />
                  </span>
                  <div className="flex flex-col gap-1 pt-1 font-normal sm:hidden">
                    <JobState job={job} isLeft={isLeft} mayGoOn={mayGoOn} />
                    <span className="text-muted">{countsText(job)}</span>
                  </div>
                </RowHead>
                <Cell className="max-sm:hidden">
                  <JobState job={job} isLeft={isLeft} mayGoOn={mayGoOn} />
                </Cell>
                <Cell numeric className="max-sm:hidden">
                  {numberText(job.counts.done)}
                </Cell>
                <Cell numeric className="max-sm:hidden">
                  {numberText(job.counts.failed)}
                  {job.counts['not known'] === 0 ? null : <span className="block text-muted">{notKnownText(job)}</span>}
                </Cell>
                <Cell className="whitespace-nowrap max-sm:hidden">{momentText(job.createdAt)}</Cell>
                <Cell numeric>
                  <Button
                    size="small"
                    reason="tip"
                    aria-label={removeText(job)}
                    blocked={job.status === 'running' || job.status === 'paused' ? t`Stop the job first` : undefined}
                    onClick={() => remove.mutate(job.id)}
                  >
                    <Trans>Remove</Trans>
                  </Button>
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      ) : null}
    </>
  )
}

type JobProps = { job: Job<SignOutDetails> }

const UsersOfPool = ({ job }: JobProps) => {
  const total = totalOf(job)
  const pool = <bdi>{job.details.poolName}</bdi>
  return <Plural value={total} one={<Trans># user of {pool}</Trans>} other={<Trans># users of {pool}</Trans>} />
}

const JobState = ({ job, isLeft, mayGoOn }: JobProps & { isLeft: boolean; mayGoOn: boolean }) => (
  <StateMark state={isLeft ? 'ending' : markOf(job)}>
    {!isLeft ? statusText(job) : mayGoOn ? t`Held up: open it to go on` : t`Held up`}
  </StateMark>
)

function notKnownText({ counts }: Job<SignOutDetails>): string {
  const count = numberText(counts['not known'])
  return t`${count} not known`
}

/** What a phone has no columns for. */
function countsText(job: Job<SignOutDetails>): string {
  const done = numberText(job.counts.done)
  const failed = numberText(job.counts.failed)
  const moment = momentText(job.createdAt)
  if (job.counts['not known'] === 0) return t`${done} accepted, ${failed} failed · ${moment}`
  const notKnown = notKnownText(job)
  return t`${done} accepted, ${failed} failed, ${notKnown} · ${moment}`
}

function removeText({ details, createdAt }: Job<SignOutDetails>): string {
  const whom = whomText(details.whom)
  const moment = momentText(createdAt)
  return t`Remove: ${whom}, ${moment}`
}
