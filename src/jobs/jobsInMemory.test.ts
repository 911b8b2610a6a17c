import { expect, test } from 'vitest'

import { told } from '../lib/words.ts'
import { Browser, failed, type Tab, useVirtualTime } from './testBrowser.ts'
import { signOuts, targets } from './testWork.ts'

useVirtualTime()

// On a shared computer: of a session that is kept in its page's memory alone nothing is written, of its jobs neither.

const wait = async (ms: number) => new Promise<void>((over) => void setTimeout(over, ms))

/** Work that fails for every third user at first. */
function someFail() {
  const tries = new Map<number, number>()
  return signOuts(async ({ user }) => {
    tries.set(user, (tries.get(user) ?? 0) + 1)
    if (user % 3 === 0 && tries.get(user) === 1) throw failed('InvalidParameterException')
    return { result: user }
  })
}

async function onDisk(tab: Tab) {
  const jobs = await tab.store.all()
  return Promise.all(jobs.map(async (job) => ({ job, items: await tab.store.items(job.id) })))
}

const refusal = { failure: { code: 'KeptOnDisk', class: 'rejected', attempts: 0 } }

/** A job of a kept session that stands still, half done, and a tab on the same disk whose session is not kept. */
async function left(how: 'paused' | 'running' | 'finished') {
  const work = someFail()
  const browser = new Browser()
  const before = await browser.open(work)
  const id = await before.jobs.start(work, {}, targets(6), how === 'finished' ? 10 : 1)
  if (how === 'finished') expect(await before.settled(id)).toBe('finished')
  else await wait(2_500)
  if (how === 'paused') {
    await before.jobs.pause(id)
    expect(await before.settled(id)).toBe('paused')
  }
  browser.close(before)
  const tab = await browser.open(work)
  tab.keeping = 'in memory'
  return { browser, work, id, tab, was: await onDisk(tab) }
}

test('what a session begins that is not kept is never on disk: it runs, is retried and removed in memory', async () => {
  const work = someFail()
  const browser = new Browser()
  const [tab, other] = [await browser.open(work), await browser.open(work)]
  tab.keeping = 'in memory'
  const heard: string[] = []
  other.jobs.subscribe((id) => heard.push(id))
  const id = await tab.jobs.start(work, { owner: 'rhea' }, targets(6), 2)
  expect(await tab.jobs.job(id)).toMatchObject({ inMemory: true, status: 'running' })
  await wait(1_200)
  await tab.jobs.pause(id)
  expect(await tab.settled(id)).toBe('paused')
  expect(await onDisk(tab)).toEqual([])
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.toRetry(id)).toHaveLength(2)
  await tab.jobs.retryFailed(id)
  expect(await tab.settled(id)).toBe('finished')
  await tab.jobs.amend(id, new Map([[0, 'better']]))
  expect((await tab.jobs.items(id)).map(({ result }) => result)).toEqual(['better', 1, 2, 3, 4, 5])
  expect(await onDisk(tab)).toEqual([])
  // Another tab has its own memory, and is told of nothing that it could not see.
  expect([await other.jobs.job(id), await other.jobs.jobs(work.kind), heard, tab.told]).toEqual([undefined, [], [], []])
  expect(await tab.jobs.jobs(work.kind)).toMatchObject([{ id, counts: { done: 6 } }])
  await tab.jobs.remove(id)
  expect(await tab.jobs.job(id)).toBeUndefined()
  expect([heard, tab.told]).toEqual([[], []])
})

test('it goes with its page', async () => {
  const work = someFail()
  const browser = new Browser()
  const tab = await browser.open(work)
  tab.keeping = 'in memory'
  const id = await tab.jobs.start(work, {}, targets(6), 1)
  browser.close(tab)
  const next = await browser.open(work)
  expect([await next.jobs.job(id), await next.jobs.items(id), await onDisk(next)]).toEqual([undefined, [], []])
})

