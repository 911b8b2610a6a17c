import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { numberText } from '../../lib/numbers.ts'
import { browserJobs } from '../../jobs/browserJobs.ts'
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
import { jobsQuery, starterOf } from './jobsHere.ts'
import { capital, markOf, statusText, totalOf } from './jobText.ts'

type JobsPageProps = { session: SessionFacts; begin: ReactNode; link: (jobId: string, text: ReactNode) => ReactNode }

/** The bulk sign-outs that this operator has begun in this browser. */
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
        subtitle={t`Sign many users out, one call each, at a pace that leaves room for others. Jobs are kept in this browser, for whoever began them.`}
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
              <ColumnHead>{t`State`}</ColumnHead>
              <ColumnHead numeric>{t`Signed out`}</ColumnHead>
              <ColumnHead numeric>{t`Failed`}</ColumnHead>
              <ColumnHead>{t`Started`}</ColumnHead>
              <ColumnHead>
                <span className="sr-only">{t`Remove`}</span>
              </ColumnHead>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ job, isLeft }) => (
              <TableRow key={job.id}>
                <RowHead className="min-w-56">
                  {link(
                    job.id,
                    <bdi className="wrap-anywhere" translate="no">
                      {capital(whomText(job.details.whom))}
                    </bdi>,
                  )}
                  <span className="block font-normal wrap-anywhere text-muted">
                    <UsersOfPool job={job} />
                  </span>
                </RowHead>
                <Cell className="min-w-40">
                  <StateMark state={isLeft ? 'ending' : markOf(job)}>
                    {isLeft ? t`Held up: open it to go on` : statusText(job)}
                  </StateMark>
                </Cell>
                <Cell numeric>{numberText(job.counts.done)}</Cell>
                <Cell numeric>{numberText(job.counts.failed + job.counts['not known'])}</Cell>
                <Cell className="whitespace-nowrap">{momentText(job.createdAt)}</Cell>
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

function removeText({ details, createdAt }: Job<SignOutDetails>): string {
  const whom = whomText(details.whom)
  const moment = momentText(createdAt)
  return t`Remove: ${whom}, ${moment}`
}
