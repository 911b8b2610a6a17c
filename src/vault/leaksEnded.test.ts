import { describe, expect, it } from 'vitest'

import { leakMayHaveEnded, onlyPossible } from '../lib/leaked.ts'
import { lineOfLeak } from './leakLine.ts'
import { backOfficeSecret, ended, leaking, lives, only1, signInElsewhere } from './testLeaks.ts'
import { answerOf, demo, errorOf, lostAfter, lostBefore, type Network, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000
const day = 24 * hour

describe('a refresh token that leaked', () => {
  it('is revoked in its app client’s name, and seen to be refused', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    expect(await ended(tab, receiptId)).toMatchObject({
      operation: 'RevokeToken',
      username: 'rhea',
      tried: [{ clientId: demo.storefront, outcome: 'revoked' }],
      server: { step: 'accepted' },
      proof: { state: 'observed refused', message: 'Refresh Token has been revoked' },
      tokensLiveMs: hour,
    })
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(false)
    const activity = await tab.run('activity', {})
    expect(activity).toContainEqual(
      expect.objectContaining({
        operation: 'RevokeToken',
        target: 'leaked refresh token',
        outcome: 'proven',
        receiptId,
      }),
    )
  })

  it('of a confidential client is revoked with the secret, which is used in the vault alone', async () => {
    const { world, tab } = await leaking()
    const { refresh } = await signInElsewhere(world, demo.backOffice)
    const { id: tokenId } = await only1(tab, refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.backOffice })
    expect((await ended(tab, receiptId)).tried).toMatchObject([{ outcome: 'revoked' }])
    expect(world.sent('RevokeToken')[0]?.body).toMatchObject({ ClientSecret: backOfficeSecret })
  })

  it('without a client named is tried with each, until one is seen to have ended it', async () => {
    const { world, tab } = await leaking()
    const { refresh } = await signInElsewhere(world, demo.backOffice)
    const { id: tokenId } = await only1(tab, refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool })
    const { tried, server, clients, named } = await ended(tab, receiptId)
    expect(named).toBe(false)
    expect(clients).toBeGreaterThan(3)
    expect(server.step).toBe('accepted')
    expect(tried.at(-1)).toMatchObject({ clientId: demo.backOffice, outcome: 'revoked' })
    expect(tried.slice(0, -1).map(({ outcome }) => outcome)).not.toContain('revoked')
  })

  it('that no client takes as its own is not said to be ended', async () => {
    const { tab } = await leaking()
    const sealed = Buffer.from(JSON.stringify({ cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP' })).toString('base64url')
    const { id: tokenId } = await only1(tab, `${sealed}.aaaa.bbbb.cccc.dddd`)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    const { tried, proof, server } = await ended(tab, receiptId)
    expect(server.step).toBe('accepted')
    expect(proof.state).toBe('not known')
    expect(tried).toMatchObject([{ outcome: 'accepted' }])
  })

  it('of a client that allows no revocation is not asked about', async () => {
    const { world, tab } = await leaking()
    const { refresh } = await signInElsewhere(world, demo.kiosk)
    const { id: tokenId } = await only1(tab, refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.kiosk })
    expect(await ended(tab, receiptId)).toMatchObject({
      tried: [{ outcome: 'revocation off', livesMs: { refresh: 30 * day, tokens: hour } }],
      named: true,
      server: { step: 'refused', failure: { code: 'UnsupportedOperationException' } },
      proof: { state: 'not possible' },
    })
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('that every other client refused is told with the one that allows no revocation, whichever was asked last', async () => {
    const { world, tab } = await leaking()
    const { refresh } = await signInElsewhere(world, demo.kiosk)
    const { id: tokenId } = await only1(tab, refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool })
    const { tried, server } = await ended(tab, receiptId)
    expect(tried.at(-1)?.outcome).toBe('refused')
    expect(new Set(tried.map(({ outcome }) => outcome))).toEqual(new Set(['revocation off', 'refused']))
    expect(server).toMatchObject({ step: 'refused', failure: { code: 'UnsupportedOperationException' } })
  })

  it.each([
    ['DescribeUserPoolClient', 'AccessDeniedException'],
    ['DescribeUserPoolClient', 'ExpiredTokenException'],
    ['RevokeToken', 'ForbiddenException'],
  ])('is not taken for the one without revocation’s where %s of another failed with %s', async (operation, code) => {
    const { world, tab, tokens } = await leaking()
    const UserPoolClients = [demo.storefront, demo.kiosk].map((ClientId) => ({ ClientId, ClientName: ClientId }))
    world.network = async (call, forward) => {
      if (call.operation === 'ListUserPoolClients') return answerOf({ UserPoolClients })
      const { ClientId } = call.body as { ClientId?: string }
      if (call.operation === operation && ClientId === demo.storefront) return errorOf(code)(call, forward)
      return forward()
    }
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool })
    const receipt = await ended(tab, receiptId)
    expect(receipt.tried).toMatchObject([
      { clientId: demo.storefront, outcome: 'failed', unanswered: false },
      { clientId: demo.kiosk, outcome: 'revocation off' },
    ])
    expect(onlyPossible(receipt)).toEqual([])
    expect(receipt.server).toMatchObject({ step: 'refused', failure: { code } })
  })

  it('that still mints after an accepted revocation is told so, and what was minted is revoked', async () => {
    const { world, tab, tokens } = await leaking()
    let held = true
    world.network = only(['RevokeToken'], async (_call, forward) => {
      if (!held) return forward()
      held = false
      return new Response('{}', { headers: { 'x-amzn-requestid': 'made-by-the-test' } })
    })
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    const receipt = await ended(tab, receiptId)
    expect(receipt.proof).toMatchObject({ state: 'observed refused' })
    expect(world.sent('GetTokensFromRefreshToken').length).toBeGreaterThan(1)
    expect(world.sent('RevokeToken')).toHaveLength(2)
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(false)
  })

  it('that goes on minting is told so; each that was minted is revoked', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only(
      ['RevokeToken'],
      async () => new Response('{}', { headers: { 'x-amzn-requestid': 'made-by-the-test' } }),
    )
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    const { proof, tried } = await ended(tab, receiptId)
    expect(proof).toMatchObject({ state: 'still answers', tries: 5 })
    expect(tried).toMatchObject([{ outcome: 'accepted' }])
    expect(world.sent('RevokeToken')).toHaveLength(6)
  })

  it('about which Cognito cannot be asked is not said to be ended, nor this browser signed out', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['RevokeToken'], lostBefore)
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool, clientId: demo.storefront })
    const receipt = await ended(tab, receiptId)
    expect(receipt.tried).toMatchObject([{ outcome: 'failed' }])
    expect(receipt.server).toMatchObject({ step: 'refused', failure: { operation: 'RevokeToken (leaked)' } })
  })

  it.each([
    ['RevokeToken', lostBefore, true, 'not known', 'Unreachable'],
    ['RevokeToken', errorOf('TooManyRequestsException', 'slow down'), false, 'refused', 'UnauthorizedException'],
    ['DescribeUserPoolClient', lostBefore, false, 'refused', 'UnauthorizedException'],
  ] as const)(
    'fails for one client at %s, and is refused for the next: %#',
    async (operation, failing, unanswered, outcome, detail) => {
      const { world, tab, tokens } = await leaking()
      const UserPoolClients = [demo.storefront, demo.backOffice].map((ClientId) => ({ ClientId, ClientName: ClientId }))
      world.network = async (call, forward) => {
        if (call.operation === 'ListUserPoolClients') return answerOf({ UserPoolClients })
        const ofFirst = (call.body as { ClientId?: string }).ClientId === demo.storefront
        if (ofFirst && call.operation === operation) return failing(call, forward)
        return call.operation === 'RevokeToken' ? errorOf('UnauthorizedException')(call, forward) : forward()
      }
      const { id: tokenId } = await only1(tab, tokens.refresh)
      const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool })
      const receipt = await ended(tab, receiptId)
      expect(receipt.tried).toMatchObject([{ outcome: 'failed', unanswered }, { outcome: 'refused' }])
      expect(lineOfLeak(receipt)).toMatchObject({ outcome, detail })
      expect(leakMayHaveEnded(receipt)).toBe(outcome === 'not known')
    },
  )

  it('in a pool without app clients cannot be of it', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['ListUserPoolClients'], async () => answerOf({ UserPoolClients: [] }))
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const { receiptId } = await tab.run('revokeLeaked', { tokenId, poolId: demo.pool })
    expect((await ended(tab, receiptId)).server).toMatchObject({ failure: { code: 'NoAppClient' } })
  })

  it('twice asked for is one wish; a secret that may not be read is told as what IAM lacks', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    const wish = { tokenId, poolId: demo.pool, clientId: demo.storefront }
    const [first, second] = await Promise.all([tab.run('revokeLeaked', wish), tab.run('revokeLeaked', wish)])
    expect(first).toEqual(second)
    await ended(tab, first.receiptId)
    expect(world.sent('RevokeToken')).toHaveLength(1)
    world.network = only(['DescribeUserPoolClient'], errorOf('AccessDeniedException'))
    const { receiptId } = await tab.run('revokeLeaked', wish)
    expect((await ended(tab, receiptId)).server).toMatchObject({
      failure: { operation: 'DescribeUserPoolClient', code: 'AccessDeniedException' },
    })
  })
})

