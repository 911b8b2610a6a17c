import { describe, expect, test } from 'vitest'

import { operating } from '../vault/testOperator.ts'
import { demo } from '../vault/testWorld.ts'
import type { Ask } from './audit.ts'
import { readList } from './listText.ts'
import { gathered, type ListDetails, listPace, listWork, stepsOf } from './signOutList.ts'
import type { SignOutSource } from './source.ts'
import { Browser, useVirtualTime } from './testBrowser.ts'

useVirtualTime()

const by = { poolId: demo.pool, username: 'rhea', email: 'rhea@example.com' }

/** Finds out whom a source means, as a page does before it asks for a confirmation. */
async function gather(source: SignOutSource) {
  const at = await operating()
  const ask: Ask = async (operation, args) => at.tab.run(operation, args)
  const work = listWork(ask)
  const tab = await new Browser().open(work)
  const kept = source.of === 'list' || source.of === 'selection' ? { of: source.of, poolId: source.poolId } : source
  const details: ListDetails = { poolId: source.poolId, poolName: 'demo', by, source: kept }
  const id = await tab.jobs.start(work, details, stepsOf(source), listPace)
  const state = await tab.settled(id)
  return { at, state, all: gathered(await tab.jobs.items(id), details) }
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
    expect(found.at.world.sent('ListUsers')).toHaveLength(3)
  })

  test('a selection costs no call', async () => {
    const found = await gather({ of: 'selection', poolId: demo.pool, usernames: ['ada', 'rhea', 'yuki'] })
    expect(names(found)).toEqual(['ada', 'yuki'])
    expect(found.at.world.sent('ListUsers')).toEqual([])
  })

  test('what Cognito refuses is named, and nobody is guessed', async () => {
    const found = await gather({ of: 'group', poolId: demo.pool, group: 'gone' })
    expect(found.all).toMatchObject({ users: [], refused: [{ failure: { code: 'ResourceNotFoundException' } }] })
  })
})
