import { expect, test } from 'vitest'

import { operating } from '../vault/testOperator.ts'
import { demo, lostAfter, only } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { bulkSwitchWork, switchPace, type SwitchTarget } from './bulkSwitch.ts'
import { Browser, useVirtualTime } from './testBrowser.ts'

useVirtualTime()

const updating = 'UpdateUserPoolClient'
const kiosk: SwitchTarget = { poolId: demo.pool, clientId: demo.kiosk, clientName: 'Kiosk' }
const storefront: SwitchTarget = { poolId: demo.pool, clientId: demo.storefront, clientName: 'Storefront' }
const gone: SwitchTarget = { poolId: demo.pool, clientId: 'nobody', clientName: 'Gone' }

async function bulk() {
  const at = await operating()
  const ask: Ask = async (operation, args) => at.tab.run(operation, args)
  const work = bulkSwitchWork(ask)
  const browser = new Browser()
  return { at, work, browser, tab: await browser.open(work) }
}

test('each client by the whole protocol: switched, left alone, or failed by itself', async () => {
  const { at, work, tab } = await bulk()
  const id = await tab.jobs.start(work, { owner: 'rhea', on: true }, [kiosk, storefront, gone], switchPace)
  expect(await tab.settled(id)).toBe('finished')
  const items = await tab.jobs.items(id)
  expect(items.map(({ state, result, failure }) => [state, result, failure?.code])).toMatchObject([
    ['done', { changed: true, client: { revocation: true } }, undefined],
    ['done', { changed: false }, undefined],
    ['failed', undefined, 'ResourceNotFoundException'],
  ])
  expect(at.world.sent(updating)).toHaveLength(1)
  expect((await at.settings(demo.kiosk)).EnableTokenRevocation).toBe(true)

  await tab.jobs.retryFailed(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(at.world.sent(updating)).toHaveLength(1)
})

test('U20: a page that goes away in the middle of a write: the next one reads back, and writes nothing twice', async () => {
  const { at, work, browser, tab } = await bulk()
  let close: () => void = () => undefined
  const closed = new Promise<void>((done) => (close = done))
  at.world.network = only([updating], async (call, forward) => {
    browser.close(tab)
    close()
    return lostAfter(call, forward)
  })
  const id = await tab.jobs.start(work, { owner: 'rhea', on: true }, [kiosk], switchPace)
  await closed
  const next = await browser.open(work)
  await next.jobs.takeUp(id)
  expect(await next.settled(id)).toBe('finished')
  expect((await next.jobs.items(id))[0]).toMatchObject({ state: 'done', result: { client: { revocation: true } } })
  expect(at.world.sent(updating)).toHaveLength(1)
})
