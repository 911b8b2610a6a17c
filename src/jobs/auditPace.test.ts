import { describe, expect, it } from 'vitest'

import { auditPace, auditWork } from './audit.ts'
import { bulkSwitchWork, switchPace } from './bulkSwitch.ts'
import { Account, region } from './testAccount.ts'
import { Browser, useVirtualTime } from './testBrowser.ts'
import type { AnyWork } from './work.ts'

const rhea = { by: { poolId: 'pool', username: 'rhea' }, signedInAt: new Date(0), isFresh: true }

useVirtualTime()

// By the test's clock, which stands still while anything is computed: how the calls are spaced, not how fast this is.
it.each([
  ['four pools, where the account’s quota is the narrow one', 4, 250, 15],
  ['one pool, where its own is', 1, 1000, 5],
])(
  '1,000 app clients in %s: within 1.10 of what the quota makes possible, one call in a hundred throttled at most',
  async (_name, pools, each, perSecond) => {
    const account = new Account(pools, each)
    const work = auditWork(account.ask, () => rhea)
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, { owner: 'pool/rhea' }, [{ of: 'pools', region }], auditPace(1))
    expect(await tab.settled(id)).toBe('finished')
    const job = await tab.jobs.job(id)
    if (job?.status !== 'finished') throw new Error(job?.status)
    expect(account.reads).toBeGreaterThanOrEqual(1_000)
    expect((job.at.getTime() - job.createdAt.getTime()) / 1_000).toBeLessThanOrEqual((account.reads / perSecond) * 1.1)
    expect(job.throttled).toBeLessThanOrEqual(account.calls / 100)
  },
)

it('control: at twice the quota it is throttled again and again, and takes longer', async () => {
  const account = new Account(1, 300)
  const work = auditWork(account.ask, () => rhea)
  const hasty = { ...work, shares: () => [{ name: 'all', perSecond: 10 }] }
  const tab = await new Browser().open(hasty)
  const id = await tab.jobs.start(hasty, { owner: 'pool/rhea' }, [{ of: 'pools', region }], 30)
  expect(await tab.settled(id)).toBe('finished')
  expect((await tab.jobs.job(id))?.throttled).toBeGreaterThan(account.calls / 100)
})

describe('an audit and a bulk switch at the same time', () => {
  async function both(change: <W extends AnyWork>(work: W) => W) {
    const account = new Account(1, 300)
    const [audit, bulk] = [auditWork(account.ask, () => rhea), change(bulkSwitchWork(account.ask, () => rhea))]
    const tab = await new Browser().open(audit, bulk)
    const targets = Array.from({ length: 100 }, (_, n) => {
      return { poolId: `${region}_Pool0`, clientId: `client${n}`, clientName: `Client ${n}` }
    })
    const ids = [
      await tab.jobs.start(audit, { owner: 'pool/rhea' }, [{ of: 'pools', region }], auditPace(1)),
      await tab.jobs.start(bulk, { owner: 'pool/rhea', on: true }, targets, switchPace),
    ]
    for (const id of ids) expect(await tab.settled(id)).toBe('finished')
    const jobs = await Promise.all(ids.map(async (id) => tab.jobs.job(id)))
    const spans = jobs.map((job) => (job?.status === 'finished' ? job.at.getTime() - job.createdAt.getTime() : 0))
    expect(jobs.map((job) => job?.counts.failed)).toEqual([0, 0])
    return { account, seconds: Math.max(...spans) / 1_000 }
  }

  it('spend one quota together: no more than one call in a hundred is throttled, and none is wasted', async () => {
    const { account, seconds } = await both((work) => work)
    expect(account.described).toBe(300 + 100 * 3)
    expect(account.throttled).toBeLessThanOrEqual(account.calls / 100)
    expect(seconds).toBeLessThanOrEqual((account.described / 5) * 1.1)
  })

  it('control: each with a share of its own, they are throttled', async () => {
    const { account } = await both((work) => ({
      ...work,
      shares: (target: never) => work.shares(target).map((share) => ({ ...share, name: `its own ${share.name}` })),
    }))
    expect(account.throttled).toBeGreaterThan(account.calls / 100)
  })
})
