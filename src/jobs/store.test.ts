import 'fake-indexeddb/auto'

import { openDB } from 'idb'
import { expect, test } from 'vitest'

import { type Item, type Job, noCounts } from './job.ts'
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
