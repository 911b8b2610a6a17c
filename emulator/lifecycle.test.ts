import { GetIdCommand } from '@aws-sdk/client-cognito-identity'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserPoolClientCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { expect, test } from 'vitest'
import type { Emulator, Seed } from './index.ts'
import { TestBrowser } from './oauth/testBrowser.ts'
import { BASE, bearer, ORIGIN, shopDomain } from './oauth/testDomain.ts'
import { authorizeUrl, SHOP, shopSeed } from './oauth/testShop.ts'
import { identitySdk, post, sdk, signIn, testEmulator } from './testing.ts'

/**
 * What each ending ends, as a matrix (facts, part 5). lee signs in at managed login, at `client`: this session. In the
 * same browser, by its cookie, they begin another one there: the sibling. With a password and the API they begin one at
 * another client: elsewhere. mia, who has nothing to do with it, has a session too, and keeps it. Then the action
 * happens, and everything is asked whether it still works:
 *
 * refresh, access - this session's tokens at Cognito; identity - its ID token at an identity pool with ServerSideTokenCheck;
 * off-line - both of its JWTs at a library that knows only the keys; sibling, elsewhere - their refresh and access tokens;
 * cookie - at a client of the pool that nobody has used; userInfo - with this session's access token.
 */
const MATRIX = `
action                                | client   | refresh  | access   | identity | off-line | sibling | elsewhere | cookie | userInfo
nothing                               | spa      | ok       | ok       | ok       | ok       | ok      | ok        | let in | 200
RevokeToken                           | spa      | revoked  | revoked  | refused  | ok       | ok      | ok        | let in | 401
RevokeToken LINKED                    | spa      | revoked  | revoked  | refused  | ok       | ok      | ok        | asked  | 401
RevokeToken, revocation off           | lasting  | ok       | ok       | ok       | ok       | ok      | ok        | let in | 200
RevokeToken, switched on since        | lasting  | revoked  | ok       | ok       | ok       | ok      | ok        | let in | 200
/oauth2/revoke                        | spa      | revoked  | revoked  | refused  | ok       | ok      | ok        | let in | 401
/oauth2/revoke, revocation off        | lasting  | ok       | ok       | ok       | ok       | ok      | ok        | let in | 200
GlobalSignOut                         | spa      | revoked  | revoked  | refused  | ok       | revoked | revoked   | let in | 401
GlobalSignOut, revocation off         | lasting  | revoked  | revoked  | refused  | ok       | revoked | revoked   | let in | 401
AdminUserGlobalSignOut                | spa      | revoked  | revoked  | refused  | ok       | revoked | revoked   | let in | 401
AdminDisableUser                      | spa      | revoked  | disabled | refused  | ok       | over    | over      | asked  | 401
AdminDisableUser, AdminEnableUser     | spa      | revoked  | revoked  | refused  | ok       | revoked | revoked   | let in | 401
AdminSetUserPassword                  | spa      | ok       | ok       | ok       | ok       | ok      | ok        | let in | 200
AdminDeleteUser                       | spa      | invalid  | no user  | refused  | ok       | over    | over      | asked  | 401
DeleteUserPoolClient                  | spa      | no client| no client| ok       | ok       | no client | ok      | let in | 401
rotation                              | rotating | replaced | ok       | ok       | ok       | ok      | ok        | let in | 200
/logout                               | spa      | ok       | ok       | ok       | ok       | ok      | ok        | asked  | 200
AdminRevokeUserSession                | spa      | revoked  | revoked  | refused  | ok       | ok      | ok        | let in | 401
AdminRevokeUserSession, no origin_jti | lasting  | revoked  | revoked  | refused  | ok       | ok      | ok        | let in | 401
AdminRevokeUserSession LINKED         | spa      | revoked  | revoked  | refused  | ok       | ok      | ok        | asked  | 401
AdminRevokeUserSession of SSO         | spa      | ok       | ok       | ok       | ok       | ok      | ok        | asked  | 200
AdminRevokeUserSession of SSO LINKED  | spa      | revoked  | revoked  | refused  | ok       | revoked | ok        | asked  | 401
eviction at MaxPerUser                | spa      | revoked  | revoked  | refused  | ok       | revoked | revoked   | let in | 401
`

