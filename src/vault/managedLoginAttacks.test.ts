import { describe, expect, it } from 'vitest'

import type { Failure } from '../lib/failure.ts'
import { jwtPayload } from '../lib/jwtPayload.ts'
import { domain, managedWorld, signInThere, Visitor } from './testManagedLogin.ts'
import { consoleOrigin } from './testTab.ts'
import { demo, failureIn, lostAfter, lostBefore, only, type Network, useVirtualTime } from './testWorld.ts'

useVirtualTime()

const minute = 60_000

/** A tab whose browser is back from managed login, and has not handed over what it brought. */
async function returned() {
  const world = managedWorld()
  const tab = await world.openTab()
  const query = new URLSearchParams(await new Visitor(world).comeBackFrom(await tab.beginManagedLogin()))
  const finish = async (change: Readonly<Record<string, string | undefined>> = {}): Promise<Failure | undefined> => {
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) query.delete(name)
      else query.set(name, value)
    }
    const outcome = await tab.finishManagedLogin(`?${query.toString()}`)
    return outcome.failure
  }
  return { world, tab, query, finish }
}

/** A code that an attacker has got at managed login with a request of his own. */
async function foreignCode(
  world: ReturnType<typeof managedWorld>,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const wanted = { response_type: 'code', client_id: demo.storefront, redirect_uri: `${consoleOrigin}/signed-in` }
  const url = new URL(`${domain}/oauth2/authorize?${new URLSearchParams({ ...wanted, ...more }).toString()}`)
  return new URLSearchParams(await new Visitor(world).comeBackFrom(url, demo.rhea)).get('code') ?? ''
}

describe('an answer that nobody asked for', () => {
  it.each([
    ['forged', 'forged-forged-forged'],
    ['empty', ''],
    ['missing', undefined],
  ])('with a state that is %s is refused, and leaves the request that waits alone', async (_name, state) => {
    const { world, tab, query, finish } = await returned()
    const real = query.get('state') ?? ''
    expect(await failureIn(finish({ state }))).toMatchObject({ code: 'ForeignAnswer', operation: 'oauth2/authorize' })
    expect(world.calls).toEqual([])
    expect(await finish({ state: real })).toBeUndefined()
    expect(tab.state.state).toBe('signed in')
  })

  it('of another browser signs nobody in here (login CSRF), and nobody out', async () => {
    const { tab, world } = await returned()
    await signInThere(world, tab)
    const family = tab.state
    const attacker = await returned()
    const sent = failureIn(tab.finishManagedLogin(`?${attacker.query.toString()}`))
    expect(await sent).toMatchObject({ code: 'ForeignAnswer' })
    expect(tab.state).toEqual(family)
  })

  it('that was used before is refused, without another call', async () => {
    const { world, tab, finish } = await returned()
    await finish()
    const state = tab.state
    expect(await failureIn(finish())).toMatchObject({ code: 'AnsweredBefore' })
    expect(world.sent('oauth2/token')).toHaveLength(1)
    expect(tab.state).toEqual(state)
  })

  it('handed over a hundred times at once is one', async () => {
    const { world, finish } = await returned()
    const ends = await Promise.allSettled(Array.from({ length: 100 }, async () => finish()))
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(world.sent('oauth2/token')).toHaveLength(1)
  })

  it.each([
    ['ten minutes have passed', (world: ReturnType<typeof managedWorld>) => world.advance(10 * minute + 1)],
    ['the cookies were cleared', (world: ReturnType<typeof managedWorld>) => delete world.jar.signIn],
    ['it is another browser’s cookie', ({ jar }: ReturnType<typeof managedWorld>) => (jar.signIn = 'x'.repeat(30))],
  ])('comes too late when %s', async (_name, happens) => {
    const { world, finish } = await returned()
    happens(world)
    expect(await failureIn(finish())).toMatchObject({ code: 'AnsweredLate' })
    expect(world.calls).toEqual([])
  })

  it('just in time is in time', async () => {
    const { world, finish } = await returned()
    world.advance(4 * minute)
    expect(await finish()).toBeUndefined()
  })

  it('of another deployment’s request is not this one’s', async () => {
    const { world, query } = await returned()
    world.config.clientId = demo.fieldApp
    const tab = await world.openTab()
    const sent = failureIn(tab.finishManagedLogin(`?${query.toString()}`))
    expect(await sent).toMatchObject({ code: 'ForeignAnswer' })
  })

  it('requests that nobody answered are forgotten', async () => {
    const world = managedWorld()
    const tab = await world.openTab()
    const old = (await tab.beginManagedLogin()).searchParams.get('state') ?? ''
    world.advance(11 * minute)
    await tab.beginManagedLogin()
    expect(await (await world.storage()).takeSignIn(old)).toBeUndefined()
  })
})

