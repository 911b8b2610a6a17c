import { expect, test } from 'vitest'

import { goesOn, type Job } from './job.ts'
import { Browser, eventually, failed, useVirtualTime } from './testBrowser.ts'
import { Quota } from './testQuota.ts'
import { signOuts, type Target, targets } from './testWork.ts'
import type { Work } from './work.ts'

useVirtualTime()

// What pages see of jobs, and what they do with those that they did not begin.

test('while it runs, a job tells its pace and what is left; where it does not run, nothing is told', async () => {
  const work = signOuts(
    async ({ user }) => ({ result: user }),
    ({ pool }) => [{ name: pool, perSecond: 2 }],
  )
  const browser = new Browser()
  const [owner, watcher] = [await browser.open(work), await browser.open(work)]
  const id = await owner.jobs.start(work, {}, targets(20, 2), 10)
  expect(owner.jobs.isTaken(id)).toBe(true)
  await new Promise((done) => void setTimeout(done, 1_000))
  const progress = owner.jobs.progress(id)
  expect(progress).toMatchObject({ perSecond: 10, isSlowed: false })
  // Two a second and pool, of ten each.
  expect(progress?.timeLeftMs).toBeGreaterThan(3_000)
  expect(progress?.timeLeftMs).toBeLessThanOrEqual(4_500)
  expect(watcher.jobs.progress(id)).toBeUndefined()
  expect(watcher.jobs.isTaken(id)).toBe(false)
  expect(await owner.settled(id)).toBe('finished')
  expect(owner.jobs.progress(id)).toBeUndefined()
})

test('what throttling has slowed down says so', async () => {
  const quota = new Quota(1)
  const work = signOuts(async ({ user }) => {
    if (!quota.take()) throw failed('TooManyRequestsException', 'transient')
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(30), 10)
  await new Promise((done) => void setTimeout(done, 2_000))
  expect(tab.jobs.progress(id)).toMatchObject({ isSlowed: true })
  expect(tab.jobs.progress(id)?.perSecond).toBeLessThan(10)
  await tab.jobs.stop(id)
})

test('the jobs of a kind are listed with the newest first, and removing one that runs stops it before', async () => {
  const begun: number[] = []
  const work = signOuts(async ({ user }) => {
    begun.push(user)
    await new Promise((done) => void setTimeout(done, 200))
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const old = await tab.jobs.start(work, {}, targets(1), 10)
  await tab.settled(old)
  await new Promise((done) => void setTimeout(done, 1_000))
  const young = await tab.jobs.start(work, {}, targets(50), 10)
  expect((await tab.jobs.jobs('sign out')).map(({ id }) => id)).toEqual([young, old])
  expect(await tab.jobs.jobs('another kind')).toEqual([])
  await new Promise((done) => void setTimeout(done, 1_000))
  await tab.jobs.remove(young)
  const atRemoval = begun.length
  expect(atRemoval).toBeLessThan(50)
  await new Promise((done) => void setTimeout(done, 2_000))
  expect(begun.length).toBe(atRemoval)
  expect(await tab.jobs.job(young)).toBeUndefined()
  expect(await tab.jobs.items(young)).toEqual([])
})

test('a job goes on while it runs and while it is paused, and is over once it is finished or stopped', async () => {
  const work = signOuts(async ({ user }) => ({ result: user }))
  const tab = await new Browser().open(work)
  const stands = async (id: string) => {
    const job = (await tab.jobs.job(id)) as Job
    return [job.status, goesOn(job)]
  }
  const id = await tab.jobs.start(work, {}, targets(10), 5)
  expect(await stands(id)).toEqual(['running', true])
  await tab.jobs.pause(id)
  expect(await stands(id)).toEqual(['paused', true])
  await tab.jobs.resume(id)
  await tab.settled(id)
  expect(await stands(id)).toEqual(['finished', false])
  const other = await tab.jobs.start(work, {}, targets(10), 5)
  await tab.jobs.stop(other)
  expect(await stands(other)).toEqual(['stopped', false])
})

test('what a page learns later is put into the results; what is not done stays as it is', async () => {
  const work = signOuts(async ({ user }) => {
    if (user === 1) throw failed('UserNotFoundException')
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  await tab.settled(id)
  const heard: string[] = []
  const stop = tab.jobs.subscribe((changed) => heard.push(changed))
  await tab.jobs.amend(id, new Map([[1, 'never']]))
  expect(heard).toEqual([])
  await tab.jobs.amend(
    id,
    new Map([
      [0, 'better'],
      [1, 'never'],
    ]),
  )
  expect(heard).toEqual([id])
  stop()
  await tab.jobs.amend(id, new Map([[0, 'best']]))
  expect(heard).toEqual([id])
  expect((await tab.jobs.items(id)).map(({ state, result }) => [state, result])).toEqual([
    ['done', 'best'],
    ['failed', undefined],
    ['done', 2],
  ])
})

test('jobs that share a turn wait for each other, and one that waits can be stopped', async () => {
  const running = new Set<string>()
  let atOnce = 0
  let goOn = () => {}
  const seen = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const work: Work<Target, number, unknown> = {
    ...signOuts(async ({ pool, user }) => {
      running.add(pool)
      atOnce = Math.max(atOnce, running.size)
      await seen
      running.delete(pool)
      return { result: user }
    }),
    turn: () => 'sign-outs of this Region',
  }
  const tab = await new Browser().open(work)
  const ids = await Promise.all(['a', 'b', 'c'].map(async (pool) => tab.jobs.start(work, {}, [{ pool, user: 1 }], 10)))
  const [first = '', second = '', third = ''] = ids
  const waits = { status: 'running', waits: true }
  await eventually(async () => expect(await tab.jobs.job(third)).toMatchObject(waits))
  await tab.jobs.stop(third)
  goOn()
  expect(await tab.settled(first)).toBe('finished')
  expect(await tab.settled(second)).toBe('finished')
  expect(await tab.jobs.job(third)).toMatchObject({ status: 'stopped', counts: { waiting: 1, done: 0 } })
  expect(atOnce).toBe(1)
})

test('a job of a kind that this page does not know is left alone, and one that is gone cannot be gone on with', async () => {
  const work = signOuts(async ({ user }) => ({ result: user }))
  const browser = new Browser()
  const owner = await browser.open(work)
  const id = await owner.jobs.start(work, {}, targets(3), 0.1)
  browser.close(owner)
  const stranger = await browser.open()
  await stranger.jobs.takeUp(id)
  expect(await stranger.jobs.job(id)).toMatchObject({ status: 'running' })
  await stranger.jobs.resume('no-such-job')
  await stranger.jobs.takeUp('no-such-job')
  await expect(stranger.store.change('no-such-job', [])).rejects.toThrow('There is no job no-such-job.')
})
