import { GetIdCommand } from '@aws-sdk/client-cognito-identity'
import { AdminListUserSessionsCommand, AdminRevokeUserSessionCommand } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { expect } from 'vitest'
import type { Emulator, Seed } from './index.ts'
import { TestBrowser } from './oauth/testBrowser.ts'
import { BASE, bearer, ORIGIN, shopDomain } from './oauth/testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './oauth/testShop.ts'
import { identitySdk, post, sdk, signIn, testEmulator, type Tokens } from './testing.ts'

/** Whose sessions are ended. */
export const LEE = { UserPoolId: SHOP.pool, Username: 'lee' }
const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${SHOP.pool}`
const IDENTITY_POOL = 'us-east-1:00000000-0000-4000-8000-000000000001'
const CLIENTS = ['spa', 'lasting', 'rotating', 'api']

/** The shop, tracking sessions and with groups; a pool of which devices are known for `api`. */
const seed = (client: string): Seed => ({
  ...shopSeed,
  userPools: (shopSeed.userPools ?? []).map((pool) => ({
    ...pool,
    SessionConfiguration: { UserSessionTracking: 'ENABLED' as const, TokenSession: { MaxPerUser: 20 } },
    Groups: [{ GroupName: 'crew' }, { GroupName: 'staff' }],
    Users: (pool.Users ?? []).map((user) => ({ ...user, ...(user.Username === 'lee' && { Groups: ['crew'] }) })),
    ...(client === 'api' && { DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false } }),
  })),
  identityPools: [
    {
      IdentityPoolId: IDENTITY_POOL,
      IdentityPoolName: 'shop',
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: CLIENTS.map((ClientId) => ({
        ProviderName: PROVIDER,
        ClientId,
        ServerSideTokenCheck: true,
      })),
    },
  ],
})

/** What Cognito says, in the matrix's words. */
const WORDS: Readonly<Record<string, string>> = {
  'Refresh Token has been revoked': 'revoked',
  'Access Token has been revoked': 'revoked',
  'Refresh Token has expired': 'expired',
  'Access Token has expired': 'expired',
  'Password reset required for the user': 'must reset',
  'User is disabled.': 'disabled',
  'User does not exist.': 'no user',
  'Invalid Refresh Token.': 'invalid',
  'User pool client spa does not exist.': 'no client',
  'The refresh token has been replaced by a newer one.': 'replaced',
}

/** One session's tokens. */
export interface Session {
  readonly client: string
  /** The device that it is bound to. */
  readonly device?: string | undefined
  readonly access: string
  readonly id: string
  readonly refresh: string
}

/** An emulator in which lee and mia have sessions, and what can be asked about them. */
export class LifecycleWorld {
  readonly emulator: Emulator
  readonly domain = shopDomain(() => this.emulator)
  readonly browser = new TestBrowser(ORIGIN, (request) => this.emulator.fetch(request))
  readonly aws: ReturnType<typeof sdk>

  /** `client` is where this session is to begin; at `api` it is bound to a device. */
  constructor(client: string) {
    this.emulator = testEmulator({ seed: seed(client) })
    this.aws = sdk(this.emulator)
  }

  async hosted(client: string): Promise<Session> {
    const url = authorizeUrl(BASE, { client_id: client, scope: 'openid aws.cognito.signin.user.admin' })
    const page = await this.browser.visit(url)
    const password = { username: 'lee', password: 'Any-password-1' }
    const end = page.url.searchParams.has('code') ? page : await this.browser.submit(page, password)
    const { json } = await this.domain.redeem(end.url.searchParams.get('code') ?? '', { client_id: client })
    return {
      client,
      access: json['access_token'] ?? '',
      id: json['id_token'] ?? '',
      refresh: json['refresh_token'] ?? '',
    }
  }

  async direct(username: string, password: string): Promise<Session> {
    const tokens: Tokens & { readonly NewDeviceMetadata?: { readonly DeviceKey: string } } = await signIn(
      this.emulator,
      'api',
      username,
      password,
    )
    const device = tokens.NewDeviceMetadata?.DeviceKey
    if (device !== undefined) {
      const DeviceSecretVerifierConfig = { PasswordVerifier: btoa('verifier'), Salt: btoa('salt') }
      const { AccessToken } = tokens
      await this.ask('ConfirmDevice', { AccessToken, DeviceKey: device, DeviceSecretVerifierConfig })
    }
    return { client: 'api', device, access: tokens.AccessToken, id: tokens.IdToken, refresh: tokens.RefreshToken }
  }

  async ask(operation: string, body: object): Promise<string> {
    const { status, body: answer } = await post(this.emulator, operation, body)
    const message = String(answer['message'])
    return status === 200 ? 'ok' : (WORDS[message] ?? message)
  }

  refresh = ({ refresh: RefreshToken, client: ClientId, device: DeviceKey }: Session) =>
    this.ask('GetTokensFromRefreshToken', { RefreshToken, ClientId, DeviceKey })

  /** Which claims of the tokens that refreshing brings are not as in those of the sign-in, times and names aside. */
  async fresh({ refresh: RefreshToken, client: ClientId, device: DeviceKey, access, id }: Session): Promise<string> {
    const { body } = await post(this.emulator, 'GetTokensFromRefreshToken', { RefreshToken, ClientId, DeviceKey })
    const { AccessToken, IdToken }: Partial<Tokens> = Object(body['AuthenticationResult'])
    if (AccessToken === undefined || IdToken === undefined) return '-'
    const differing = [...differences(access, AccessToken), ...differences(id, IdToken)]
    return [...new Set(differing)].sort().join(', ') || 'same'
  }

  access = ({ access: AccessToken }: Session) => this.ask('GetUser', { AccessToken })

  /** Both tokens in one word: theirs if they agree, `over` if both are dead for reasons of their own. */
  async both(session: Session): Promise<string> {
    const [refresh, access] = [await this.refresh(session), await this.access(session)]
    if (refresh === access) return refresh
    return refresh !== 'ok' && access !== 'ok' ? 'over' : `${refresh}/${access}`
  }

  async identity({ id }: Session): Promise<string> {
    const Logins = { [PROVIDER]: id }
    const asked = identitySdk(this.emulator).send(new GetIdCommand({ IdentityPoolId: IDENTITY_POOL, Logins }))
    return asked.then(
      () => 'ok',
      () => 'refused',
    )
  }

  async offLine({ client, access, id }: Session): Promise<string> {
    const keys = await this.emulator.fetch(new Request(`${ORIGIN}/${SHOP.pool}/.well-known/jwks.json`))
    const verifier = CognitoJwtVerifier.create({ userPoolId: SHOP.pool, clientId: client, tokenUse: null })
    verifier.cacheJwks(await keys.json())
    const all = await Promise.allSettled([verifier.verify(access), verifier.verify(id)])
    const reasons = all.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
    if (reasons.length === 0) return 'ok'
    return reasons.every((reason) => reason.includes('expired')) ? 'expired' : reasons.join(', ')
  }

  async cookie(): Promise<string> {
    const page = await this.browser.visit(authorizeUrl(BASE, { client_id: 'web' }))
    return page.url.searchParams.has('code') ? 'let in' : 'asked'
  }

  async userInfo({ access }: Session): Promise<string> {
    return String((await this.domain.send('/oauth2/userInfo', bearer(access))).status)
  }

  async revokeTracked(type: 'TOKEN' | 'SSO', client: string, linked: boolean): Promise<void> {
    const { Sessions = [] } = await this.aws.send(new AdminListUserSessionsCommand(LEE))
    const found = Sessions.filter(({ SessionType, ClientId }) => SessionType === type && ClientId === client)
    expect(found).toHaveLength(1)
    const SessionId = found[0]?.SessionId
    const RevokeAssociatedSessions = linked ? 'LINKED' : 'NONE'
    await this.aws.send(new AdminRevokeUserSessionCommand({ ...LEE, SessionId, RevokeAssociatedSessions }))
  }
}

/** The names of the claims that differ between two tokens, but for those that always do. */
function differences(one: string, other: string): string[] {
  const claims = [one, other].map((token): Readonly<Record<string, unknown>> =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  )
  const [before = {}, after = {}] = claims
  const isDifferent = (name: string) =>
    name === 'jti' ? name in before !== name in after : JSON.stringify(before[name]) !== JSON.stringify(after[name])
  return Object.keys({ ...before, ...after }).filter((name) => !['exp', 'iat'].includes(name) && isDifferent(name))
}
