import type { DomainPlace } from '../cognito/domain.ts'
import type { LoginClient } from '../cognito/managedLogin.ts'
import type { Config } from '../lib/config.ts'
import { Failed } from '../lib/failure.ts'
import { signedInPath, signedOutPath } from '../lib/loginPaths.ts'
import type { ManagedLoginParts, ManagedLoginRequests } from './managedLoginCode.ts'
import type { LoginOutcome, LoginWish } from './protocol/managedLogin.ts'

/**
 * The ways in at managed login, and out of its cookie. The code of the way in is loaded on first use; the way out belongs
 * to signing out, which never is.
 */
export class ManagedLogin {
  readonly #parts: ManagedLoginParts
  readonly #place: DomainPlace | undefined
  readonly #client: LoginClient
  #requests: ManagedLoginRequests | undefined

  constructor(
    parts: ManagedLoginParts,
    place: DomainPlace | undefined,
    { region, userPoolId, clientId, scopes }: Config,
  ) {
    this.#parts = parts
    this.#place = place
    const redirectUri = `${parts.around.origin}${signedInPath}`
    this.#client = { region, userPoolId, clientId, redirectUri, ...(scopes === undefined ? {} : { scopes }) }
  }

  /** Keeps a new request, and gives the address to send the browser to. */
  async request(wish: LoginWish): Promise<{ url: string }> {
    return (await this.#code()).request(wish)
  }

  /**
   * Takes what came back to the callback. Throws Failed where it is no answer to a request of this browser that waits.
   * @param half seals the session, unless nothing of it is to be kept
   */
  async finish(query: string, half: string | undefined): Promise<LoginOutcome> {
    return (await this.#code()).finish(query, half)
  }

  /** The address that ends managed login's cookie and leads back here. */
  logoutUrl(): string {
    const parameters = new URLSearchParams({
      client_id: this.#client.clientId,
      logout_uri: `${this.#parts.around.origin}${signedOutPath}`,
    })
    return `${this.#domain().domain}/logout?${parameters.toString()}`
  }

  async #code(): Promise<ManagedLoginRequests> {
    const place = this.#domain()
    try {
      const { ManagedLoginRequests } = await import('./managedLoginCode.ts')
      this.#requests ??= new ManagedLoginRequests(this.#parts, place, this.#client)
      return this.#requests
    } catch {
      throw notBegun('WorkerLost', 'A part of the vault could not be loaded.', 'transient')
    }
  }

  #domain(): DomainPlace {
    if (this.#place === undefined) throw notBegun('NoDomain', 'This deployment has no domain.', 'rejected')
    return this.#place
  }
}

function notBegun(code: string, message: string, kind: 'transient' | 'rejected'): Failed {
  return new Failed({ operation: 'oauth2/authorize', code, message, class: kind, attempts: 0 })
}
