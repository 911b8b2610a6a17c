import type { Client } from '../domain/Clients.ts'
import type { Named } from '../domain/signUp.ts'
import { type Asked, redirect } from './Asked.ts'
import { errorPage } from './page.ts'

/** What an app asks for when it sends a browser to be signed in. */
export interface AuthorizeRequest {
  readonly client: Client
  readonly responseType: 'code' | 'token'
  readonly redirectUri: string
  readonly scope: string
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly prompt: 'none' | 'login' | undefined
  readonly loginHint: string
  /** How long ago the password may have been given, in seconds. */
  readonly maxAgeSeconds: number | undefined
  /** What the access token is to be for (RFC 8707). */
  readonly resource: string | undefined
}

/** A parameter of 2026 that would change who gets in and what tokens say; it is refused rather than ignored. */
const NOT_EMULATED = ['acr_values']

/** A scope of these is for people's attributes, and needs `openid` beside it [D]. */
const NEED_OPENID = ['email', 'phone', 'profile']

/**
 * Reads the query of /oauth2/authorize and /login (facts, 3.1), or answers instead: with a page where the client or the
 * redirect cannot be trusted, else by sending the error to the app [D]. Which error stands for which mistake is
 * documented for the scope and for flows that the client does not allow; for the others `invalid_request` is [?].
 */
export function readAuthorizeRequest(asked: Asked): AuthorizeRequest | Response {
  const { world, pool, domain, url, isOf } = asked
  const { searchParams: query } = url
  const clientId = query.get('client_id') ?? ''
  const client = world.clients.find(clientId)
  if (client) isOf(client)
  // [B] A client without managed login is answered like one that is not there.
  if (!client || client.poolId !== pool.id || !client.settings.AllowedOAuthFlowsUserPoolClient) {
    return errorPage('Login pages unavailable')
  }
  const redirectUri = query.get('redirect_uri') ?? ''
  // [D] Exactly one of the registered, character by character.
  if (!client.settings.CallbackURLs?.includes(redirectUri)) {
    return redirect(`${asked.base}/error?error=redirect_mismatch&client_id=${encodeURIComponent(clientId)}`)
  }
  const skipped = NOT_EMULATED.find((name) => query.has(name))
  if (skipped !== undefined) {
    return errorPage(`The parameter ${skipped} is not emulated by the Curfew emulator`, {
      'x-curfew-not-emulated': skipped,
    })
  }
  const wantedState = query.get('state') ?? undefined
  // [D] JSON is no state; an app encodes it otherwise. What AWS answers is [?].
  const isJson = wantedState !== undefined && isJsonText(wantedState)
  const state = isJson ? undefined : wantedState
  const responseType = query.get('response_type')
  const fail = (error: string, description?: string) =>
    sendBack(
      { redirectUri, responseType: responseType === 'token' ? 'token' : 'code', state },
      {
        error,
        ...(description !== undefined && { error_description: description }),
      },
    )
  if (isJson) return fail('invalid_request', 'state may not be JSON')
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) return fail('invalid_request', `${name} is given twice`)
  }
  if (responseType !== 'code' && responseType !== 'token') return fail('invalid_request', 'response_type is not known')
  const flow = responseType === 'code' ? 'code' : 'implicit'
  if (!client.settings.AllowedOAuthFlows?.includes(flow)) return fail('unauthorized_client')
  const provider = query.get('identity_provider') ?? query.get('idp_identifier') ?? 'COGNITO'
  if (provider !== 'COGNITO') return fail('invalid_request', 'identity_provider is not known')
  const scope = grantedScope(client, query.get('scope'))
  if (scope === undefined) return fail('invalid_scope')
  const challenge = query.get('code_challenge') ?? undefined
  const method = query.get('code_challenge_method') ?? undefined
  if ((challenge === undefined) !== (method === undefined))
    return fail('invalid_request', 'code_challenge needs a method')
  // [D] Nothing but S256.
  if (method !== undefined && method !== 'S256') return fail('invalid_request', 'code_challenge_method must be S256')
  // [D] The classic hosted UI has no prompt; that it ignores one is [?].
  const prompts = domain.version === 2 ? words(query.get('prompt')) : []
  // [?] That others are refused; that `none` stands alone is OpenID Connect's.
  if (prompts.some((name) => !PROMPTS.includes(name))) return fail('invalid_request', 'prompt is not known')
  if (prompts.includes('none') && prompts.length > 1) return fail('invalid_request', 'prompt none stands alone')
  const maxAge = query.get('max_age') ?? undefined
  // [?] Documented is that there is one; what it means, and that nonsense is refused, is OpenID Connect's.
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) return fail('invalid_request', 'max_age is not a number')
  const resource = query.get('resource') ?? undefined
  // [?] RFC 8707 has an error code of its own for what is none.
  if (resource !== undefined && !isResource(resource)) return fail('invalid_target')
  return {
    client,
    responseType,
    redirectUri,
    scope,
    state,
    nonce: query.get('nonce') ?? undefined,
    challenge,
    prompt: prompts.includes('login') ? 'login' : prompts.includes('none') ? 'none' : undefined,
    loginHint: query.get('login_hint') ?? '',
    maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
    resource,
  }
}

/** The values of `prompt`, of which several may be given; the last two are for other providers and do nothing here [D]. */
const PROMPTS = ['none', 'login', 'select_account', 'consent']

/** What a parameter lists, each once. */
function words(list: string | null): readonly string[] {
  return [...new Set((list ?? '').split(' ').filter((word) => word !== ''))]
}

/**
 * Whether access tokens can be bound to it: `https://`, `http://` for localhost alone, or an app's own scheme [D]; without
 * a fragment (RFC 8707).
 */
function isResource(text: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.includes('#') || !URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol !== 'http:' || hostname === 'localhost'
}

/** Whether a text is a JSON object or array, rather than a word or number that JSON would take as well. */
function isJsonText(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The scope that is granted: what was asked for, or all that the client has [D]; undefined if it may not have it. */
function grantedScope(client: Client, wanted: string | null): string | undefined {
  const allowed = client.settings.AllowedOAuthScopes ?? []
  const scopes = words(wanted)
  if (scopes.length === 0) return allowed.join(' ')
  if (scopes.some((name) => !allowed.includes(name))) return undefined
  const isOrphaned = scopes.some((name) => NEED_OPENID.includes(name)) && !scopes.includes('openid')
  return isOrphaned ? undefined : scopes.join(' ')
}

/** Sends the browser back to the app: in the fragment for tokens, in the query for a code and for every error [D]. */
export function sendBack(
  to: Pick<AuthorizeRequest, 'redirectUri' | 'responseType' | 'state'>,
  parameters: Readonly<Record<string, string>>,
  cookies: readonly string[] = [],
): Response {
  const all = new URLSearchParams({ ...parameters, ...(to.state !== undefined && { state: to.state }) })
  const isForFragment = to.responseType === 'token' && parameters['error'] === undefined
  const separator = isForFragment ? '#' : to.redirectUri.includes('?') ? '&' : '?'
  return redirect(`${to.redirectUri}${separator}${all.toString()}`, cookies)
}

/** Whom a page of the app's request is about. It speaks for the client: no secret hash is asked of a browser. */
export function named({ world, pool }: Asked, { client }: AuthorizeRequest, name: string): Named {
  return { client, pool, user: world.users.find(pool, name) }
}
