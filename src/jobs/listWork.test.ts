/* oxlint-disable no-restricted-imports -- the tests drive an emulator; no part of the console imports this file */
import { describe, expect, test } from 'vitest'

import type { Seed } from '../../emulator/index.ts'
import { demoSeed } from '../../emulator/seed.ts'
import { demo, World } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { readList } from './listText.ts'
import { gathered, type ListDetails, listPace, listWork, stepsOf } from './signOutList.ts'
import type { SignOutSource } from './source.ts'
import { Browser, useVirtualTime } from './testBrowser.ts'

useVirtualTime()

const by = { poolId: demo.pool, username: 'rhea', email: 'rhea@example.com' }

type SeedUsers = NonNullable<NonNullable<Seed['userPools']>[number]['Users']>

/** The demo with further people in its pool. */
const seedWith = (users: SeedUsers): Seed => ({
  ...demoSeed,
  userPools: (demoSeed.userPools ?? []).map((pool) =>
    pool.Id === demo.pool ? { ...pool, Users: [...(pool.Users ?? []), ...users] } : pool,
  ),
})

/** Finds out whom a source means, as a page does before it asks for a confirmation. */
async function gather(source: SignOutSource, users: SeedUsers = [], signedIn = by) {
  const world = new World({ seed: seedWith(users) })
  world.passwordsOnly = true
  const operator = await world.openTab()
  await operator.signIn(demo.rhea)
  const ask: Ask = async (operation, args) => operator.run(operation, args)
  const work = listWork(ask, () => ({ by: signedIn, signedInAt: new Date(0), isFresh: true }))
  const tab = await new Browser().open(work)
  const kept = source.of === 'list' || source.of === 'selection' ? { of: source.of, poolId: source.poolId } : source
  const details: ListDetails = { poolId: source.poolId, poolName: 'demo', by, source: kept }
  const id = await tab.jobs.start(work, details, stepsOf(source), listPace)
  const state = await tab.settled(id)
  return { world, state, all: gathered(await tab.jobs.items(id), details) }
}

const names = ({ all }: Awaited<ReturnType<typeof gather>>) => all.users.map(({ username }) => username).sort()

describe('whom a source means, asked of Cognito', () => {
  test('a pool: everybody but the operator, with what Cognito shows of them', async () => {
    const found = await gather({ of: 'pool', poolId: demo.pool })
    expect(found.state).toBe('finished')
    expect(names(found)).toEqual(['ada', 'mikkel', 'nour', 'olivia', 'pavel', 'tomas', 'yuki'])
    expect(found.all).toMatchObject({ operator: true, disabled: 1, refused: [] })
    expect(found.all.users.find(({ username }) => username === 'ada')).toMatchObject({
      who: 'Ada Lovelace',
      status: 'CONFIRMED',
      enabled: true,
      sub: expect.stringMatching(/^0ada/),
    })
  })

  test('a pool of more people than Cognito shows at once: everybody', async () => {
    const crowd = Array.from({ length: 130 }, (_, n) => ({ Username: `crowd-${n}` }))
    const found = await gather({ of: 'pool', poolId: demo.pool }, crowd)
    expect(found.all.users).toHaveLength(130 + 7)
    expect(found.world.sent('ListUsers')).toHaveLength(3)
  })

  test('people are shown by their name, else by their address, else by nothing but the user name', async () => {
    const sub = '0ada0000-0000-4000-8000-00000000000a'
    const users = [
      { Username: 'zoe-1', Attributes: { name: 'Zoe Lang', email: 'zoe@example.com' } },
      { Username: 'zoe-2', Attributes: { email: 'zoe.two@example.com' } },
      { Username: sub, Sub: sub },
    ]
    const { all } = await gather({ of: 'pool', poolId: demo.pool }, users)
    const shown = new Map(all.users.map((user) => [user.username, user]))
    expect(shown.get('zoe-1')).toMatchObject({ who: 'Zoe Lang', sub: expect.any(String) })
    expect(shown.get('zoe-2')).toMatchObject({ who: 'zoe.two@example.com', sub: expect.any(String) })
    // The user name of some pools is the sub: it is told once.
    expect(shown.get(sub)).toEqual({ username: sub, status: 'CONFIRMED', enabled: true })
  })

  test('an address that several people share names nobody, and is told', async () => {
    const family = ['lea', 'leo'].map((Username) => ({ Username, Attributes: { email: 'home@example.com' } }))
    const list = readList('home@example.com\nada@example.com')
    const found = await gather({ of: 'list', poolId: demo.pool, list }, family)
    expect(names(found)).toEqual(['ada'])
    expect(found.all.shared).toEqual(['home@example.com'])
  })

  test('a group, and a search', async () => {
    expect(names(await gather({ of: 'group', poolId: demo.pool, group: 'support' }))).toEqual(['mikkel', 'yuki'])
    const search = { attribute: 'username', match: 'starts with', value: 'o' } as const
    expect(names(await gather({ of: 'search', poolId: demo.pool, search }))).toEqual(['olivia'])
  })

  test('a list: an address is somebody, one that nobody has stays as it is, names cost no call', async () => {
    const list = readList('ada\nnour@example.com\nnobody@example.com\nRHEA@example.com')
    const found = await gather({ of: 'list', poolId: demo.pool, list })
    expect(names(found)).toEqual(['ada', 'nobody@example.com', 'nour'])
    expect(found.all.operator).toBe(true)
    expect(found.world.sent('ListUsers')).toHaveLength(3)
  })

  test('a selection costs no call', async () => {
    const found = await gather({ of: 'selection', poolId: demo.pool, usernames: ['ada', 'rhea', 'yuki'] })
    expect(names(found)).toEqual(['ada', 'yuki'])
    expect(found.world.sent('ListUsers')).toEqual([])
  })

  test('under another person’s sign-in nobody is looked for', async () => {
    const olivia = { poolId: demo.pool, username: 'olivia', email: 'olivia@example.com' }
    const found = await gather({ of: 'pool', poolId: demo.pool }, [], olivia)
    expect([found.state, names(found), found.world.sent('ListUsers')]).toEqual(['paused', [], []])
  })

  test('what Cognito refuses is named, and nobody is guessed', async () => {
    const found = await gather({ of: 'group', poolId: demo.pool, group: 'gone' })
    expect(found.all).toMatchObject({ users: [], refused: [{ failure: { code: 'ResourceNotFoundException' } }] })
  })
})
