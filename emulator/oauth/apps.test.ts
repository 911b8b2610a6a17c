import { GetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emulatorControl } from '../client.ts'
import { createEmulatorKeys } from '../index.ts'
import { type EmulatorServer, startServer } from '../server.ts'
import { TestBrowser } from './testBrowser.ts'
import { SHOP, shopSeed } from './testShop.ts'

/** An app that nobody here wrote: oauth4webapi, over a socket. */

let server: EmulatorServer
let as: oauth.AuthorizationServer
const insecure = { [oauth.allowInsecureRequests]: true }

beforeAll(async () => {
  server = await startServer({ port: 0, keys: createEmulatorKeys(), seed: shopSeed })
  as = await (await fetch(`${server.url}/${SHOP.pool}/.well-known/openid-configuration`)).json()
})
afterAll(() => server.close())
beforeEach(() => emulatorControl(server.url).reset())

/** Signs in with everything that a careful app does: PKCE, state and nonce. */
async function signIn(client: oauth.Client, auth: oauth.ClientAuth, scope: string) {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const url = new URL(as.authorization_endpoint!)
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: SHOP.callback,
    response_type: 'code',
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const back = await new TestBrowser(server.url).signIn(url, 'lee', 'Any-password-1')
  const parameters = oauth.validateAuthResponse(as, client, back.url, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    auth,
    parameters,
    SHOP.callback,
    verifier,
    insecure,
  )
  return oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: nonce, requireIdToken: true })
}

describe.each<[string, oauth.Client, oauth.ClientAuth]>([
  ['a public app', { client_id: 'spa' }, oauth.None()],
  ['an app with a secret, as Basic', { client_id: 'web' }, oauth.ClientSecretBasic(SHOP.secret)],
])('%s', (_, client, auth) => {
  test('signs in, verifies, asks who it is, refreshes, revokes, and is refused from then on', async () => {
    const tokens = await signIn(client, auth, 'openid email aws.cognito.signin.user.admin')
    const claims = oauth.getValidatedIdTokenClaims(tokens)!
    expect(claims).toMatchObject({ 'cognito:username': 'lee', email: 'lee@example.com', email_verified: true })
    expect(claims).not.toHaveProperty('family_name')

    const jwks = await (await fetch(as.jwks_uri!)).json()
    const verifier = CognitoJwtVerifier.create({
      userPoolId: SHOP.pool,
      clientId: client.client_id,
      tokenUse: 'access',
    })
    verifier.cacheJwks(jwks)
    const access = await verifier.verify(tokens.access_token, { scope: 'email' })
    expect(access).toMatchObject({ scope: 'openid email aws.cognito.signin.user.admin', version: 2, username: 'lee' })

    const who = async (token: string) =>
      oauth.processUserInfoResponse(as, client, claims.sub, await oauth.userInfoRequest(as, client, token, insecure))
    expect(await who(tokens.access_token)).toEqual({
      sub: claims.sub,
      username: 'lee',
      email: 'lee@example.com',
      email_verified: 'true',
    })

    const refresh = async () =>
      oauth.processRefreshTokenResponse(
        as,
        client,
        await oauth.refreshTokenGrantRequest(as, client, auth, tokens.refresh_token!, insecure),
      )
    const refreshed = await refresh()
    expect(refreshed.refresh_token).toBeUndefined()
    expect(oauth.getValidatedIdTokenClaims(refreshed)).toMatchObject({
      origin_jti: claims['origin_jti'],
      auth_time: claims.auth_time,
    })
    expect(oauth.getValidatedIdTokenClaims(refreshed)).not.toHaveProperty('nonce')
    const aws = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: server.url, maxAttempts: 1 })
    const getUser = new GetUserCommand({ AccessToken: refreshed.access_token })
    expect((await aws.send(getUser)).Username).toBe('lee')

    for (const _ of ['once', 'again']) {
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(as, client, auth, tokens.refresh_token!, insecure),
      )
    }
    for (const token of [tokens.access_token, refreshed.access_token]) {
      await expect(who(token)).rejects.toThrow()
    }
    await expect(refresh()).rejects.toMatchObject({
      error: 'invalid_grant',
      error_description: 'Refresh Token has been revoked',
    })
    await expect(aws.send(getUser)).rejects.toThrow('Access Token has been revoked')
  })
})

test('with rotation each refresh gives a new refresh token, and the old one is refused', async () => {
  const client = { client_id: 'rotating' }
  const first = await signIn(client, oauth.None(), 'openid')
  const refresh = async (token: string) =>
    oauth.processRefreshTokenResponse(
      as,
      client,
      await oauth.refreshTokenGrantRequest(as, client, oauth.None(), token, insecure),
    )
  const second = await refresh(first.refresh_token!)
  expect(second.refresh_token).not.toBe(first.refresh_token)
  await expect(refresh(first.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' })
  expect(await refresh(second.refresh_token!)).toBeDefined()
})

test.each([
  ['as Basic', oauth.ClientSecretBasic(SHOP.secret)],
  ['in the form', oauth.ClientSecretPost(SHOP.secret)],
])('a machine gets a token for its scopes, with its secret %s', async (_, auth) => {
  const client = { client_id: 'machine' }
  const answer = await oauth.clientCredentialsGrantRequest(as, client, auth, { scope: 'orders/read' }, insecure)
  const tokens = await oauth.processClientCredentialsResponse(as, client, answer)
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
  expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  const verifier = CognitoJwtVerifier.create({ userPoolId: SHOP.pool, clientId: 'machine', tokenUse: 'access' })
  verifier.cacheJwks(await (await fetch(as.jwks_uri!)).json())
  const claims = await verifier.verify(tokens.access_token, { scope: 'orders/read' })
  expect(claims.sub).toBe('machine')
  for (const name of ['username', 'origin_jti', 'cognito:groups']) expect(claims).not.toHaveProperty([name])
})

test('discovery names the endpoints of the domain, and none where there is no domain', async () => {
  const base = `${server.url}/_domain/shop`
  expect(as).toMatchObject({
    issuer: `https://cognito-idp.us-east-1.amazonaws.com/${SHOP.pool}`,
    authorization_endpoint: `${base}/oauth2/authorize`,
    token_endpoint: `${base}/oauth2/token`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
    end_session_endpoint: `${base}/logout`,
  })
  for (const name of ['introspection_endpoint', 'code_challenge_methods_supported']) expect(as).not.toHaveProperty(name)
  await emulatorControl(server.url).seed({ version: 1, userPools: [{ Id: SHOP.pool, PoolName: 'bare' }] })
  const bare = await (await fetch(`${server.url}/${SHOP.pool}/.well-known/openid-configuration`)).json()
  expect(Object.keys(bare).filter((name) => name.endsWith('_endpoint'))).toEqual([])
})
