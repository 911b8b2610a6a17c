import { CognitoIdentityProvider, type InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { beforeEach, expect, test } from 'vitest'
import { TestBrowser } from '../oauth/testBrowser.ts'
import { authorizeUrl, SHOP, shopSeed } from '../oauth/testShop.ts'
import { contractEmulator } from './contractEmulator.ts'

/** aws-jwt-verify, which many servers check tokens with, on every kind of token that the emulator gives out. */

const emulator = contractEmulator(shopSeed)
let aws: CognitoIdentityProvider
beforeEach(() => {
  aws = new CognitoIdentityProvider({
    region: 'us-east-1',
    endpoint: emulator.url(),
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
})

/** Tokens of one answer, and the app client that they are for. */
interface Given {
  readonly client: string
  readonly access?: string | undefined
  readonly id?: string | undefined
  readonly refresh?: string | undefined
}

const byApi = (client: string, { AuthenticationResult: given }: InitiateAuthResponse): Given => ({
  client,
  access: given?.AccessToken,
  id: given?.IdToken,
  refresh: given?.RefreshToken,
})

const api = async (client: string): Promise<Given> => {
  const AuthParameters = { USERNAME: 'lee', PASSWORD: 'Any-password-1' }
  return byApi(client, await aws.initiateAuth({ ClientId: client, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }))
}

const token = async (client: string, fields: Record<string, string>, secret?: string): Promise<Given> => {
  const response = await fetch(`${emulator.url()}/_domain/${SHOP.domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, ...(!secret && { client_id: client }) }),
    headers: secret ? { authorization: `Basic ${btoa(`${client}:${secret}`)}` } : {},
  })
  const given: Record<string, string> = await response.json()
  return { client, access: given['access_token'], id: given['id_token'], refresh: given['refresh_token'] }
}

const managedLogin = (client: string, change: Record<string, string> = {}, browser = new TestBrowser(emulator.url())) =>
  browser.signIn(
    authorizeUrl(`${emulator.url()}/_domain/${SHOP.domain}`, { client_id: client, ...change }),
    'lee',
    'Any-password-1',
  )

const byCode = async (client: string): Promise<Given> => {
  const { url } = await managedLogin(client)
  const code = url.searchParams.get('code') ?? ''
  return token(client, { grant_type: 'authorization_code', redirect_uri: SHOP.callback, code })
}

const refreshed = async (client: string): Promise<Given> => {
  const { refresh = '' } = await api(client)
  return byApi(client, await aws.getTokensFromRefreshToken({ ClientId: client, RefreshToken: refresh }))
}

const kinds: Record<string, () => Promise<Given>> = {
  'a password by the API': () => api('spa'),
  'a password at a client without revocation, whose tokens have no origin_jti': () => api('lasting'),
  'a new password by the API': async () => {
    const AuthParameters = { USERNAME: 'new', PASSWORD: 'Temporary-1' }
    const { Session } = await aws.initiateAuth({ ClientId: 'spa', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    const ChallengeResponses = { USERNAME: 'new', NEW_PASSWORD: 'Palm-shade-77', 'userAttributes.family_name': 'New' }
    return byApi(
      'spa',
      await aws.respondToAuthChallenge({
        ClientId: 'spa',
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses,
      }),
    )
  },
  'a refresh by InitiateAuth': async () => {
    const AuthParameters = { REFRESH_TOKEN: (await api('spa')).refresh ?? '' }
    return byApi('spa', await aws.initiateAuth({ ClientId: 'spa', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }))
  },
  'a refresh by GetTokensFromRefreshToken': () => refreshed('spa'),
  'a refresh that rotates': () => refreshed('rotating'),
  'a code': () => byCode('spa'),
  'a code at a client with rotation': () => byCode('rotating'),
  'a refresh by the endpoint': async () => {
    const { refresh = '' } = await byCode('spa')
    return token('spa', { grant_type: 'refresh_token', refresh_token: refresh })
  },
  'the implicit flow': async () => {
    const { url } = await managedLogin('implicit', { response_type: 'token' })
    const given = new URLSearchParams(url.hash.slice(1))
    return { client: 'implicit', access: given.get('access_token') ?? '', id: given.get('id_token') ?? '' }
  },
  'client credentials': () => token('machine', { grant_type: 'client_credentials' }, SHOP.secret),
}

/** A server's check: of the access or the ID tokens of one client. */
async function verifier(clientId: string, tokenUse: 'access' | 'id', userPoolId: string = SHOP.pool) {
  const checks = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse })
  checks.cacheJwks(await (await fetch(`${emulator.url()}/${userPoolId}/.well-known/jwks.json`)).json())
  return checks
}

test.each(Object.entries(kinds))('the tokens of %s', async (kind, give) => {
  const { client, access, id } = await give()
  const claims = await (await verifier(client, 'access')).verify(access ?? '')
  expect(claims).toMatchObject({ client_id: client, token_use: 'access' })
  expect('origin_jti' in claims).toBe(client !== 'lasting' && client !== 'machine')
  await expect((await verifier(client, 'id')).verify(access ?? '')).rejects.toThrow('Token use not allowed')
  await expect((await verifier('api', 'access')).verify(access ?? '')).rejects.toThrow('Client ID not allowed')
  if (kind === 'client credentials') return expect(id).toBeUndefined()
  const idClaims = await (await verifier(client, 'id')).verify(id ?? '')
  expect(idClaims).toMatchObject({ aud: client, token_use: 'id', sub: claims.sub })
  expect(idClaims['origin_jti']).toBe(claims['origin_jti'])
  await expect((await verifier('api', 'id')).verify(id ?? '')).rejects.toThrow('not allowed')
})

test('what was changed, belongs to another pool or has run out is refused', async () => {
  const { access = '' } = await api('spa')
  const [head = '', body = '', signature = ''] = access.split('.')
  const forged = { ...JSON.parse(atob(body)), username: 'mia' }
  const changed = `${head}.${Buffer.from(JSON.stringify(forged)).toString('base64url')}.${signature}`
  await expect((await verifier('spa', 'access')).verify(changed)).rejects.toThrow('Invalid signature')
  const elsewhere = await verifier('spa', 'access', 'us-east-1_Other0001')
  await expect(elsewhere.verify(access)).rejects.toThrow('issuer not configured')
  // A sign-in of yesterday, by the emulator's clock.
  await emulator.control().advanceClock(-24 * 3_600_000)
  const { access: old = '' } = await api('spa')
  await expect((await verifier('spa', 'access')).verify(old)).rejects.toThrow('Token expired')
})

test('a revoked token still passes: only Cognito knows', async () => {
  const { access = '', refresh = '' } = await api('spa')
  await aws.revokeToken({ ClientId: 'spa', Token: refresh })
  await expect(aws.getUser({ AccessToken: access })).rejects.toThrow('Access Token has been revoked')
  expect(await (await verifier('spa', 'access')).verify(access)).toMatchObject({ username: 'lee' })
})
