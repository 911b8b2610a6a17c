import { createHash } from 'node:crypto'

import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { sdk } from '../../emulator/testing.ts'
import { bytesOnDisk } from './testDisk.ts'
import { changeClient, domain, giveUpDomain, managedWorld, signInThere, Visitor } from './testManagedLogin.ts'
import { consoleOrigin } from './testTab.ts'
import { demo, factsIn, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const minute = 60_000
const adminScope = 'aws.cognito.signin.user.admin'

async function opened(config: object = {}) {
  const world = managedWorld(config)
  const tab = await world.openTab()
  return { world, tab }
}

describe('a sign-in at managed login', () => {
  it('asks for a code with a challenge, a state and a nonce, and for nothing that the deployment did not name', async () => {
    const { tab } = await opened()
    const { origin, pathname, searchParams } = await tab.beginManagedLogin()
    expect(origin + pathname).toBe(`${domain}/oauth2/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: demo.storefront,
      redirect_uri: `${consoleOrigin}/signed-in`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  it('asks for the scopes that the deployment names', async () => {
    const { world, tab } = await opened({ scopes: ['openid', 'email'] })
    expect((await tab.beginManagedLogin()).searchParams.get('scope')).toBe('openid email')
    await signInThere(world, tab)
    expect(factsIn(tab.state).scopes).toEqual(['openid', 'email'])
  })

  it('begins at the page for a new password where that is asked for, and leads on to the sign-in that was begun', async () => {
    const { world, tab } = await opened()
    const url = await tab.beginManagedLogin(false, '/devices', { first: 'new password' })
    expect(url.origin + url.pathname).toBe(`${domain}/forgotPassword`)
    expect([...url.searchParams.keys()]).toEqual([...(await tab.beginManagedLogin()).searchParams.keys()])
    const outcome = await tab.finishManagedLogin(await new Visitor(world).comeBackWithNewPassword(url))
    expect(outcome).toEqual({ memoryOnly: false, returnTo: '/devices' })
    expect(factsIn(tab.state)).toMatchObject({ displayName: 'Pavel Novák', how: { by: 'managed login' } })
  })

  it('begins a session like any other, by one call', async () => {
    const { world, tab } = await opened()
    const { outcome } = await signInThere(world, tab)
    expect(outcome).toEqual({ memoryOnly: false, returnTo: '/' })
    expect(factsIn(tab.state)).toMatchObject({
      displayName: 'Ada Lovelace',
      how: { by: 'managed login' },
      scopes: ['openid', 'email', 'profile', adminScope],
      cookie: { until: new Date('2030-01-01T01:00Z'), bound: 'about' },
    })
    expect(world.calls.map(({ operation }) => operation)).toEqual(['oauth2/token'])
    const other = await world.openTab()
    expect(factsIn(other.state).how).toEqual({ by: 'managed login' })
  })

  it('sends the code with the verifier of its challenge', async () => {
    const { world, tab } = await opened()
    const url = await tab.beginManagedLogin()
    await tab.finishManagedLogin(await new Visitor(world).comeBackFrom(url))
    const [call] = world.sent('oauth2/token')
    const hash = createHash('sha256').update(String(call?.body['code_verifier'])).digest('base64url')
    expect(hash).toBe(url.searchParams.get('code_challenge'))
    expect(call?.body).toMatchObject({ grant_type: 'authorization_code', redirect_uri: `${consoleOrigin}/signed-in` })
    expect(call?.body).not.toHaveProperty('client_secret')
  })

  it('keeps verifier, nonce, code and tokens off the disk, before and after', async () => {
    const { world, tab } = await opened()
    const url = await tab.beginManagedLogin()
    const before = await bytesOnDisk(world.database)
    const nonce = url.searchParams.get('nonce') ?? ''
    expect(before).toContain(url.searchParams.get('state'))
    await tab.finishManagedLogin(await new Visitor(world).comeBackFrom(url))
    const after = await bytesOnDisk(world.database)
    const verifier = String(world.sent('oauth2/token')[0]?.body['code_verifier'])
    for (const secret of [...world.watch.known, verifier, nonce]) {
      expect(before).not.toContain(secret.slice(0, 20))
      expect(after).not.toContain(secret.slice(0, 20))
    }
  })

  it('on a shared computer nothing is kept of the session', async () => {
    const { world, tab } = await opened()
    const { outcome } = await signInThere(world, tab, true)
    expect(outcome.memoryOnly).toBe(true)
    expect(factsIn(tab.state).memoryOnly).toBe(true)
    expect(world.jar.session).toBeUndefined()
    expect(await (await world.storage()).record()).toBeUndefined()
  })

  it.each([
    ['/app-clients?sort=name#row', '/app-clients?sort=name#row'],
    ['//evil.example/', '/'],
    ['/\\evil.example/', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/signed-in?code=1', '/'],
    ['/signed-out', '/'],
    ['', '/'],
  ])('headed for %j it leads back to %j', async (wanted, led) => {
    const { world, tab } = await opened()
    const url = await tab.beginManagedLogin(false, wanted)
    expect((await tab.finishManagedLogin(await new Visitor(world).comeBackFrom(url))).returnTo).toBe(led)
  })

  it('several tabs may each have one under way; the session that is replaced is ended', async () => {
    const { world, tab } = await opened()
    const other = await world.openTab()
    const visitor = new Visitor(world)
    const [first, second] = [await tab.beginManagedLogin(), await other.beginManagedLogin()]
    const [one, two] = [await visitor.comeBackFrom(first), await visitor.comeBackFrom(second)]
    expect((await tab.finishManagedLogin(one)).failure).toBeUndefined()
    const replaced = world.latest
    expect((await other.finishManagedLogin(two)).failure).toBeUndefined()
    await tab.rest()
    await other.until(() => world.sent('oauth2/revoke').length === 1)
    expect(factsIn(tab.state).familyId).toBe(factsIn(other.state).familyId)
    expect(await world.lives(world.latest)).toBe(true)
    await other.run('retryOutbox', {})
    expect(await world.lives(replaced)).toBe(false)
  })

  it('a browser whose cookie still stands is let in without a password, and the cookie’s end is its password’s', async () => {
    const { world, tab } = await opened({ ssoMinutes: 60 })
    const { visitor } = await signInThere(world, tab)
    await tab.signOutToTheEnd()
    world.advance(20 * minute)
    const url = await tab.beginManagedLogin()
    await tab.finishManagedLogin(await visitor.comeBackFrom(url, ['nobody', 'asked']))
    const { signedInAt, cookie, tokens } = factsIn(tab.state)
    expect(signedInAt).toEqual(tokens.access.issuedAt)
    expect(tokens.refresh.issuedAt).toEqual(tokens.access.issuedAt)
    expect(cookie?.bound).toBe('exact')
    expect(signedInAt.getTime() - (cookie?.until.getTime() ?? 0)).toBe(-40 * minute)
  })

  it('needs a domain, and a cookie', async () => {
    const plain = managedWorld({ domain: undefined, signIn: ['password'] })
    const without = await plain.openTab()
    await expect(without.beginManagedLogin()).rejects.toMatchObject({ failure: { code: 'NoDomain' } })
    const { world, tab } = await opened()
    const asked = tab.run('beginManagedLogin', { memoryOnly: true, returnTo: '/' })
    await expect(asked).rejects.toMatchObject({ failure: { code: 'NoCookies', operation: 'oauth2/authorize' } })
    const query = await new Visitor(world).comeBackFrom(await tab.beginManagedLogin())
    expect(await tab.run('finishManagedLogin', { query })).toMatchObject({ failure: { code: 'NoCookies' } })
    expect(world.calls).toEqual([])
  })
})

describe('a session of managed login', () => {
  it('is refreshed by GetTokensFromRefreshToken, with the scopes that it had', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab)
    world.advance(50 * minute)
    await tab.renew()
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(1)
    expect(factsIn(tab.state).scopes).toContain('openid')
    expect(factsIn(tab.state).how).toEqual({ by: 'managed login' })
  })

  it('with the admin scope is asked about with GetUser', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab)
    expect((await tab.check()).state).toBe('signed in')
    expect(world.sent('GetUser')).toHaveLength(1)
    expect(world.sent('oauth2/userInfo')).toEqual([])
  })

  it('without it is asked about with userInfo, and noticed to have ended', async () => {
    const { world, tab } = await opened({ scopes: ['openid', 'email'] })
    await signInThere(world, tab)
    expect((await tab.check()).state).toBe('signed in')
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    expect(await tab.check()).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    const asked = world.calls.map(({ operation }) => operation)
    expect(asked).toEqual(['oauth2/token', 'oauth2/userInfo', 'oauth2/userInfo', 'GetTokensFromRefreshToken'])
  })

  it('without any probe is asked about with its refresh token', async () => {
    const { world, tab } = await opened({ scopes: ['openid'] })
    await signInThere(world, tab)
    tab.kill()
    giveUpDomain(world)
    const next = await world.openTab()
    expect((await next.check()).state).toBe('signed in')
    expect(world.sent('GetTokensFromRefreshToken')).toHaveLength(1)
    await sdk(world.emulator).send(new AdminUserGlobalSignOutCommand({ UserPoolId: demo.pool, Username: 'ada' }))
    expect(await next.check()).toMatchObject({ state: 'signed out', ended: { reason: 'revoked' } })
    expect(world.sent('oauth2/userInfo')).toEqual([])
  })

  it('a userInfo that refuses a token whose session lives costs nobody the session', async () => {
    const { world, tab } = await opened({ scopes: ['openid'] })
    await signInThere(world, tab)
    world.network = async ({ operation }, forward) =>
      operation === 'oauth2/userInfo' ? Response.json({ error: 'invalid_token' }, { status: 401 }) : forward()
    expect((await tab.check()).state).toBe('signed in')
  })

  it('signing out everywhere goes through GlobalSignOut', async () => {
    const { world, tab } = await opened()
    await signInThere(world, tab)
    const { receiptId } = await tab.run('signOutEverywhere', {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state !== 'waiting')
    expect(receipt).toMatchObject({
      operation: 'GlobalSignOut',
      proof: { state: 'observed refused', probe: 'GetUser' },
    })
    expect(receipt.cookie?.until).toEqual(new Date('2030-01-01T01:00Z'))
  })

  it('rotation is no hindrance', async () => {
    const { world, tab } = await opened()
    await changeClient(world, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    await signInThere(world, tab)
    await tab.renew()
    await tab.renew()
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({ operation: 'oauth2/revoke', proof: { state: 'observed refused' } })
    expect(await world.mints(world.latest)).toBe(false)
  })
})
