import { CognitoError } from '../domain/errors.ts'
import { readableAttributes } from '../domain/tokens.ts'
import { type Endpoint, OAuthRefusal } from './Asked.ts'

/**
 * GET /oauth2/userInfo (facts, 3.4): who an access token is of, asked of the pool, so that ended sessions are refused
 * [D]. It needs the scope `openid`: tokens of the API are rejected [D], with which status is [?]. The two `_verified`
 * attributes are text here [D]. POST is answered like GET [?].
 */
export const userInfo: Endpoint = async ({ world, pool, request, isOf }) => {
  const [, text] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (text === undefined)
    throw new OAuthRefusal('invalid_request', 'Bad OAuth2 request at UserInfo Endpoint', 400, true)
  try {
    const live = await world.accessTokens.live(text, undefined, 'openid')
    if (live.pool.id !== pool.id) throw invalidToken()
    const client = world.clients.get(live.claims.client_id)
    isOf(client)
    const attributes = readableAttributes(client, live.user, live.claims.scope)
    return Response.json({ sub: live.user.sub, ...attributes, username: live.user.username })
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error
    if (error.message !== 'Access Token does not have required scopes') throw invalidToken()
    throw new OAuthRefusal('insufficient_scope', 'The access token does not have the scope openid.', 403)
  }
}

function invalidToken(): OAuthRefusal {
  const sentence = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'
  return new OAuthRefusal('invalid_token', sentence, 401)
}
