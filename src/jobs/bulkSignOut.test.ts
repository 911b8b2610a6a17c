/* oxlint-disable no-restricted-imports -- the tests drive an emulator; no part of the console imports this file */
import {
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderServiceException,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from 'vitest'

import type { Emulator, Seed } from '../../emulator/index.ts'
import { DEMO, sdk, testEmulator } from '../../emulator/testing.ts'
import { demoSeed } from '../../emulator/seed.ts'
import type { Ask } from './audit.ts'
import { type SignOutDetails, signOutPace, type SignOutTarget, signOutWork } from './bulkSignOut.ts'
import { isSame, type SignedInNow } from './signedIn.ts'
import { atOneMoment, failed, Browser, useVirtualTime } from './testBrowser.ts'

useVirtualTime()

const by = { poolId: DEMO.pool, username: 'rhea' }
const signedInAt = new Date(Date.UTC(2030, 0, 1))
const rhea: SignedInNow = { by, signedInAt, isFresh: true }
const details = (): SignOutDetails => ({
  poolId: DEMO.pool,
  poolName: 'demo',
  whom: { of: 'pool', poolId: DEMO.pool },
  by,
  signedInAt,
})
const crowd = (count: number): SignOutTarget[] => Array.from({ length: count }, (_, n) => ({ username: `crowd-${n}` }))

/** A Cognito with a crowd in it, and its quotas on. */
function crowded(count: number): Emulator {
  const seed: Seed = {
    ...demoSeed,
    userPools: (demoSeed.userPools ?? []).map((pool) =>
      pool.Id === DEMO.pool
        ? { ...pool, Users: [...(pool.Users ?? []), ...crowd(count).map(({ username: Username }) => ({ Username }))] }
        : pool,
    ),
  }
  return testEmulator({ seed, quotas: true })
}

/** The vault's part in it: the call, made once. Notes whom Cognito has accepted. */
function asking(emulator: Emulator, accepted: string[]): Ask {
  const client = sdk(emulator)
  const ask = async (_operation: string, { poolId, username }: { poolId: string; username: string }) => {
    try {
      const command = new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: username })
      const { $metadata } = await atOneMoment(async () => client.send(command))
      accepted.push(username)
      return { requestId: $metadata.requestId ?? '', at: new Date() }
    } catch (error) {
      if (!(error instanceof CognitoIdentityProviderServiceException)) throw error
      throw failed(error.name, error.name === 'TooManyRequestsException' ? 'transient' : 'rejected')
    }
  }
  return ask as unknown as Ask
}

/** Lets virtual time pass, in milliseconds. */
async function after(ms: number): Promise<void> {
  await new Promise((done) => void setTimeout(done, ms))
}

async function run(pace: number) {
  const accepted: string[] = []
  const work = signOutWork(asking(crowded(1_000), accepted), () => rhea)
  const tab = await new Browser().open(work)
  const began = Date.now()
  const id = await tab.jobs.start(work, details(), crowd(1_000), pace)
  expect(await tab.settled(id)).toBe('finished')
  return { job: await tab.jobs.job(id), accepted, tookMs: Date.now() - began }
}

test.for([signOutPace.usual, signOutPace.most])(
  '1,000 users at %i a second: within 1.10 of the pace, few throttled, and nobody twice',
  async (pace) => {
    const { job, accepted, tookMs } = await run(pace)
    expect(tookMs).toBeLessThanOrEqual((1_000 / pace) * 1_000 * 1.1)
    expect(job?.throttled).toBeLessThanOrEqual(10)
    expect(job?.counts).toMatchObject({ done: 1_000, failed: 0 })
    expect(new Set(accepted).size).toBe(1_000)
    expect(accepted).toHaveLength(1_000)
  },
)

test('a pace above the quota is slowed down, and everybody is signed out all the same', async () => {
  const { job, accepted } = await run(60)
  expect(job?.throttled).toBeGreaterThan(0)
  expect(job?.counts).toMatchObject({ done: 1_000, failed: 0 })
  expect(accepted).toHaveLength(1_000)
})

