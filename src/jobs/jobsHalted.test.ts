import { describe, expect, test, vi } from 'vitest'

import { Browser, eventually, failed, type Tab, useVirtualTime } from './testBrowser.ts'
import { signOuts, type Target, targets } from './testWork.ts'
import type { Work } from './work.ts'

useVirtualTime()

async function countsOf(tab: Tab, id: string) {
  const job = await tab.jobs.job(id)
  return job?.counts
}

describe('halting', () => {
  test('once a stop is acknowledged nothing begins, whichever tab it came from', async () => {
    const begun: number[] = []
    const work = signOuts(async ({ user }) => {
      begun.push(user)
      await new Promise((done) => void setTimeout(done, 300))
      return { result: user }
    })
    const browser = new Browser()
    const [owner, watcher] = [await browser.open(work), await browser.open(work)]
    const id = await owner.jobs.start(work, {}, targets(50), 10)
    await new Promise((done) => void setTimeout(done, 1_000))
    await watcher.jobs.stop(id)
    const atStop = begun.length
    expect(await owner.settled(id)).toBe('stopped')
    await new Promise((done) => void setTimeout(done, 5_000))
    expect(begun.length).toBe(atStop)
    const counts = await countsOf(owner, id)
    expect(counts).toMatchObject({ done: atStop, waiting: 50 - atStop, 'under way': 0 })
  })

  test('a paused job goes on in another tab, and is nobody’s twice', async () => {
    const done: number[] = []
    const work = signOuts(async ({ user }) => {
      done.push(user)
      return { result: user }
    })
    const browser = new Browser()
    const [first, second] = [await browser.open(work), await browser.open(work)]
    const id = await first.jobs.start(work, {}, targets(30), 10)
    await new Promise((done) => void setTimeout(done, 1_000))
    await second.jobs.pause(id)
    expect(await second.settled(id)).toBe('paused')
    await Promise.all([first.jobs.resume(id), second.jobs.resume(id)])
    expect(await first.settled(id)).toBe('finished')
    expect(done.sort((a, b) => a - b)).toEqual(targets(30).map(({ user }) => user))
  })
})

test('of whoever’s call got no answer it stays known, whatever they wait for', async () => {
  const answers = new Map<number, () => Promise<{ result: number }>>([
    [1, async () => Promise.reject(failed('TimedOut', 'transient'))],
    [2, async () => Promise.reject(failed('InternalErrorException', 'transient'))],
  ])
  const work: Work<Target, number, unknown> = {
    ...signOuts(async ({ user }) => {
      await new Promise((done) => void setTimeout(done, 300))
      return answers.get(user)?.() ?? { result: user }
    }),
    acts: true,
  }
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(30), 10)
  await eventually(async () => expect(await countsOf(tab, id)).toMatchObject({ 'under way': 3 }))
  await tab.jobs.stop(id)
  expect(await tab.settled(id)).toBe('stopped')
  expect((await tab.jobs.items(id)).map(({ state, unanswered }) => [state, unanswered])).toEqual([
    ['done', undefined],
    ['waiting', true],
    ['waiting', undefined],
    ...Array.from({ length: 27 }, () => ['waiting', undefined]),
  ])
})

