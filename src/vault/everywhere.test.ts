import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk, signIn, vitals } from '../../emulator/testing.ts'
import { demo, errorOf, failureIn, lostAfter, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

async function signedIn(memoryOnly = false) {
  const world = new World()
  const tab = await world.openTab()
  await tab.signIn(demo.ada, memoryOnly)
  return { world, tab, issued: world.latest }
}

const everywhere = 'signOutEverywhere'
const nothingSpecial = only([], lostBefore)

describe('signing out everywhere', () => {
  it.each([false, true])(
    'ends every session, proves it, and clears the browser (shared computer: %s)',
    async (shared) => {
      const { world, tab, issued } = await signedIn(shared)
      const phone = await signIn(world.emulator)
      const { receiptId } = await tab.run(everywhere, {})
      expect(tab.state).toEqual({ state: 'signed out' })
      const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
      expect(receipt).toMatchObject({
        kind: 'everywhere',
        operation: 'GlobalSignOut',
        server: { step: 'accepted', attempts: 1 },
        proof: { state: 'observed refused', probe: 'GetUser' },
      })
      expect(receipt.stillWorks.map(({ what }) => what)).toContain('other devices')
      expect(await world.mints(issued)).toBe(false)
      expect((await vitals(world.emulator, phone))[1]).toMatch('revoked')
      expect(world.sent('RevokeToken')).toEqual([])
      const record = await (await world.storage()).record()
      expect(record?.state).toBe(shared ? undefined : 'signed out')
    },
  )

  it('nobody signed in: nothing to do', async () => {
    const world = new World()
    const tab = await world.openTab()
    expect(await tab.run(everywhere, {})).toEqual({})
    expect(await tab.signOut()).toEqual({})
    expect(world.calls).toEqual([])
  })

  it('many clicks are one call', async () => {
    const { world, tab } = await signedIn()
    const answers = await Promise.all(Array.from({ length: 20 }, async () => tab.run(everywhere, {})))
    expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(1)
    expect(world.sent('GlobalSignOut')).toHaveLength(1)
  })

  it('does not wait for a tab that froze at it', async () => {
    const { world, tab, issued } = await signedIn()
    await world.locks.take(`curfew everywhere ${demo.pool} ${demo.storefront}`, 'frozen tab')
    const leaving = tab.run(everywhere, {})
    await expect.poll(() => world.locks.waiting).toBe(1)
    world.locks.expire()
    const { receiptId } = await leaving
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ server: { step: 'accepted' }, proof: { state: 'observed refused' } })
    expect(await world.mints(issued)).toBe(false)
  })

  it('ends the sessions of whoever asked for it, and of nobody who has signed in while it waited', async () => {
    const { world, tab } = await signedIn()
    const other = await world.openTab()
    await world.locks.take(`curfew everywhere ${demo.pool} ${demo.storefront}`, 'frozen tab')
    const leaving = failureIn(tab.run(everywhere, {}))
    await expect.poll(() => world.locks.waiting).toBe(1)
    await other.signOutToTheEnd()
    await other.signIn(demo.rhea)
    world.locks.expire()
    expect(await leaving).toMatchObject({ operation: 'GlobalSignOut', code: 'SignedOut' })
    expect(world.sent('GlobalSignOut')).toEqual([])
    expect(await other.check()).toMatchObject({ session: { username: 'rhea' } })
  })

  it('and a session that another tab has begun meanwhile stays', async () => {
    const { world, tab } = await signedIn()
    const other = await world.openTab()
    world.network = only(['GlobalSignOut'], async (_call, forward) => {
      const answer = await forward()
      await other.signIn(demo.rhea)
      return answer
    })
    const { receiptId } = await tab.run(everywhere, {})
    expect((await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')).displayName).toBe(
      'Ada Lovelace',
    )
    expect(await other.run('resume', {})).toMatchObject({ state: 'signed in', session: { username: 'rhea' } })
    expect(await world.lives(world.latest)).toBe(true)
  })

  it('renews first when the access token is about to expire', async () => {
    const { world, tab } = await signedIn()
    world.advance(59 * 60_000 + 31_000)
    await tab.run(everywhere, {})
    const operations = world.calls.map(({ operation }) => operation)
    expect(operations.slice(2, 4)).toEqual(['GetTokensFromRefreshToken', 'GlobalSignOut'])
  })

  it.each([
    ['cannot be reached', lostBefore, 'Unreachable', 3],
    ['is busy', errorOf('TooManyRequestsException'), 'TooManyRequestsException', 3],
    ['has a fault', errorOf('InternalErrorException', '', 500), 'InternalErrorException', 3],
    ['is behind a firewall', errorOf('ForbiddenException', '', 403), 'ForbiddenException', 1],
    ['is a replica', errorOf('OperationNotEnabledException'), 'OperationNotEnabledException', 1],
    [
      'finds no scope',
      errorOf('NotAuthorizedException', 'Access Token does not have required scopes'),
      'NotAuthorizedException',
      1,
    ],
  ] as const)('Cognito %s: said, and this device stays signed in', async (_name, network, code, attempts) => {
    const { world, tab, issued } = await signedIn()
    world.network = only(['GlobalSignOut'], network)
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ operation: 'GlobalSignOut', code, attempts })
    expect(tab.state.state).toBe('signed in')
    expect(await world.lives(issued)).toBe(true)
    world.network = nothingSpecial
    await tab.run(everywhere, {})
    expect(tab.state).toEqual({ state: 'signed out' })
  })

  it.each([
    ['PasswordResetRequiredException', '', 'password reset required'],
    ['UserNotConfirmedException', '', 'not confirmed'],
    ['NotAuthorizedException', 'User is disabled.', 'user disabled'],
    ['ResourceNotFoundException', '', 'app client gone'],
  ])('%s “%s”: the session has ended', async (code, message, reason) => {
    const { world, tab } = await signedIn()
    world.network = only(['GlobalSignOut'], errorOf(code, message))
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ code })
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason } })
  })

  it('a lost answer is repeated, and then “revoked” means done', async () => {
    const { world, tab } = await signedIn()
    let first = true
    world.network = only(['GlobalSignOut'], async (call, forward) => {
      if (!first) return forward()
      first = false
      return lostAfter(call, forward)
    })
    const { receiptId } = await tab.run(everywhere, {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ server: { step: 'accepted', attempts: 2 }, proof: { state: 'observed refused' } })
  })

  it('the same, when only the person’s next try gets through', async () => {
    const { world, tab } = await signedIn()
    await world.fault({ operation: 'GlobalSignOut', times: 1, when: 'after', network: 'reset' })
    await world.fault({ operation: 'GlobalSignOut', nth: 2, times: 2, network: 'reset' })
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ code: 'Unreachable', attempts: 3 })
    expect(tab.state.state).toBe('signed in')
    const { receiptId } = await tab.run(everywhere, {})
    expect(receiptId).toBeDefined()
    expect(tab.state).toEqual({ state: 'signed out' })
  })

  it.each([false, true])(
    'of an earlier try that never arrived “revoked” means nothing where this device was signed out meanwhile (shared: %s)',
    async (shared) => {
      const { world, tab } = await signedIn(shared)
      const phone = await signIn(world.emulator)
      let first = true
      world.network = only(['GlobalSignOut'], async (call, forward) => {
        if (!first) return forward()
        first = false
        await tab.signOutToTheEnd()
        return lostBefore(call, forward)
      })
      expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ message: 'Access Token has been revoked' })
      expect(tab.receiptsSeen().map(({ kind }) => kind)).not.toContain('everywhere')
      expect(await vitals(world.emulator, phone)).toEqual(['ok', 'ok'])
    },
  )

  it('nor where another tab had to let go of the session meanwhile, which ended it', async () => {
    const { world, tab } = await signedIn()
    const phone = await signIn(world.emulator)
    const other = await world.openTab()
    let first = true
    world.network = async (call, forward) => {
      if (call.operation === 'GetTokensFromRefreshToken')
        return errorOf('NotAuthorizedException', 'Invalid Refresh Token.')(call, forward)
      if (call.operation !== 'GlobalSignOut' || !first) return forward()
      first = false
      await other.renew()
      await other.run('retryOutbox', {})
      await tab.rest()
      return lostBefore(call, forward)
    }
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ message: 'Access Token has been revoked' })
    expect(tab.receiptsSeen().map(({ kind }) => kind)).not.toContain('everywhere')
    expect(await vitals(world.emulator, phone)).toEqual(['ok', 'ok'])
  })

  it('control: that this tab has seen the end meanwhile changes nothing of what it means', async () => {
    const { world, tab } = await signedIn()
    let first = true
    world.network = only(['GlobalSignOut'], async (call, forward) => {
      if (!first) return forward()
      first = false
      await forward()
      await tab.check()
      expect(tab.state).toMatchObject({ ended: { reason: 'revoked' } })
      return lostBefore(call, forward)
    })
    const { receiptId } = await tab.run(everywhere, {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({ server: { step: 'accepted' }, proof: { state: 'observed refused' } })
  })

  it('control: without an earlier try “revoked” is the end of this session, and no receipt', async () => {
    const { world, tab } = await signedIn()
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ message: 'Access Token has been revoked' })
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    expect(tab.messages.some(({ kind }) => kind === 'receipt')).toBe(false)
  })

  it('control: an earlier try with another session does not count', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GlobalSignOut'], lostBefore)
    await failureIn(tab.run(everywhere, {}))
    world.network = nothingSpecial
    await tab.signOutToTheEnd()
    await tab.signIn(demo.ada)
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    expect(await failureIn(tab.run(everywhere, {}))).toMatchObject({ message: 'Access Token has been revoked' })
  })
})
