import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'

import { goesOn, type Job } from '../../jobs/job.ts'
import { failureOf } from '../../lib/failure.ts'
import { numberText } from '../../lib/numbers.ts'
import { told } from '../../lib/words.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { type BulkOutcome, outcomeOf } from './bulkText.ts'
import { type Bulk, steerBulk } from './bulkQuery.ts'
import { useStaleSignIn } from './useStaleSignIn.ts'

type BulkStatusProps = {
  bulk: Bulk
  /** The result has been seen and is put away. */
  onClose: () => Promise<void>
}

/** A bulk switch: how far it is, and the way to hold it. */
export const BulkStatus = ({ bulk, onClose }: BulkStatusProps) => {
  const { job, on, refusal } = bulk
  const refused = refusal && told(refusal).detail
  const staleToResume = useStaleSignIn('resume')
  const staleToRetry = useStaleSignIn()
  const steer = useMutation({
    mutationFn: async (how: Parameters<typeof steerBulk>[1]) => {
      if (how === 'remove') await onClose()
      await steerBulk(job.id, how)
    },
    meta: { operation: 'bulk switch', refresh: ['bulk switch'], failure: 'in place' },
  })
  const { counts } = job
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const isOver = !goesOn(job)
  const word = { running: t`Switching`, paused: t`Paused`, stopped: t`Stopped`, finished: t`Done` }[job.status]
  const what = on
    ? plural(all, { one: 'token revocation on for # app client', other: 'token revocation on for # app clients' })
    : plural(all, { one: 'token revocation off for # app client', other: 'token revocation off for # app clients' })
  return (
    <Panel
      title={`${word}: ${what}`}
      aside={
        <span className="flex gap-2">
          {job.status === 'running' ? (
            <Button size="small" onClick={() => steer.mutate('pause')}>
              <Trans>Pause</Trans>
            </Button>
          ) : null}
          {job.status === 'paused' ? (
            <Button size="small" blocked={refused ?? staleToResume} reason="tip" onClick={() => steer.mutate('resume')}>
              <Trans>Resume</Trans>
            </Button>
          ) : null}
          {isOver ? null : (
            <Button size="small" onClick={() => steer.mutate('stop')}>
              <Trans>Stop</Trans>
            </Button>
          )}
          {bulk.toRetry > 0 ? (
            <Button
              size="small"
              blocked={refused ?? staleToRetry}
              reason="tip"
              onClick={() => steer.mutate('retryFailed')}
            >
              <Trans>Retry the failed ones</Trans>
            </Button>
          ) : null}
          {isOver ? (
            <Button size="small" onClick={() => steer.mutate('remove')}>
              <Trans>Close</Trans>
            </Button>
          ) : null}
        </span>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <progress
          aria-label={t`Bulk switch`}
          className="h-2 w-full"
          value={counts.done + counts.failed + counts['not known']}
          max={Math.max(1, all)}
        />
        <p role="status">{countsText(bulk)}</p>
        {steer.error ? (
          <FailureNotice
            failure={failureOf(steer.error, 'bulk switch')}
            role="alert"
            onRetry={() => steer.mutate(steer.variables)}
          />
        ) : refusal && !isOver ? (
          <FailureNotice about={t`Held up`} failure={refusal} role="alert" />
        ) : bulk.stuck ? (
          <FailureNotice about={t`Held up`} failure={bulk.stuck} role="alert" onRetry={() => steer.mutate('resume')} />
        ) : (
          <WhyPaused job={job} />
        )}
      </div>
    </Panel>
  )
}

/** Why it waits, unless somebody wanted it to. */
const WhyPaused = ({ job }: { job: Job }) => {
  if (job.status !== 'paused' || job.failure === undefined) return null
  if (job.failure.code !== 'SignedOut') return <FailureNotice failure={job.failure} role="alert" />
  return (
    <Notice kind="warn" role="status" title={t`Paused: the sign-in that confirmed it is over`}>
      <Trans>Sign in again, then resume. What has been switched is not written again.</Trans>
    </Notice>
  )
}

function countsText(bulk: Bulk): string {
  const text = knownText(bulk)
  const count = ofOutcome(bulk, 'not known')
  const notKnown = numberText(count)
  return count === 0 ? text : t`${text}, ${notKnown} not known`
}

function knownText(bulk: Bulk): string {
  const { job, changed } = bulk
  const switched = numberText(changed)
  const alone = numberText(job.counts.done - changed)
  const failed = numberText(ofOutcome(bulk, 'failed'))
  const left = numberText(job.counts.waiting + job.counts['under way'])
  if (left === numberText(0)) return t`${switched} switched and read back, ${alone} left alone, ${failed} failed`
  return goesOn(job)
    ? t`${switched} switched and read back, ${alone} left alone, ${failed} failed, ${left} to go`
    : t`${switched} switched and read back, ${alone} left alone, ${failed} failed, ${left} not begun`
}

function ofOutcome({ items }: Bulk, outcome: BulkOutcome): number {
  return items.filter((item) => outcomeOf(item) === outcome).length
}