const LEE = { UserPoolId: SHOP.pool, Username: 'lee' }
const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${SHOP.pool}`
const IDENTITY_POOL = 'us-east-1:00000000-0000-4000-8000-000000000001'
const CLIENTS = ['spa', 'lasting', 'rotating']

const seed: Seed = {
  ...shopSeed,
  userPools: (shopSeed.userPools ?? []).map((pool) => ({
    ...pool,
    SessionConfiguration: { UserSessionTracking: 'ENABLED' as const, TokenSession: { MaxPerUser: 20 } },
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
}

/** What Cognito says, in the matrix's words. */
const WORDS: Readonly<Record<string, string>> = {
  'Refresh Token has been revoked': 'revoked',
  'Access Token has been revoked': 'revoked',
  'User is disabled.': 'disabled',
  'User does not exist.': 'no user',
  'Invalid Refresh Token.': 'invalid',
  'User pool client spa does not exist.': 'no client',
  'The refresh token has been replaced by a newer one.': 'replaced',
}

/** One session's tokens. */
interface Session {
  readonly client: string
  readonly access: string
  readonly id: string
  readonly refresh: string
}

class World {
  readonly emulator: Emulator = testEmulator({ seed })
  readonly domain = shopDomain(() => this.emulator)
  readonly browser = new TestBrowser(ORIGIN, (request) => this.emulator.fetch(request))
  readonly aws = sdk(this.emulator)

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
    const tokens = await signIn(this.emulator, 'api', username, password)
    return { client: 'api', access: tokens.AccessToken, id: tokens.IdToken, refresh: tokens.RefreshToken }
  }

  async ask(operation: string, body: object): Promise<string> {
    const { status, body: answer } = await post(this.emulator, operation, body)
    const message = String(answer['message'])
    return status === 200 ? 'ok' : (WORDS[message] ?? message)
  }

  refresh = ({ refresh: RefreshToken, client: ClientId }: Session) =>
    this.ask('GetTokensFromRefreshToken', { RefreshToken, ClientId })

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
    await verifier.verify(access)
    await verifier.verify(id)
    return 'ok'
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

type Action = (world: World, mine: Session) => Promise<unknown>

const revokeToken = (more: object = {}): Action => {
  return (world, { client, refresh }) => world.ask('RevokeToken', { Token: refresh, ClientId: client, ...more })
}
const revokeEndpoint: Action = (world, { client, refresh }) =>
  world.domain.form('/oauth2/revoke', { token: refresh, client_id: client })
const globalSignOut: Action = (world, { access }) => world.ask('GlobalSignOut', { AccessToken: access })

/** The actions by their names in the matrix. */
const ACTIONS: Readonly<Record<string, Action>> = {
  nothing: () => Promise.resolve(),
  RevokeToken: revokeToken(),
  'RevokeToken LINKED': revokeToken({ RevokeAssociatedSessions: 'LINKED' }),
  'RevokeToken, revocation off': revokeToken(),
  async 'RevokeToken, switched on since'(world, mine) {
    const client = { UserPoolId: SHOP.pool, ClientId: mine.client, EnableTokenRevocation: true }
    await world.aws.send(new UpdateUserPoolClientCommand(client))
    await revokeToken()(world, mine)
  },
  '/oauth2/revoke': revokeEndpoint,
  '/oauth2/revoke, revocation off': revokeEndpoint,
  GlobalSignOut: globalSignOut,
  'GlobalSignOut, revocation off': globalSignOut,
  AdminUserGlobalSignOut: ({ aws }) => aws.send(new AdminUserGlobalSignOutCommand(LEE)),
  AdminDisableUser: ({ aws }) => aws.send(new AdminDisableUserCommand(LEE)),
  async 'AdminDisableUser, AdminEnableUser'({ aws }) {
    await aws.send(new AdminDisableUserCommand(LEE))
    await aws.send(new AdminEnableUserCommand(LEE))
  },
  AdminSetUserPassword: ({ aws }) =>
    aws.send(new AdminSetUserPasswordCommand({ ...LEE, Password: 'Other-password-9', Permanent: true })),
  AdminDeleteUser: ({ aws }) => aws.send(new AdminDeleteUserCommand(LEE)),
  DeleteUserPoolClient: ({ aws }, { client }) =>
    aws.send(new DeleteUserPoolClientCommand({ UserPoolId: SHOP.pool, ClientId: client })),
  rotation: (world, mine) => world.refresh(mine),
  '/logout': ({ browser }) => browser.send(`${BASE}/logout?client_id=spa&logout_uri=${encodeURIComponent(SHOP.out)}`),
  AdminRevokeUserSession: (world, { client }) => world.revokeTracked('TOKEN', client, false),
  'AdminRevokeUserSession, no origin_jti': (world, { client }) => world.revokeTracked('TOKEN', client, false),
  'AdminRevokeUserSession LINKED': (world, { client }) => world.revokeTracked('TOKEN', client, true),
  'AdminRevokeUserSession of SSO': (world, { client }) => world.revokeTracked('SSO', client, false),
  'AdminRevokeUserSession of SSO LINKED': (world, { client }) => world.revokeTracked('SSO', client, true),
  async 'eviction at MaxPerUser'(world) {
    const configuration = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 1 } } as const
    await world.aws.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId: SHOP.pool, ...configuration }))
    await world.direct('lee', 'Any-password-1')
  },
}

const [head = [], ...rows] = MATRIX.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))

test.each(rows)('%s at %s', async (action = '', client = '', ...cells) => {
  const world = new World()
  const mine = await world.hosted(client)
  const begun = {
    elsewhere: await world.direct('lee', 'Any-password-1'),
    mia: await world.direct('mia', 'Any-password-2'),
  }
  const isTracked = action.startsWith('AdminRevokeUserSession')
  // An administrator finds this session by its client: its sibling begins at another one then.
  const sibling = await world.hosted(isTracked ? (client === 'spa' ? 'lasting' : 'spa') : client)

  await ACTIONS[action]?.(world, mine)

  const found = [
    await world.refresh(mine),
    await world.access(mine),
    await world.identity(mine),
    await world.offLine(mine),
    await world.both(sibling),
    await world.both(begun.elsewhere),
    await world.cookie(),
    await world.userInfo(mine),
  ]
  const named = (values: readonly string[]) =>
    Object.fromEntries(values.map((value, index) => [head[index + 2], value]))
  expect(named(found)).toEqual(named(cells))
  expect(await world.both(begun.mia)).toBe('ok')
})

test('every action is a row, and every row an action', () => {
  expect(rows.map(([action]) => action)).toEqual(Object.keys(ACTIONS))
})
