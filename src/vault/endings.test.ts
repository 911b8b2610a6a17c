import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import type { FaultEffect } from '../../emulator/client.ts'
import { changeClient } from './testManagedLogin.ts'
import { answerOf, demo, errorOf, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000
const offline = only(['RevokeToken'], lostBefore)
const online = only([], lostBefore)
const ada = { UserPoolId: demo.pool, Username: 'ada' }

function signal() {
  let give = () => {}
  const given = new Promise<void>((done) => {
    give = done
  })
  return { given, give: () => give() }
}

async function signedIn(clientId?: string, memoryOnly = false) {
  const world = new World(clientId === undefined ? {} : { clientId })
  const tab = await world.openTab()
  await tab.signIn(demo.ada, memoryOnly)
  return { world, tab, admin: sdk(world.emulator) }
}

describe('asking Cognito whether the session lives', () => {
  it('it does: nothing changes', async () => {
    const { world, tab } = await signedIn()
    const before = tab.state
    expect(await tab.check()).toEqual(before)
    expect(world.calls.map(({ operation }) => operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'GetUser'])
  })

  it('many questions at once are two: the first, and one for all who came while it was answered', async () => {
    const { world, tab } = await signedIn()
    await Promise.all(Array.from({ length: 50 }, async () => tab.check()))
    expect(world.sent('GetUser')).toHaveLength(2)
  })

  it('whoever asks after the end is told of it, though an earlier question is still being answered', async () => {
    const { world, tab, admin } = await signedIn()
    const [asked, arrive] = [signal(), signal()]
    world.network = only(['GetUser'], async (_call, forward) => {
      const answer = await forward()
      asked.give()
      await arrive.given
      return answer
    })
    const earlier = tab.check()
    await asked.given
    await admin.send(new AdminUserGlobalSignOutCommand(ada))
    const later = tab.check()
    arrive.give()
    expect(await earlier).toMatchObject({ state: 'signed in' })
    expect(await later).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
  })

  it.each([
    ['an administrator signed the user out', 'revoked', AdminUserGlobalSignOutCommand],
    ['the user was disabled', 'user disabled', AdminDisableUserCommand],
    ['the user was deleted', 'user deleted', AdminDeleteUserCommand],
  ] as const)('%s: %s', async (_name, reason, Command) => {
    const { world, tab, admin } = await signedIn()
    await admin.send(new Command(ada))
    const at = new Date(Date.now())
    expect(await tab.check()).toEqual({ state: 'signed out', ended: { reason, at, displayName: 'Ada Lovelace' } })
    expect(await (await world.storage()).record()).toMatchObject({ state: 'signed out', reason, generation: 2 })
    expect(world.jar.session).toBeUndefined()
    expect((await world.openTab()).state).toEqual({ state: 'signed out' })
  })

  it('the app client was deleted: app client gone', async () => {
    const { tab, admin } = await signedIn()
    await admin.send(new DeleteUserPoolClientCommand({ UserPoolId: demo.pool, ClientId: demo.storefront }))
    expect(await tab.check()).toMatchObject({ state: 'signed out', ended: { reason: 'app client gone' } })
  })

  it.each([
    ['the user was disabled', 'user disabled', AdminDisableUserCommand],
    ['the user was deleted', 'user deleted', AdminDeleteUserCommand],
    ['an administrator signed the user out', 'revoked', AdminUserGlobalSignOutCommand],
  ] as const)(
    'a refused refresh does not say who it was, the access token does: %s',
    async (_name, reason, Command) => {
      const { tab, admin } = await signedIn()
      await admin.send(new Command(ada))
      expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason } })
    },
  )

  it.each([
    ['has expired', 61 * 60_000, async (_call: unknown, forward: () => Promise<Response>) => forward(), 0],
    ['cannot be asked', 0, errorOf('InternalErrorException', '', 500), 1],
    ['still works', 0, async () => answerOf({ Username: 'ada', UserAttributes: [] }), 1],
  ] as const)('where the access token %s, it stays at “revoked”', async (_name, later, network, asked) => {
    const { world, tab, admin } = await signedIn()
    await admin.send(new AdminDisableUserCommand(ada))
    world.advance(later)
    world.network = only(['GetUser'], network)
    expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    expect(world.sent('GetUser')).toHaveLength(asked)
  })

  it('after thirty days: expired', async () => {
    const { world, tab } = await signedIn()
    world.advance(31 * 24 * hour)
    expect(await tab.check()).toMatchObject({ state: 'signed out', ended: { reason: 'expired' } })
  })

  it('two hours asleep: the tokens are renewed, and the session goes on', async () => {
    const { world, tab } = await signedIn()
    world.advance(2 * hour)
    expect(await tab.check()).toMatchObject({ state: 'signed in' })
    expect(world.calls.map(({ operation }) => operation).slice(2)).toEqual(['GetTokensFromRefreshToken', 'GetUser'])
  })

  it('a token that GetUser no longer knows: only a refresh can tell, and it tells that the session lives', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], errorOf('NotAuthorizedException', 'Access Token has expired'))
    expect((await tab.check()).state).toBe('signed in')
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(1)
  })

  it.each([
    ['PasswordResetRequiredException', 'password reset required'],
    ['UserNotConfirmedException', 'not confirmed'],
    ['RefreshTokenReuseException', 'refresh token used twice'],
  ])('%s: %s', async (code, reason) => {
    const { world, tab } = await signedIn()
    world.network = only(['GetTokensFromRefreshToken'], errorOf(code))
    expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason } })
  })

  it.each(['PasswordResetRequiredException', 'UserNotConfirmedException', 'RefreshTokenReuseException'])(
    '%s: the session, which lives on at Cognito, is ended there as well, and waits in the outbox where that fails',
    async (code) => {
      const { world, tab } = await signedIn()
      const issued = world.latest
      const refused = only(['GetTokensFromRefreshToken'], errorOf(code))
      world.network = async (call, forward) => refused(call, async () => offline(call, forward))
      await tab.renew()
      await tab.until(() => tab.outbox === 1)
      world.network = online
      await tab.run('retryOutbox', {})
      await tab.until(() => tab.outbox === 0)
      expect(await world.mints(issued)).toBe(false)
    },
  )

  it('of a session in memory only Cognito is told at once', async () => {
    const { world, tab } = await signedIn(undefined, true)
    const issued = world.latest
    world.network = only(['GetTokensFromRefreshToken'], errorOf('PasswordResetRequiredException'))
    await tab.renew()
    await tab.until(() => world.sent('RevokeToken').length > 0)
    world.network = online
    expect(await world.mints(issued)).toBe(false)
  })

  it.each([false, true])(
    'a refresh token that somebody else has used: the one that rotation replaced ends what they hold (in memory: %s)',
    async (memoryOnly) => {
      const world = new World()
      await changeClient(world, {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      })
      const tab = await world.openTab()
      await tab.signIn(demo.ada, memoryOnly)
      const RefreshToken = world.latest.refresh
      const use = { RefreshToken, ClientId: demo.storefront }
      const { AuthenticationResult: theirs } = await sdk(world.emulator).send(new GetTokensFromRefreshTokenCommand(use))
      const held = { tab: 'somebody else', access: theirs!.AccessToken!, id: '', refresh: theirs!.RefreshToken }
      expect(held.refresh).not.toBe(RefreshToken)
      expect(await tab.renew()).toMatchObject({ ended: { reason: 'refresh token used twice' } })
      await expect.poll(() => world.sent('RevokeToken').map(({ body }) => body['Token'])).toEqual([RefreshToken])
      // That this ends the family is the emulator's guess [?]; that it is asked for is ours.
      await expect.poll(async () => world.lives(held)).toBe(false)
      expect(await world.mints(held)).toBe(false)
    },
  )

  it.each([
    ['UserNotFoundException', ''],
    ['NotAuthorizedException', 'Refresh Token has been revoked'],
  ])('%s: there is nothing left to end', async (code, message) => {
    const { world, tab } = await signedIn()
    world.network = only(['GetTokensFromRefreshToken'], errorOf(code, message))
    await tab.renew()
    await tab.tick()
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it.each(['Invalid Refresh Token.', 'Something that nobody knows.'])(
    'a refused refresh that does not name the end: %s The session, which answers still, is ended at Cognito too',
    async (message) => {
      const { world, tab } = await signedIn()
      const issued = world.latest
      const refused = only(['GetTokensFromRefreshToken'], errorOf('NotAuthorizedException', message))
      world.network = async (call, forward) => refused(call, async () => offline(call, forward))
      expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason: 'renewal refused' } })
      await tab.until(() => tab.outbox === 1)
      world.network = online
      expect([await world.mints(issued), await world.lives(issued)]).toEqual([true, true])
      expect(await tab.run('retryOutbox', {})).toEqual({ waiting: 0 })
      expect([await world.mints(issued), await world.lives(issued)]).toEqual([false, false])
    },
  )

  it('a refused refresh that does not name the end, where the access token does: there is nothing left to end', async () => {
    const { world, tab } = await signedIn()
    const refused = only(['GetTokensFromRefreshToken'], errorOf('NotAuthorizedException', 'Invalid Refresh Token.'))
    const revoked = only(['GetUser'], errorOf('NotAuthorizedException', 'Access Token has been revoked'))
    world.network = async (call, forward) => refused(call, async () => revoked(call, forward))
    expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    await tab.tick()
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('a token without the scope for GetUser says nothing of the session', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], errorOf('NotAuthorizedException', 'Access Token does not have required scopes'))
    expect((await tab.check()).state).toBe('signed in')
  })

  it('an answer about a session that is already another’s ends nothing', async () => {
    const { world, tab } = await signedIn()
    const other = await world.openTab()
    tab.deaf = true
    world.network = only(['GetUser'], async (call, forward) => {
      if (call.tab === tab.name) await other.renew()
      return errorOf('NotAuthorizedException', 'Access Token has been revoked')(call, forward)
    })
    expect((await tab.check()).state).toBe('signed in')
    expect((await (await world.storage()).record())?.state).toBe('signed in')
  })

  it.each([false, true])(
    'an answer about tokens that were renewed meanwhile lets go of nothing (in memory: %s)',
    async (memoryOnly) => {
      const { world, tab } = await signedIn(undefined, memoryOnly)
      // Without a half there is no outbox, and whatever is let go of is ended at once.
      delete world.jar.outbox
      world.network = only(['GetUser'], async (call, forward) => {
        world.network = online
        await tab.renew()
        return errorOf('PasswordResetRequiredException')(call, forward)
      })
      expect((await tab.check()).state).toBe('signed in')
      await tab.tick()
      expect(world.sent('RevokeToken')).toEqual([])
      expect(await world.lives(world.latest)).toBe(true)
    },
  )

  it.each([false, true])(
    'an answer counts though AWS credentials were noted with the session meanwhile (in memory: %s)',
    async (memoryOnly) => {
      const world = new World()
      const tab = await world.openTab()
      await tab.signIn(demo.rhea, memoryOnly)
      const issued = world.latest
      world.network = only(['GetUser'], async (call, forward) => {
        world.network = online
        await tab.run('listUsers', { poolId: demo.pool })
        return errorOf('PasswordResetRequiredException')(call, forward)
      })
      expect(await tab.check()).toMatchObject({ state: 'signed out', ended: { reason: 'password reset required' } })
      await expect.poll(() => world.sent('RevokeToken').length).toBe(1)
      await expect.poll(async () => world.mints(issued)).toBe(false)
    },
  )

  it('what only this browser got wrong is not swallowed', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], errorOf('UserNotFoundException'))
    world.gate = async (_tab, where) => {
      if (where === 'replace asked') throw new DOMException('the disk is full', 'QuotaExceededError')
    }
    await expect(tab.check()).rejects.toThrow('the disk is full')
  })
})

