import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import { type Job, type JobStatus, noCounts } from '../../jobs/job.ts'
import { FailedParts } from './AuditStatus.tsx'
import { at } from './testClients.ts'

const failure = { operation: 'ListUserPools', code: 'Refused', message: '', class: 'rejected', attempts: 1 } as const
const part = { target: { of: 'pools', region: 'eu-west-1' }, about: 'Ireland', failure } as const

test.each<[JobStatus, boolean]>([
  [{ status: 'running' }, false],
  [{ status: 'paused', because: 'asked' }, true],
  [{ status: 'stopped', at }, false],
  [{ status: 'finished', at }, true],
])('what an audit failed to read is read again once it is finished, or while it is paused: %o', (status, isOffered) => {
  const job: Job = {
    id: 'j',
    kind: 'audit',
    details: {},
    createdAt: at,
    counts: noCounts,
    throttled: 0,
    pace: 1,
    ...status,
  }
  const shown = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <FailedParts parts={[part]} job={job} />
    </QueryClientProvider>,
  )
  expect(shown).toContain('Ireland')
  expect(shown.includes('Read the failed parts again')).toBe(isOffered)
})