test('a job of use to one page only is in memory, however the session is kept', async () => {
  const work = { ...someFail(), isForPage: true as const }
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.items(id)).toHaveLength(3)
  expect(await onDisk(tab)).toEqual([])
})

test('what begins as the session ends is in memory: whose it was is not known any more', async () => {
  const work = someFail()
  const tab = await new Browser().open(work)
  tab.keeping = undefined
  await tab.jobs.start(work, { owner: 'rhea' }, targets(3), 10)
  expect(await onDisk(tab)).toEqual([])
})

test('what was left on disk is shown to a session that is not kept, and goes on no further', async () => {
  const { tab, id, work, was } = await left('paused')
  expect(await tab.jobs.jobs(work.kind)).toMatchObject([{ id, status: 'paused' }])
  expect(await tab.jobs.items(id)).toHaveLength(6)
  expect(tab.jobs.refusal((await tab.jobs.job(id))!)).toMatchObject(refusal.failure)
  await expect(tab.jobs.resume(id)).rejects.toMatchObject(refusal)
  await expect(tab.jobs.retryFailed(id)).rejects.toMatchObject(refusal)
  expect(await onDisk(tab)).toEqual(was)
  tab.keeping = 'on disk'
  expect(tab.jobs.refusal((await tab.jobs.job(id))!)).toBeUndefined()
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
})

test('what failed of it is not done again either', async () => {
  const { tab, id, was } = await left('finished')
  expect(tab.jobs.refusal((await tab.jobs.job(id))!)).toMatchObject(refusal.failure)
  await expect(tab.jobs.retryFailed(id)).rejects.toMatchObject(refusal)
  expect(await onDisk(tab)).toEqual(was)
})

test('one that was left running is held up, and says why; it goes on for whoever is kept', async () => {
  const { tab, id, was } = await left('running')
  const news: string[] = []
  tab.jobs.subscribe((changed) => news.push(changed))
  await expect(tab.jobs.takeUp(id)).rejects.toMatchObject(refusal)
  const job = (await tab.jobs.job(id))!
  const why = tab.jobs.stuck(job)
  expect([why?.code, news, tab.jobs.isTaken(id)]).toEqual(['KeptOnDisk', [id], false])
  expect(told(why!)).toEqual({
    title: 'This is kept in this browser, and your session is not',
    detail: 'Going on would write here. Sign in without “Shared computer” to let it go on.',
  })
  expect(await onDisk(tab)).toEqual(was)
  tab.keeping = 'on disk'
  await tab.jobs.takeUp(id)
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'finished' })
})

test('it can be stopped and removed', async () => {
  const { tab, id } = await left('running')
  await tab.jobs.stop(id)
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'stopped' })
  await tab.jobs.remove(id)
  expect(await onDisk(tab)).toEqual([])
})

test('what is found out since of something on disk is noted in memory, and shown in its place', async () => {
  const { tab, id, work, was } = await left('finished')
  await tab.jobs.amend(id, new Map([[1, 'better']]))
  expect((await tab.jobs.items(id))[1]).toMatchObject({ result: 'better' })
  expect(await tab.jobs.jobs(work.kind)).toMatchObject([{ id, inMemory: true }])
  expect(await onDisk(tab)).toEqual(was)
  await tab.jobs.amend('no such job', new Map([[1, 'better']]))
  // What is in memory may go on.
  await tab.jobs.retryFailed(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await onDisk(tab)).toEqual(was)
})

/** A job that another tab runs on disk, and of which this one, whose session is not kept, has noted something. */
async function noted() {
  const work = someFail()
  const browser = new Browser()
  const owner = await browser.open(work)
  const id = await owner.jobs.start(work, {}, targets(30), 1)
  await wait(2_500)
  const tab = await browser.open(work)
  tab.keeping = 'in memory'
  await tab.jobs.amend(id, new Map([[1, 'better']]))
  expect(await owner.store.job(id)).toMatchObject({ status: 'running' })
  return { work, owner, tab, id }
}

