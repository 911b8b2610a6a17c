import { plural, t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'

import { browserJobs } from '../../jobs/browserJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { type Failure, failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'

type CountingProps = {
  job: Job | undefined
  stuck: Failure | undefined
  /** Why this browser does not give what has been counted. */
  unread: Error | null
  readAgain: () => void
  whom: string
  onStop: () => void
}

/** Finding out who is meant. Whatever stands in the way is told, and it goes on from where it was. */
export const Counting = ({ job, stuck, unread, readAgain, whom, onStop }: CountingProps) => {
  const goOn = useMutation({
    mutationFn: async (id: string) => (await browserJobs()).resume(id),
    meta: { operation: 'Jobs', failure: 'in place' },
  })
  const done = job?.counts.done ?? 0
  const paused = job?.status === 'paused' ? job.failure : undefined
  const failure = goOn.error ? failureOf(goOn.error, 'Jobs') : (stuck ?? paused)
  return (
    <Panel title={t`Counting`} aside={<bdi className="wrap-anywhere">{whom}</bdi>}>
      <div className="flex flex-col items-start gap-4">
        <p role="status" className="text-sm">
          {plural(done, { one: '# page or look-up read', other: '# pages or look-ups read' })}
        </p>
        {unread ? (
          <FailureNotice failure={failureOf(unread, 'Jobs')} role="alert" onRetry={readAgain} />
        ) : job && failure ? (
          <FailureNotice failure={failure} role="alert" onRetry={() => goOn.mutate(job.id)} />
        ) : null}
        <Button onClick={onStop}>{t`Stop counting`}</Button>
      </div>
    </Panel>
  )
}
