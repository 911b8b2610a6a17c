import { expect, it } from 'vitest'

import { ended, leaking, lives, only1, signInElsewhere } from './testLeaks.ts'
import { changeClient, giveUpDomain, managedWorld, Visitor } from './testManagedLogin.ts'
import { demo, errorOf, failureIn, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

// Who may ask Cognito about a token that leaked, and how often.

it('an access token that may ask nothing is not sent, and whether it lives is not known', async () => {
  const world = managedWorld()
  await changeClient(world, { AllowedOAuthScopes: ['openid', 'email'] })
  const first = await world.openTab()
  await first.finishManagedLogin(await new Visitor(world).comeBackFrom(await first.beginManagedLogin()))
  const { access } = world.latest
  giveUpDomain(world)
  const tab = await world.openTab()
  await tab.signIn(demo.rhea)
  const asked = world.sent('GetUser').length
  expect(await only1(tab, access)).toMatchObject({ signature: 'fits', life: { state: 'not known', why: 'no scope' } })
  expect(world.sent('GetUser')).toHaveLength(asked)
})

it('a token that has run out is read by this machine’s clock where nobody is signed in', async () => {
  const { world, tab, tokens } = await leaking()
  await tab.signOutToTheEnd()
  world.advance(2 * 3_600_000)
  const at = new Date(Date.UTC(2030, 0, 1, 1))
  expect(await only1(tab, tokens.access)).toMatchObject({ life: { state: 'expired', at } })
})

it('asked for again while Cognito is being asked, it is the same wish', async () => {
  const { world, tab, tokens } = await leaking()
  const { id: tokenId } = await only1(tab, tokens.refresh)
  const wish = { tokenId, poolId: demo.pool, clientId: demo.storefront }
  let again: unknown
  world.network = only(['RevokeToken'], async (_call, forward) => {
    again = await tab.run('revokeLeaked', wish)
    return forward()
  })
  const { receiptId } = await tab.run('revokeLeaked', wish)
  expect((await ended(tab, receiptId)).tried).toMatchObject([{ outcome: 'revoked' }])
  expect(again).toEqual({ receiptId })
  expect(world.sent('RevokeToken')).toHaveLength(1)
})

it.each([
  ['signs out', async () => undefined],
  ['makes room for somebody else', async (signIn: () => Promise<unknown>) => signIn()],
])(
  'nothing is done in the name of whoever is there when the operator who asked %s before it was sent',
  async (_what, then) => {
    const { world, tab, tokens } = await leaking()
    const { id: tokenId } = await only1(tab, tokens.refresh)
    world.network = only(['ListUserPoolClients'], async (_call, forward) => {
      const answer = await forward()
      await tab.signOutToTheEnd()
      await then(async () => tab.signIn(demo.ada))
      return answer
    })
    const revoked = world.sent('RevokeToken').length
    expect(await failureIn(tab.run('revokeLeaked', { tokenId, poolId: demo.pool }))).toMatchObject({
      code: 'Forgotten',
    })
    // The operator's own sign-out is one.
    expect(world.sent('RevokeToken')).toHaveLength(revoked + 1)
    expect(await lives(world, tokens.refresh, demo.storefront)).toBe(true)
    expect(
      tab.messages.filter((message) => message.kind === 'receipt' && message.receipt.kind === 'leaked token'),
    ).toEqual([])
  },
)

it('of the operator’s own sessions, which Cognito did not end, nothing more is told than that it refused', async () => {
  const { world, tab } = await leaking()
  const tokens = await signInElsewhere(world, demo.storefront, demo.rhea)
  const { id: tokenId } = await only1(tab, tokens.access)
  world.network = only(['AdminUserGlobalSignOut'], errorOf('AccessDeniedException'))
  const { receiptId } = await tab.run('endLeakedUser', { tokenId })
  const receipt = await ended(tab, receiptId)
  expect(receipt).toMatchObject({ server: { step: 'refused', failure: { code: 'AccessDeniedException' } } })
  await expect.poll(() => tab.run('receipt', { receiptId })).toStrictEqual(receipt)
  expect(receipt.own).toStrictEqual({})
  expect(await tab.check()).toMatchObject({ state: 'signed in' })
})
