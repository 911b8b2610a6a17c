import { describe, expect, it } from 'vitest'

import { delay, listed, signedIn } from './testElsewhere.ts'
import { answerOf, demo, errorOf, failureIn, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

describe('the list', () => {
  it('shows every session, and marks this one', async () => {
    const { tab } = await signedIn()
    const sessions = await listed(tab)
    expect(sessions.filter(({ here }) => here)).toHaveLength(1)
    expect(sessions).toHaveLength(3)
    expect(sessions[0]).toMatchObject({ kind: 'token', clientId: demo.storefront, address: '127.0.0.1' })
  })

  it('asked for twice at once is one request', async () => {
    const { world, tab } = await signedIn()
    await Promise.all([listed(tab), listed(tab)])
    expect(world.sent('ListUserSessions')).toHaveLength(1)
  })

  it.each([
    ['refuses', errorOf('OperationNotEnabledException', 'off'), 'refused'],
    ['says that the plan has it not', errorOf('FeatureUnavailableInTierException', 'Lite'), 'plan'],
  ] as const)('is not there where Cognito %s', async (_name, network, why) => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUserSessions'], network)
    expect(await tab.run('listSessions', {})).toMatchObject({ state: 'not tracked', why })
    expect(tab.state.state).toBe('signed in')
  })

  it('that is empty means the delay while the session is young, and no tracking later', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUserSessions'], async () => answerOf({ Sessions: [] }))
    expect(await tab.run('listSessions', {})).toMatchObject({ state: 'tracked', sessions: [] })
    world.advance(61_000)
    expect(await tab.run('listSessions', {})).toMatchObject({ state: 'not tracked', why: 'nothing listed' })
  })

  it('in part says what is missing', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUserSessions'], async (call) =>
      call.body['NextToken'] === undefined
        ? answerOf({ Sessions: [{ SessionId: 'tkn1' }], NextToken: 'more' })
        : answerOf({ __type: 'ForbiddenException', message: '' }, 403),
    )
    expect(await tab.run('listSessions', {})).toMatchObject({
      state: 'tracked',
      sessions: [{ id: 'tkn1' }],
      missing: { code: 'ForbiddenException' },
    })
  })

  it('nobody signed in: said', async () => {
    const world = new World()
    const tab = await world.openTab()
    expect(await failureIn(tab.run('listSessions', {}))).toMatchObject({ code: 'SignedOut' })
    expect(await failureIn(tab.run('endSessions', { sessions: [{ id: 'tkn1', linked: false }] }))).toMatchObject({
      code: 'SignedOut',
    })
  })

  it.each([
    ['NotAuthorizedException', 'Access Token has been revoked', 'revoked'],
    ['PasswordResetRequiredException', '', 'password reset required'],
    ['UserNotFoundException', '', 'user deleted'],
  ])('%s “%s”: this session has ended', async (code, message, reason) => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUserSessions'], errorOf(code, message))
    expect(await failureIn(tab.run('listSessions', {}))).toMatchObject({ code })
    expect(tab.state).toMatchObject({ state: 'signed out', ended: { reason } })
  })

  it.each(['TooManyRequestsException', 'InternalErrorException', 'ForbiddenException', 'InvalidParameterException'])(
    '%s ends nothing',
    async (code) => {
      const { world, tab } = await signedIn()
      world.network = only(['ListUserSessions'], errorOf(code, 'x'))
      expect(await failureIn(tab.run('listSessions', {}))).toMatchObject({ code })
      expect(tab.state.state).toBe('signed in')
    },
  )

  it('a refusal that a renewal cannot explain leaves the session as it is', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['ListUserSessions', 'GetTokensFromRefreshToken'], async (call, forward) =>
      call.operation === 'ListUserSessions'
        ? errorOf('NotAuthorizedException', 'No')(call, forward)
        : lostBefore(call, forward),
    )
    expect(await failureIn(tab.run('listSessions', {}))).toMatchObject({ operation: 'ListUserSessions' })
    expect(tab.state.state).toBe('signed in')
  })

  it('“not found” is left to a refresh: it may be the pool', async () => {
    const { world, tab } = await signedIn()
    world.network = only(
      ['ListUserSessions', 'GetTokensFromRefreshToken'],
      errorOf('ResourceNotFoundException', 'gone'),
    )
    expect(await failureIn(tab.run('listSessions', {}))).toMatchObject({ code: 'ResourceNotFoundException' })
    await tab.until(() => tab.state.state === 'signed out')
    expect(tab.state).toMatchObject({ ended: { reason: 'app client gone' } })
  })
})

describe('a session that is new', () => {
  it('is not on the list yet, and comes', async () => {
    const { world, tab } = await signedIn(1)
    await delay(world, 3_000)
    await tab.signIn(demo.ada)
    expect((await listed(tab)).some(({ here }) => here)).toBe(false)
    world.advance(3_000)
    expect((await listed(tab)).some(({ here }) => here)).toBe(true)
  })
})