test('control: without a pace most calls are throttled', async () => {
  const accepted: string[] = []
  const ask = asking(crowded(100), accepted)
  await Promise.allSettled(crowd(100).map(async ({ username }) => ask('signOutUser', { poolId: DEMO.pool, username })))
  expect(accepted.length).toBeLessThan(50)
})

describe('whose job it is', () => {
  test('a user who is gone fails alone; without its starter the job waits, and goes on when they are back', async () => {
    const accepted: string[] = []
    let signedIn: SignedInNow | undefined = rhea
    const work = signOutWork(asking(crowded(3), accepted), () => signedIn)
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, details(), [...crowd(3), { username: 'nobody' }], 5)
    signedIn = { ...rhea, by: { ...by, username: 'somebody else' } }
    expect(await tab.settled(id)).toBe('paused')
    expect(await tab.jobs.job(id)).toMatchObject({ because: 'credentials', counts: { waiting: 4, failed: 0 } })
    await expect(tab.jobs.resume(id)).rejects.toMatchObject({ failure: { code: 'SignedOut' } })
    expect(accepted).toEqual([])
    signedIn = rhea
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('finished')
    expect(await tab.jobs.items(id, 'failed')).toMatchObject([
      { target: { username: 'nobody' }, failure: { code: 'UserNotFoundException' } },
    ])
    expect(accepted).toEqual(['crowd-0', 'crowd-1', 'crowd-2'])
  })

  test('a retry leaves out a user who is gone, and signs out whom it can', async () => {
    const accepted: string[] = []
    let denied = true
    const ask = asking(crowded(1), accepted) as unknown as (operation: string, args: object) => Promise<unknown>
    const work = signOutWork(
      (async (operation: string, args: { username: string }) => {
        if (denied && args.username === 'crowd-0') throw failed('InvalidParameterException')
        return ask(operation, args)
      }) as unknown as Ask,
      () => rhea,
    )
    const tab = await new Browser().open(work)
    const id = await tab.jobs.start(work, details(), [...crowd(1), { username: 'nobody' }], 5)
    expect(await tab.settled(id)).toBe('finished')
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 0, failed: 2 })
    denied = false
    expect((await tab.jobs.toRetry(id)).map(({ target }) => target)).toEqual([{ username: 'crowd-0' }])
    await tab.jobs.retryFailed(id)
    expect(await tab.settled(id)).toBe('finished')
    expect(accepted).toEqual(['crowd-0'])
    expect(await tab.jobs.items(id, 'failed')).toMatchObject([{ target: { username: 'nobody' }, tries: 1 }])
  })

  test('a sign-in that is not fresh begins, resumes and retries nothing; what runs goes on', async () => {
    const accepted: string[] = []
    let isFresh = false
    const work = signOutWork(asking(crowded(4), accepted), () => ({ ...rhea, isFresh }))
    const tab = await new Browser().open(work)
    const stale = { failure: { code: 'StaleSignIn' } }
    await expect(tab.jobs.start(work, details(), crowd(4), 2)).rejects.toMatchObject(stale)
    expect(await tab.jobs.jobs(work.kind)).toEqual([])
    isFresh = true
    const id = await tab.jobs.start(work, details(), [...crowd(4), { username: 'nobody' }], 2)
    isFresh = false
    await after(700)
    await tab.jobs.pause(id)
    await tab.settled(id)
    await expect(tab.jobs.resume(id)).rejects.toMatchObject(stale)
    expect(await tab.jobs.job(id)).toMatchObject({ status: 'paused' })
    isFresh = true
    await tab.jobs.resume(id)
    expect(await tab.settled(id)).toBe('finished')
    isFresh = false
    await expect(tab.jobs.retryFailed(id)).rejects.toMatchObject(stale)
    expect((await tab.jobs.job(id))?.counts).toMatchObject({ done: 4, failed: 1, waiting: 0 })
  })

  test('a later sign-in of the same person does not go on with what an earlier one confirmed, until it has resumed it', async () => {
    const emulator = crowded(6)
    let now: SignedInNow = rhea
    const browser = new Browser()
    const first = await browser.open(signOutWork(asking(emulator, []), () => now))
    const id = await first.jobs.start(
      signOutWork(asking(emulator, []), () => now),
      details(),
      crowd(6),
      2,
    )
    await after(700)
    browser.close(first)
    const tomorrow = new Date(signedInAt.getTime() + 86_400_000)
    now = { ...rhea, signedInAt: tomorrow, isFresh: false }
    const accepted: string[] = []
    const second = await browser.open(signOutWork(asking(emulator, accepted), () => now))
    await second.jobs.takeUp(id)
    expect(await second.jobs.job(id)).toMatchObject({ status: 'paused', because: 'credentials' })
    expect(accepted).toEqual([])
    now = { ...rhea, signedInAt: tomorrow, isFresh: true }
    await second.jobs.resume(id)
    expect(await second.settled(id)).toBe('finished')
    expect(await second.jobs.job(id)).toMatchObject({ details: { signedInAt: tomorrow }, counts: { done: 6 } })
  })
})

