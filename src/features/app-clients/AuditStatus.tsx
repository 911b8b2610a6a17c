import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'

import { browserJobs } from '../../jobs/browserJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { durationText, momentText } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { steerAudit } from './auditQuery.ts'
import type { FailedPart } from './auditRows.ts'

/** How an audit stands: how far, how long still, and the way to hold it. */
export const AuditStatus = ({ job }: { job: Job }) => {
  const steer = useMutation({
    mutationFn: async (how: Parameters<typeof steerAudit>[1]) => steerAudit(job.id, how),
    meta: { operation: 'audit', refresh: ['audit'], failure: 'toast' },
  })
  const pace = useQuery({
    queryKey: ['audit pace', job.id, job.counts.done],
    queryFn: async () => {
      const jobs = await browserJobs()
      return jobs.progress(job.id) ?? { isSlowed: false, isTaken: jobs.isTaken(job.id) }
    },
    enabled: job.status === 'running',
    placeholderData: (before) => before,
  })
  const { counts } = job
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const over = counts.done + counts.failed
  if (job.status === 'finished' || job.status === 'stopped') return null
  const paused = job.status === 'paused'
  return (
    <section aria-label={t`Audit`} className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <progress aria-label={t`Audit`} value={over} max={all} className="h-2 w-48 max-sm:w-full" />
      <p className="text-sm text-muted">
        <Trans>
          {over} of {all} reads
          {paused ? t`, paused` : leftText(pace.data)}
          {pace.data?.isSlowed && !paused ? t`; slower, because Cognito throttled` : ''}
        </Trans>
      </p>
      <span className="flex gap-2">
        <Button size="small" busy={steer.isPending && '…'} onClick={() => steer.mutate(paused ? 'resume' : 'pause')}>
          {paused ? t`Resume` : t`Pause`}
        </Button>
        <Button size="small" onClick={() => steer.mutate('stop')}>
          <Trans>Stop</Trans>
        </Button>
      </span>
      {job.status === 'paused' && job.failure ? (
        <FailureNotice about={t`The audit is paused`} failure={job.failure} role="alert" />
      ) : null}
    </section>
  )
}

function leftText(pace: { timeLeftMs: number } | { isTaken: boolean } | undefined): string {
  if (pace === undefined) return ''
  if ('isTaken' in pace) return pace.isTaken ? '' : ', read by another tab'
  return t`, ${pace.timeLeftMs < 60_000 ? 'under a minute' : t`about ${durationText(pace.timeLeftMs)}`} left`
}

/** How old the last result is. */
export function ageText(job: Job, now: Date): string {
  if (job.status !== 'finished' && job.status !== 'stopped') return ''
  const ageMs = now.getTime() - job.at.getTime()
  const ago = ageMs < 60_000 ? 'just now' : t`${durationText(ageMs)} ago`
  return job.status === 'finished' ? t`read ${ago}` : t`stopped half way ${ago}, at ${momentText(job.at, now)}`
}

const shownAtMost = 5

type FailedPartsProps = { parts: readonly FailedPart[]; job: Job }

/** The parts of an audit that failed, each with its cause; the rest of the audit stands. */
export const FailedParts = ({ parts, job }: FailedPartsProps) => {
  const again = useMutation({
    mutationFn: async () => steerAudit(job.id, 'retryFailed'),
    meta: { operation: 'audit', refresh: ['audit'], failure: 'toast' },
  })
  if (parts.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      {parts.slice(0, shownAtMost).map(({ about, failure }, at) => (
        <FailureNotice
          // oxlint-disable-next-line react/no-array-index-key -- the audit's own order
          key={at}
          about={about}
          failure={failure}
          role="alert"
        />
      ))}
      {parts.length > shownAtMost ? (
        <Notice kind="warn" title={t`And ${parts.length - shownAtMost} more parts could not be read`} />
      ) : null}
      {job.status === 'running' ? null : (
        <Button className="self-start" size="small" busy={again.isPending && 'Reading'} onClick={() => again.mutate()}>
          <Trans>Read the failed parts again</Trans>
        </Button>
      )}
    </div>
  )
}
