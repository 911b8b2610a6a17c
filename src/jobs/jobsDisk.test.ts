import { expect, test, vi } from 'vitest'

import { told } from '../lib/words.ts'
import { Browser, eventually, failed, type Tab, useVirtualTime } from './testBrowser.ts'
import { signOuts, targets } from './testWork.ts'

useVirtualTime()

const title = 'This browser’s storage failed'
const away = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))

/** The disk fails once, at the next call of a method. */
function failOnce(tab: Tab, method: 'create' | 'job' | 'move' | 'again' | 'remove') {
  return vi.spyOn(tab.store, method).mockImplementationOnce(away)
}

const noRoom = { operation: 'Jobs', message: 'QuotaExceededError' }

/** Why a job is held up in a tab, as its page says it. */
async function stuck(tab: Tab, id: string) {
  const job = await tab.jobs.job(id)
  return job && tab.jobs.stuck(job)
}

/** A job that was begun in a tab, and could not be taken up there; another tab that knows its work. */
async function heldUp() {
  const work = refusing()
  const browser = new Browser()
  const [tab, other] = [await browser.open(work), await browser.open(work)]
  failOnce(tab, 'job')
  const id = await tab.jobs.start(work, {}, targets(20), 1)
  await eventually(async () => expect(await stuck(tab, id)).toMatchObject(noRoom))
  return { browser, tab, other, id }
}

/** A work whose first call for an even user is refused. */
function refusing() {
  const tries = new Map<number, number>()
  return signOuts(async ({ user }) => {
    tries.set(user, (tries.get(user) ?? 0) + 1)
    if (user % 2 === 0 && tries.get(user) === 1) throw failed('InvalidParameterException')
    return { result: user }
  })
}

test('a start that cannot be written rejects, and leaves nothing', async () => {
  const work = refusing()
  const tab = await new Browser().open(work)
  failOnce(tab, 'create')
  await expect(tab.jobs.start(work, {}, targets(3), 10)).rejects.toThrow('no room')
  expect(await tab.jobs.jobs(work.kind)).toEqual([])
})

test('a job that was begun and could not be taken up says so, and goes on when it is resumed', async () => {
  const work = refusing()
  const tab = await new Browser().open(work)
  const news: string[] = []
  tab.jobs.subscribe((id) => news.push(id))
  failOnce(tab, 'job')
  const id = await tab.jobs.start(work, {}, targets(4), 10)
  await eventually(async () => expect(await stuck(tab, id)).toMatchObject(noRoom))
  expect(news.length).toBeGreaterThan(1)
  expect(told((await stuck(tab, id))!).title).toBe(title)
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'running', counts: { waiting: 4 } })
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await stuck(tab, id)).toBeUndefined()
})

test.each(['pause', 'stop'] as const)('what held a job up is over with a %s of it', async (how) => {
  const { browser, tab, other, id } = await heldUp()
  const before = (await tab.jobs.job(id))!
  await tab.jobs[how](id)
  expect(await stuck(tab, id)).toBeUndefined()
  // Of what another tab does from now on, this one hears too late.
  browser.tabs.delete(tab)
  await other.jobs.resume(id)
  expect(tab.jobs.stuck(before)).toBeUndefined()
})

test('a job that another tab has paused is not held up, whoever has heard of it', async () => {
  const { browser, tab, other, id } = await heldUp()
  browser.tabs.delete(tab)
  await other.jobs.pause(id)
  expect(await stuck(tab, id)).toBeUndefined()
})

test('a job that was removed is held up no more', async () => {
  const { tab, id } = await heldUp()
  const before = (await tab.jobs.job(id))!
  await tab.jobs.remove(id)
  expect(tab.jobs.stuck(before)).toBeUndefined()
})

