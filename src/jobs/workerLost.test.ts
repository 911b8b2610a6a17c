import { describe, expect, test } from 'vitest'

import { operating } from '../vault/testOperator.ts'
import { demo } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { bulkSwitchWork, switchPace } from './bulkSwitch.ts'
import { Browser, failed, useVirtualTime } from './testBrowser.ts'
import { signOuts, targets } from './testWork.ts'

useVirtualTime()

const wait = async (ms: number) => new Promise<void>((over) => void setTimeout(over, ms))
const lost = () => failed('WorkerLost', 'transient')

/** Sign-outs that take two seconds each, by a worker that can be lost. */
function losing() {
  const worker = new AbortController()
  const work = {
    ...signOuts(async ({ user }) => {
      if (worker.signal.aborted) throw lost()
      const end = new Promise<never>((_, reject) => worker.signal.addEventListener('abort', () => reject(lost())))
      return Promise.race([end, wait(2_000).then(() => ({ result: user }))])
    }),
    acts: true as const,
    repeatable: true,
  }
  return { work, lose: () => worker.abort() }
}

describe('a worker that is lost', () => {
  test('leaves what it was asked for not known, and what it could not be asked for any more failed', async () => {
    const { work, lose } = losing()
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(6), 1)
    await wait(3_500)
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 2, 'under way': 2, waiting: 2 })
    lose()
    expect(await tab.settled(id)).toBe('finished')
    const items = await tab.jobs.items(id)
    expect(items.map(({ state }) => state)).toEqual(['done', 'done', 'not known', 'not known', 'failed', 'failed'])
  })

  test('leaves it not known also where a later call for it is refused, after a reload', async () => {
    const { work, lose } = losing()
    const browser = new Browser()
    const tab = await browser.open(work)
    const id = await tab.jobs.start(work, {}, targets(2), 1)
    await wait(500)
    await tab.jobs.pause(id)
    lose()
    await wait(100)
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ waiting: 2 })
    browser.close(tab)
    const refusing = async () => Promise.reject(failed('InvalidParameterException'))
    const next = await browser.open({ ...work, perform: refusing })
    await next.jobs.resume(id)
    expect(await next.settled(id)).toBe('finished')
    expect((await next.jobs.items(id)).map(({ state }) => state)).toEqual(['not known', 'failed'])
  })

  test('that answers again can be lost again', async () => {
    let calls = 0
    const work = {
      ...signOuts(async ({ user }) => {
        calls += 1
        if (user === 0 && calls > 1) return { result: user }
        throw lost()
      }),
      acts: true as const,
    }
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(2), 1)
    expect(await tab.settled(id)).toBe('finished')
    expect((await tab.jobs.items(id)).map(({ state }) => state)).toEqual(['done', 'not known'])
  })

  test('leaves failed what it only read for', async () => {
    const work = signOuts(async () => Promise.reject(lost()))
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(1), 1)
    expect(await tab.settled(id)).toBe('finished')
    expect((await tab.jobs.items(id)).map(({ state }) => state)).toEqual(['failed'])
  })

  test.each([
    ['planChange', 'WorkerLost', 'WorkerLost'],
    ['commitChange', 'WorkerLost', 'NotConfirmed'],
    ['commitChange', 'NotPlanned', 'NotPlanned'],
  ])('in the middle of a switch, at %s with %s: the app client fails with %s', async (during, thrown, code) => {
    const at = await operating()
    const ask = (async (operation, args) => {
      if (operation === during) throw failed(thrown, thrown === 'WorkerLost' ? 'transient' : 'rejected')
      return at.tab.run(operation, args)
    }) as Ask
    const signedInAt = new Date(Date.UTC(2030, 0, 1))
    const work = bulkSwitchWork(ask, () => ({ by: { poolId: demo.pool, username: 'rhea' }, signedInAt, isFresh: true }))
    const tab = await new Browser().open(work)
    const kiosk = { poolId: demo.pool, clientId: demo.kiosk, clientName: 'Kiosk' }
    const id = await tab.jobs.start(work, { owner: `${demo.pool}/rhea`, on: true }, [kiosk], switchPace)
    expect(await tab.settled(id)).toBe('finished')
    expect(await tab.jobs.items(id)).toMatchObject([{ state: 'failed', failure: { code } }])
  })
})
