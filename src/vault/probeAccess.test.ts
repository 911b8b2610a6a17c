import { describe, expect, it } from 'vitest'

import type { Seed } from '../../emulator/index.ts'
import { demoSeed } from '../../emulator/seed.ts'
import { actionsOf, operatorFeatures } from '../lib/iam.ts'
import { demo, errorOf, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

async function signedIn(person: readonly [string, string] = demo.rhea, seed: Seed = demoSeed) {
  const world = new World({ seed })
  const tab = await world.openTab()
  await tab.signIn(person)
  return { world, tab }
}

/** The demo, its operator's role without some actions. */
function without(...actions: readonly string[]): Seed {
  const roles = JSON.parse(JSON.stringify(demoSeed.roles), (_name, value: unknown) =>
    Array.isArray(value) ? value.filter((one) => !actions.includes(String(one))) : value,
  ) as NonNullable<Seed['roles']>
  return { ...demoSeed, roles }
}

const isRead = /:(List|Describe|Get|AdminGet|AdminList)/

describe('finding out what a role may do', () => {
  it('tries every read, nothing else, and nothing of anybody’s', async () => {
    const { world, tab } = await signedIn()
    const before = world.calls.length
    const { permissions, accountId } = await tab.run('probeAccess', {})
    const expected = actionsOf(operatorFeatures).filter((action) => isRead.test(action))
    expect(Object.keys(permissions).sort()).toEqual([...expected])
    expect(new Set(Object.values(permissions))).toEqual(new Set(['allowed']))
    expect(accountId).toBe('000000000000')
    const asked = world.calls.slice(before).filter(({ operation }) => !/^GetId|^GetCredentials/.test(operation))
    expect(asked.map(({ operation }) => `cognito-idp:${operation}`).sort()).toEqual([...expected])
    const named = JSON.stringify(asked.map(({ body }) => [body['Username'], body['GroupName'], body['ClientId']]))
    expect(named).not.toMatch(/ada|rhea|operators|demo0client/)
    expect(await tab.run('activity', {})).not.toContainEqual(expect.objectContaining({ kind: 'operator change' }))
  })

  it('tells what is denied, by action, and a second look finds what has changed', async () => {
    const missing = ['cognito-idp:AdminListUserSessions', 'cognito-idp:ListGroups']
    const { world, tab } = await signedIn(demo.rhea, without(...missing))
    const { permissions } = await tab.run('probeAccess', { poolId: demo.pool })
    expect(Object.keys(permissions).filter((action) => permissions[action] === 'denied')).toEqual(
      expect.arrayContaining(missing),
    )
    expect(Object.values(permissions).filter((state) => state === 'denied')).toHaveLength(2)
    world.network = only(['ListUsers'], errorOf('AccessDeniedException', 'no', 400))
    const later = await tab.run('probeAccess', { poolId: demo.pool })
    expect(later.permissions['cognito-idp:ListUsers']).toBe('denied')
  })

  it('of a person without a role: every read is denied', async () => {
    const { tab } = await signedIn(demo.ada)
    const { permissions } = await tab.run('probeAccess', {})
    expect(new Set(Object.values(permissions))).toEqual(new Set(['denied']))
  })

  it('stops where the reads themselves fail, and keeps what it has found', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUsers'], lostBefore)
    expect(await failureIn(tab.run('probeAccess', {}))).toMatchObject({ operation: 'ListUsers', code: 'Unreachable' })
    const { permissions } = await tab.run('access', {})
    expect(permissions['cognito-idp:ListUserPoolClients']).toBe('allowed')
    expect(permissions['cognito-idp:ListUsers']).toBeUndefined()
  })

  it('one pool’s yes is not taken back by another’s no', async () => {
    const { tab } = await signedIn()
    await tab.run('poolSettings', { poolId: demo.pool })
    await failureIn(tab.run('poolSettings', { poolId: 'us-east-1_Nobodys99' }))
    expect((await tab.run('access', {})).permissions['cognito-idp:DescribeUserPool']).toBe('allowed')
  })
})
