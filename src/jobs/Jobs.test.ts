import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

import { Browser, eventually, failed, type Tab, useVirtualTime } from './testBrowser.ts'
import { Quota } from './testQuota.ts'
import { signOuts, type Target, targets } from './testWork.ts'
import type { Work } from './work.ts'

useVirtualTime()

async function countsOf(tab: Tab, id: string) {
  const job = await tab.jobs.job(id)
  return job?.counts
}

test('every target is done once, and the counts are exact', async () => {
  const done: number[] = []
  const work = signOuts(async ({ user }) => {
    done.push(user)
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(40), 10)
  expect(await tab.settled(id)).toBe('finished')
  expect(done).toEqual(targets(40).map(({ user }) => user))
  expect(await countsOf(tab, id)).toEqual({ waiting: 0, 'under way': 0, done: 40, failed: 0, 'not known': 0 })
})

test('quotas are used to the full and not exceeded, several pools side by side', async () => {
  const account = new Quota(15)
  const pools = new Map(['pool 0', 'pool 1', 'pool 2', 'pool 3'].map((pool) => [pool, new Quota(5)]))
  let throttled = 0
  const work: Work<Target, number, unknown> = {
    kind: 'audit',
    repeatable: true,
    denied: 'fail',
    shares: ({ pool }) => [
      { name: pool, perSecond: 5 },
      { name: 'account', perSecond: 15 },
    ],
    perform: async ({ pool, user }) => {
      await new Promise((done) => void setTimeout(done, 120))
      if (!pools.get(pool)?.take() || !account.take()) {
        throttled += 1
        throw failed('TooManyRequestsException', 'transient')
      }
      return { result: user }
    },
  }
  const tab = await new Browser().open(work)
  const began = Date.now()
  const id = await tab.jobs.start(work, {}, targets(400, 4), 15)
  await tab.settled(id)
  expect(throttled).toBeLessThanOrEqual(4)
  expect(Date.now() - began).toBeLessThanOrEqual((400 / 15) * 1_000 * 1.1)
  expect(await countsOf(tab, id)).toMatchObject({ done: 400 })
})

test('throttling slows the job down; nothing is lost by it', async () => {
  const quota = new Quota(3)
  const work = signOuts(async ({ user }) => {
    if (!quota.take()) throw failed('TooManyRequestsException', 'transient')
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(60), 12)
  await tab.settled(id)
  const job = await tab.jobs.job(id)
  expect(job?.counts.done).toBe(60)
  expect(job?.throttled).toBeGreaterThan(0)
  expect(job?.throttled).toBeLessThan(30)
})

test('a target may turn up others', async () => {
  const work = signOuts(async ({ pool, user }) => ({
    result: user,
    more: user < 0 ? targets(5).map((target) => ({ ...target, pool })) : [],
  }))
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, [{ pool: 'pool 0', user: -1 }], 10)
  await tab.settled(id)
  expect(await countsOf(tab, id)).toMatchObject({ done: 6, waiting: 0 })
})

test.for([
  ['TooManyRequestsException', 'transient', 'running on'],
  ['ExpiredTokenException', 'rejected', 'credentials'],
  ['AccessDeniedException', 'rejected', 'not allowed'],
  ['Unreachable', 'transient', 'unreachable'],
] as const)('%s: what a person has to mend pauses the job, and it goes on where it was', async ([code, kind, why]) => {
  let inTheWay = true
  const work = signOuts(async ({ user }) => {
    if (inTheWay && user === 3) throw failed(code, kind)
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(6), 5)
  if (why === 'running on') setTimeout(() => (inTheWay = false), 3_000)
  else {
    expect(await tab.settled(id)).toBe('paused')
    expect(await tab.jobs.job(id)).toMatchObject({ because: why, failure: { code } })
    inTheWay = false
    await tab.jobs.resume(id)
  }
  expect(await tab.settled(id)).toBe('finished')
  expect(await countsOf(tab, id)).toMatchObject({ done: 6, failed: 0 })
})

test('what Cognito refuses is that item’s failure, and can be tried again alone', async () => {
  let gone = true
  const asked: number[] = []
  const work = signOuts(async ({ user }) => {
    asked.push(user)
    if (gone && user % 2 === 0) throw failed('UserNotFoundException')
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(6), 10)
  await tab.settled(id)
  expect(await countsOf(tab, id)).toMatchObject({ done: 3, failed: 3 })
  gone = false
  asked.length = 0
  await tab.jobs.retryFailed(id)
  await tab.settled(id)
  expect(asked).toEqual([0, 2, 4])
  expect(await countsOf(tab, id)).toMatchObject({ done: 6, failed: 0 })
})

test('what may pass is tried three times, and then is that item’s failure', async () => {
  const asked: number[] = []
  const work = signOuts(async ({ user }) => {
    asked.push(user)
    if (user === 0) throw failed('InternalErrorException', 'transient')
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(3), 10)
  expect(await tab.settled(id)).toBe('finished')
  expect(await countsOf(tab, id)).toMatchObject({ done: 2, failed: 1 })
  expect(asked.filter((user) => user === 0)).toHaveLength(3)
  expect(await tab.jobs.items(id, 'failed')).toMatchObject([{ n: 0, tries: 3, failure: { class: 'transient' } }])
})

test('what was under way when its page went away is not known, and is done again only when somebody asks for it', async () => {
  const asked: number[] = []
  const work = signOuts(async ({ user }) => {
    asked.push(user)
    await new Promise((over) => void setTimeout(over, 5_000))
    return { result: user }
  })
  const browser = new Browser()
  const first = await browser.open(work)
  const id = await first.jobs.start(work, {}, targets(4), 1)
  await new Promise((over) => void setTimeout(over, 1_500))
  expect(await countsOf(first, id)).toMatchObject({ waiting: 2, 'under way': 2 })
  browser.close(first)
  const second = await browser.open(work)
  await second.jobs.takeUp(id)
  expect(await second.settled(id)).toBe('finished')
  expect(await countsOf(second, id)).toEqual({ waiting: 0, 'under way': 0, done: 2, failed: 0, 'not known': 2 })
  expect(asked).toEqual([0, 1, 2, 3])
  await second.jobs.retryFailed(id)
  expect(await second.settled(id)).toBe('finished')
  expect(asked).toEqual([0, 1, 2, 3, 0, 1])
  expect(await countsOf(second, id)).toMatchObject({ done: 4, 'not known': 0 })
})

test('R-5: faults, reloads and credentials that run out: the sums are exact, nobody is signed out twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.nat(99)),
      fc.array(fc.integer({ min: 5, max: 55 }), { minLength: 3, maxLength: 3 }),
      async (dice, reloadAt) => {
        const took = new Map<number, number>()
        let until = Date.now() + 30_000
        const work = signOuts(async ({ user }) => {
          const roll = dice.next().value
          if (Date.now() > until) throw failed('ExpiredTokenException')
          if (roll < 5) throw failed('TooManyRequestsException', 'transient')
          if (roll < 8) throw failed('InternalErrorException', 'transient')
          if (roll < 10) throw failed('UserNotFoundException')
          took.set(user, (took.get(user) ?? 0) + 1)
          await new Promise((done) => void setTimeout(done, 40 + roll))
          return { result: user }
        })
        const browser = new Browser()
        let tab = await browser.open(work)
        const id = await tab.jobs.start(work, {}, targets(1_000), 15)
        for (const seconds of reloadAt) {
          await new Promise((done) => void setTimeout(done, (seconds * 1_000) / 3))
          browser.close(tab)
          tab = await browser.open(work)
          void tab.jobs.takeUp(id)
        }
        while ((await tab.settled(id)) === 'paused') {
          until = Date.now() + 3_600_000
          await tab.jobs.resume(id)
        }
        const counts = await countsOf(tab, id)
        const [done, failures, unknown] = [counts?.done ?? 0, counts?.failed ?? 0, counts?.['not known'] ?? 0]
        expect(done + failures + unknown).toBe(1_000)
        expect([...took.values()].filter((times) => times > 1)).toEqual([])
        expect(took.size).toBeGreaterThanOrEqual(done)
        expect(took.size).toBeLessThanOrEqual(done + unknown)
      },
    ),
    { numRuns: 1 },
  )
})

test('control: work that may be repeated is repeated after a reload, so the guard is what keeps the others from it', async () => {
  const took = new Map<number, number>()
  const work: Work<Target, number, unknown> = {
    ...signOuts(async ({ user }) => {
      took.set(user, (took.get(user) ?? 0) + 1)
      await new Promise((done) => void setTimeout(done, 500))
      return { result: user }
    }),
    repeatable: true,
  }
  const browser = new Browser()
  const first = await browser.open(work)
  const id = await first.jobs.start(work, {}, targets(20), 10)
  await new Promise((done) => void setTimeout(done, 1_000))
  browser.close(first)
  const second = await browser.open(work)
  await second.jobs.takeUp(id)
  expect(await second.settled(id)).toBe('finished')
  expect([...took.values()].some((times) => times > 1)).toBe(true)
})

test('a job that meets an error of ours pauses with it, and goes on from there: nothing looks as if it ran', async () => {
  const done: number[] = []
  const work: Work<Target, number, unknown> = {
    ...signOuts(async ({ user }) => {
      done.push(user)
      return { result: user }
    }),
    repeatable: true,
  }
  const tab = await new Browser().open(work)
  const change = vi.spyOn(tab.store, 'change').mockRejectedValueOnce(new Error('the disk is full'))
  const id = await tab.jobs.start(work, {}, targets(40), 10)
  const paused = { status: 'paused', because: 'error', counts: { 'under way': 1 } }
  await eventually(async () => expect(await tab.jobs.job(id)).toMatchObject(paused))
  expect(change).toHaveBeenCalled()
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(new Set(done).size).toBe(40)
  expect(await countsOf(tab, id)).toEqual({ waiting: 0, 'under way': 0, done: 40, failed: 0, 'not known': 0 })
})

test('an error of ours before an item begins: what is under way is still written down, and nothing is lost', async () => {
  const work = signOuts(async ({ user }) => {
    await new Promise((over) => void setTimeout(over, 5_000))
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(6), 1)
  await new Promise((over) => void setTimeout(over, 1_500))
  vi.spyOn(tab.store, 'begin').mockRejectedValueOnce(new Error('the disk is full'))
  expect(await tab.settled(id)).toBe('paused')
  expect(await tab.jobs.job(id)).toMatchObject({ because: 'error', counts: { done: 2, waiting: 4, 'not known': 0 } })
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await countsOf(tab, id)).toMatchObject({ done: 6 })
})

test('a job of more items than are written or read at once is whole, and in order', async () => {
  const work = signOuts(async ({ user }) => ({ result: user }))
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(2_345), 1)
  await tab.jobs.pause(id)
  const items = await tab.jobs.items(id)
  expect(items.map(({ target }) => (target as Target).user)).toEqual(targets(2_345).map(({ user }) => user))
})

test('at most twenty calls are under way, however slow the network and fast the pace', async () => {
  let underWay = 0
  let most = 0
  const work = signOuts(async ({ user }) => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise((done) => void setTimeout(done, 30_000))
    underWay -= 1
    return { result: user }
  })
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, {}, targets(50), 100)
  expect(await tab.settled(id)).toBe('finished')
  expect(most).toBe(20)
})
