import { expect, test } from 'vitest'

import { type Operating, operating } from '../vault/testOperator.ts'
import { demo, errorOf, lostAfter, lostBefore, type Network, only } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { bulkSwitchWork, switchPace, type SwitchTarget } from './bulkSwitch.ts'
import type { SignedInNow } from './signedIn.ts'
import { Browser, useVirtualTime } from './testBrowser.ts'

useVirtualTime()

const updating = 'UpdateUserPoolClient'
const kiosk: SwitchTarget = { poolId: demo.pool, clientId: demo.kiosk, clientName: 'Kiosk' }
const storefront: SwitchTarget = { poolId: demo.pool, clientId: demo.storefront, clientName: 'Storefront' }
const gone: SwitchTarget = { poolId: demo.pool, clientId: 'nobody', clientName: 'Gone' }

const rhea: SignedInNow = {
  by: { poolId: demo.pool, username: 'rhea' },
  signedInAt: new Date(Date.UTC(2030, 0, 1)),
  isFresh: true,
}
const owner = `${demo.pool}/rhea`

async function bulk(signedIn: () => SignedInNow | undefined = () => rhea) {
  const at = await operating()
  const ask: Ask = async (operation, args) => at.tab.run(operation, args)
  const work = bulkSwitchWork(ask, signedIn)
  const browser = new Browser()
  return { at, work, browser, tab: await browser.open(work) }
}

test('each client by the whole protocol: switched, left alone, or failed by itself', async () => {
  const { at, work, tab } = await bulk()
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk, storefront, gone], switchPace)
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
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  await closed
  const next = await browser.open(work)
  await next.jobs.takeUp(id)
  expect(await next.settled(id)).toBe('finished')
  expect((await next.jobs.items(id))[0]).toMatchObject({ state: 'done', result: { client: { revocation: true } } })
  expect(at.world.sent(updating)).toHaveLength(1)
})

/** What can come between, by the code that the item fails with. */
const troubles: readonly (readonly [
  code: string,
  message: RegExp,
  written: boolean,
  network: (at: Operating) => Network,
])[] = [
  [
    'Moved',
    /^Somebody else changed it just then/,
    false,
    (at) => {
      let looks = 0
      return only(['DescribeUserPoolClient'], async (_call, forward) => {
        looks += 1
        if (looks === 2) await at.change(demo.kiosk, { AuthSessionValidity: 4 })
        return forward()
      })
    },
  ],
  [
    'Drift',
    /something else differs: AuthSessionValidity\.$/,
    true,
    (at) =>
      only([updating], async (_call, forward) => {
        const answer = await forward()
        await at.change(demo.kiosk, { AuthSessionValidity: 4 })
        return answer
      }),
  ],
  ['NotConfirmed', /could not be confirmed/, false, () => only([updating], lostBefore)],
  [
    'UnknownSettings',
    /^It has Lantern\.$/,
    false,
    () =>
      only(['DescribeUserPoolClient'], async (_call, forward) => {
        const answer = await forward()
        const body = (await answer.json()) as { UserPoolClient: object }
        const changed = JSON.stringify({ UserPoolClient: { ...body.UserPoolClient, Lantern: 'lit' } })
        return new Response(changed, { headers: answer.headers })
      }),
  ],
]

test.each(troubles)('%s fails that client alone, and says what is so', async (code, message, written, network) => {
  const { at, work, tab } = await bulk()
  at.world.network = network(at)
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  expect(await tab.settled(id)).toBe('finished')
  const [item] = await tab.jobs.items(id)
  expect(item).toMatchObject({ state: 'failed', failure: { code, message: expect.stringMatching(message) } })
  expect((await at.settings(demo.kiosk)).EnableTokenRevocation).toBe(written)
})

test('what Cognito had trouble with and nobody can confirm keeps the request id that Cognito gave', async () => {
  const { at, work, tab } = await bulk()
  at.world.network = only([updating], errorOf('InternalErrorException', 'try again', 500))
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.items(id)).toMatchObject([
    { state: 'failed', failure: { code: 'NotConfirmed', requestId: 'made-by-the-test' } },
  ])
})

test('a sign-in that is not fresh begins, resumes and retries nothing; what runs goes on', async () => {
  let isFresh = false
  const { at, work, tab } = await bulk(() => ({ ...rhea, isFresh }))
  const stale = { failure: { operation: updating, code: 'StaleSignIn' } }
  await expect(tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)).rejects.toMatchObject(stale)
  expect(await tab.jobs.jobs(work.kind)).toEqual([])
  isFresh = true
  const id = await tab.jobs.start(work, { owner, on: true }, [gone, kiosk], switchPace)
  isFresh = false
  expect(await tab.settled(id)).toBe('finished')
  expect(at.world.sent(updating)).toHaveLength(1)
  await expect(tab.jobs.retryFailed(id)).rejects.toMatchObject(stale)
  expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 1, failed: 1, waiting: 0 })
  isFresh = true
  const off = await tab.jobs.start(work, { owner, on: false }, [kiosk, storefront], switchPace)
  await tab.jobs.pause(off)
  await tab.settled(off)
  isFresh = false
  await expect(tab.jobs.resume(off)).rejects.toMatchObject(stale)
  expect(await tab.jobs.job(off)).toMatchObject({ status: 'paused' })
})

test.each([
  ['nobody', undefined],
  ['somebody else', { ...rhea, by: { ...rhea.by, username: 'somebody else' } }],
  ['the same person, signed in anew', { ...rhea, signedInAt: new Date(Date.UTC(2030, 0, 2)) }],
])('%s does not go on with what a sign-in confirmed: nothing is written until it is resumed', async (_who, later) => {
  let now: SignedInNow | undefined = rhea
  const { at, work, tab } = await bulk(() => now)
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  now = later
  expect(await tab.settled(id)).toBe('paused')
  expect(await tab.jobs.job(id)).toMatchObject({ because: 'credentials', counts: { waiting: 1, failed: 0 } })
  expect(at.world.sent(updating)).toEqual([])
  now = { ...rhea, signedInAt: new Date(Date.UTC(2030, 0, 3)) }
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(at.world.sent(updating)).toHaveLength(1)
})

test('whoever signs in between a client’s plan and its write does not write it', async () => {
  let now: SignedInNow | undefined = rhea
  const { at, work, tab } = await bulk(() => now)
  at.world.network = only(['DescribeUserPoolClient'], async (_call, forward) => {
    now = { ...rhea, by: { ...rhea.by, username: 'somebody else' } }
    return forward()
  })
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  expect(await tab.settled(id)).toBe('paused')
  expect(await tab.jobs.job(id)).toMatchObject({ because: 'credentials', counts: { waiting: 1 } })
  expect(at.world.sent(updating)).toEqual([])
})

test('a job may be resumed by nobody but whoever began it', async () => {
  let now: SignedInNow | undefined = rhea
  const { work, tab } = await bulk(() => now)
  const id = await tab.jobs.start(work, { owner, on: true }, [kiosk], switchPace)
  now = undefined
  await tab.settled(id)
  await expect(tab.jobs.resume(id)).rejects.toMatchObject({ failure: { code: 'SignedOut' } })
  now = { ...rhea, by: { ...rhea.by, username: 'somebody else' } }
  await expect(tab.jobs.resume(id)).rejects.toMatchObject({ failure: { code: 'SignedOut' } })
})
