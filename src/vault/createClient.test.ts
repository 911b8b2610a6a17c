import { DescribeUserPoolClientCommand, ListUserPoolClientsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { demo, errorOf, failureIn, lostAfter, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const wanted = { poolId: demo.pool, name: 'Night desk', confidential: false, choice: true }

async function operator() {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  return { world, tab, admin: sdk(world.emulator) }
}

it('a new app client has revocation on, hides who exists, and is called created once it was read back', async () => {
  const { tab, admin } = await operator()
  const made = await tab.run('createAppClient', wanted)
  if (made.outcome !== 'created') throw new Error(made.outcome)
  expect(made.client).toMatchObject({ name: 'Night desk', revocation: true, confidential: false, hidesUsers: true })
  const ids = { UserPoolId: demo.pool, ClientId: made.client.id }
  const { UserPoolClient } = await admin.send(new DescribeUserPoolClientCommand(ids))
  expect(UserPoolClient?.ExplicitAuthFlows?.toSorted()).toEqual([
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_USER_SRP_AUTH',
  ])
})

it('the secret of a confidential one stays in Cognito', async () => {
  const { world, tab, admin } = await operator()
  const made = await tab.run('createAppClient', { ...wanted, confidential: true, choice: false })
  if (made.outcome !== 'created') throw new Error(made.outcome)
  const ids = { UserPoolId: demo.pool, ClientId: made.client.id }
  const secret = (await admin.send(new DescribeUserPoolClientCommand(ids))).UserPoolClient?.ClientSecret
  expect(made.client.confidential).toBe(true)
  expect(secret).toMatch(/^\w{40,}$/)
  expect(JSON.stringify([made, tab.messages, world.calls])).not.toContain(secret)
})

it('it is asked for once, also where the answer is lost: there may be one', async () => {
  const { world, tab, admin } = await operator()
  world.network = only(['CreateUserPoolClient'], lostAfter)
  expect(await failureIn(tab.run('createAppClient', wanted))).toMatchObject({
    operation: 'CreateUserPoolClient',
    class: 'unknown outcome',
  })
  expect(world.sent('CreateUserPoolClient')).toHaveLength(1)
  const { UserPoolClients } = await admin.send(
    new ListUserPoolClientsCommand({ UserPoolId: demo.pool, MaxResults: 60 }),
  )
  expect(UserPoolClients?.filter(({ ClientName }) => ClientName === 'Night desk')).toHaveLength(1)
})

it('what could not be read back is not called created', async () => {
  const { world, tab } = await operator()
  world.network = only(['DescribeUserPoolClient'], errorOf('AccessDeniedException', 'not authorized'))
  expect(await tab.run('createAppClient', wanted)).toMatchObject({
    outcome: 'not read back',
    clientId: expect.stringMatching(/^\w+$/) as unknown,
    failure: { operation: 'DescribeUserPoolClient (just created)', code: 'AccessDeniedException' },
  })
})
