import { expect, it } from 'vitest'

import type { UserAct } from '../lib/acts.ts'
import { changeClient, giveUpDomain, managedWorld, Visitor } from './testManagedLogin.ts'
import { act, operating } from './testOwnAccount.ts'
import { demo, errorOf, factsIn, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// What an operator did to an account that could not be done to the end, or undone.

const five: readonly UserAct[] = [
  { do: 'disable' },
  { do: 'sign out' },
  { do: 'forget devices' },
  { do: 'reset password' },
  { do: 'enable' },
]

it('an account that cannot be disabled again is told as what it is: enabled, with its old password', async () => {
  const { world, tab } = await operating()
  const asked = { AdminResetUserPassword: 0, AdminDisableUser: 0 }
  world.network = async (call, forward) => {
    const name = call.operation
    if (name !== 'AdminResetUserPassword' && name !== 'AdminDisableUser') return forward()
    asked[name] += 1
    return asked[name] === 1 ? forward() : errorOf('InvalidParameterException', 'no verified email')(call, forward)
  }
  const ada = { poolId: demo.pool, username: 'ada' }
  const receipt = await act(tab, { ...ada, plan: 'compromised account', reason: 'x', acts: five })
  expect(asked).toEqual({ AdminResetUserPassword: 2, AdminDisableUser: 2 })
  expect(receipt.acts[3]?.at.state).toBe('not possible')
  expect(receipt.acts[4]?.at).toMatchObject({ state: 'done', requestId: expect.stringMatching(/\S/) as string })
  const { users } = await tab.run('listUsers', { poolId: demo.pool })
  expect(users.find(({ username }) => username === 'ada')).toMatchObject({ enabled: true })
})

it('what was not meant to end the own session is not looked for with a token that no call can be asked with', async () => {
  const world = managedWorld()
  await changeClient(world, { AllowedOAuthScopes: ['openid', 'email', 'profile'] })
  const first = await world.openTab()
  await first.finishManagedLogin(await new Visitor(world).comeBackFrom(await first.beginManagedLogin(), demo.rhea))
  giveUpDomain(world)
  first.close()
  const tab = await world.openTab()
  const { sub } = factsIn(tab.state)
  const before = world.calls.length
  const receipt = await act(tab, {
    poolId: demo.pool,
    username: 'rhea',
    sub,
    plan: 'act',
    acts: [{ do: 'forget devices' }],
  })
  expect(receipt.own).toEqual({})
  // Waits for the first time to be over.
  await tab.run('retryActs', { receiptId: receipt.id, places: [0] })
  expect(world.calls.slice(before).map(({ operation }) => operation)).not.toContain('GetUser')
  expect(await tab.run('resume', {})).toMatchObject({ state: 'signed in' })
})
