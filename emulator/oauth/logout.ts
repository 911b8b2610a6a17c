import { type Asked, cookie, type Endpoint, redirect, setCookie } from './Asked.ts'
import { errorPage } from './page.ts'

/**
 * GET /logout (facts, 3.6): clears the `cognito` cookie and sends the browser to `logout_uri`, or to the login page for
 * the `redirect_uri` of a next sign-in, with all of the client's scopes unless some are named; `logout_uri` wins where both
 * are given [D]. No token is revoked [D]. That the SSO session behind the cookie ends with it is [?]. The texts of the
 * refusals are reported [B].
 */
export const logout: Endpoint = (asked) => {
  const { world, pool, url, base, isOf } = asked
  const { searchParams: query } = url
  const client = world.clients.find(query.get('client_id') ?? '')
  if (!client || client.poolId !== pool.id) return errorPage('Required parameters missing')
  isOf(client)
  const logoutUri = query.get('logout_uri')
  if (logoutUri !== null) {
    return client.settings.LogoutURLs?.includes(logoutUri) ? leave(asked, logoutUri) : errorPage('redirect_mismatch')
  }
  const redirectUri = query.get('redirect_uri')
  if (redirectUri === null) return errorPage("Required String parameter 'redirect_uri' is not present")
  if (!query.has('response_type')) return errorPage("Required String parameter 'response_type' is not present")
  if (!client.settings.CallbackURLs?.includes(redirectUri)) return errorPage('redirect_mismatch')
  const next = new URLSearchParams()
  for (const name of ['client_id', 'response_type', 'redirect_uri', 'state', 'scope', 'nonce']) {
    const value = query.get(name)
    if (value !== null) next.set(name, value)
  }
  const { AllowedOAuthScopes: scopes = [] } = client.settings
  if (!query.has('scope') && scopes.length > 0) next.set('scope', scopes.join(' '))
  return leave(asked, `${base}/login?${next.toString()}`)
}

function leave(asked: Asked, location: string): Response {
  const value = cookie(asked, 'cognito')
  const { sso, clock } = asked.world
  if (value !== undefined && sso.find(value)?.poolId === asked.pool.id) sso.end(value, clock.nowMs())
  return redirect(location, [setCookie(asked, 'cognito', '', 0)])
}
