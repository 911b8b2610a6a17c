import { describe, expect, it } from 'vitest'

import { signIn } from '../../emulator/testing.ts'
import type { UserAct } from '../lib/acts.ts'
import { lineOfActs } from './actLine.ts'
import type { OperatorReceipt } from './protocol/acts.ts'
import { act, operating, seen } from './testOwnAccount.ts'
import type { Tab } from './testTab.ts'
import { changeClient, giveUpDomain, managedWorld, Visitor } from './testManagedLogin.ts'
import { answerOf, demo, errorOf, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const stateOf = async (tab: Tab) => tab.run('resume', {})
const statesOf = ({ acts }: OperatorReceipt) => acts.map(({ act: { do: what }, at }) => `${what}: ${at.state}`)
const five: readonly UserAct[] = [
  { do: 'disable' },
  { do: 'sign out' },
  { do: 'forget devices' },
  { do: 'reset password' },
  { do: 'enable' },
]

async function over(tab: Tab): Promise<void> {
  await tab.until(() =>
    tab.messages.some((message) => message.kind === 'session' && message.state.state === 'signed out'),
  )
}

describe('what an operator does to their own account', () => {
  it('is observed with this session’s own token, and then ends the tab, with the receipt', async () => {
    const { tab, rhea } = await operating()
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(seen(tab, receipt.id)[0]?.own).toEqual({ proof: { state: 'waiting' } })
    expect(receipt).toMatchObject({
      user: rhea,
      own: { proof: { state: 'observed refused', probe: 'GetUser', message: 'Access Token has been revoked' } },
    })
    await over(tab)
    expect(await stateOf(tab)).toMatchObject({
      state: 'signed out',
      ended: { reason: 'signed out by yourself', receiptId: receipt.id },
    })
    expect(await tab.run('receipt', { receiptId: receipt.id })).toMatchObject({ own: receipt.own })
    expect(await tab.run('access', {})).toMatchObject({ source: 'none' })
    expect(lineOfActs(receipt)).toMatchObject({ outcome: 'proven', requestId: expect.any(String) })
  })

  it('is somebody else’s where the pool’s id of the user is another, whatever the name', async () => {
    const { world, tab, rhea } = await operating()
    for (const user of [
      { ...rhea, username: 'ada', sub: undefined },
      { ...rhea, sub: 'of-somebody-else' },
    ]) {
      const receipt = await act(tab, { ...user, plan: 'act', acts: [{ do: 'enable' }] })
      expect(receipt.own).toBeUndefined()
    }
    expect(world.sent('GetUser')).toEqual([])
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in', session: { sub: rhea.sub } })
  })

  it('disabled, the end says that another operator has to enable it', async () => {
    const { tab, rhea } = await operating()
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'disable' }] })
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused' })
    await over(tab)
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'disabled by yourself', receiptId: receipt.id } })
  })

  it('takes every step of a compromised account, though the session is seen to have ended in between', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      await tab.check()
      return forward()
    })
    const receipt = await act(tab, { ...rhea, plan: 'compromised account', reason: 'phished', acts: five })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed out' })
    expect(statesOf(receipt)).toEqual([
      'disable: done',
      'sign out: done',
      'forget devices: not possible',
      'reset password: done',
      'enable: done',
    ])
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused' })
    // What the role allowed is nothing that whoever comes next should be told.
    expect(await tab.run('access', {})).toEqual({ source: 'none', permissions: {} })
  })

  it('ends the tab after the last step, and not before', async () => {
    const { tab, rhea } = await operating()
    const receipt = await act(tab, { ...rhea, plan: 'compromised account', reason: 'phished', acts: five })
    // Of the reset and the rest there is no more than acceptance.
    expect(lineOfActs(receipt)).toMatchObject({ outcome: 'done' })
    await over(tab)
    const end = tab.messages.findIndex(({ kind, ...rest }) => kind === 'session' && isOver(rest))
    const proven = tab.messages.findIndex((message) => message.kind === 'receipt' && isProven(message.receipt))
    expect(end).toBeGreaterThan(proven)
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'signed out by yourself', receiptId: receipt.id } })
  })

  it('of one session ends the tab where it is this one; another one is not this one’s business', async () => {
    const { world, tab, rhea } = await operating()
    await signIn(world.emulator, demo.storefront, ...demo.rhea)
    const list = await tab.run('listSessions', {})
    const sessions = list.state === 'tracked' ? list.sessions : []
    const ending = (id: string, here?: true): UserAct => ({ do: 'end session', id, kind: 'token', linked: false, here })
    const other = sessions.find(({ here }) => !here)?.id ?? ''
    const own = sessions.find(({ here }) => here)?.id ?? ''
    const first = await act(tab, { ...rhea, plan: 'act', acts: [ending(other)] })
    expect(first.own).toEqual({})
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
    const second = await act(tab, { ...rhea, plan: 'act', acts: [ending(own, true)] })
    expect(second.own?.proof).toMatchObject({ state: 'observed refused' })
    await over(tab)
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'signed out by yourself' } })
  })

  it('that was not known to be this session is noticed at once all the same', async () => {
    const { tab, rhea } = await operating()
    const list = await tab.run('listSessions', {})
    const id = (list.state === 'tracked' && list.sessions.find(({ here }) => here)?.id) || ''
    const end: UserAct = { do: 'end session', id, kind: 'token', linked: false }
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [end] })
    expect(receipt.own).toEqual({})
    await over(tab)
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'revoked' } })
  })

  it('that Cognito accepts without effect leaves the tab signed in, and the receipt says so', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], async () => answerOf({}))
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(receipt.own?.proof).toMatchObject({ state: 'still answers', probe: 'GetUser', tries: 5 })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
  })

  it('that was refused is not tried with the own token; one whose answer was lost is', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], errorOf('AccessDeniedException', 'no'))
    const refused = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(refused.own).toEqual({})
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      await forward()
      throw new TypeError('Failed to fetch')
    })
    const lost = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'sign out' }] })
    expect(lost.acts[0]?.at.state).toBe('failed')
    expect(lost.own?.proof).toMatchObject({ state: 'observed refused' })
    await over(tab)
    expect(lineOfActs(refused)).toMatchObject({ outcome: 'refused' })
    expect(lineOfActs(lost)).toMatchObject({ outcome: 'proven' })
  })

  it('disabled without an answer, the end says that another operator has to enable it', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminDisableUser'], async (_call, forward) => {
      await forward()
      throw new TypeError('Failed to fetch')
    })
    await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'disable' }] })
    await over(tab)
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'disabled by yourself' } })
  })

  it('what is done later on the same receipt does not end the session that has begun since', async () => {
    const { tab, rhea } = await operating()
    const skip: readonly UserAct[] = [{ do: 'forget devices' }]
    const plan = { ...rhea, plan: 'compromised account', reason: 'x', acts: [{ do: 'sign out' }], skip } as const
    const receipt = await act(tab, plan)
    await over(tab)
    await tab.signIn(demo.rhea)
    await tab.run('retryActs', { receiptId: receipt.id, places: [1] })
    await tab.until(() => seen(tab, receipt.id).at(-1)?.acts[1]?.at.state === 'not possible')
    await tab.rest()
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
  })
})