describe('a code that was made for another browser', () => {
  it('is refused by Cognito where it has a challenge of its own', async () => {
    const { world, tab, finish } = await returned()
    const code = await foreignCode(world, { code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' })
    expect(await finish({ code })).toMatchObject({ operation: 'oauth2/token', code: 'invalid_grant' })
    expect(tab.state.state).toBe('signed out')
  })

  it.each([
    ['no nonce', {}],
    ['another nonce', { nonce: 'another' }],
  ])('without a challenge is refused by its ID token, which has %s, and its session is ended', async (_name, more) => {
    const { world, tab, finish } = await returned()
    const code = await foreignCode(world, more)
    const failure = await finish({ code })
    expect(failure).toMatchObject({ operation: 'oauth2/token', code: 'invalid_tokens', class: 'rejected' })
    expect(failure?.message).toContain('nonce')
    expect(tab.state.state).toBe('signed out')
    expect(world.sent('oauth2/revoke')).toHaveLength(1)
    expect(await world.lives(world.latest)).toBe(false)
  })
})

describe('an answer that does not fit', () => {
  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['no code', { code: undefined }],
    ['an empty code', { code: '' }],
    ['tokens in it', { id_token: 'x' }],
    ['a JARM response', { response: 'x' }],
  ])('%s: nothing is done with it', async (_name, change) => {
    const { world, finish } = await returned()
    expect(await finish(change)).toMatchObject({ code: 'invalid_response', operation: 'oauth2/authorize' })
    expect(world.calls).toEqual([])
  })

  it('the pool’s own issuer may say its name, the old one and the new one', async () => {
    const own = await returned()
    expect(await own.finish({ iss: `https://cognito-idp.us-east-1.amazonaws.com/${demo.pool}` })).toBeUndefined()
    const updated = await returned()
    const failure = await updated.finish({ iss: `https://issuer-cognito-idp.us-east-1.amazonaws.com/${demo.pool}` })
    expect(failure).toBeUndefined()
  })

  it('an error is told by its code; what anybody may have written into it is plain text, and not much of it', async () => {
    const { world, finish } = await returned()
    const hostile = `<img src=x onerror=alert(1)>\u202e"\n${'call 0900 '.repeat(100)}`
    const failure = await finish({ code: undefined, error: 'access_denied', error_description: hostile })
    expect(failure).toMatchObject({ operation: 'oauth2/authorize', code: 'access_denied', class: 'rejected' })
    expect(failure?.message).toHaveLength(200)
    expect(failure?.message).toMatch(/^[\x20-\x7e]*$/)
    expect(world.calls).toEqual([])
  })

  it('an error code that is none is not repeated', async () => {
    const { finish } = await returned()
    const failure = await finish({ code: undefined, error: '<script>alert(1)</script>' })
    expect(failure).toMatchObject({ code: 'invalid_response' })
    expect(JSON.stringify(failure)).not.toContain('script')
  })

  it('an error that says “later” is no refusal', async () => {
    const { finish } = await returned()
    expect(await finish({ code: undefined, error: 'server_error' })).toMatchObject({ class: 'transient' })
  })
})

