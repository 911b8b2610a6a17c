import { describe, expect, it } from 'vitest'

import { vitals } from '../../emulator/testing.ts'
import { managedWorld, signInThere } from './testManagedLogin.ts'
import { half, nth, password, receiptOf, signedIn, stay } from './testStaying.ts'
import { answerOf, demo, errorOf, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

describe('all the others, where Cognito keeps no list', () => {
  it.each([false, true])(
    'ends everything, and this browser has a new session that lives (shared: %s)',
    async (shared) => {
      const { world, tab, phone, old } = await signedIn(shared)
      const stayed = await stay(tab, password, shared ? undefined : half)
      expect(stayed).toMatchObject({ outcome: 'stayed' })
      if (stayed.outcome !== 'stayed') throw new Error('not reached')
      if (!shared) world.jar.session = half
      expect(await tab.run('resume', {})).toMatchObject({
        state: 'signed in',
        session: { username: 'ada', memoryOnly: shared },
      })
      expect(await world.lives(world.latest)).toBe(true)
      expect(await world.lives(old)).toBe(false)
      expect((await vitals(world.emulator, phone))[1]).toMatch('revoked')
      expect(receiptOf(tab, stayed.receiptId)).toMatchObject({
        kind: 'other sessions',
        operation: 'GlobalSignOut',
        server: { step: 'accepted', attempts: 1 },
        proof: { state: 'observed refused', probe: 'GetUser' },
        back: { step: 'signed in', verified: expect.any(Date) },
      })
      expect(world.sent('RevokeToken')).toEqual([])
      const live = world.issued.slice(1)
      expect(await Promise.all(live.map(async (issued) => world.lives(issued)))).toEqual([false, true])
    },
  )

  it('is not told as over while the old session still answers', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], async () => answerOf({}))
    const stayed = await stay(tab)
    if (stayed.outcome !== 'stayed') throw new Error('not reached')
    const receipt = receiptOf(tab, stayed.receiptId)
    expect(receipt).toMatchObject({ proof: { state: 'still answers' } })
    expect(receipt).toMatchObject({
      stillWorks: expect.arrayContaining([
        expect.objectContaining({ what: 'refresh', works: expect.objectContaining({ state: 'until' }) }),
      ]),
    })
  })

  it('reckons with when this session began, and not with the password behind its cookie', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    const { visitor } = await signInThere(world, tab)
    await tab.signOutToTheEnd()
    world.advance(30 * 60_000)
    await signInThere(world, tab, false, visitor)
    const began = Date.now()
    world.network = only(['GetUser'], async () => answerOf({}))
    const stayed = await stay(tab)
    if (stayed.outcome !== 'stayed') throw new Error('not reached')
    const refresh = receiptOf(tab, stayed.receiptId).stillWorks.find(({ what }) => what === 'refresh')
    expect(refresh?.works).toMatchObject({ state: 'until', at: new Date(began + 30 * 86_400_000) })
  })

  it.each(['at once', 'later'])(
    'ends what another tab has begun meanwhile and is replaced, whether Cognito can be told %s',
    async (when) => {
      const { world, tab } = await signedIn()
      const other = await world.openTab()
      const meanwhile = nth('InitiateAuth', 2, async (_call, forward) => {
        await other.signIn(demo.rhea)
        await tab.rest()
        return forward()
      })
      let isTold = when === 'at once'
      world.network = async (call, forward) =>
        call.operation === 'RevokeToken' && !isTold ? lostBefore(call, forward) : meanwhile(call, forward)
      const stayed = await stay(tab)
      expect(stayed).toMatchObject({ outcome: 'stayed' })
      world.jar.session = half
      expect(await tab.run('resume', {})).toMatchObject({ session: { username: 'ada' } })
      const foreign = world.issued.find((issued) => issued.tab === other.name)!
      const ended = () => world.sent('RevokeToken').filter(({ body }) => body['Token'] === foreign.refresh)
      await tab.tick()
      await expect.poll(() => ended().length).toBe(isTold ? 1 : 3)
      await expect.poll(async () => world.mints(foreign)).toBe(!isTold)
      isTold = true
      await tab.run('retryOutbox', {})
      await expect.poll(async () => world.mints(foreign)).toBe(false)
      expect(await world.lives(world.latest)).toBe(true)
    },
  )

  it('that could not be kept is told and ended: everybody is signed out by then', async () => {
    const { world, tab, old } = await signedIn()
    let isFull = false
    world.network = nth('InitiateAuth', 2, async (_call, forward) => {
      isFull = true
      return forward()
    })
    world.gate = async (_tab, where) => {
      if (!isFull || where !== 'replace asked') return
      isFull = false
      throw new DOMException('full', 'QuotaExceededError')
    }
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error('not reached')
    expect(receiptOf(tab, stayed.receiptId).back).toMatchObject({ step: 'failed', failure: { code: 'NotKept' } })
    expect([tab.state.state, await world.mints(world.latest), await world.mints(old)]).toEqual([
      'signed out',
      false,
      false,
    ])
  })

  it('tells the page what it is doing', async () => {
    const { tab } = await signedIn()
    await stay(tab)
    const told = tab.messages.flatMap((message) => (message.kind === 'sessions' ? [message.news.staying] : []))
    expect(told).toEqual([
      'checking the password',
      'signing out everywhere',
      'waiting',
      'signing back in',
      'verifying',
      undefined,
    ])
  })

  it('two clicks are one wish', async () => {
    const { world, tab } = await signedIn()
    const answers = await Promise.all([stay(tab), stay(tab)])
    expect(answers[0]).toEqual(answers[1])
    expect(world.sent('GlobalSignOut')).toHaveLength(1)
  })

  it('waits out Cognito’s second before it signs back in', async () => {
    const { world, tab } = await signedIn()
    const at: Record<string, number> = {}
    world.network = async (call, forward) => {
      at[call.operation] = Date.now()
      return forward()
    }
    await stay(tab)
    expect(at['InitiateAuth']! - at['GlobalSignOut']!).toBeGreaterThan(1_000)
  })
})

