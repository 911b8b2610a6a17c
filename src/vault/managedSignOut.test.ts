import { describe, expect, it } from 'vitest'

import { changeClient, domain, giveUpDomain, managedWorld, signInThere } from './testManagedLogin.ts'
import { bytesOnDisk } from './testDisk.ts'
import { isOfSignOut } from './receipts.ts'
import { consoleOrigin, type Tab } from './testTab.ts'
import { demo, lostAfter, lostBefore, type Network, only, useVirtualTime, World } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

async function signedIn(config: object = {}, memoryOnly = false) {
  const world = managedWorld(config)
  const tab = await world.openTab()
  const { visitor } = await signInThere(world, tab, memoryOnly)
  return { world, tab, visitor, issued: world.latest }
}

const revoke = (network: Network) => only(['oauth2/revoke'], network)
const saying =
  (status: number, error?: string): Network =>
  async () =>
    error === undefined ? new Response('', { status }) : Response.json({ error }, { status })
const html =
  (status: number): Network =>
  async () =>
    new Response('<html>', { status, headers: { 'content-type': 'text/html' } })

describe('signing out this device, of a session of managed login', () => {
  it('goes through the revocation endpoint, and is proved with GetUser', async () => {
    const { world, tab, issued } = await signedIn()
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({
      operation: 'oauth2/revoke',
      server: { step: 'accepted', attempts: 1 },
      proof: { state: 'observed refused', probe: 'GetUser', message: 'Access Token has been revoked' },
      cookie: { until: new Date('2030-01-01T01:00Z'), bound: 'about' },
    })
    expect(receipt.stillWorks.at(-1)).toEqual({
      what: 'managed login',
      works: { state: 'until', at: new Date('2030-01-01T01:00Z'), bound: 'about' },
    })
    expect(world.sent('RevokeToken')).toEqual([])
    expect(world.sent('oauth2/revoke')).toMatchObject([
      { keepalive: true, body: { client_id: demo.storefront, token: issued.refresh } },
    ])
    expect(await world.lives(issued)).toBe(false)
    expect(await world.mints(issued)).toBe(false)
    expect(tab.outbox).toBe(0)
    expect(tab.state).toEqual({ state: 'signed out' })
    const disk = await bytesOnDisk(world.database)
    for (const secret of world.watch.known) expect(disk).not.toContain(secret.slice(0, 20))
  })

  it('without the admin scope is proved with userInfo', async () => {
    const { tab } = await signedIn({ scopes: ['openid'] })
    const { proof } = await tab.signOutToTheEnd()
    expect(proof).toMatchObject({ state: 'observed refused', probe: 'userInfo' })
  })

  it('a bare 401 of userInfo is a refusal too', async () => {
    const { world, tab } = await signedIn({ scopes: ['openid'] })
    world.network = only(['oauth2/userInfo'], saying(401))
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'observed refused', probe: 'userInfo' })
  })

  it.each<[string, Network]>([
    ['a proxy answers userInfo with a page', html(200)],
    ['a proxy refuses with a page', html(401)],
    ['nobody answers', lostBefore],
    ['the scope is gone', saying(403, 'insufficient_scope')],
  ])('%s: not known', async (_name, network) => {
    const { world, tab } = await signedIn({ scopes: ['openid'] })
    world.network = only(['oauth2/userInfo'], network)
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'not known', probe: 'userInfo' })
  })

  it('userInfo’s refusal of a token that ran out meanwhile is no proof', async () => {
    const { world, tab } = await signedIn({ scopes: ['openid'] })
    world.advance(60 * minute - 1_000)
    world.network = async ({ operation }, forward) => {
      if (operation === 'oauth2/userInfo') world.advance(2_000)
      return forward()
    }
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'not known', probe: 'userInfo' })
  })

  it('userInfo that goes on answering is said, and not taken for an end', async () => {
    const { world, tab } = await signedIn({ scopes: ['openid'] })
    world.network = revoke(saying(200))
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'still answers', probe: 'userInfo', tries: 5 })
  })

  it('what a probe mints is revoked at the same endpoint', async () => {
    const { world, tab } = await signedIn()
    world.advance(2 * 60 * minute)
    let first = true
    world.network = revoke(async (_call, forward) => {
      const answer = first ? new Response('', { status: 200 }) : forward()
      first = false
      return answer
    })
    expect((await tab.signOutToTheEnd()).proof).toMatchObject({ state: 'observed refused' })
    expect(world.sent('oauth2/revoke')).toHaveLength(2)
    expect(world.sent('RevokeToken')).toEqual([])
  })

  it('without a domain in the config any more, the API ends it', async () => {
    const { world, tab, issued } = await signedIn()
    tab.close()
    giveUpDomain(world)
    const next = await world.openTab()
    expect(await next.signOutToTheEnd()).toMatchObject({ operation: 'RevokeToken', server: { step: 'accepted' } })
    expect(await world.lives(issued)).toBe(false)
  })
})

