import { plural, t } from '@lingui/core/macro'
import { useMutation } from '@tanstack/react-query'

import { browserJobs } from '../../jobs/browserJobs.ts'
import type { Job } from '../../jobs/job.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Panel.tsx'

type CountingProps = { job: Job | undefined; whom: string; onStop: () => void }

/** Finding out who is meant. Whatever stands in the way is told, and it goes on from where it was. */
export const Counting = ({ job, whom, onStop }: CountingProps) => {
  const goOn = useMutation({
    mutationFn: async (id: string) => (await browserJobs()).resume(id),
    meta: { operation: 'Jobs', failure: 'toast' },
  })
  const done = job?.counts.done ?? 0
  return (
    <Panel title={t`Counting`} aside={<bdi className="wrap-anywhere">{whom}</bdi>}>
      <div className="flex flex-col items-start gap-4">
        <p role="status" className="text-sm">
          {plural(done, { one: '# page or look-up read', other: '# pages or look-ups read' })}
        </p>
        {job?.status === 'paused' && job.failure ? (
          <FailureNotice failure={job.failure} role="alert" onRetry={() => goOn.mutate(job.id)} />
        ) : null}
        <Button onClick={onStop}>{t`Stop counting`}</Button>
      </div>
    </Panel>
  )
}