test('what is stopped is stopped on disk as well, also once something of it was noted in memory', async () => {
  const { work, owner, tab, id } = await noted()
  await tab.jobs.stop(id)
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'stopped', inMemory: true })
  expect(await owner.settled(id)).toBe('stopped')
  const { counts } = (await owner.store.job(id))!
  await wait(3_000)
  expect((await owner.store.job(id))?.counts).toEqual(counts)
  await tab.jobs.remove(id)
  expect([await tab.jobs.jobs(work.kind), await onDisk(owner)]).toEqual([[], []])
  expect(tab.told).toEqual([id, id, id])
})

test('what is paused is paused on disk as well, and goes on there for whoever is kept', async () => {
  const { owner, tab, id } = await noted()
  await tab.jobs.pause(id)
  expect(await tab.jobs.job(id)).toMatchObject({ status: 'paused', inMemory: true })
  expect(await owner.settled(id)).toBe('paused')
  // What goes on in memory is this page's own, and so is how it stands there: even while the other tab is letting go.
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await owner.store.job(id)).toMatchObject({ status: 'paused' })
  await owner.jobs.resume(id)
  expect(await owner.settled(id)).toBe('finished')
})

test('what a newer one has replaced may only go where it is this session’s to write', async () => {
  const { tab, id, was } = await left('finished')
  const isReplaceable = async () => tab.jobs.isReplaceable((await tab.jobs.job(id))!)
  expect(await isReplaceable()).toBe(false)
  await tab.jobs.amend(id, new Map([[1, 'better']]))
  expect((await tab.jobs.job(id))!.inMemory).toBe(true)
  expect([await isReplaceable(), await onDisk(tab)]).toEqual([false, was])
  const { tab: kept, id: own } = await left('finished')
  kept.keeping = 'on disk'
  expect(kept.jobs.isReplaceable((await kept.jobs.job(own))!)).toBe(true)
})

test('one that was over is removed from disk as well', async () => {
  const { work, tab, id } = await left('finished')
  await tab.jobs.amend(id, new Map([[1, 'better']]))
  await tab.jobs.remove(id)
  expect([await tab.jobs.jobs(work.kind), await onDisk(tab)]).toEqual([[], []])
})

test('a job on disk pauses once the session of its tab is one that is not kept', async () => {
  const work = someFail()
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(9), 1)
  await wait(2_500)
  tab.keeping = 'in memory'
  expect(await tab.settled(id)).toBe('paused')
  const { counts, ...job } = (await tab.jobs.job(id))!
  expect(job).toMatchObject({ because: 'credentials', failure: { code: 'SignedOut' } })
  expect(counts).toMatchObject({ done: 2, failed: 1, waiting: 6 })
})

test('a job in memory goes on in memory when the next session of its tab is kept', async () => {
  const work = someFail()
  const tab = await new Browser().open(work)
  tab.keeping = 'in memory'
  const id = await tab.jobs.start(work, {}, targets(6), 1)
  await wait(1_500)
  await tab.jobs.pause(id)
  tab.keeping = 'on disk'
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await onDisk(tab)).toEqual([])
  const kept = await tab.jobs.start(work, {}, targets(1), 10)
  expect(await tab.settled(kept)).toBe('finished')
  expect((await onDisk(tab)).map(({ job }) => job.id)).toEqual([kept])
})

test('jobs in memory and on disk take turns where they share one', async () => {
  let atOnce = 0
  let most = 0
  const work = {
    ...signOuts(async ({ user }) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await wait(500)
      atOnce -= 1
      return { result: user }
    }),
    turn: () => 'sign-outs of this Region',
  }
  const browser = new Browser()
  const [tab, other] = [await browser.open(work), await browser.open(work)]
  tab.keeping = 'in memory'
  const ids = [await tab.jobs.start(work, {}, targets(1), 1), await other.jobs.start(work, {}, targets(1), 1)] as const
  expect([await tab.settled(ids[0]), await other.settled(ids[1]), most]).toEqual(['finished', 'finished', 1])
})
