import { UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'

import { TestBrowser } from '../../emulator/oauth/testBrowser.ts'
import { control, DEMO, sdk, type Tokens, vitals } from '../../emulator/testing.ts'
import type { ListedSession } from './protocol.ts'
import { answerOf, demo, lostBefore, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const origin = 'http://127.0.0.1:9229'
const domain = `${origin}/_domain/curfew-demo`
const callback = 'https://app.example.com/cb'

/** A world whose storefront is an app of managed login too. */
async function withManagedLogin() {
  const world = new World()
  for (const [ClientId, ClientName] of [
    [DEMO.storefront, 'Storefront'],
    [DEMO.kiosk, 'Kiosk'],
  ] as const) {
    await sdk(world.emulator).send(
      new UpdateUserPoolClientCommand({
        UserPoolId: DEMO.pool,
        ClientId,
        ClientName,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        EnableTokenRevocation: true,
        CallbackURLs: [callback],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
        AllowedOAuthFlowsUserPoolClient: true,
        SupportedIdentityProviders: ['COGNITO'],
      }),
    )
  }
  return world
}

/** Tokens that come through a browser's sign-in at managed login; the browser asks for the password once only. */
async function through(world: World, browser: TestBrowser, clientId: string): Promise<Tokens> {
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: callback,
    scope: 'openid aws.cognito.signin.user.admin',
  })
  const page = await browser.visit(`${domain}/oauth2/authorize?${asked}`)
  const back = page.text === '' ? page : await browser.submit(page, { username: 'ada', password: 'Lamp-lit-1843' })
  const code = back.url.searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, client_id: clientId, redirect_uri: callback }
  const answer = await world.emulator.fetch(
    new Request(`${domain}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) }),
  )
  const tokens = (await answer.json()) as { access_token: string; id_token: string; refresh_token: string }
  return { AccessToken: tokens.access_token, IdToken: tokens.id_token, RefreshToken: tokens.refresh_token }
}

const browserOf = (world: World) => new TestBrowser(origin, async (request) => world.emulator.fetch(request))

/** Whether the browser is still let in without its password. */
async function remembers(browser: TestBrowser): Promise<boolean> {
  const asked = `response_type=code&client_id=${DEMO.kiosk}&redirect_uri=${encodeURIComponent(callback)}&scope=openid`
  return (await browser.visit(`${domain}/oauth2/authorize?${asked}`)).text === ''
}

/** This vault's session is one that came through managed login. */
async function signedInThrough(world: World, tokens: Tokens) {
  const tab = await world.openTab()
  world.network = only(['InitiateAuth'], async () => answerOf({ AuthenticationResult: tokens }))
  await tab.signIn(demo.ada)
  world.network = only([], lostBefore)
  return tab
}

const ended = async (world: World, tokens: Tokens, clientId: string = DEMO.storefront) =>
  (await vitals(world.emulator, tokens, clientId))[1].includes('revoked')

describe('sign out this device, with the sign-in it came through', () => {
  it.each([true, false])('wanted: %s', async (linked) => {
    const world = await withManagedLogin()
    const browser = browserOf(world)
    const tokens = await through(world, browser, DEMO.storefront)
    const sibling = await through(world, browser, DEMO.kiosk)
    const tab = await signedInThrough(world, tokens)
    world.jar.outbox = 'outbox-half-xxxxxxxxxxxxxxxxxx'
    const { receiptId } = await tab.run('signOut', linked ? { linked } : {})
    const receipt = await tab.receiptWhen(receiptId, ({ proof }) => proof.state === 'observed refused')
    expect(receipt.linked).toBe(linked ? true : undefined)
    expect(world.sent('RevokeToken')[0]?.body['RevokeAssociatedSessions']).toBe(linked ? 'LINKED' : undefined)
    expect(await remembers(browser)).toBe(!linked)
    expect(await ended(world, sibling, DEMO.kiosk)).toBe(false)
  })

  it('is not forgotten in the outbox', async () => {
    const world = await withManagedLogin()
    const browser = browserOf(world)
    const tab = await signedInThrough(world, await through(world, browser, DEMO.storefront))
    world.jar.outbox = 'outbox-half-xxxxxxxxxxxxxxxxxx'
    world.network = only(['RevokeToken'], lostBefore)
    const { receiptId } = await tab.run('signOut', { linked: true })
    await tab.receiptWhen(receiptId, ({ server }) => server.step === 'not told yet')
    expect(await remembers(browser)).toBe(true)
    world.network = only([], lostBefore)
    await tab.run('retryOutbox', {})
    expect(await remembers(browser)).toBe(false)
  })
})

describe('ending a session elsewhere, with what is linked to it', () => {
  async function elsewhere() {
    const world = await withManagedLogin()
    const browser = browserOf(world)
    const shop = await through(world, browser, DEMO.storefront)
    const kiosk = await through(world, browser, DEMO.kiosk)
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    const list = await tab.run('listSessions', {})
    const sessions = list.state === 'tracked' ? list.sessions : []
    const of = (wanted: (session: ListedSession) => boolean) => sessions.find((one) => !one.here && wanted(one))!
    const sso = of(({ kind }) => kind === 'sso')
    const child = of(({ clientId, kind }) => clientId === DEMO.kiosk && kind === 'token')
    const end = async (id: string, linked: boolean) => {
      await tab.run('endSessions', { sessions: [{ id, linked }] })
      await expect.poll(() => world.sent('RevokeUserSession').length).toBe(1)
      await expect.poll(() => world.sent('ListUserSessions').length).toBeGreaterThan(1)
    }
    return { world, browser, shop, kiosk, tab, sso, child, sessions, end }
  }

  it('the list tells which session came through which sign-in', async () => {
    const { sso, child, sessions } = await elsewhere()
    expect(sessions).toHaveLength(4)
    expect(child.cameThrough).toBe(sso.id)
  })

  it('a token session takes its sign-in along, and not its siblings', async () => {
    const { world, browser, shop, kiosk, child, end } = await elsewhere()
    await end(child.id, true)
    expect(await ended(world, kiosk, DEMO.kiosk)).toBe(true)
    expect(await remembers(browser)).toBe(false)
    expect(await ended(world, shop)).toBe(false)
  })

  it('a sign-in takes along what came through it after the list was read, as long as the list shows them', async () => {
    const { world, browser, tab, sso, child, sessions, end } = await elsewhere()
    await through(world, browser, DEMO.kiosk)
    let stale: unknown
    world.network = only(['ListUserSessions'], async (_call, forward) => {
      const answer = await forward()
      stale = await answer.clone().json()
      return answer
    })
    const known = new Set(sessions.map(({ id }) => id))
    const list = await (await world.openTab()).run('listSessions', {})
    const late = (list.state === 'tracked' && list.sessions.find(({ id }) => !known.has(id))) || undefined
    expect(late?.cameThrough).toBe(sso.id)
    world.network = only(['ListUserSessions'], async () => answerOf(stale))
    await end(sso.id, true)
    const shown = await tab.run('listSessions', {})
    const endings = shown.state === 'tracked' ? shown.sessions.map(({ id, ending }) => [id, ending?.state]) : []
    expect(new Map(endings as [string, string][]).get(late!.id)).toBe('accepted')
    expect(new Map(endings as [string, string][]).get(child.id)).toBe('accepted')
    world.network = only([], lostBefore)
  })

  it('alone it leaves the sign-in, which lets the browser in again', async () => {
    const { world, browser, kiosk, child, end } = await elsewhere()
    await end(child.id, false)
    expect(await ended(world, kiosk, DEMO.kiosk)).toBe(true)
    expect(await remembers(browser)).toBe(true)
  })

  it('a sign-in takes along what came through it, shown as ending until the list agrees', async () => {
    const { world, browser, shop, kiosk, tab, sso, end } = await elsewhere()
    await control(world.emulator, 'PUT', 'settings', { sessionDelayMs: 600_000 })
    await end(sso.id, true)
    const list = await tab.run('listSessions', {})
    const shown = list.state === 'tracked' ? list.sessions.filter(({ here }) => !here) : []
    expect(shown.map(({ ending }) => ending?.state)).toEqual(['accepted', 'accepted'])
    expect(await ended(world, shop)).toBe(false)
    world.advance(600_000)
    expect(await ended(world, shop)).toBe(true)
    expect(await ended(world, kiosk, DEMO.kiosk)).toBe(true)
    expect(await remembers(browser)).toBe(false)
  })

  it('and what has come through it since the list was read ends with it', async () => {
    const { world, browser, tab, sso, end } = await elsewhere()
    await control(world.emulator, 'PUT', 'settings', { sessionDelayMs: 600_000 })
    await through(world, browser, DEMO.kiosk)
    await end(sso.id, true)
    world.advance(599_000)
    const list = await tab.run('listSessions', {})
    const shown = list.state === 'tracked' ? list.sessions.filter(({ here }) => !here) : []
    expect(shown.every(({ ending }) => ending !== undefined)).toBe(true)
  })

  it('a browser’s sign-in is ended before what came through it', async () => {
    const { world, tab, sso, child } = await elsewhere()
    await tab.run('endSessions', {
      sessions: [
        { id: child.id, linked: false },
        { id: sso.id, linked: true },
      ],
    })
    await expect.poll(() => world.sent('RevokeUserSession').length).toBe(2)
    expect(world.sent('RevokeUserSession').map(({ body }) => body['SessionId'])).toEqual([sso.id, child.id])
  })
})