const twoHours = 2 * 3_600_000
const rotating = { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } }

describe('the own session, where its access token has run out by the time it is looked at', () => {
  /** The network, on which the answer to the act takes so long. */
  function late(world: World, network: typeof lostBefore): void {
    let isFirst = true
    world.network = only(['AdminUserGlobalSignOut'], async (call, forward) => {
      try {
        return await network(call, forward)
      } finally {
        if (isFirst) world.advance(twoHours)
        isFirst = false
      }
    })
  }

  const signOut = { plan: 'act', acts: [{ do: 'sign out' }] } as const

  it.each([false, true])(
    'lives on after an act that never arrived: nothing is revoked, and the receipt says that it answers (rotation: %s)',
    async (rotates) => {
      const world = new World()
      if (rotates) await changeClient(world, { ...rotating, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
      const tab = await world.openTab()
      await tab.signIn(demo.rhea)
      late(world, lostBefore)
      const receipt = await act(tab, { poolId: demo.pool, username: 'rhea', ...signOut })
      expect(receipt.own?.proof).toMatchObject({ state: 'still answers', probe: 'GetUser' })
      expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
      expect(world.sent('RevokeToken')).toEqual([])
      expect(await world.mints(world.latest)).toBe(true)
    },
  )

  it.each([
    ['was carried out, and its answer lost', lostAfter],
    ['was accepted', async (_call: unknown, forward: () => Promise<Response>) => forward()],
  ])('is refused a renewal after an act that %s: that is what is observed', async (_name, network) => {
    const { world, tab, rhea } = await operating()
    late(world, network)
    const receipt = await act(tab, { ...rhea, ...signOut })
    const message = 'Refresh Token has been revoked'
    expect(receipt.own?.proof).toMatchObject({
      state: 'observed refused',
      probe: 'GetTokensFromRefreshToken',
      message,
      requestId: expect.stringMatching(/\S/) as string,
    })
    expect(await stateOf(tab)).toMatchObject({
      state: 'signed out',
      ended: { reason: 'signed out by yourself', receiptId: receipt.id },
    })
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('is refused a renewal for another reason: that is told, and proves nothing', async () => {
    const { world, tab, rhea } = await operating()
    late(world, lostBefore)
    const onlyActs = world.network
    const refused = errorOf('RefreshTokenReuseException')
    world.network = async (call, forward) =>
      call.operation === 'GetTokensFromRefreshToken' ? refused(call, forward) : onlyActs(call, forward)
    const receipt = await act(tab, { ...rhea, ...signOut })
    expect(receipt.own?.proof).toMatchObject({ state: 'not known', failure: { code: 'RefreshTokenReuseException' } })
    const ended = await stateOf(tab)
    expect(ended).toMatchObject({ ended: { reason: 'refresh token used twice' } })
    expect(ended).not.toHaveProperty('ended.receiptId')
  })

  it('cannot be renewed: what it is answered is not known, and it goes on', async () => {
    const { world, tab, rhea } = await operating()
    late(world, lostBefore)
    const onlyActs = world.network
    world.network = async (call, forward) =>
      call.operation === 'GetTokensFromRefreshToken' ? lostBefore(call, forward) : onlyActs(call, forward)
    const receipt = await act(tab, { ...rhea, ...signOut })
    expect(receipt.own?.proof).toMatchObject({
      state: 'not known',
      probe: 'GetTokensFromRefreshToken',
      failure: { code: 'Unreachable' },
    })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
  })

  it('had been seen to end in between: what was said then is the proof', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      const answer = await forward()
      await tab.check()
      world.advance(twoHours)
      return answer
    })
    const receipt = await act(tab, { ...rhea, ...signOut })
    const message = 'Access Token has been revoked'
    expect(receipt.own?.proof).toMatchObject({ state: 'observed refused', probe: 'GetUser', message })
  })

  it('had been seen to end by a call that is no probe: that it could not be observed is said', async () => {
    const { world, tab, rhea } = await operating()
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      const answer = await forward()
      await tab.run('listSessions', {}).catch(() => undefined)
      world.advance(twoHours)
      return answer
    })
    const receipt = await act(tab, { ...rhea, ...signOut })
    expect(receipt.own?.proof).toEqual({ state: 'not possible', why: 'refused' })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
  })

  it('was signed out in another tab: nothing is left to observe', async () => {
    const { world, tab, rhea } = await operating()
    const other = await world.openTab()
    world.network = only(['AdminUserGlobalSignOut'], async (_call, forward) => {
      const answer = await forward()
      world.advance(twoHours)
      await other.signOutToTheEnd()
      return answer
    })
    const receipt = await act(tab, { ...rhea, ...signOut })
    expect(receipt.own?.proof).toEqual({ state: 'not possible', why: 'refused' })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed out' })
  })

  it('is told by a renewal where no probe can be asked with its scopes, and goes on where it is renewed', async () => {
    const world = managedWorld()
    await changeClient(world, { AllowedOAuthScopes: ['openid', 'email', 'profile'] })
    const first = await world.openTab()
    await first.finishManagedLogin(await new Visitor(world).comeBackFrom(await first.beginManagedLogin(), demo.rhea))
    giveUpDomain(world)
    first.close()
    const tab = await world.openTab()
    const rhea = { poolId: demo.pool, username: 'rhea' }
    world.network = only(['AdminUserGlobalSignOut'], lostBefore)
    const lost = await act(tab, { ...rhea, ...signOut })
    expect(lost.own?.proof).toEqual({ state: 'not possible', why: 'no scope' })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed in' })
    expect(world.sent('RevokeToken')).toEqual([])
    world.network = async (_call, forward) => forward()
    const done = await act(tab, { ...rhea, ...signOut })
    expect(done.own?.proof).toMatchObject({ state: 'observed refused', probe: 'GetTokensFromRefreshToken' })
    expect(await stateOf(tab)).toMatchObject({ state: 'signed out' })
  })

  it('ends by a password that has to be reset, though AWS credentials were noted with it as that was asked for', async () => {
    const { tab, rhea } = await operating()
    await tab.run('dropCredentials', {})
    const receipt = await act(tab, { ...rhea, plan: 'act', acts: [{ do: 'reset password' }] })
    expect(receipt.own).toEqual({})
    await tab.until(() => tab.state.state === 'signed out')
    expect(await stateOf(tab)).toMatchObject({ ended: { reason: 'password reset required' } })
  })
})

function isOver(message: object): boolean {
  return JSON.stringify(message).includes('signed out by yourself')
}

function isProven(receipt: object): boolean {
  return JSON.stringify(receipt).includes('observed refused')
}
