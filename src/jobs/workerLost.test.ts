import { describe, expect, test } from 'vitest'

import { Failed } from '../lib/failure.ts'
import { operating } from '../vault/testOperator.ts'
import { demo } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { bulkSwitchWork, switchPace } from './bulkSwitch.ts'
import { Browser, failed, useVirtualTime } from './testBrowser.ts'
import { signOuts, targets } from './testWork.ts'

useVirtualTime()

const wait = async (ms: number) => new Promise<void>((over) => void setTimeout(over, ms))
const lost = () => failed('WorkerLost', 'transient')
/** Of a worker that is gone before it is asked. */
const unasked = () => new Failed({ ...lost().failure, attempts: 0 })
const paused = { status: 'paused', because: 'error', failure: { code: 'WorkerLost' } }

/** Sign-outs that take two seconds each, by a worker that can be lost, and is there again with another page. */
function losing() {
  const worker = new AbortController()
  const work = {
    ...signOuts(async ({ user }) => {
      if (worker.signal.aborted) throw unasked()
      const end = new Promise<never>((_, reject) => worker.signal.addEventListener('abort', () => reject(lost())))
      return Promise.race([end, wait(2_000).then(() => ({ result: user }))])
    }),
    acts: true as const,
    repeatable: true,
  }
  return { work, lose: () => worker.abort() }
}

describe('a worker that is lost', () => {
  test('pauses the job, which begins nothing more; what it was asked for is not known', async () => {
    const { work, lose } = losing()
    const browser = new Browser()
    const tab = await browser.open(work)
    const id = await tab.jobs.start(work, {}, targets(6), 1)
    await wait(3_500)
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 2, 'under way': 2, waiting: 2 })
    lose()
    expect(await tab.settled(id)).toBe('paused')
    const counts = { done: 2, 'not known': 2, waiting: 2, failed: 0 }
    expect(await tab.jobs.job(id)).toMatchObject({ ...paused, counts })
    const items = await tab.jobs.items(id)
    expect(items.map(({ state }) => state)).toEqual(['done', 'done', 'not known', 'not known', 'waiting', 'waiting'])

    // It is not there yet: nothing is asked, and nothing is any less known.
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('paused')
    expect(await tab.jobs.job(id)).toMatchObject({ ...paused, counts })

    browser.close(tab)
    const next = await browser.open(losing().work)
    await next.jobs.resume(id)
    expect(await next.settled(id)).toBe('finished')
    expect((await next.jobs.job(id))?.counts).toMatchObject({ done: 4, 'not known': 2 })
    await next.jobs.retryFailed(id)
    expect(await next.settled(id)).toBe('finished')
    expect((await next.jobs.job(id))?.counts).toMatchObject({ done: 6 })
  })

  test.each([
    [true, 'not known'],
    [undefined, 'failed'],
  ] as const)('marked so by an earlier version (%s): what is refused when it goes on is %s', async (acts, state) => {
    let isThere = false
    const work = {
      ...signOuts(async () => {
        throw isThere ? failed('UserNotFoundException') : unasked()
      }),
      ...(acts && { acts }),
    }
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(2), 1)
    expect(await tab.settled(id)).toBe('paused')
    const [first] = await tab.store.items(id)
    await tab.store.change(id, [{ ...first!, lost: true }])
    isThere = true
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('finished')
    expect(await tab.jobs.items(id)).toMatchObject([{ state }, { state: 'failed' }])
  })

  test('pauses what only reads, too, and that is read when it goes on', async () => {
    let isThere = false
    const work = signOuts(async ({ user }) => {
      if (!isThere) throw lost()
      return { result: user }
    })
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(2), 1)
    expect(await tab.settled(id)).toBe('paused')
    expect(await tab.jobs.job(id)).toMatchObject({ ...paused, counts: { waiting: 2 } })
    isThere = true
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('finished')
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 2 })
  })

  test.each([
    ['planChange', lost(), 'paused', { state: 'waiting' }],
    ['commitChange', unasked(), 'paused', { state: 'waiting' }],
    ['commitChange', lost(), 'finished', { state: 'failed', failure: { code: 'NotConfirmed' } }],
    ['commitChange', failed('NotPlanned'), 'finished', { state: 'failed', failure: { code: 'NotPlanned' } }],
  ])('in the middle of a switch, at %s with %s: the job is %s', async (during, thrown, status, item) => {
    const at = await operating()
    const ask = (async (operation, args) => {
      if (operation === during) throw thrown
      return at.tab.run(operation, args)
    }) as Ask
    const signedInAt = new Date(Date.UTC(2030, 0, 1))
    const work = bulkSwitchWork(ask, () => ({ by: { poolId: demo.pool, username: 'rhea' }, signedInAt, isFresh: true }))
    const tab = await new Browser().open(work)
    const kiosk = { poolId: demo.pool, clientId: demo.kiosk, clientName: 'Kiosk' }
    const id = await tab.jobs.start(work, { owner: `${demo.pool}/rhea`, on: true }, [kiosk], switchPace)
    expect(await tab.settled(id)).toBe(status)
    expect(await tab.jobs.items(id)).toMatchObject([item])
  })
})
