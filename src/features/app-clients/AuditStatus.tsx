import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'

import { browserJobs } from '../../jobs/browserJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { failureOf } from '../../lib/failure.ts'
import { numberText, sentenceList } from '../../lib/numbers.ts'
import { agoText, durationText, momentText } from '../../lib/time.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { steerAudit } from './auditQuery.ts'
import { type Audit, byCause, type FailedPart } from './auditRows.ts'

/**
 * How an audit stands: how far, how long still, and the way to hold it. It stands beside the choice of the view, whose room
 * stays when a reading is over; on a phone it has a line of its own for that long.
 */
export const AuditStatus = ({ job, stuck, refusal }: Pick<Audit, 'job' | 'stuck' | 'refusal'>) => {
  const steer = useMutation({
    mutationFn: async (how: Parameters<typeof steerAudit>[1]) => steerAudit(job.id, how),
    meta: { operation: 'audit', refresh: ['audit'], failure: 'in place' },
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
    <section aria-label={t`Audit`} className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:w-full">
      <p className="text-sm text-muted max-sm:w-full">{progressText(over, all, paused ? 'paused' : pace.data)}</p>
      <span className="flex min-h-8 items-center gap-2">
        <progress aria-label={t`Audit`} value={over} max={all} className="h-2 w-48 min-w-0" />
        <Button
          size="small"
          busy={steer.isPending && '…'}
          blocked={paused && refusal ? told(refusal).detail : undefined}
          reason="tip"
          onClick={() => steer.mutate(paused ? 'resume' : 'pause')}
        >
          {paused ? t`Resume` : t`Pause`}
        </Button>
        <Button size="small" onClick={() => steer.mutate('stop')}>
          <Trans>Stop</Trans>
        </Button>
      </span>
      {steer.error ? (
        <FailureNotice
          failure={failureOf(steer.error, 'audit')}
          role="alert"
          onRetry={() => steer.mutate(steer.variables)}
        />
      ) : refusal ? (
        <FailureNotice about={t`The audit is held up`} failure={refusal} role="alert" />
      ) : stuck ? (
        <FailureNotice
          about={t`The audit is held up`}
          failure={stuck}
          role="alert"
          onRetry={() => steer.mutate('resume')}
        />
      ) : job.status === 'paused' && job.failure ? (
        <FailureNotice about={t`The audit is paused`} failure={job.failure} role="alert" />
      ) : null}
    </section>
  )
}

type Pace = { isSlowed: boolean } & ({ timeLeftMs: number } | { isTaken: boolean })

function progressText(over: number, all: number, pace: Pace | 'paused' | undefined): string {
  const read = numberText(over)
  const total = numberText(all)
  if (pace === 'paused') return t`${read} of ${total} reads, paused`
  const progress = leftText(read, total, pace)
  return pace?.isSlowed ? t`${progress}; slower, because Cognito throttled` : progress
}

function leftText(read: string, total: string, pace: Pace | undefined): string {
  if (pace === undefined || ('isTaken' in pace && pace.isTaken)) return t`${read} of ${total} reads`
  if ('isTaken' in pace) return t`${read} of ${total} reads, read by another tab`
  if (pace.timeLeftMs < 60_000) return t`${read} of ${total} reads, under a minute left`
  const time = durationText(pace.timeLeftMs)
  return t`${read} of ${total} reads, about ${time} left`
}

/** How old the last result is. */
export function ageText(job: Job, now: Date): string {
  if (job.status !== 'finished' && job.status !== 'stopped') return ''
  const ageMs = now.getTime() - job.at.getTime()
  const ago = agoText(ageMs)
  if (job.status === 'finished') return ageMs < 60_000 ? t`read just now` : t`read ${ago}`
  const time = momentText(job.at, now)
  return ageMs < 60_000 ? t`stopped half way just now, at ${time}` : t`stopped half way ${ago}, at ${time}`
}

const namedAtMost = 5

function aboutText(abouts: readonly string[]): string {
  const more = abouts.length - namedAtMost
  const rest = numberText(more)
  return sentenceList([...abouts.slice(0, namedAtMost), ...(more > 0 ? [t`${rest} more`] : [])])
}

type FailedPartsProps = Pick<Audit, 'job' | 'refusal'> & { parts: readonly FailedPart[] }

/** The parts of an audit that failed, together where they failed for one reason; the rest of the audit stands. */
export const FailedParts = ({ parts, job, refusal }: FailedPartsProps) => {
  const again = useMutation({
    mutationFn: async () => steerAudit(job.id, 'retryFailed'),
    meta: { operation: 'audit', refresh: ['audit'], failure: 'in place' },
  })
  if (parts.length === 0) return null
  return (
    <div className="flex flex-col gap-2">
      {byCause(parts).map(({ abouts, failure }) => (
        <FailureNotice
          key={`${failure.operation} ${failure.code}`}
          about={aboutText(abouts)}
          failure={failure}
          role="alert"
        />
      ))}
      {again.error ? <FailureNotice failure={failureOf(again.error, 'audit')} role="alert" /> : null}
      {job.status === 'finished' || job.status === 'paused' ? (
        <Button
          className="self-start"
          size="small"
          busy={again.isPending && t`Reading`}
          blocked={refusal && told(refusal).detail}
          reason="tip"
          onClick={() => again.mutate()}
        >
          <Trans>Read the failed parts again</Trans>
        </Button>
      ) : null}
    </div>
  )
}
