import type { Emulator, Seed } from './index.ts'
import { bearer, shopDomain } from './oauth/testDomain.ts'
import { SHOP, shopSeed } from './oauth/testShop.ts'
import { userPoolOperations } from './operations/index.ts'
import { control, type Posted, post } from './testing.ts'

/** The three kinds of token. */
export type TokenKind = 'access' | 'id' | 'refresh'

/** A place that takes a token, for the tests of broken ones. */
export interface Door {
  readonly name: string
  readonly takes: TokenKind
  /** What is said to a token: `ok`, or the refusal; for endpoints of OAuth its status and code. */
  readonly knock: (token: string) => Promise<string>
}

const PROVIDER = `cognito-idp.us-east-1.amazonaws.com/${SHOP.pool}`
const IDENTITY_POOL = 'us-east-1:00000000-0000-4000-8000-000000000001'

/** The shop, with an identity pool that asks the user pool whether a session is over. */
export const guardedShop: Seed = {
  ...shopSeed,
  identityPools: [
    {
      IdentityPoolId: IDENTITY_POOL,
      IdentityPoolName: 'shop',
      CognitoIdentityProviders: [{ ProviderName: PROVIDER, ClientId: 'spa', ServerSideTokenCheck: true }],
      Roles: { authenticated: 'arn:aws:iam::000000000000:role/Any' },
    },
  ],
}

/** What the operations with an access token need beside it. None of it can make an answer look like a token's refusal. */
const BESIDE = {
  Code: '123456',
  AttributeName: 'email',
  Credential: {},
  CredentialId: 'none',
  DeviceKey: 'us-east-1_00000000-0000-4000-8000-000000000000',
  DeviceRememberedStatus: 'remembered',
  PreviousPassword: 'Any-password-1',
  ProposedPassword: 'Any-password-9',
  SessionId: 'tkn0000000000000000000000000',
  UserAttributeNames: ['nickname'],
  UserAttributes: [{ Name: 'nickname', Value: 'x' }],
  UserCode: '123456',
}

/** Every operation that takes an access token, so that none is left out. */
const ACCESS_OPERATIONS = Object.entries(userPoolOperations).flatMap(([name, { members }]) =>
  Object.hasOwn(members, 'AccessToken') ? [name] : [],
)

/** One emulator, a session of lee's that every door takes tokens of, and the doors. */
export class TokenWorld {
  readonly emulator: Emulator
  readonly domain = shopDomain(() => this.emulator)
  readonly tokens = { access: '', id: '', refresh: '' }
  #identityId = ''

  constructor(emulator: Emulator) {
    this.emulator = emulator
  }

  /** Signs lee in at managed login, so that userInfo takes the access token as well as the API does. */
  async enter(clientId = 'spa'): Promise<this> {
    const scope = 'openid aws.cognito.signin.user.admin'
    const { json } = await this.domain.redeem(await this.domain.codeFor(clientId, { scope }), { client_id: clientId })
    const { access_token: access = '', id_token: id = '', refresh_token: refresh = '' } = json
    Object.assign(this.tokens, { access, id, refresh })
    if (clientId !== 'spa') return this
    const { body } = await this.#identity('GetId', { IdentityPoolId: IDENTITY_POOL, Logins: { [PROVIDER]: id } })
    this.#identityId = String(body['IdentityId'])
    return this
  }

  /** All data, for comparison. The clock has to stand still. */
  async state(): Promise<string> {
    return (await control(this.emulator, 'POST', 'snapshot')).text
  }

  readonly doors: readonly Door[] = [
    ...ACCESS_OPERATIONS.map((name) => this.#operation(name, 'access', (AccessToken) => ({ ...BESIDE, AccessToken }))),
    {
      name: 'userInfo',
      takes: 'access',
      knock: async (token) =>
        // What no header can carry does not get there.
        /[^\x20-\x7e]/.test(token) ? 'unsendable' : plain(await this.domain.send('/oauth2/userInfo', bearer(token))),
    },
    ...['GetId', 'GetCredentialsForIdentity'].map((name): Door => ({
      name,
      takes: 'id',
      knock: async (token) => {
        const about = name === 'GetId' ? { IdentityPoolId: IDENTITY_POOL } : { IdentityId: this.#identityId }
        return sentence(await this.#identity(name, { ...about, Logins: { [PROVIDER]: token } }))
      },
    })),
    this.#operation('RevokeToken', 'refresh', (Token) => ({ Token, ClientId: 'spa' })),
    this.#operation('GetTokensFromRefreshToken', 'refresh', (RefreshToken) => ({ RefreshToken, ClientId: 'spa' })),
    this.#operation('InitiateAuth', 'refresh', (token) => ({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: 'spa',
      AuthParameters: { REFRESH_TOKEN: token },
    })),
    this.#endpoint('/oauth2/token', (token) => ({ grant_type: 'refresh_token', refresh_token: token })),
    this.#endpoint('/oauth2/revoke', (token) => ({ token })),
  ]

  door(name: string): Door {
    const found = this.doors.find((door) => door.name === name)
    if (!found) throw new Error(`no door ${name}`)
    return found
  }

  #identity(name: string, body: object): Promise<Posted> {
    return post(this.emulator, name, body, { 'x-amz-target': `AWSCognitoIdentityService.${name}` })
  }

  #operation(name: string, takes: TokenKind, body: (token: string) => object): Door {
    return { name, takes, knock: async (token) => sentence(await post(this.emulator, name, body(token))) }
  }

  #endpoint(name: string, fields: (token: string) => Record<string, string>): Door {
    const knock = async (token: string) => plain(await this.domain.form(name, { client_id: 'spa', ...fields(token) }))
    return { name, takes: 'refresh', knock }
  }
}

function sentence({ status, body }: Posted): string {
  return status === 200 ? 'ok' : `${String(body['__type'])}: ${String(body['message'])}`
}

function plain({ status, json }: { readonly status: number; readonly json: Record<string, string> }): string {
  return status === 200 ? 'ok' : `${status} ${json['error']}`
}
