import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'

import { ActsOnUser } from './ActsOnUser.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const pool = 'us-east-1_Pool00001'
const person = { sub: 'sub-of-rhea', username: 'rhea', displayName: 'Rhea', scopes: [], accessExpiresAtMs: Infinity }

/** An operator’s session and operations, of which nothing but the acts on a user can keep hold. */
function world() {
  const held: { live?: object | undefined; api?: object | undefined } = {
    live: { claims: person, tokens: { access: 'access', refresh: 'refresh' }, skewMs: 0, memoryOnly: false },
    api: { signOutUser: async () => ({ requestId: 'request' }) },
  }
  const weak = { live: new WeakRef(held.live!), api: new WeakRef(held.api!) }
  const written: { acts: readonly { at: { state: string } }[]; own?: unknown }[] = []
  let over = () => {}
  const isOver = new Promise<void>((resolve) => (over = resolve))
  const keeper = {
    deployment: { poolId: pool, clientId: 'client' },
    get live() {
      return held.live
    },
    fresh: async () => held.live,
    renew: async () => undefined,
    cognitoNow: () => 0,
    takeAway: async () => over(),
    asking: async (_live: object, _by: string, work: () => Promise<unknown>) => work(),
  }
  const parts = {
    keeper,
    operator: { apiOf: async () => held.api },
    calls: { probeFor: () => 'GetUser', probe: async () => Promise.reject(new Error('not reached')) },
    receipts: { put: async (receipt: (typeof written)[number]) => (written.push(receipt), receipt) },
    activity: { toldByReceipt: async (_told: unknown, work: () => Promise<unknown>) => work() },
  }
  const around = {
    now: () => 0,
    newId: () => 'receipt',
    sleep: async () => undefined,
    withLock: async (_name: string, work: () => Promise<unknown>) => work().finally(() => over()),
  }
  return { held, weak, written, isOver, acts: new ActsOnUser(around as never, parts as never) }
}

test('what was done to the own account leaves neither the session’s tokens nor AWS credentials behind', async () => {
  const { held, weak, written, isOver, acts } = world()
  const user = { poolId: pool, username: 'rhea', sub: person.sub }
  await acts.begin({ ...user, plan: 'act', acts: [{ do: 'sign out' }] })
  await isOver
  expect(written.at(-1)).toMatchObject({ acts: [{ at: { state: 'done' } }], own: { proof: { state: 'not known' } } })
  held.live = undefined
  held.api = undefined
  await expect
    .poll(() => {
      collect()
      return [weak.live.deref() === undefined, weak.api.deref() === undefined]
    })
    .toEqual([true, true])
  // The work itself is still known.
  acts.stop('receipt')
})