describe('tokens that do not fit are not taken, and their session is ended', () => {
  type Claims = Record<string, unknown>
  const forged = (jwt: string, change: (claims: Claims) => Claims) => {
    const claims = change({ ...jwtPayload(jwt) })
    return [jwt.split('.')[0], Buffer.from(JSON.stringify(claims)).toString('base64url'), 'sig'].join('.')
  }
  const id = (change: Claims) => (answer: Claims) => ({
    ...answer,
    id_token: forged(String(answer['id_token']), (claims) => ({ ...claims, ...change })),
  })
  const access = (change: Claims) => (answer: Claims) => ({
    ...answer,
    access_token: forged(String(answer['access_token']), (claims) => ({ ...claims, ...change })),
  })
  const without = (name: string) => (answer: Claims) =>
    Object.fromEntries(Object.entries(answer).filter(([key]) => key !== name))

  it.each<[string, (answer: Claims) => Claims, string, RegExp]>([
    ['another issuer', id({ iss: 'https://evil.example' }), 'invalid_tokens', /iss/],
    ['another audience', id({ aud: 'other' }), 'invalid_tokens', /aud/],
    ['run out as it was made', id({ exp: 1 }), 'invalid_tokens', /exp/],
    ['another nonce', id({ nonce: 'other' }), 'invalid_tokens', /nonce/],
    ['an access token for an ID token', id({ token_use: 'access' }), 'invalid_tokens', /token_use/],
    ['no time of issue', id({ iat: undefined }), 'invalid_tokens', /iat/],
    ['an ID token for an access token', access({ token_use: 'id' }), 'invalid_tokens', /token_use/],
    ['an access token of another client', access({ client_id: 'other' }), 'invalid_tokens', /client_id/],
    ['an access token of somebody else', access({ sub: 'other' }), 'invalid_tokens', /sub/],
    ['an access token of another pool', access({ iss: 'other' }), 'invalid_tokens', /iss/],
    ['an ID token that is none', (answer) => ({ ...answer, id_token: 'x.y.z' }), 'invalid_tokens', /do not fit/],
    ['an encrypted ID token', (answer) => ({ ...answer, id_token: 'a.b.c.d.e' }), 'invalid_tokens', /do not fit\.$/],
    ['no ID token', without('id_token'), 'no_id_token', /ID token/],
  ])('%s', async (_name, change, code, message) => {
    const { world, tab, finish } = await returned()
    world.network = only(['oauth2/token'], async (_call, forward) => {
      const response = await forward()
      return Response.json(change((await response.json()) as Claims))
    })
    const failure = await finish()
    expect(failure).toMatchObject({ operation: 'oauth2/token', code, class: 'rejected' })
    expect(failure?.message).toMatch(message)
    expect(tab.state.state).toBe('signed out')
    expect(await world.lives(world.latest)).toBe(false)
  })

  it('a session that cannot be kept, without a refresh token, is not taken', async () => {
    const { world, tab, finish } = await returned()
    world.network = only(['oauth2/token'], async (_call, forward) =>
      Response.json(without('refresh_token')((await (await forward()).json()) as Claims)),
    )
    expect(await finish()).toMatchObject({ code: 'invalid_tokens', message: expect.stringContaining('refresh token') })
    expect(tab.state.state).toBe('signed out')
  })

  it('a session that could not be ended is told as what it is all the same', async () => {
    const { world, finish } = await returned()
    world.network = async (call, forward) => {
      if (call.operation === 'oauth2/revoke') return lostBefore(call, forward)
      const response = await forward()
      return Response.json(id({ nonce: 'other' })((await response.json()) as Claims))
    }
    expect(await finish()).toMatchObject({ code: 'invalid_tokens', message: expect.stringContaining('nonce') })
    expect(world.sent('oauth2/revoke')).toHaveLength(3)
  })

  it('control: a session that is bound to a device is taken, and its device named when it is renewed', async () => {
    const { world, tab, finish } = await returned()
    const device_key = 'us-east-1_5c0ffee0-0000-4000-8000-000000000009'
    world.network = only(['oauth2/token'], async (_call, forward) =>
      Response.json(access({ device_key })((await (await forward()).json()) as Claims)),
    )
    expect(await finish()).toBeUndefined()
    await tab.renew().catch(() => undefined)
    expect(world.sent('GetTokensFromRefreshToken')[0]?.body).toMatchObject({ DeviceKey: device_key })
  })

  it('a machine whose clock is wrong signs in all the same', async () => {
    const { world, tab, finish } = await returned()
    await world.moveCognitosClock(-2 * 3_600_000)
    world.network = only(['oauth2/token'], async (_call, forward) => forward())
    const failure = await finish()
    // The code was made on the clock as it was: Cognito still takes it.
    expect(failure).toBeUndefined()
    expect(tab.state).toMatchObject({ session: { skewMs: -2 * 3_600_000 } })
  })
})

describe('an exchange that gets no answer', () => {
  const portal: Network = async () => new Response('<html>Welcome to the hotel</html>', { status: 200 })
  const refused =
    (status: number, error: string): Network =>
    async () =>
      Response.json({ error }, { status })

  it.each<[string, Network, string, string]>([
    ['a lost request', lostBefore, 'Unreachable', 'unknown outcome'],
    ['a lost answer', lostAfter, 'Unreachable', 'unknown outcome'],
    ['a captive portal', portal, 'NotCognito', 'unknown outcome'],
    ['a proxy’s 503', async () => new Response('busy', { status: 503 }), 'NotCognito', 'unknown outcome'],
    ['a fault', refused(500, 'server_error'), 'server_error', 'unknown outcome'],
    ['throttling', refused(429, 'slow'), 'TooManyRequestsException', 'unknown outcome'],
    ['a used code', refused(400, 'invalid_grant'), 'invalid_grant', 'rejected'],
    ['a client with a secret', refused(400, 'invalid_client'), 'invalid_client', 'rejected'],
    ['a callback that is not registered', refused(400, 'unauthorized_client'), 'unauthorized_client', 'rejected'],
  ])('%s: sent once, told, and nobody signed in or out', async (_name, network, code, kind) => {
    const { world, tab, finish } = await returned()
    world.network = only(['oauth2/token'], network)
    expect(await finish()).toMatchObject({ operation: 'oauth2/token', code, class: kind })
    expect(world.sent('oauth2/token')).toHaveLength(1)
    expect(tab.state.state).toBe('signed out')
    world.network = async (_call, forward) => forward()
    await signInThere(world, tab)
  })
})