describe('what the revocation endpoint refuses', () => {
  it.each([
    ['invalid_request', 400, true],
    ['invalid_client', 401, false],
    ['unsupported_token_type', 400, false],
  ])('%s is told as it is (%i); everywhere instead: %s', async (error, status, everywhereOffered) => {
    const { world, tab } = await signedIn()
    world.network = revoke(saying(status, error))
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({
      server: { step: 'refused', everywhereOffered, failure: { operation: 'oauth2/revoke', code: error, attempts: 1 } },
      proof: { state: 'not possible', why: 'refused' },
    })
    expect(tab.outbox).toBe(0)
    expect(world.sent('oauth2/revoke')).toHaveLength(1)
  })

  it('a client whose revocation is off says invalid_request; everywhere instead ends it', async () => {
    const { world, tab, issued } = await signedIn()
    await changeClient(world, { EnableTokenRevocation: false })
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.server).toMatchObject({ step: 'refused', failure: { code: 'invalid_request' } })
    const { receiptId } = await tab.run('signOutEverywhereInstead', { receiptId: receipt.id })
    await tab.receiptWhen(receiptId, ({ proof }) => proof.state === 'observed refused')
    expect(await world.mints(issued)).toBe(false)
  })

  it('everywhere instead is not offered to a session that may not', async () => {
    const { world, tab } = await signedIn({ scopes: ['openid'] })
    world.network = revoke(saying(400, 'invalid_request'))
    expect((await tab.signOutToTheEnd()).server).toMatchObject({ step: 'refused', everywhereOffered: false })
  })
})

describe('a revocation endpoint that cannot be reached', () => {
  it.each<[string, Network, string]>([
    ['nobody answers', lostBefore, 'Unreachable'],
    ['the answer is lost', lostAfter, 'Unreachable'],
    ['a fault', saying(500, 'server_error'), 'server_error'],
    ['a fault without a word', saying(500), 'NotCognito'],
    ['a refusal without a word', saying(400), 'NotCognito'],
    ['a portal’s page', html(200), 'NotCognito'],
    ['a proxy’s 403', html(403), 'NotCognito'],
    ['throttling', saying(429), 'TooManyRequestsException'],
  ])('%s: three attempts, then the outbox, which completes it at the same endpoint', async (_name, network, code) => {
    const { world, tab, issued } = await signedIn()
    world.network = revoke(network)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt).toMatchObject({ server: { step: 'not told yet', tries: 1, failure: { code, attempts: 3 } } })
    expect(tab.state).toEqual({ state: 'signed out' })
    expect(world.sent('oauth2/revoke')).toHaveLength(3)
    world.network = async (_call, forward) => forward()
    tab.close()
    const next = await world.openTab()
    const done = await next.receiptWhen(receipt.id, ({ proof }) => proof.state === 'observed refused')
    expect(done.server).toMatchObject({ step: 'accepted' })
    expect(done.cookie).toEqual(receipt.cookie)
    expect(world.sent('RevokeToken')).toEqual([])
    expect(await world.mints(issued)).toBe(false)
    await next.until(() => next.outbox === 0)
  })

  it('on a shared computer it is said that nobody will try again', async () => {
    const { world, tab } = await signedIn({}, true)
    world.network = only(['oauth2/revoke', 'RevokeToken'], lostBefore)
    expect((await tab.signOutToTheEnd()).server).toMatchObject({ step: 'given up', why: 'memory only' })
  })

  it('a sign-out that an earlier version put into the outbox is completed by RevokeToken', async () => {
    const world = new World()
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    world.network = only(['RevokeToken'], lostBefore)
    const { id } = await tab.signOutToTheEnd()
    const storage = await world.storage()
    const [entry] = await storage.outbox()
    if (!entry) throw new Error('nothing waits')
    const { by, ...older } = entry
    expect(by).toBe('RevokeToken')
    await storage.postpone(older)
    world.network = async (_call, forward) => forward()
    await tab.run('retryOutbox', {})
    await tab.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
  })
})

