import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { bytesOnDisk } from './testDisk.ts'
import { answerOf, demo, errorOf, factsIn, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000

async function operatorSignedIn(person: readonly [string, string] = demo.rhea) {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(person)
  return { world, tab }
}

describe('the operator’s AWS credentials', () => {
  it('are obtained when they are needed, once, and their end is shown', async () => {
    const { world, tab } = await operatorSignedIn()
    expect(factsIn(tab.state).awsCredentialsUntil).toBeUndefined()
    const [pools, clients] = await Promise.all([
      tab.run('listPools', {}),
      tab.run('listAppClients', { poolId: demo.pool }),
    ])
    expect(pools).toContainEqual({ id: demo.pool, name: 'demo' })
    expect(clients).toContainEqual({ id: demo.kiosk, name: 'Kiosk' })
    await tab.run('listPools', {})
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(1)
    const state = await tab.run('resume', {})
    expect(factsIn(state).awsCredentialsUntil).toEqual(new Date('2030-01-01T01:00Z'))
  })

  it('are exchanged anew before they end', async () => {
    const { world, tab } = await operatorSignedIn()
    await tab.run('listPools', {})
    world.advance(54 * 60_000)
    await tab.run('listPools', {})
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(1)
    world.advance(2 * 60_000)
    await tab.run('listPools', {})
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(2)
    expect(factsIn(await tab.run('resume', {})).awsCredentialsUntil).toEqual(new Date('2030-01-01T01:56Z'))
  })

  it('go with the session; the receipt says how long they still work', async () => {
    const { world, tab } = await operatorSignedIn()
    await tab.run('listPools', {})
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.stillWorks).toContainEqual({
      what: 'aws credentials',
      works: { state: 'until', at: new Date('2030-01-01T01:00Z'), bound: 'exact' },
    })
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut' })
    await tab.signIn(demo.ada)
    expect(factsIn(tab.state).awsCredentialsUntil).toBeUndefined()
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'AccessDeniedException' })
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(2)
  })

  it('are not those of whoever signed in next, in another tab', async () => {
    const { world, tab } = await operatorSignedIn()
    const other = await world.openTab()
    await tab.run('listPools', {})
    await other.signIn(demo.ada)
    await tab.until(() => tab.state.state === 'signed in' && factsIn(tab.state).username === 'ada')
    expect(factsIn(tab.state).awsCredentialsUntil).toBeUndefined()
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'AccessDeniedException' })
  })

  it.each(['GetId', 'GetCredentialsForIdentity'])(
    'that arrive after a sign-out are dropped (%s)',
    async (operation) => {
      const { world, tab } = await operatorSignedIn()
      world.network = only([operation], async (_call, forward) => {
        const answer = await forward()
        world.network = async (_call, forward) => forward()
        await tab.signOut()
        await tab.signIn(demo.ada)
        return answer
      })
      expect((await failureIn(tab.run('listPools', {}))).class).toBe('rejected')
      expect(factsIn(await tab.run('resume', {})).awsCredentialsUntil).toBeUndefined()
      expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'AccessDeniedException' })
    },
  )

  it('with an exchange under way, the next person’s is another one', async () => {
    const { world, tab } = await operatorSignedIn()
    let answer = () => {}
    const held = new Promise<void>((resolve) => {
      answer = resolve
    })
    world.network = only(['GetCredentialsForIdentity'], async (_call, forward) => {
      world.network = async (_call, forward) => forward()
      const credentials = await forward()
      await held
      return credentials
    })
    const first = failureIn(tab.run('listPools', {}))
    await expect.poll(() => world.sent('GetCredentialsForIdentity').length).toBe(1)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'AccessDeniedException' })
    answer()
    expect(await first).toMatchObject({ code: 'SignedOut' })
  })

  it('that arrive as another tab signs out are noted with no session, and serve nobody', async () => {
    const { world, tab } = await operatorSignedIn()
    const other = await world.openTab()
    let arrived = false
    world.network = only(['GetCredentialsForIdentity'], async (_call, forward) => {
      const answer = await forward()
      arrived = true
      return answer
    })
    world.gate = async (name, where) => {
      if (!arrived || name !== tab.name || !where.startsWith('lock curfew session')) return
      world.gate = undefined
      await other.signOutToTheEnd()
    }
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut' })
    expect(world.gate).toBeUndefined()
    expect(await tab.run('access', {})).toMatchObject({ source: 'none' })
    expect(await tab.run('resume', {})).toMatchObject({ state: 'signed out' })
    expect(world.sent('ListUserPools')).toEqual([])
  })

  it('that somebody drops as they arrive serve the call that they were obtained for, and no other', async () => {
    const { world, tab } = await operatorSignedIn()
    let arrived = false
    world.network = only(['GetCredentialsForIdentity'], async (_call, forward) => {
      const answer = await forward()
      arrived = true
      return answer
    })
    world.gate = async (_name, where) => {
      if (!arrived || !where.startsWith('lock curfew session')) return
      world.gate = undefined
      await tab.run('dropCredentials', {})
    }
    expect(await tab.run('listPools', {})).toHaveLength(3)
    expect(await tab.run('access', {})).toMatchObject({ source: 'none' })
    await tab.run('listPools', {})
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(2)
  })

  it('are not held for a session that was found to have ended', async () => {
    const { world, tab } = await operatorSignedIn()
    await sdk(world.emulator).send(new AdminDisableUserCommand({ UserPoolId: demo.pool, Username: 'rhea' }))
    world.advance(2 * hour)
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut' })
    expect(tab.state.state).toBe('signed out')
  })

  it('cannot be had where the deployment has no identity pool', async () => {
    const world = new World({ withoutIdentityPool: true })
    const tab = await world.openTab()
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'NoIdentityPool', attempts: 0 })
    expect(world.calls).toEqual([])
  })

  it('are not said to be left where the deployment has no identity pool', async () => {
    const [bare, usual] = [new World({ withoutIdentityPool: true }), new World()]
    const [tab, other] = [await bare.openTab(), await usual.openTab()]
    await Promise.all([tab.signIn(demo.ada), other.signIn(demo.ada)])
    expect(factsIn(tab.state)).not.toHaveProperty('identityPool')
    expect(factsIn(other.state)).toHaveProperty('identityPool', true)
  })

  it('cannot be had by nobody', async () => {
    const tab = await new World().openTab()
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'SignedOut', attempts: 0 })
  })

  it.each([
    ['GetId', errorOf('NotAuthorizedException', 'Invalid login token.'), 'NotAuthorizedException'],
    [
      'GetCredentialsForIdentity',
      errorOf('InvalidIdentityPoolConfigurationException'),
      'InvalidIdentityPoolConfigurationException',
    ],
    ['GetCredentialsForIdentity', lostBefore, 'Unreachable'],
    ['GetCredentialsForIdentity', async () => answerOf({ Credentials: { AccessKeyId: 'ASIA' } }), 'Unreadable'],
    ['GetCredentialsForIdentity', async () => answerOf({}), 'Unreadable'],
  ] as const)('%s may fail: said as it is, and the session stays', async (operation, network, code) => {
    const { world, tab } = await operatorSignedIn()
    world.network = only([operation], network)
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ operation, code })
    expect(tab.state.state).toBe('signed in')
    world.network = only([], lostBefore)
    expect(await tab.run('listPools', {})).toHaveLength(3)
  })

  it('that AWS calls expired are not used again', async () => {
    const { world, tab } = await operatorSignedIn()
    await tab.run('listPools', {})
    world.network = only(['ListUserPools'], errorOf('ExpiredTokenException', 'expired', 403))
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ code: 'ExpiredTokenException' })
    world.network = only([], lostBefore)
    expect(await tab.run('listPools', {})).toHaveLength(3)
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(2)
  })

  it('of a session on a shared computer are shown as well, and leave nothing on disk', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.rhea, true)
    await tab.run('listPools', {})
    expect(factsIn(tab.state).awsCredentialsUntil).toEqual(new Date('2030-01-01T01:00Z'))
    expect(await bytesOnDisk(world.database)).toBe('')
  })

  it('are what IAM allows, whatever the buttons show', async () => {
    const { tab } = await operatorSignedIn(demo.ada)
    const refused = { code: 'AccessDeniedException', class: 'rejected' }
    expect(await failureIn(tab.run('listPools', {}))).toMatchObject({ ...refused, operation: 'ListUserPools' })
    const clients = tab.run('listAppClients', { poolId: demo.pool })
    expect(await failureIn(clients)).toMatchObject({ ...refused, operation: 'ListUserPoolClients' })
    const client = tab.run('describeAppClient', { poolId: demo.pool, clientId: demo.kiosk })
    expect(await failureIn(client)).toMatchObject({ ...refused, operation: 'DescribeUserPoolClient' })
  })

  it('are renewed with the tokens, when those have run out as well', async () => {
    const { world, tab } = await operatorSignedIn()
    await tab.run('listPools', {})
    world.advance(2 * hour)
    expect(await tab.run('listPools', {})).toHaveLength(3)
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(1)
    expect(world.sent('GetCredentialsForIdentity')).toHaveLength(2)
  })
})
