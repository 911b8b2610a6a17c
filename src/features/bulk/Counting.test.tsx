import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'

import { type Job, noCounts } from '../../jobs/job.ts'
import type { ListDetails } from '../../jobs/signOutList.ts'
import { Counting } from './Counting.tsx'
import { useCounted } from './useListing.ts'

const at = new Date(Date.UTC(2030, 0, 1))
const details: ListDetails = {
  poolId: 'eu-west-1_A',
  poolName: 'shop',
  by: { poolId: 'eu-west-1_A', username: 'rhea' },
  source: { of: 'pool', poolId: 'eu-west-1_A' },
}
const job: Job = {
  id: 'j',
  kind: 'list',
  details,
  createdAt: at,
  counts: noCounts,
  throttled: 0,
  pace: 1,
  status: 'finished',
  at,
}

/** The page as it is once its queries have been answered, and which of them its retry asks again. */
async function shown(read: Readonly<Record<string, () => Promise<unknown>>>) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, retryOnMount: false } } })
  for (const [name, queryFn] of Object.entries(read)) await queries.prefetchQuery({ queryKey: [name, job.id], queryFn })
  const rendered = vi.fn<(retry: () => void) => void>()
  const Page = () => {
    const { found, ...counted } = useCounted({ id: job.id, details })
    rendered(counted.readAgain)
    return found ? <p>Found</p> : <Counting {...counted} whom="Everyone" onStop={() => undefined} />
  }
  const page = renderToStaticMarkup(
    <QueryClientProvider client={queries}>
      <Page />
    </QueryClientProvider>,
  )
  rendered.mock.lastCall?.[0]()
  return { page, again: ['job', 'job list'].filter((name) => queries.isFetching({ queryKey: [name, job.id] }) > 0) }
}

const away = async () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
const counted = async () => Promise.resolve({ job, progress: undefined, stuck: undefined, toRetry: 0 })
const listed = async () => Promise.resolve([])

test.each([
  ['how far it is', 'job', { job: away }],
  ['who was found', 'job list', { job: counted, 'job list': away }],
])('a disk that does not give %s is told, with a retry that asks for it again', async (_what, name, read) => {
  const { page, again } = await shown(read)
  expect(page).toContain('This browser’s storage failed')
  expect(page).toContain('Try again')
  expect(again).toEqual([name])
})

test('control: a disk that gives both shows who was found', async () => {
  expect(await shown({ job: counted, 'job list': listed })).toEqual({ page: '<p>Found</p>', again: [] })
})