describe('two jobs at once', () => {
  const other = (): SignOutDetails => ({ ...details(), poolId: 'eu-west-1_Other0001' })

  test('one of a Region waits for the other, in another tab too: together they stay within the quota', async () => {
    const accepted: string[] = []
    const work = signOutWork(asking(crowded(60), accepted), () => rhea)
    const browser = new Browser()
    const [one, two] = [await browser.open(work), await browser.open(work)]
    const half = (from: number) => crowd(60).slice(from, from + 30)
    const began = Date.now()
    const first = await one.jobs.start(work, details(), half(0), signOutPace.most)
    await after(300)
    const second = await two.jobs.start(work, details(), half(30), signOutPace.most)
    await after(300)
    expect(await two.jobs.job(second)).toMatchObject({ status: 'running', waits: true })
    expect(await one.settled(first)).toBe('finished')
    expect(accepted.slice(0, 30).toSorted()).toEqual(
      half(0)
        .map(({ username }) => username)
        .toSorted(),
    )
    expect(await two.settled(second)).toBe('finished')
    expect(await two.jobs.job(second)).not.toHaveProperty('waits')
    expect(new Set(accepted).size).toBe(60)
    expect(Date.now() - began).toBeGreaterThanOrEqual((58 / signOutPace.most) * 1_000)
  })

  test('a job that waits can be paused and stopped; one of another Region does not wait', async () => {
    const accepted: string[] = []
    const work = signOutWork(asking(crowded(40), accepted), () => rhea)
    const tab = await new Browser().open(work)
    const [first, paused, stopped, elsewhere] = [
      await tab.jobs.start(work, details(), crowd(40), 2),
      await tab.jobs.start(work, details(), crowd(5), 2),
      await tab.jobs.start(work, details(), crowd(5), 2),
      await tab.jobs.start(work, other(), crowd(1), 2),
    ]
    expect(await tab.settled(elsewhere)).toBe('finished')
    expect(await tab.jobs.job(stopped)).toMatchObject({ status: 'running', waits: true })
    await tab.jobs.pause(paused)
    await tab.jobs.stop(stopped)
    expect(await tab.settled(first)).toBe('finished')
    expect(await tab.jobs.job(paused)).toMatchObject({ status: 'paused', counts: { waiting: 5 } })
    expect(await tab.jobs.job(stopped)).toMatchObject({ status: 'stopped', counts: { waiting: 5 } })
    await tab.jobs.resume(paused)
    expect(await tab.settled(paused)).toBe('finished')
    expect(accepted).toHaveLength(45)
  })

  test('control: work without a turn runs side by side', async () => {
    const accepted: string[] = []
    const work = signOutWork(asking(crowded(20), accepted), () => rhea)
    Reflect.deleteProperty(work, 'turn')
    const tab = await new Browser().open(work)
    const first = await tab.jobs.start(work, details(), crowd(20), 2)
    const second = await tab.jobs.start(work, details(), crowd(5), 2)
    expect(await tab.settled(second)).toBe('finished')
    expect(await tab.jobs.job(first)).toMatchObject({ status: 'running' })
  })
})

test('a name in another pool is somebody else', () => {
  expect(isSame(by, { ...by })).toBe(true)
  expect(isSame(by, { ...by, poolId: 'us-east-1_Other0001' })).toBe(false)
  expect(isSame(by, undefined)).toBe(false)
})
