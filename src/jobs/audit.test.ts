import { describe, expect, it } from 'vitest'

import { demoSeed } from '../../emulator/seed.ts'
import { control } from '../../emulator/testing.ts'
import { demo, World } from '../vault/testWorld.ts'
import { type Ask, auditPace, auditWork } from './audit.ts'
import { Account } from './testAccount.ts'
import { Browser, failed, useVirtualTime } from './testBrowser.ts'
import { signOuts, targets } from './testWork.ts'

useVirtualTime()

const region = 'us-east-1'
const rhea = { by: { poolId: 'pool', username: 'rhea' }, signedInAt: new Date(0), isFresh: true }
const pools = ['Audit0001', 'Audit0002', 'Audit0003', 'Audit0004']

/** The demo, and pools with `each` app clients; four are enough for the account's quota to be the narrow one. */
const seedOf = (each: number, names: readonly string[]) => ({
  ...demoSeed,
  roles: (demoSeed.roles ?? []).map((role) => ({
    ...role,
    Policies: role.Policies.map((policy) => ({
      ...policy,
      Statement: policy.Statement.map((statement) => ({ ...statement, Resource: ['*'] })),
    })),
  })),
  userPools: [
    ...(demoSeed.userPools ?? []),
    ...names.map((name) => ({
      Id: `${region}_${name}`,
      PoolName: name,
      Clients: Array.from({ length: each }, (_, n) => ({
        ClientId: `${name.toLowerCase()}client${n}`,
        ClientName: `Client ${n}`,
      })),
    })),
  ],
})

async function audited(each: number, names: readonly string[] = pools) {
  const world = new World({ seed: seedOf(each, names) })
  const operator = await world.openTab()
  await operator.signIn(demo.rhea)
  await control(world.emulator, 'POST', 'quotas', { enabled: true })
  const ask: Ask = async (operation, args) => operator.run(operation, args)
  const work = auditWork(ask, () => rhea)
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, { owner: 'pool/rhea' }, [{ of: 'pools', region }], auditPace(1))
  expect(await tab.settled(id)).toBe('finished')
  const job = await tab.jobs.job(id)
  return { world, job, items: await tab.jobs.items(id) }
}

describe('the audit', () => {
  it('finds every app client of every pool, with the settings of each and of the pool, and no secret', async () => {
    const { job, items } = await audited(3)
    const found = items.flatMap(({ result }) =>
      result && typeof result === 'object' && 'client' in result ? [result] : [],
    )
    expect(job).toMatchObject({ status: 'finished', counts: { failed: 0, waiting: 0, 'not known': 0 } })
    expect(found.length).toBeGreaterThanOrEqual(pools.length * 3 + 6)
    const kinds = new Set(items.map(({ target }) => (target as { of: string }).of))
    expect(kinds).toEqual(new Set(['pools', 'pool', 'session tracking', 'app clients', 'app client', 'SSO reuse']))
    expect(JSON.stringify(items)).not.toContain('Secret')
  })

  it('finds the pools that Cognito does not show at once', async () => {
    const many = Array.from({ length: 70 }, (_, n) => `Many${String(n).padStart(5, '0')}`)
    const { world, job, items } = await audited(1, many)
    const found = items.flatMap(({ result }) =>
      result && typeof result === 'object' && 'client' in result
        ? [(result as { client: { poolId: string } }).client]
        : [],
    )
    const seen = new Set(found.map(({ poolId }) => poolId))
    expect(many.filter((name) => !seen.has(`${region}_${name}`))).toEqual([])
    expect(world.sent('ListUserPools')).toHaveLength(2)
    expect(job).toMatchObject({ status: 'finished', counts: { failed: 0 } })
  })

  it('keeps to the quotas: 400 app clients in four pools', async () => {
    const { world, job } = await audited(100)
    const described = world.sent('DescribeUserPoolClient').length
    const calls = world.calls.length
    expect(described).toBeGreaterThanOrEqual(400)
    expect(job?.throttled ?? 0).toBeLessThanOrEqual(calls / 100)
  })
})

it('goes on under nobody else’s sign-in, and with the first one’s again', async () => {
  const account = new Account(1, 20)
  let now: typeof rhea | undefined = rhea
  const work = auditWork(account.ask, () => now)
  const tab = await new Browser().open(work)
  const id = await tab.jobs.start(work, { owner: 'pool/rhea' }, [{ of: 'pools', region }], auditPace(1))
  await new Promise((over) => void setTimeout(over, 2_000))
  for (const other of [{ ...rhea, by: { poolId: 'pool', username: 'olivia' } }, undefined]) {
    now = other
    const { calls } = account
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('paused')
    expect(await tab.jobs.job(id)).toMatchObject({ because: 'credentials', failure: { code: 'SignedOut' } })
    expect(account.calls).toBe(calls)
  }
  // Whoever signs in anew goes on as well: an audit only reads.
  now = { ...rhea, signedInAt: new Date(1), isFresh: false }
  await tab.jobs.resume(id)
  expect(await tab.settled(id)).toBe('finished')
  expect(await tab.jobs.job(id)).toMatchObject({ counts: { failed: 0 } })
})

describe('what failed of a job that is paused', () => {
  it('is read again, where the job only reads, and the rest with it', async () => {
    const account = new Account(1, 20)
    let refused = true
    const ask: Ask = async (operation, args) => {
      if (refused && operation === 'poolSettings') throw failed('AccessDeniedException')
      return account.ask(operation, args)
    }
    const tab = await new Browser().open(auditWork(ask, () => rhea))
    const id = await tab.jobs.start(
      auditWork(ask, () => rhea),
      { owner: 'pool/rhea' },
      [{ of: 'pools', region }],
      auditPace(1),
    )
    await new Promise((over) => void setTimeout(over, 2_000))
    await tab.jobs.pause(id)
    expect(await tab.settled(id)).toBe('paused')
    const counts = (await tab.jobs.job(id))!.counts
    expect(counts).toMatchObject({ failed: 1 })
    expect(counts.waiting).toBeGreaterThan(0)
    expect(await tab.jobs.toRetry(id)).toMatchObject([{ target: { of: 'pool' } }])
    refused = false
    await tab.jobs.retryFailed(id)
    expect(await tab.settled(id)).toBe('finished')
    expect(await tab.jobs.job(id)).toMatchObject({ counts: { failed: 0, waiting: 0 } })
  })

  it('is left alone where the job changes something: what has not begun does not begin with a retry', async () => {
    const work = signOuts(async ({ user }) => {
      if (user === 0) throw failed('InvalidParameterException')
      return { result: user }
    })
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, {}, targets(20), 10)
    await new Promise((over) => void setTimeout(over, 500))
    await tab.jobs.pause(id)
    expect(await tab.settled(id)).toBe('paused')
    const { counts } = (await tab.jobs.job(id))!
    expect(counts).toMatchObject({ failed: 1 })
    expect(await tab.jobs.toRetry(id)).toEqual([])
    await tab.jobs.retryFailed(id)
    expect(await tab.jobs.job(id)).toMatchObject({ status: 'paused', counts })
  })
})
