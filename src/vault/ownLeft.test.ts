import { describe, expect, it } from 'vitest'

import { sdk, signIn, vitals } from '../../emulator/testing.ts'
import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { lineOfActs } from './actLine.ts'
import { act, operating } from './testOwnAccount.ts'
import type { Tab } from './testTab.ts'
import { demo, errorOf, failureIn, lostBefore, type Network, only, useVirtualTime, type World } from './testWorld.ts'

useVirtualTime()

/** Signs the operator's own account out everywhere; `meanwhile` happens before the request is lost on its way. */
async function actLost(meanwhile: (tabs: { world: World; tab: Tab; other: Tab }) => Promise<unknown>) {
  const { world, tab, rhea } = await operating()
  const phone = await signIn(world.emulator, demo.storefront, ...demo.rhea)
  const other = await world.openTab()
  let first = true
  world.network = async (call, forward) => {
    if (call.operation !== 'AdminUserGlobalSignOut') return forward()
    if (first) {
      first = false
      await meanwhile({ world, tab, other })
    }
    return lostBefore(call, forward)
  }
  const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
  return { receipt, phoneLives: (await vitals(world.emulator, phone)).every((answer) => answer === 'ok') }
}

/** Its refresh is refused in a tab for what does not end it at Cognito: there it is ended from here. */
async function letGo(world: World, tab: Tab, refusal: Network): Promise<void> {
  const before = world.network
  world.network = only(['GetTokensFromRefreshToken'], refusal)
  await tab.renew()
  await tab.run('retryOutbox', {})
  world.network = before
}

describe('an end of the own session that this browser has asked for itself shows nothing of an act that was lost', () => {
  it.each<[string, Parameters<typeof actLost>[0]]>([
    ['signed out', async ({ tab }) => tab.signOutToTheEnd()],
    [
      'signed out in another tab',
      async ({ tab, other }) => {
        await other.signOutToTheEnd()
        await tab.rest()
      },
    ],
    [
      'signed in anew',
      async ({ tab }) => {
        await tab.signIn(demo.rhea)
        await tab.run('retryOutbox', {})
      },
    ],
    ['had to be let go of', async ({ world, tab }) => letGo(world, tab, errorOf('PasswordResetRequiredException'))],
    [
      'had to be let go of in another tab, for a reason that nobody knows',
      async ({ world, tab, other }) => {
        await letGo(world, other, errorOf('NotAuthorizedException', 'Invalid Refresh Token.'))
        await tab.rest()
      },
    ],
  ])('%s', async (_name, meanwhile) => {
    const { receipt, phoneLives } = await actLost(meanwhile)
    expect(receipt.own?.proof).toEqual({ state: 'not possible', why: 'refused' })
    expect(lineOfActs(receipt)).toMatchObject({ outcome: 'not known' })
    expect(phoneLives).toBe(true)
  })

  it.each<[string, (tabs: { tab: Tab; other: Tab }) => Promise<unknown>]>([
    ['this', async ({ tab }) => tab.check()],
    [
      'another',
      async ({ tab, other }) => {
        await other.check()
        await tab.rest()
      },
    ],
  ])('control: what only %s tab has seen of the end is an observation as before', async (_name, look) => {
    const { receipt, phoneLives } = await actLost(async ({ world, tab, other }) => {
      await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'rhea' }))
      await look({ tab, other })
    })
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused' })
    expect(phoneLives).toBe(false)
  })
})

describe('an end that is still being asked for here shows nothing of anything else that was lost', () => {
  it('a sign-out everywhere whose answer is on its way, of an account that was never disabled', async () => {
    const { world, tab, rhea } = await operating()
    let answer = () => {}
    let left: Promise<unknown> = Promise.resolve()
    const answered = new Promise<void>((done) => (answer = done))
    world.network = async (call, forward) => {
      if (call.operation === 'AdminDisableUser') {
        if (world.sent('GlobalSignOut').length === 0) left = tab.run('signOutEverywhere', {})
        await expect.poll(() => ended).toBe(true)
        return lostBefore(call, forward)
      }
      const response = await forward()
      if (call.operation !== 'GlobalSignOut') return response
      ended = true
      await answered
      return response
    }
    let ended = false
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'disable' }] })
    answer()
    await left
    expect(receipt.own?.proof).toEqual({ state: 'not possible', why: 'refused' })
    expect(lineOfActs(receipt)).toMatchObject({ outcome: 'not known' })
    expect(tab.state).toEqual({ state: 'signed out' })
  })

  it.each(['never arrived', 'arrived'])(
    'the own refresh token that is being ended as a leaked one, of a sign-out everywhere that %s',
    async (which) => {
      const { world, tab } = await operating()
      const phone = await signIn(world.emulator, demo.storefront, ...demo.rhea)
      const { refresh = '' } = world.latest
      const [leaked] = await tab.run('readLeaked', { text: refresh })
      const ask = { tokenId: leaked!.id, poolId: demo.pool, clientId: demo.storefront }
      let attempts = 0
      let show = () => {}
      const shown = new Promise<void>((done) => (show = done))
      world.network = async (call, forward) => {
        if (call.operation === 'GetTokensFromRefreshToken') await shown
        if (call.operation !== 'GlobalSignOut') return forward()
        attempts += 1
        if (attempts > 1) return forward()
        if (which === 'arrived') await forward()
        await tab.run('revokeLeaked', ask)
        await expect.poll(() => world.sent('GetTokensFromRefreshToken').length).toBe(1)
        return lostBefore(call, forward)
      }
      expect(await failureIn(tab.run('signOutEverywhere', {}))).toMatchObject({
        message: 'Access Token has been revoked',
      })
      show()
      expect(tab.receiptsSeen().map(({ kind }) => kind)).not.toContain('everywhere')
      expect((await vitals(world.emulator, phone)).every((one) => one === 'ok')).toBe(which === 'never arrived')
    },
  )

  it('control: what Cognito has refused has ended nothing', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['GlobalSignOut'], errorOf('ForbiddenException', '', 403))
    await failureIn(tab.run('signOutEverywhere', {}))
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused' })
  })
})
