import 'fake-indexeddb/auto'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { bothStores } from './bothStores.ts'
import { type Item, type ItemState, type Job, type JobStatus, noCounts } from './job.ts'
import { memoryStore } from './memoryStore.ts'
import { forgetLeft, type JobStore, openJobStore } from './store.ts'

let databases = 0
const openDisk = async () => openJobStore(`in memory or not ${(databases += 1)}`)

const job = (id: string, more: Partial<Pick<Job, 'kind' | 'createdAt' | 'inMemory' | 'page'>> = {}): Job => ({
  id,
  kind: 'audit',
  details: { owner: 'rhea' },
  createdAt: new Date(Date.UTC(2030, 0, 1)),
  counts: noCounts,
  throttled: 0,
  pace: 10,
  ...more,
  status: 'running',
})

type Step = (store: JobStore) => Promise<unknown>

const ids = fc.constantFrom('one', 'two')
const states: ItemState[] = ['waiting', 'under way', 'done', 'failed', 'not known']
const item = fc.record({
  n: fc.nat(5),
  target: fc.constantFrom('ada', 'ben'),
  state: fc.constantFrom(...states),
  tries: fc.nat(3),
})
const status: fc.Arbitrary<JobStatus> = fc.constantFrom(
  { status: 'running' },
  { status: 'running', waits: true },
  { status: 'paused', because: 'asked' },
  { status: 'finished', at: new Date(Date.UTC(2030, 0, 2)) },
)
const details = fc.constantFrom(undefined, { owner: 'rhea', signedInAt: 1 })
const isStill =
  (wanted: string) =>
  ({ status: now }: Job) =>
    now === wanted
const from = fc.constantFrom('running', 'paused', 'finished').map(isStill)

/** Whatever may be asked of a store. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(ids, fc.array(item, { maxLength: 3 }), fc.array(fc.string(), { maxLength: 2 }), fc.nat(1)).map(
    ([id, ...what]): Step =>
      async (store) =>
        store.change(id, ...what),
  ),
  fc.tuple(ids, fc.array(item, { maxLength: 3 }), from, details).map(
    ([id, ...what]): Step =>
      async (store) =>
        store.again(id, ...what),
  ),
  fc.tuple(ids, fc.nat(2)).map(([id, at]): Step => {
    return async (store) => {
      const waiting = (await store.items(id, 'waiting'))[at]
      return waiting && store.begin(id, { ...waiting, state: 'under way' })
    }
  }),
  fc.tuple(ids, status, from, details).map(
    ([id, ...what]): Step =>
      async (store) =>
        store.move(id, ...what),
  ),
  fc.tuple(ids, fc.constantFrom(undefined, ...states)).map(
    ([id, state]): Step =>
      async (store) =>
        store.items(id, state),
  ),
  ids.map(
    (id): Step =>
      async (store) =>
        store.remove(id),
  ),
)

/** What comes of a step, and how everything is then. Which job an item is of, only the disk notes. */
async function outcome(store: JobStore, of: Step): Promise<unknown> {
  const answer = await of(store).catch((error: unknown) => String(error))
  const jobs = await Promise.all(['one', 'two'].map(async (id) => [await store.job(id), await store.items(id)]))
  const all = [answer, jobs, await store.jobs('audit')]
  const isOfDisk = (key: string, value: unknown) => key === 'job' && typeof value === 'string'
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (isOfDisk(key, value) ? undefined : value)))
}

test('in memory everything is as on disk, whatever is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const stores = [await openDisk(), memoryStore()]
      for (const store of stores) {
        await store.create(job('one'), ['ada', 'ben', 'cleo'])
        await store.create(job('two', { createdAt: new Date(Date.UTC(2030, 0, 2)) }), ['dan'])
      }
      for (const each of steps) {
        const [disk, memory] = [await outcome(stores[0]!, each), await outcome(stores[1]!, each)]
        expect(memory).toEqual(disk)
      }
    }),
    { numRuns: 300 },
  )
})

test('what is in memory is not on disk, and both are listed together, the newest first', async () => {
  const disk = await openDisk()
  const both = bothStores(disk, memoryStore())
  await both.create(job('old'), ['ada'])
  await both.create(job('new', { inMemory: true, createdAt: new Date(Date.UTC(2030, 0, 3)) }), ['ben'])
  await both.create(job('middle', { createdAt: new Date(Date.UTC(2030, 0, 2)) }), ['cleo'])
  await both.create(job('other', { kind: 'bulk switch', inMemory: true }), [])
  expect((await both.jobs('audit')).map(({ id }) => id)).toEqual(['new', 'middle', 'old'])
  expect((await disk.all()).map(({ id }) => id).toSorted()).toEqual(['middle', 'old'])
  expect(await disk.items('new')).toEqual([])
  expect(['new', 'old'].map((id) => both.isInMemory(id))).toEqual([true, false])
  await both.move('new', { status: 'paused', because: 'asked' }, () => true)
  expect(await both.job('new')).toMatchObject({ status: 'paused', inMemory: true })
})

test('a copy in memory stands for what is on disk, which stays as it is until both are taken away', async () => {
  const disk = await openDisk()
  const both = bothStores(disk, memoryStore())
  await both.create(job('one'), ['ada', 'ben'])
  await both.copyToMemory('one')
  await both.copyToMemory('no such job')
  const done: Item = { n: 0, target: 'ada', state: 'done', tries: 1 }
  await both.change('one', [done])
  await both.copyToMemory('one')
  expect(await both.job('one')).toMatchObject({ inMemory: true, counts: { ...noCounts, waiting: 1, done: 1 } })
  expect(await both.items('one', 'done')).toMatchObject([done])
  expect(await both.jobs('audit')).toHaveLength(1)
  expect(await disk.job('one')).toMatchObject({ counts: { ...noCounts, waiting: 2 } })
  await both.move('one', { status: 'paused', because: 'unreachable' }, () => true)
  expect(await disk.job('one')).toMatchObject({ status: 'running' })
  await both.remove('one')
  expect([await both.job('one'), await disk.job('one')]).toEqual([undefined, undefined])
  expect([both.isInMemory('one'), both.isOnDisk('one')]).toEqual([false, true])
})

test('what is taken in while it changes elsewhere has the counts of its items', async () => {
  const memory = memoryStore()
  memory.take(job('one'), [{ n: 0, target: 'ada', state: 'done', tries: 1 }])
  expect(await memory.job('one')).toMatchObject({ inMemory: true, counts: { ...noCounts, done: 1 } })
})

test('what earlier versions wrote for a page is forgotten when the page is gone, and nothing else is', async () => {
  const disk = await openDisk()
  for (const [id, page] of [['of a page that is gone', 'gone'], ['of a living one', 'lives'], ['of nobody’s']] as const)
    await disk.create(job(id, page === undefined ? {} : { page }), ['ada'])
  await forgetLeft(disk, (page) => page === 'lives')
  expect((await disk.all()).map(({ id }) => id).toSorted()).toEqual(['of a living one', 'of nobody’s'])
  expect(await disk.items('of a page that is gone')).toEqual([])
})

test('what earlier versions wrote for a page is still that page’s when it has been paused', async () => {
  const disk = await openDisk()
  await disk.create(job('one', { page: 'lives' }), ['ada'])
  await disk.move('one', { status: 'paused', because: 'asked' }, () => true)
  await forgetLeft(disk, (page) => page === 'lives')
  expect(await disk.job('one')).toMatchObject({ status: 'paused', page: 'lives' })
  await forgetLeft(disk, () => false)
  expect(await disk.all()).toEqual([])
})