const operations = ['GetUser', 'GetTokensFromRefreshToken', '*'] as const
const busy = ['TooManyRequestsException', 'InternalErrorException', 'LimitExceededException', 'ForbiddenException']
const page = '<html>Please sign in to this network</html>'

/** Everything that can go wrong on the way, and no word of Cognito's about the session. */
const trouble = fc.oneof(
  fc.constantFrom(...busy).map((code): FaultEffect => ({ error: { code } })),
  fc.constantFrom('SomethingNewException', 'Throttling').map((code): FaultEffect => ({ error: { code, status: 500 } })),
  fc.constant<FaultEffect>({ network: 'reset' }),
  fc
    .constantFrom(200, 302, 400, 403, 404, 429, 500, 502, 503)
    .chain((status) =>
      fc
        .constantFrom('', '{}', page, '{"Auth', '{"message":"Access Token has been revoked"}', 'null')
        .chain((body) =>
          fc.boolean().map((requestId): FaultEffect => ({ answer: { status, body, requestId, cors: true } })),
        ),
    ),
)
const fault = fc.record({
  effect: trouble,
  operation: fc.constantFrom(...operations),
  when: fc.constantFrom('before' as const, 'after' as const),
  times: fc.constantFrom(1, 2, 3, 'always' as const),
})

describe('R-2: trouble on the way signs nobody out', () => {
  it('500 faults, of every kind and at every place', { timeout: 120_000 }, async () => {
    const { world, tab } = await signedIn()
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 3 }), fc.boolean(), async (faults, asleep) => {
        for (const { effect, ...where } of faults) await world.fault({ ...where, ...effect })
        if (asleep) world.advance(2 * hour)
        await tab.tick()
        expect((await tab.check()).state).toBe('signed in')
        await tab.renew().catch(() => undefined)
        await world.clearFaults()
        expect((await tab.check()).state).toBe('signed in')
      }),
      { numRuns: 250 },
    )
  })

  it('control: one explicit word does', async () => {
    const { world, tab } = await signedIn()
    await world.fault({
      operation: 'GetTokensFromRefreshToken',
      error: { code: 'NotAuthorizedException', message: 'Refresh Token has been revoked' },
    })
    expect(await tab.renew()).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
  })
})