describe('the sessions of a leaked token’s user', () => {
  it('end, and an access token shows it', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.access)
    const { receiptId } = await tab.run('endLeakedUser', { tokenId })
    const receipt = await ended(tab, receiptId)
    expect(receipt).not.toHaveProperty('own')
    expect(receipt).toMatchObject({
      operation: 'AdminUserGlobalSignOut',
      token: { kind: 'access', says: { username: 'ada' } },
      server: { step: 'accepted' },
      proof: { state: 'observed refused', probe: 'GetUser', message: 'Access Token has been revoked' },
    })
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(false)
  })

  it('end as well for an ID token, of which nothing can be observed', async () => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.id)
    const { receiptId } = await tab.run('endLeakedUser', { tokenId })
    expect(await ended(tab, receiptId)).toMatchObject({
      server: { step: 'accepted' },
      proof: { state: 'not possible' },
    })
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(false)
  })

  it('do not end where IAM says no: the receipt names the action', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['AdminUserGlobalSignOut'], errorOf('AccessDeniedException'))
    const { id: tokenId } = await only1(tab, tokens.access)
    const { receiptId } = await tab.run('endLeakedUser', { tokenId })
    expect((await ended(tab, receiptId)).server).toMatchObject({
      step: 'refused',
      failure: { operation: 'AdminUserGlobalSignOut', code: 'AccessDeniedException' },
    })
  })
})

