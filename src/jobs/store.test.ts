import 'fake-indexeddb/auto'

import { openDB } from 'idb'
import { expect, test } from 'vitest'

import { type Item, type Job, type JobStatus, noCounts } from './job.ts'
import { openJobStore } from './store.ts'

const job: Job = {
  id: 'job-1',
  kind: 'audit',
  details: {},
  createdAt: new Date(Date.UTC(2030, 0, 1)),
  counts: noCounts,
  throttled: 0,
  pace: 10,
  status: 'running',
}

test('a console of a later version is not kept from the jobs by a tab that is still open', async () => {
  const store = await openJobStore('of two versions')
  await store.create(job, ['ada'])
  const later = await openDB('of two versions', 2)
  expect(await later.getAllKeys('jobs')).toEqual(['job-1'])
  later.close()
})

test('a change of an item that the job has not got adds none, and the counts stay true', async () => {
  const store = await openJobStore('of one item')
  await store.create(job, ['ada'])
  const [first, second] = [0, 1].map((n): Item => ({ n, target: 'ada', state: 'done', tries: 1 }))
  const changed = await store.change(job.id, [first, second] as Item[])
  expect(changed.job.counts).toEqual({ ...noCounts, done: 1 })
  expect(await store.items(job.id)).toMatchObject([{ n: 0, state: 'done' }])
})

const again = [0, 1, 2].map((n): Item => ({ n, target: 'ada', state: 'waiting', tries: 0 }))

const isFinished = ({ status }: Job) => status === 'finished'

/** A job of three items, of which two may be done again. */
async function over(name: string, status: JobStatus) {
  const store = await openJobStore(name)
  await store.create(job, ['ada', 'ben', 'cleo'])
  const states = ['failed', 'done', 'not known'] as const
  await store.change(
    job.id,
    states.map((state, n) => ({ n, target: 'ada', state, tries: 1 })),
  )
  await store.move(job.id, status, () => true)
  return store
}

test.each<JobStatus>([
  { status: 'running' },
  { status: 'paused', because: 'asked' },
  { status: 'stopped', at: new Date(Date.UTC(2030, 0, 1)) },
])('nothing of a job that is $status is done again', async (status) => {
  const store = await over(`of a retry while ${status.status}`, status)
  await store.again(job.id, again, isFinished)
  expect(await store.job(job.id)).toMatchObject({ ...status, counts: { failed: 1, done: 1, 'not known': 1 } })
})

test('two tabs that have the same items done again have them done once', async () => {
  const finished = { status: 'finished', at: new Date(Date.UTC(2030, 0, 1)) } as const
  const store = await over('of two retries', finished)
  await store.again(job.id, again, isFinished)
  expect(await store.job(job.id)).toMatchObject({ status: 'running', counts: { waiting: 2, done: 1 } })
  await store.begin(job.id, { n: 0, target: 'ada', state: 'under way', tries: 1 })
  await store.again(job.id, again, isFinished)
  expect(await store.job(job.id)).toMatchObject({ status: 'running', counts: { waiting: 1, 'under way': 1, done: 1 } })
  await store.change(
    job.id,
    [0, 2].map((n) => ({ n, target: 'ada', state: 'done', tries: 1 })),
  )
  await store.move(job.id, finished, () => true)
  await store.again(job.id, again, isFinished)
  expect(await store.job(job.id)).toMatchObject({ status: 'finished', counts: { waiting: 0, done: 3 } })
})