describe('the cookie of managed login', () => {
  it('signs straight back in after a sign-out, and no longer after the logout page', async () => {
    const { tab, visitor } = await signedIn()
    const receipt = await tab.signOutToTheEnd()
    expect(await visitor.isAskedAt(await tab.beginManagedLogin())).toBe(false)
    const { url } = await tab.run('leaveManagedLogin', { receiptId: receipt.id })
    expect(url).toBe(
      `${domain}/logout?client_id=${demo.storefront}&logout_uri=${encodeURIComponent(`${consoleOrigin}/signed-out`)}`,
    )
    expect(await visitor.leaveThrough(url)).toBe(`${consoleOrigin}/signed-out`)
    expect(await visitor.isAskedAt(await tab.beginManagedLogin())).toBe(true)
  })

  it('the receipt says that the browser was sent, and that it came back, and no more', async () => {
    const { world, tab } = await signedIn()
    const receipt = await tab.signOutToTheEnd()
    await tab.run('leaveManagedLogin', { receiptId: receipt.id })
    const sent = await receiptOf(tab, receipt.id)
    expect(sent?.cookie).toEqual({ ...receipt.cookie, sentAt: new Date(Date.now()) })
    expect(sent?.stillWorks).toEqual(receipt.stillWorks)
    world.advance(5_000)
    const next = await world.openTab()
    expect(await next.run('returnFromManagedLogin', { receiptId: receipt.id })).toEqual({ known: true })
    const back = await receiptOf(next, receipt.id)
    expect(back?.stillWorks.at(-1)).toEqual({
      what: 'managed login',
      works: { state: 'asked', at: new Date(Date.now()) },
    })
    expect(back?.server).toEqual(receipt.server)
    expect(back?.proof).toEqual(receipt.proof)
  })

  it('coming back without having been sent is not noted; nor is anything on a receipt that is not here', async () => {
    const { tab } = await signedIn()
    const receipt = await tab.signOutToTheEnd()
    expect(await tab.run('returnFromManagedLogin', { receiptId: receipt.id })).toEqual({ known: true })
    expect((await receiptOf(tab, receipt.id))?.cookie).toEqual(receipt.cookie)
    expect(await tab.run('returnFromManagedLogin', { receiptId: 'none' })).toEqual({ known: false })
  })

  it('a sign-out that completes after the trip keeps what was noted of it', async () => {
    const { world, tab } = await signedIn()
    world.network = revoke(lostBefore)
    const { id } = await tab.signOutToTheEnd()
    await tab.run('leaveManagedLogin', { receiptId: id })
    world.network = async (_call, forward) => forward()
    tab.close()
    const next = await world.openTab()
    await next.run('returnFromManagedLogin', { receiptId: id })
    const done = await next.receiptWhen(id, ({ proof }) => proof.state === 'observed refused')
    expect(done.cookie?.backAt).toBeInstanceOf(Date)
    expect(done.stillWorks.at(-1)?.works.state).toBe('asked')
  })

  it.each(['the note of the trip', 'the proof'])(
    'what is noted and what is observed at the same moment both stand: %s is written last',
    async (held) => {
      const { world, tab } = await signedIn()
      let goOn = () => {}
      const isLast = new Promise<void>((resolve) => (goOn = resolve))
      let isAsked = () => {}
      const asked = new Promise<void>((resolve) => (isAsked = resolve))
      let holds = false
      world.gate = async (_tab, where) => {
        if (!holds || where !== 'keepReceipt asked') return
        holds = false
        isAsked()
        await isLast
      }
      const { receiptId } = await tab.signOut()
      const proven = tab.receiptWhen(receiptId, ({ proof }) => proof.state === 'observed refused')
      if (held === 'the proof') {
        await tab.receiptWhen(receiptId, ({ proof, server }) => server.step === 'accepted' && proof.state === 'waiting')
        holds = true
        await asked
        await tab.run('leaveManagedLogin', { receiptId: receiptId! })
        goOn()
        await proven
      } else {
        holds = true
        const leaving = tab.run('leaveManagedLogin', { receiptId: receiptId! })
        await asked
        await proven
        goOn()
        await leaving
      }
      const receipt = await receiptOf(tab, receiptId!)
      expect(receipt?.proof.state).toBe('observed refused')
      expect(receipt?.cookie?.sentAt).toBeInstanceOf(Date)
    },
  )

  it('its end is the app client’s, where the deployment says so', async () => {
    const { tab } = await signedIn({ ssoMinutes: 0 })
    expect((await tab.signOutToTheEnd()).stillWorks.at(-1)?.works).toEqual({ state: 'no' })
  })

  it('a password’s session has none', async () => {
    const world = managedWorld({ signIn: ['password', 'managed login'] })
    const tab = await world.openTab()
    await tab.signIn(demo.ada)
    const receipt = await tab.signOutToTheEnd()
    expect(receipt.operation).toBe('RevokeToken')
    expect(receipt).not.toHaveProperty('cookie')
  })
})

async function receiptOf(tab: Tab, receiptId: string) {
  const receipt = await tab.run('receipt', { receiptId })
  return receipt && isOfSignOut(receipt) ? receipt : undefined
}
