import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { ended, leaking, only1, read } from './testLeaks.ts'
import { demo, errorOf, failureIn, lostBefore, only, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const hour = 3_600_000

describe('tokens in a text', () => {
  it('are found among other things, each once, and told apart', async () => {
    const { tab, tokens } = await leaking()
    const log = [
      `2030-01-01 GET /orders authorization: Bearer ${tokens.access}`,
      `{"id_token":"${tokens.id}","refresh_token":"${tokens.refresh}"}`,
      `again ${tokens.access}, eyJub3QiOiJhIn0.eyJ0b2tlbiI6MX0.sig and eyJ.`,
    ].join('\n')
    const found = await read(tab, log)
    expect(found.map(({ kind }) => kind)).toEqual(['access', 'id', 'refresh'])
    const [access, id, refresh] = found
    const pool = { state: 'ours', id: demo.pool, name: 'demo' }
    const says = { username: 'ada', clientId: demo.storefront, expiresAt: new Date('2030-01-01T01:00:00Z') }
    expect(access).toMatchObject({ pool, signature: 'fits', says, life: { state: 'alive' } })
    expect(id).toMatchObject({ pool, signature: 'fits', says, life: { state: 'not known', why: 'no call can tell' } })
    expect(refresh).toMatchObject({ pool: { state: 'not told' }, signature: 'none', says: { scopes: [] } })
  })

  it('that are none are not found', async () => {
    const { world, tab } = await leaking()
    const before = world.calls.length
    expect(await read(tab, 'nothing here but 1.2.3 and eyJhbGciOiJub25lIn0.e30.')).toEqual([])
    expect(world.calls).toHaveLength(before)
  })

  it('of another pool are named as such, and sent nowhere', async () => {
    const { world, tab, tokens } = await leaking()
    const [head, , signature] = tokens.access.split('.')
    const iss = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Foreign01'
    const payload = { token_use: 'access', iss, username: 'ada', scope: 'aws.cognito.signin.user.admin', exp: 4e9 }
    const foreign = `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`
    const found = await only1(tab, foreign)
    expect(found).toMatchObject({
      pool: { state: 'foreign', issuer: iss },
      signature: 'not checked',
      life: { state: 'not known', why: 'not sent' },
    })
    expect(JSON.stringify(world.calls)).not.toContain(foreign)
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: found.id }))).toMatchObject({ code: 'NotVerified' })
  })

  it('that are forged are told so, are not sent, and end nobody’s sessions', async () => {
    const { world, tab, tokens } = await leaking()
    const [head, payload = '', signature] = tokens.access.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const other = Buffer.from(JSON.stringify({ ...claims, username: 'rhea' })).toString('base64url')
    const forged = `${head}.${other}.${signature}`
    const found = await only1(tab, forged)
    expect(found).toMatchObject({ signature: 'does not fit', life: { state: 'not known', why: 'not sent' } })
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: found.id }))).toMatchObject({ code: 'NotVerified' })
    expect(world.sent('GetUser')).toEqual([])
    expect(world.sent('AdminUserGlobalSignOut')).toEqual([])
  })

  it('that have run out, or were ended, are dead', async () => {
    const { world, tab, tokens } = await leaking()
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    expect((await only1(tab, tokens.access)).life).toMatchObject({
      state: 'refused',
      message: 'Access Token has been revoked',
    })
    world.advance(2 * hour)
    const asked = world.sent('GetUser').length
    expect((await only1(tab, tokens.access)).life).toEqual({ state: 'expired', at: new Date('2030-01-01T01:00:00Z') })
    expect(world.sent('GetUser')).toHaveLength(asked)
  })

  it.each([
    ['ForbiddenException', 'Request not allowed due to WAF block.', 403],
    ['PasswordResetRequiredException', 'Password reset required for the user', 400],
    ['UserNotConfirmedException', 'User is not confirmed.', 400],
    ['NotAuthorizedException', 'Invalid Access Token', 400],
  ])('are not dead because of %s “%s”, and are tried once their user was signed out', async (code, message, status) => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['GetUser'], errorOf(code, message, status))
    const found = await only1(tab, tokens.access)
    expect(found.life).toEqual({ state: 'not known', why: 'refused otherwise', code })
    world.network = only([], lostBefore)
    const { receiptId } = await tab.run('endLeakedUser', { tokenId: found.id })
    expect((await ended(tab, receiptId)).proof).toMatchObject({ state: 'observed refused', probe: 'GetUser' })
  })

  it.each([
    ['UserNotFoundException', 'User does not exist.'],
    ['NotAuthorizedException', 'User is disabled.'],
    ['NotAuthorizedException', 'Access Token has expired'],
  ])('are dead by %s “%s”', async (code, message) => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['GetUser'], errorOf(code, message))
    expect((await only1(tab, tokens.access)).life).toMatchObject({ state: 'refused', message })
  })

  it('cannot be vouched for while the pool’s keys are out of reach', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only([''], lostBefore)
    expect(await only1(tab, tokens.access)).toMatchObject({ signature: 'not checked', life: { why: 'not sent' } })
  })

  it.each([
    ['a page of a proxy', new Response('<html>', { status: 200 })],
    ['an error', new Response('{}', { status: 503 })],
    ['no keys', Response.json({ keys: [] })],
    ['keys of another kind', Response.json({ keys: [{ kty: 'EC', kid: 'a' }, 7] })],
    ['keys without a modulus', Response.json({ keys: [{ kty: 'RSA', kid: 'a', e: 'AQAB' }] })],
    ['a list', Response.json([])],
  ])('are not vouched for by %s', async (_what, response) => {
    const { world, tab, tokens } = await leaking()
    world.network = only([''], async () => response.clone())
    expect(await only1(tab, tokens.access)).toMatchObject({ signature: 'not checked', life: { why: 'not sent' } })
  })

  it('with a header or a signature that cannot be read are not genuine', async () => {
    const { tab, tokens } = await leaking()
    const [head, payload, signature = ''] = tokens.access.split('.')
    const none = Buffer.from('{"alg":"none","kid":1}').toString('base64url')
    for (const odd of [`${none}.${payload}.${signature}`, `${head}.${payload}.AAAA`, `eyJ9.${payload}.${signature}`]) {
      expect((await only1(tab, odd)).signature).toBe('does not fit')
    }
  })

  it('that are read as the operator signs out are not kept for who signs in next', async () => {
    const { world, tab, tokens } = await leaking()
    let isFirst = true
    world.network = only(['GetUser'], async (_call, forward) => {
      const answer = await forward()
      if (isFirst) {
        isFirst = false
        await tab.signOut()
        await tab.signIn(demo.rhea)
      }
      return answer
    })
    const found = await only1(tab, tokens.access)
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: found.id }))).toMatchObject({ code: 'Forgotten' })
  })

  it.each([
    ['again', only(['GetUser'], lostBefore), { state: 'not known', probe: 'GetUser' }],
    ['no more', only([], lostBefore), { state: 'observed refused', probe: 'GetUser' }],
  ])(
    'of which Cognito could not be asked are not said to be alive or dead, and tried later: lost %s',
    async (...row) => {
      const [, network, proof] = row
      const { world, tab, tokens } = await leaking()
      world.network = only(['GetUser'], lostBefore)
      const found = await only1(tab, tokens.access)
      expect(found.life).toMatchObject({ state: 'failed', code: 'Unreachable' })
      world.network = network
      const { receiptId } = await tab.run('endLeakedUser', { tokenId: found.id })
      expect((await ended(tab, receiptId)).proof).toMatchObject(proof)
    },
  )

  it('of the deployment’s own pool are read by whoever may list no pools', async () => {
    const { world, tab, tokens } = await leaking()
    world.network = only(['ListUserPools'], errorOf('AccessDeniedException'))
    expect(await only1(tab, tokens.access)).toMatchObject({ pool: { state: 'ours', id: demo.pool }, signature: 'fits' })
    world.network = only(['ListUserPools'], lostBefore)
    expect(await failureIn(read(tab, tokens.access))).toMatchObject({ code: 'Unreachable' })
  })

  it('are looked at again without their text: what was ended since is dead, and not asked about any more', async () => {
    const { world, tab, tokens } = await leaking()
    const before = await read(tab, `${tokens.access} ${tokens.id} ${tokens.refresh}`)
    const refresh = before.find(({ kind }) => kind === 'refresh')?.id ?? ''
    const { receiptId } = await tab.run('revokeLeaked', {
      tokenId: refresh,
      poolId: demo.pool,
      clientId: demo.storefront,
    })
    await ended(tab, receiptId)
    const dead = { state: 'refused', message: 'Access Token has been revoked' }
    const again = await tab.run('readLeaked', {})
    expect(again.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(again.find(({ kind }) => kind === 'access')?.life).toMatchObject(dead)
    const asked = world.sent('GetUser').length
    expect(await tab.run('readLeaked', {})).toEqual(again)
    expect(world.sent('GetUser')).toHaveLength(asked)
    await tab.run('forgetLeaked', {})
    expect(await tab.run('readLeaked', {})).toEqual([])
  })

  it('are forgotten with the next text, with the page, and with the session', async () => {
    const { tab, tokens } = await leaking()
    const first = await only1(tab, tokens.access)
    const second = await only1(tab, tokens.id)
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: first.id }))).toMatchObject({ code: 'Forgotten' })
    await tab.run('forgetLeaked', {})
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: second.id }))).toMatchObject({ code: 'Forgotten' })
    const third = await only1(tab, tokens.id)
    await tab.signOutToTheEnd()
    await tab.signIn(demo.rhea)
    expect(await failureIn(tab.run('endLeakedUser', { tokenId: third.id }))).toMatchObject({ code: 'Forgotten' })
  })
})