describe('the sessions of the operator’s own, of whom a token leaked', () => {
  async function own(kind: 'access' | 'id', network?: Network) {
    const { world, tab } = await leaking()
    const tokens = await signInElsewhere(world, demo.storefront, demo.rhea)
    const { id: tokenId } = await only1(tab, tokens[kind])
    if (network) world.network = network
    const { receiptId } = await tab.run('endLeakedUser', { tokenId })
    const last = () =>
      tab.messages
        .flatMap((message) => (message.kind === 'receipt' ? [message.receipt] : []))
        .findLast((receipt) => receipt.kind === 'leaked token')
    await tab.until(() => last()?.own?.proof !== undefined)
    const isOver = () =>
      tab.messages.some((message) => message.kind === 'session' && message.state.state === 'signed out')
    if (last()?.own?.proof?.state === 'observed refused') await tab.until(isOver)
    else await tab.rest()
    return { receipt: last()!, receiptId, state: await tab.run('resume', {}) }
  }
  const byYourself = (receiptId: string) => ({
    state: 'signed out',
    ended: { reason: 'signed out by yourself', receiptId },
  })

  it('end, which this browser’s token shows too, and end the tab', async () => {
    const { receipt, receiptId, state } = await own('access')
    expect(receipt).toMatchObject({
      proof: { state: 'observed refused' },
      own: { proof: { state: 'observed refused', probe: 'GetUser' } },
    })
    expect(state).toMatchObject(byYourself(receiptId))
  })

  it('are seen to end where the leaked token is an ID token, which shows nothing', async () => {
    const { receipt, receiptId, state } = await own('id')
    expect(receipt).toMatchObject({
      server: { step: 'accepted' },
      proof: { state: 'observed refused', probe: 'GetUser' },
    })
    expect(lineOfLeak(receipt)).toMatchObject({ outcome: 'proven' })
    expect(state).toMatchObject(byYourself(receiptId))
  })

  it('are seen to end where the answer was lost', async () => {
    const { receipt, receiptId, state } = await own('access', only(['AdminUserGlobalSignOut'], lostAfter))
    expect(receipt).toMatchObject({ server: { step: 'refused' }, proof: { state: 'observed refused' } })
    expect(lineOfLeak(receipt)).toMatchObject({ outcome: 'proven' })
    expect(state).toMatchObject(byYourself(receiptId))
  })

  it('that go on all the same leave the tab signed in, and the receipt says so', async () => {
    const { receipt, state } = await own(
      'id',
      only(['AdminUserGlobalSignOut'], async () => answerOf({})),
    )
    expect(receipt).toMatchObject({ proof: { state: 'not possible' }, own: { proof: { state: 'still answers' } } })
    expect(state).toMatchObject({ state: 'signed in' })
  })

  it('end the tab by its own refresh token too, once that is seen to be refused', async () => {
    const { world, tab } = await leaking()
    const ownToken = await only1(tab, world.issued.find((issued) => issued.tab === tab.name)?.refresh ?? '')
    const { receiptId } = await tab.run('revokeLeaked', { tokenId: ownToken.id, poolId: demo.pool })
    expect(await ended(tab, receiptId)).toMatchObject({ proof: { state: 'observed refused' } })
    await tab.until(() => tab.state.state === 'signed out')
    expect(tab.state).toMatchObject(byYourself(receiptId))
  })
})
