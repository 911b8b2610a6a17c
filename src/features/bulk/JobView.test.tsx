import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import type { SignOutDetails } from '../../jobs/bulkSignOut.ts'
import { type Job, type JobStatus, noCounts } from '../../jobs/job.ts'
import type { Failure } from '../../lib/failure.ts'
import type { SessionFacts } from '../../vault/protocol.ts'
import { JobView } from './JobView.tsx'

const at = new Date()
const by = { poolId: 'eu-west-1_A', username: 'rhea' }
const details: SignOutDetails = {
  poolId: by.poolId,
  poolName: 'shop',
  whom: { of: 'pool', poolId: by.poolId },
  by,
  signedInAt: at,
}
const kept: Failure = { operation: 'bulk sign-out', code: 'KeptOnDisk', message: '', class: 'rejected', attempts: 0 }
const session = { ...by, authenticatedAt: at, skewMs: 0, how: { by: 'password' }, memoryOnly: true }

function shown(status: JobStatus, refusal: Failure | undefined) {
  const counts = { ...noCounts, failed: 1 }
  const job: Job<SignOutDetails> = {
    ...status,
    id: 'j',
    kind: 'bulk sign-out',
    details,
    createdAt: at,
    counts,
    throttled: 0,
    pace: 5,
  }
  const text = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <JobView
        job={job}
        progress={undefined}
        stuck={undefined}
        refusal={refusal}
        toRetry={status.status === 'finished' ? 1 : 0}
        session={session as unknown as SessionFacts}
        signInAgain={null}
        onRest={() => undefined}
      >
        {null}
      </JobView>
    </QueryClientProvider>,
  )
  return {
    heldUp: text.includes('Held up'),
    advice: text.includes('then resume'),
    again: text.includes('Try again'),
    blocked: [...text.matchAll(/aria-disabled="true"[^>]*>([^<]*)/g)].map(([, label]) => label),
  }
}

const paused: JobStatus = { status: 'paused', because: 'credentials' }

test('a job that is kept gives one advice to a session that is not, and no button that could only be refused', () => {
  expect(shown(paused, kept)).toEqual({ heldUp: true, advice: false, again: false, blocked: ['Resume'] })
  expect(shown({ status: 'finished', at }, kept)).toMatchObject({ heldUp: false, blocked: ['Retry 1 user'] })
})

test('control: where it may go on, it says how', () => {
  expect(shown(paused, undefined)).toEqual({ heldUp: false, advice: true, again: false, blocked: [] })
  expect(shown({ status: 'finished', at }, undefined)).toMatchObject({ blocked: [] })
})