describe('while nothing has been ended, nothing is lost', () => {
  it('a wrong password', async () => {
    const { world, tab, phone, old } = await signedIn()
    expect(await failureIn(stay(tab, 'not-this-one'))).toMatchObject({
      operation: 'RespondToAuthChallenge (to stay here)',
      code: 'NotAuthorizedException',
    })
    expect(world.sent('GlobalSignOut')).toEqual([])
    expect(await world.lives(old)).toBe(true)
    expect(await vitals(world.emulator, phone)).toEqual(['ok', 'ok'])
    expect(tab.state.state).toBe('signed in')
  })

  it('an account that needs more than a password', async () => {
    const { world, tab, old } = await signedIn()
    world.network = only(['InitiateAuth'], async () =>
      answerOf({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 'a-session-of-some-length', ChallengeParameters: {} }),
    )
    expect(await stay(tab)).toEqual({ outcome: 'needs more than a password' })
    expect(world.sent('GlobalSignOut')).toEqual([])
    expect(await world.lives(old)).toBe(true)
  })

  it('GlobalSignOut fails: the session that was begun to try the password does not stay behind', async () => {
    const { world, tab, old } = await signedIn()
    world.network = only(['GlobalSignOut'], errorOf('ForbiddenException', '', 403))
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut', code: 'ForbiddenException' })
    expect(await world.lives(old)).toBe(true)
    expect(await world.lives(world.latest)).toBe(false)
    expect(tab.state.state).toBe('signed in')
  })

  it('and if that cannot be ended either, the failure is still the first one', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GlobalSignOut', 'RevokeToken'], lostBefore)
    expect(await failureIn(stay(tab))).toMatchObject({ operation: 'GlobalSignOut', code: 'Unreachable' })
    expect(tab.state.state).toBe('signed in')
  })

  it('this session had ended already: said, and the browser is signed out', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GlobalSignOut'], errorOf('NotAuthorizedException', 'Access Token has been revoked'))
    expect(await failureIn(stay(tab))).toMatchObject({ code: 'NotAuthorizedException' })
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
  })

  it('nobody signed in, or no half to seal with', async () => {
    const world = new World()
    const empty = await world.openTab()
    expect(await failureIn(stay(empty))).toMatchObject({ code: 'SignedOut' })
    const { tab, world: other } = await signedIn()
    expect(await failureIn(tab.run('stayAlone', { password }))).toMatchObject({ code: 'NoCookies' })
    expect(other.sent('GlobalSignOut')).toEqual([])
  })
})

describe('once everything has ended, every step that fails is told', () => {
  it('signing back in fails: signed out here as well', async () => {
    const { world, tab, phone, old } = await signedIn()
    world.network = nth('InitiateAuth', 2, errorOf('TooManyRequestsException'))
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error(stayed.outcome)
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(receiptOf(tab, stayed.receiptId)).toMatchObject({
      proof: { state: 'observed refused' },
      back: { step: 'failed', failure: { code: 'TooManyRequestsException' } },
    })
    expect(await world.lives(old)).toBe(false)
    expect((await vitals(world.emulator, phone))[1]).toMatch('revoked')
  })

  it('Cognito asks for more the second time', async () => {
    const { world, tab } = await signedIn()
    const challenge = { ChallengeName: 'SMS_MFA', Session: 'a-session-of-some-length', ChallengeParameters: {} }
    world.network = nth('InitiateAuth', 2, async () => answerOf(challenge))
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error(stayed.outcome)
    expect(receiptOf(tab, stayed.receiptId).back).not.toHaveProperty('failure')
  })

  it('the new session is refused once: the watermark, and it is tried again', async () => {
    const { world, tab } = await signedIn()
    let refused = 0
    world.network = only(['GetUser'], async (call, forward) => {
      const isNew = call.body['AccessToken'] === world.latest.access && world.sent('GlobalSignOut').length > 0
      if (!isNew || refused > 0 || world.sent('InitiateAuth').length < 3) return forward()
      refused += 1
      return errorOf('NotAuthorizedException', 'Access Token has been revoked')(call, forward)
    })
    expect(await stay(tab)).toMatchObject({ outcome: 'stayed' })
    expect(world.sent('InitiateAuth')).toHaveLength(4)
    expect(await world.lives(world.latest)).toBe(true)
  })

  it('refused twice: signed out here, and said', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], errorOf('NotAuthorizedException', 'Access Token has been revoked'))
    const stayed = await stay(tab)
    if (stayed.outcome !== 'signed out') throw new Error(stayed.outcome)
    expect(receiptOf(tab, stayed.receiptId).back).toMatchObject({ step: 'failed', failure: { operation: 'GetUser' } })
    expect(tab.state.state).toBe('signed out')
  })

  it('whether the new session lives cannot be seen: it is kept, and that is said', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], lostBefore)
    const stayed = await stay(tab)
    if (stayed.outcome !== 'stayed') throw new Error(stayed.outcome)
    const { back } = receiptOf(tab, stayed.receiptId)
    expect(back).toMatchObject({ step: 'signed in', failure: { code: 'Unreachable' } })
    expect(back).not.toHaveProperty('verified')
  })
})
