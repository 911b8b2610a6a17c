import type { Client } from '../domain/Clients.ts'
import type { Domain } from '../domain/Domains.ts'
import type { Pool } from '../domain/Pools.ts'
import type { World } from '../domain/World.ts'

/** A request to an endpoint of a pool's domain. */
export interface Asked {
  readonly world: World
  readonly pool: Pool
  readonly domain: Domain
  /** The path under which the domain is served here: `/_domain/{prefix}`, or nothing where the host names it. */
  readonly base: string
  readonly url: URL
  readonly request: Request
  /** Says which app client the request is of: the log keeps it, and its share of the quotas is used. */
  readonly isOf: (client: Client) => void
  /** Uses a quota that the API shares. Throws Throttled where there is none left. */
  readonly uses: (category: 'UserAuthentication' | 'ClientAuthentication' | 'AuthorizationCode') => void
}

/** Thrown where a quota is used up. */
export class Throttled extends Error {}

/** Answers a request, or throws an OAuthRefusal. */
export type Endpoint = (asked: Asked) => Response | Promise<Response>

/** A refusal as the three JSON endpoints send it: an error code of OAuth's, and a sentence that may be missing [D]. */
export class OAuthRefusal extends Error {
  readonly error: string
  readonly status: number
  readonly description: string | undefined
  /** Said in WWW-Authenticate as well, whatever the status. */
  readonly isInHeader: boolean

  constructor(error: string, description?: string, status = 400, isInHeader = false) {
    super(error)
    this.error = error
    this.description = description
    this.status = status
    this.isInHeader = isInHeader
  }
}

/** A cookie of the request. */
export function cookie({ request }: Asked, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/**
 * A Set-Cookie header for this domain only. AWS's are `Secure`; here the browser is spoken to without TLS, and not
 * every browser keeps such a cookie then. `maxAgeSeconds` 0 deletes.
 */
export function setCookie({ base }: Asked, name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=${base}/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`
}

/** A redirect, with cookies set on the way. Registered redirects may hold letters that a header may not. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: location.replaceAll(/[^\x20-\x7e]+/gu, encodeURIComponent) })
  for (const text of cookies) headers.append('set-cookie', text)
  return new Response(null, { status: 302, headers })
}
