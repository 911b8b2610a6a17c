import { type Answer, said } from './Answer.ts'
import type { App, Ground } from './Ground.ts'

/** The tokens of one sign-in, and what can be done with them. Every method gives an answer in a line, or the answer. */
export class Session {
  readonly app: App
  readonly access: string
  readonly id: string
  readonly refresh: string
  readonly #ground: Ground

  constructor(ground: Ground, app: App, tokens: { access: string; id: string; refresh: string }) {
    this.#ground = ground
    this.app = app
    this.access = tokens.access
    this.id = tokens.id
    this.refresh = tokens.refresh
  }

  /** RevokeToken of this session's refresh token, as its own client unless a member says otherwise. */
  revoke(change: object = {}): Promise<string> {
    return this.#ground.says('RevokeToken', {
      Token: this.refresh,
      ClientId: this.app.id,
      ...this.#secret(),
      ...change,
    })
  }

  getUser(): Promise<string> {
    return this.#ground.says('GetUser', { AccessToken: this.access })
  }

  globalSignOut(): Promise<string> {
    return this.#ground.says('GlobalSignOut', { AccessToken: this.access })
  }

  /** GetTokensFromRefreshToken with this session's refresh token. */
  refreshed(change: object = {}): Promise<Answer> {
    const body = { RefreshToken: this.refresh, ClientId: this.app.id, ...this.#secret(), ...change }
    return this.#ground.caller.call('GetTokensFromRefreshToken', body)
  }

  async tryRefresh(change: object = {}): Promise<string> {
    const answer = await this.refreshed(change)
    this.#ground.sessionOf(this.app, answer)
    return said(answer)
  }

  /** The session as it is after a refresh, which has to succeed. */
  async renewed(): Promise<Session> {
    const body = { RefreshToken: this.refresh, ClientId: this.app.id, ...this.#secret() }
    return this.#ground.sessionOf(this.app, await this.#ground.openStep('GetTokensFromRefreshToken', body), this)
  }

  /** Whether the access token and the refresh token still work, and with which words they do not. */
  async vitals(): Promise<string[]> {
    return [`access: ${await this.getUser()}`, `refresh: ${await this.tryRefresh()}`]
  }

  /** A claim of the access token; undefined where it does not have it. */
  claim(name: string): unknown {
    return Reflect.get(claimsOf(this.access), name)
  }

  /** The names of all claims of the access token and of the ID token. */
  claimNames(): { readonly access: readonly string[]; readonly id: readonly string[] } {
    return { access: Object.keys(claimsOf(this.access)), id: Object.keys(claimsOf(this.id)) }
  }

  #secret(): object {
    return this.app.secret === undefined ? {} : { ClientSecret: this.app.secret }
  }
}

function claimsOf(token: string): object {
  const [, payload = ''] = token.split('.')
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return Object(claims)
}