describe('a stop', () => {
  test('ends a paused job for good: it can only be looked at', async () => {
    const done: number[] = []
    const work = signOuts(async ({ user }) => {
      done.push(user)
      return { result: user }
    })
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(20), 10)
    await new Promise((over) => void setTimeout(over, 500))
    await tab.jobs.pause(id)
    expect(await tab.settled(id)).toBe('paused')
    const atPause = done.length
    await tab.jobs.stop(id)
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('stopped')
    expect(done).toHaveLength(atPause)
  })

  test('is for good where items have failed, too: a retry begins none of what had not begun', async () => {
    const asked: number[] = []
    const work = signOuts(async ({ user }) => {
      asked.push(user)
      if (user === 0) throw failed('InvalidParameterException')
      return { result: user }
    })
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(20), 10)
    await new Promise((over) => void setTimeout(over, 500))
    await tab.jobs.stop(id)
    expect(await tab.settled(id)).toBe('stopped')
    const atStop = [...asked]
    const counts = await countsOf(tab, id)
    expect(counts).toMatchObject({ failed: 1 })
    expect(await tab.jobs.toRetry(id)).toEqual([])
    await tab.jobs.retryFailed(id)
    expect(await tab.settled(id)).toBe('stopped')
    expect(asked).toEqual(atStop)
    expect(await countsOf(tab, id)).toEqual(counts)
  })

  test('holds in a tab that has not heard of it: the disk says so before anything begins', async () => {
    const done: number[] = []
    const work = signOuts(async ({ user }) => {
      done.push(user)
      return { result: user }
    })
    const browser = new Browser()
    const [owner, other] = [await browser.open(work), await browser.open(work)]
    const id = await owner.jobs.start(work, {}, targets(50), 10)
    await new Promise((over) => void setTimeout(over, 1_000))
    browser.tabs.delete(owner)
    await other.jobs.stop(id)
    const atStop = done.length
    await eventually(() => expect(owner.jobs.isTaken(id)).toBe(false))
    expect(done).toHaveLength(atStop)
    expect(await countsOf(other, id)).toMatchObject({ done: atStop, waiting: 50 - atStop, 'under way': 0 })
  })

  test('is never undone by an item that ends after it', async () => {
    const work = signOuts(async ({ user }) => {
      await new Promise((over) => void setTimeout(over, 2_000))
      return { result: user }
    })
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(1), 10)
    await new Promise((over) => void setTimeout(over, 1_000))
    await tab.jobs.stop(id)
    expect(await countsOf(tab, id)).toMatchObject({ 'under way': 1 })
    await new Promise((over) => void setTimeout(over, 2_000))
    expect(await tab.jobs.job(id)).toMatchObject({ status: 'stopped', counts: { done: 1 } })
  })
})

describe('a job that could not be read when it was taken up', () => {
  /** A job that a page has left, and another page whose disk fails once it has begun to take it up. */
  async function left(takenUp: number) {
    const work = signOuts(async ({ user }) => ({ result: user }))
    const browser = new Browser()
    const gone = await browser.open(work)
    const id = await gone.jobs.start(work, {}, targets(5), 0.5)
    await new Promise((over) => void setTimeout(over, 1_000))
    browser.close(gone)
    const tab = await browser.open(work)
    const read = tab.store.job.bind(tab.store)
    const disk = vi.spyOn(tab.store, 'job')
    for (let n = 0; n < takenUp; n += 1) disk.mockImplementationOnce(read)
    disk.mockImplementationOnce(async () => {
      await new Promise((over) => void setTimeout(over, 1_000))
      throw new Error('the disk is away')
    })
    return { tab, id }
  }

  test('is nobody’s, and can be removed', async () => {
    const { tab, id } = await left(1)
    await expect(tab.jobs.takeUp(id)).rejects.toThrow('the disk is away')
    expect(tab.jobs.isTaken(id)).toBe(false)
    await tab.jobs.remove(id)
    expect(await tab.jobs.job(id)).toBeUndefined()
  })

  test('is taken up by whoever waited for it, and held up no more', async () => {
    const { tab, id } = await left(2)
    const asRunning = (await tab.store.all())[0]!
    const both = await Promise.allSettled([tab.jobs.takeUp(id), tab.jobs.takeUp(id)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(asRunning.status).toBe('running')
    expect(tab.jobs.stuck(asRunning)).toBeUndefined()
    expect(await tab.jobs.job(id)).toMatchObject({ status: 'finished', counts: { done: 5 } })
    expect(tab.jobs.isTaken(id)).toBe(false)
  })
})

test('a pause that comes while an item is being written down as begun finds it not begun', async () => {
  const asked: number[] = []
  const work = signOuts(async ({ user }) => {
    asked.push(user)
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const begin = tab.store.begin.bind(tab.store)
  vi.spyOn(tab.store, 'begin').mockImplementationOnce(async (id, item) => {
    const job = await begin(id, item)
    void tab.jobs.pause(id)
    return job
  })
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  expect(await tab.settled(id)).toBe('paused')
  expect(asked).toEqual([])
  expect(await countsOf(tab, id)).toMatchObject({ waiting: 3, 'under way': 0 })
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(asked).toEqual([0, 1, 2])
})
