import { describe, expect, it } from 'vitest'

import { answerOf, demo, errorOf, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

async function signedIn(options: { clientId?: string } = {}) {
  const world = new World(options)
  const tab = await world.openTab()
  await tab.signIn(demo.ada)
  return { world, tab, issued: world.latest }
}

describe('the proof', () => {
  it('tries again while the old token still answers, and says so when it goes on answering', async () => {
    const { world, tab } = await signedIn()
    world.network = only(['RevokeToken'], async () => answerOf({}))
    const began = Date.now()
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.proof).toMatchObject({ state: 'still answers', probe: 'GetUser', tries: 5 })
    expect(receipt.stillWorks.slice(0, 2)).toMatchObject([
      { what: 'refresh', works: { state: 'until' } },
      { what: 'operations', works: { state: 'until' } },
    ])
    expect(Date.now() - began).toBe(7_500)
    expect(world.sent('GetUser')).toHaveLength(5)
  })

  it('is seen as soon as it is there', async () => {
    const { world, tab } = await signedIn()
    let asked = 0
    world.network = only(['GetUser'], async (_call, forward) => {
      asked += 1
      return asked < 3 ? answerOf({}) : forward()
    })
    expect((await tab.signOutToTheEnd()).proof.state).toBe('observed refused')
    expect(asked).toBe(3)
  })

  it.each([
    ['nobody answers', lostBefore],
    ['a firewall answers', errorOf('ForbiddenException', 'no', 403)],
    ['the token has run out just now', errorOf('NotAuthorizedException', 'Access Token has expired')],
  ])('%s: not known', async (_name, network) => {
    const { world, tab } = await signedIn()
    world.network = only(['GetUser'], network)
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'not known', probe: 'GetUser' })
  })

  it('needs no request id, and invents none', async () => {
    const { world, tab } = await signedIn()
    const refusal = { __type: 'NotAuthorizedException', message: 'Access Token has been revoked' }
    world.network = only(['GetUser'], async () => Response.json(refusal, { status: 400 }))
    const { proof } = await tab.signOutToTheEnd()
    expect(proof.state).toBe('observed refused')
    expect(proof).not.toHaveProperty('requestId')
  })

  it('with the access token expired the refresh token is tried', async () => {
    const { world, tab, issued } = await signedIn()
    world.advance(2 * 3_600_000)
    const receipt = await tab.signOutToTheEnd()
    const message = 'Refresh Token has been revoked'
    expect(receipt.proof).toMatchObject({ state: 'observed refused', probe: 'GetTokensFromRefreshToken', message })
    expect(world.sent('GetUser')).toEqual([])
    expect(await world.mints(issued)).toBe(false)
  })

  it.each([demo.storefront, demo.fieldApp])('whatever that mints is revoked at once (%s)', async (clientId) => {
    const { world, tab } = await signedIn({ clientId })
    world.advance(2 * 3_600_000)
    let first = true
    world.network = only(['RevokeToken'], async (_call, forward) => {
      if (!first) return forward()
      first = false
      return answerOf({})
    })
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'observed refused' })
    const revoked = world.sent('RevokeToken').map(({ body }) => body['Token'])
    expect(revoked).toEqual([revoked[0], world.latest.refresh])
    expect(await world.lives(world.latest)).toBe(false)
  })

  it('and counts as an answer, even if it cannot be revoked', async () => {
    const { world, tab } = await signedIn()
    world.advance(2 * 3_600_000)
    let first = true
    world.network = only(['RevokeToken'], async (call, forward) => {
      if (!first) return lostBefore(call, forward)
      first = false
      return answerOf({})
    })
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'still answers', tries: 5 })
  })
})
