import type { Entry } from '../domain/entry.ts'
import type { SsoSession } from '../domain/SsoSessions.ts'
import type { User } from '../domain/Users.ts'
import { type Asked, cookie, type Endpoint, redirect } from './Asked.ts'
import { type AuthorizeRequest, readAuthorizeRequest, sendBack } from './authorizeRequest.ts'
import { errorPage } from './page.ts'

/**
 * GET /oauth2/authorize: back to the app with a code where the browser's cookie still stands for a password at this
 * client, else on to the login page [D].
 */
export const authorize: Endpoint = async (asked) => {
  const wanted = readAuthorizeRequest(asked)
  if (wanted instanceof Response) return wanted
  const value = wanted.prompt === 'login' ? undefined : cookie(asked, 'cognito')
  const known = value === undefined ? undefined : asked.world.sso.reuse(value, wanted.client)
  if (known && isFresh(asked, wanted, known.session)) {
    // Here and not only where a code is redeemed: this is the browser, and that may be a server.
    const session = asked.world.sso.recorded(known.session, wanted.client, known.user, asked.world.sender)
    return letIn(asked, wanted, known.user, session)
  }
  if (wanted.prompt === 'none') return sendBack(wanted, { error: 'login_required' })
  return redirect(`${asked.base}/login${asked.url.search}`)
}

/** Whether the password was given as recently as the app wants it. */
function isFresh({ world }: Asked, { maxAgeSeconds }: AuthorizeRequest, session: SsoSession): boolean {
  if (maxAgeSeconds === undefined) return true
  return world.clock.nowMs() - session.authenticatedAtMs < maxAgeSeconds * 1000
}

/** Sends the browser back with a code, or, in the implicit flow, with tokens [D]. */
export async function letIn(
  asked: Asked,
  wanted: AuthorizeRequest,
  user: User,
  session: SsoSession,
  cookies: readonly string[] = [],
  proven?: Entry['proven'],
): Promise<Response> {
  const { client, redirectUri, scope, nonce, challenge, resource } = wanted
  const { world } = asked
  // [?] What the tokens call the time of authentication is that of the password, also where a cookie stood in for it.
  const authTimeSeconds = Math.floor(session.authenticatedAtMs / 1000)
  if (wanted.responseType === 'code') {
    const { cookie: ssoCookie } = session
    const code = { clientId: client.id, sub: user.sub, redirectUri, scope, nonce, challenge, resource, authTimeSeconds }
    // [?] The event of the sign-in is about this browser, whoever redeems the code.
    const entry = { proven, browser: world.sender }
    return sendBack(wanted, { code: world.authorizationCodes.issue({ ...code, cookie: ssoCookie, entry }) }, cookies)
  }
  const grant = { scope, nonce, resource, authTimeSeconds, originSessionId: session.sessionId, proven }
  const { IdToken, AccessToken = '', ExpiresIn } = await world.sessions.begin(client, user, grant)
  // [D] No refresh token, and `bearer` in small letters.
  const tokens = { access_token: AccessToken, token_type: 'bearer', expires_in: String(ExpiresIn) }
  return sendBack(wanted, { ...(IdToken !== undefined && { id_token: IdToken }), ...tokens }, cookies)
}

/** GET /error: where a browser is sent whose app cannot be trusted with the error [B]. */
export const error: Endpoint = ({ url }) => errorPage(url.searchParams.get('error') ?? 'An error was encountered')