test('a job is removed also where the run that it waits for fails, and is held up no more', async () => {
  const work = signOuts(async ({ user }) => {
    await new Promise((over) => void setTimeout(over, 1_000))
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  await new Promise((over) => void setTimeout(over, 500))
  const before = (await tab.jobs.job(id))!
  expect(before.counts).toMatchObject({ 'under way': 3 })
  // The result cannot be written down, nor that the job pauses.
  vi.spyOn(tab.store, 'change').mockImplementation(away)
  const move = tab.store.move.bind(tab.store)
  vi.spyOn(tab.store, 'move').mockImplementationOnce(move).mockImplementation(away)
  await tab.jobs.remove(id)
  expect(await tab.jobs.job(id)).toBeUndefined()
  expect(await tab.jobs.items(id)).toEqual([])
  expect(tab.jobs.stuck(before)).toBeUndefined()
})

test.each(['move', 'remove'] as const)(
  'a removal that cannot be written rejects, and can be done again: %s',
  async (at) => {
    const work = refusing()
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(3), 10)
    expect(await tab.settled(id)).toBe('finished')
    failOnce(tab, at)
    await expect(tab.jobs.remove(id)).rejects.toThrow('no room')
    expect(await tab.jobs.items(id)).toHaveLength(3)
    await tab.jobs.remove(id)
    expect(await tab.jobs.job(id)).toBeUndefined()
  },
)

test('a job that could not even be read when it was to be taken up is held up', async () => {
  const work = refusing()
  const browser = new Browser()
  const gone = await browser.open(work)
  const id = await gone.jobs.start(work, {}, targets(5), 0.5)
  await new Promise((over) => void setTimeout(over, 1_000))
  browser.close(gone)
  const tab = await browser.open(work)
  const news: string[] = []
  tab.jobs.subscribe((changed) => news.push(changed))
  failOnce(tab, 'job')
  await expect(tab.jobs.takeUp(id)).rejects.toThrow('no room')
  expect(news).toEqual([id])
  expect(await stuck(tab, id)).toMatchObject(noRoom)
  void tab.jobs.takeUp(id)
  await eventually(async () => expect(await stuck(tab, id)).toBeUndefined())
  // A job that runs here is not held up by a look at it that failed.
  await eventually(() => expect(tab.jobs.isTaken(id)).toBe(true))
  failOnce(tab, 'job')
  await expect(tab.jobs.takeUp(id)).rejects.toThrow('no room')
  expect(await stuck(tab, id)).toBeUndefined()
  expect(await tab.settled(id)).toBe('finished')
})

test('a resume that cannot be written rejects, and the job is paused as before', async () => {
  const work = refusing()
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(9), 1)
  await tab.jobs.pause(id)
  expect(await tab.settled(id)).toBe('paused')
  failOnce(tab, 'move')
  await expect(tab.jobs.resume(id)).rejects.toThrow('no room')
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'paused' })
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
})

test('what a retry would do again is still there where the retry cannot be written', async () => {
  const work = refusing()
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(4), 10)
  expect(await tab.settled(id)).toBe('finished')
  for (const method of ['again', 'job'] as const) {
    failOnce(tab, method)
    await expect(tab.jobs.retryFailed(id)).rejects.toThrow('no room')
    expect(await tab.jobs.job(id)).toMatchObject({ status: 'finished', counts: { failed: 2, done: 2, waiting: 0 } })
  }
  await tab.jobs.retryFailed(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.job(id)).toMatchObject({ counts: { failed: 0, done: 4 } })
})

test('only what may succeed yet is done again, and what was not answered is not known', async () => {
  const codes = ['UserNotFoundException', 'InvalidParameterException', 'Unreadable']
  const work = {
    ...signOuts(async ({ user }) => {
      throw failed(codes[user] ?? '', user === 2 ? 'unknown outcome' : 'rejected')
    }),
    acts: true as const,
    isHopeless: ({ code }: { code: string }) => code === 'UserNotFoundException',
  }
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.job(id)).toMatchObject({ counts: { failed: 2, 'not known': 1 } })
  expect((await tab.jobs.toRetry(id)).map(({ n }) => n)).toEqual([1, 2])
})
