import type { DomainApi } from '../cognito/domain.ts'
import type { Accepted, PersonApi, Refreshed } from '../cognito/person.ts'
import type { SignInMethod } from './protocol/signIn.ts'

/** The call that ends one session: of the API, or of the user pool's domain for a session that began there. */
export type Revocation = 'RevokeToken' | 'oauth2/revoke'

/** A call that says whether Cognito still takes an access token. Which one can be asked depends on the token's scopes. */
export type AccessProbe = 'GetUser' | 'userInfo'

const adminScope = 'aws.cognito.signin.user.admin'

/** The calls that differ between a session that began at managed login and one that began through the API. */
export class SessionCalls {
  readonly #person: PersonApi
  readonly #domain: DomainApi | undefined

  constructor(person: PersonApi, domain: DomainApi | undefined) {
    this.#person = person
    this.#domain = domain
  }

  /**
   * The call that ends a session that began like that. Without a domain the API does it for both.
   * @param linked the SSO session that it came through is to end with it: only the API can be asked for that
   */
  revocationFor(how: SignInMethod, linked = false): Revocation {
    if (linked) return 'RevokeToken'
    return how.by === 'managed login' && this.#domain !== undefined ? 'oauth2/revoke' : 'RevokeToken'
  }

  /** Ends one session. Throws Failed. */
  async revoke(by: Revocation, refreshToken: string, linked?: boolean): Promise<Accepted> {
    if (by === 'oauth2/revoke' && this.#domain !== undefined) return this.#domain.revoke(refreshToken)
    return this.#person.revoke(refreshToken, linked)
  }

  /** The probe that a token with these scopes can be asked with; undefined where neither says anything about it. */
  probeFor(scopes: readonly string[]): AccessProbe | undefined {
    if (scopes.includes(adminScope)) return 'GetUser'
    return scopes.includes('openid') && this.#domain !== undefined ? 'userInfo' : undefined
  }

  /** Resolves while Cognito takes the access token. Throws Failed. */
  async probe(by: AccessProbe, accessToken: string): Promise<void> {
    if (by === 'userInfo' && this.#domain !== undefined) await this.#domain.userInfo(accessToken)
    else await this.#person.getUser(accessToken)
  }

  /** New tokens: the one probe that needs no access token. Throws Failed. */
  async refresh(refreshToken: string, deviceKey: string | undefined): Promise<Refreshed> {
    return this.#person.refresh(refreshToken, 1, deviceKey)
  }
}
