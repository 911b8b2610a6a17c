import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider'
import type { Client } from '../domain/Clients.ts'
import { SYSTEM_SCOPES } from '../domain/clientSettings.ts'
import { sameText, sha256, toBase64Url, utf8 } from '../domain/encoding.ts'
import { CognitoError } from '../domain/errors.ts'
import { machineToken } from '../domain/machineTokens.ts'
import { mayRead } from '../domain/tokens.ts'
import { type Asked, type Endpoint, OAuthRefusal } from './Asked.ts'
import { authenticateClient } from './clientAuthentication.ts'
import { readForm } from './form.ts'

/** POST /oauth2/token (facts, 3.2). The codes of its refusals are documented [D], descriptions may be missing [D]. */
export const token: Endpoint = async (asked) => {
  const form = await readForm(asked.request)
  const grantType = form?.get('grant_type') ?? ''
  if (!form || grantType === '') throw new OAuthRefusal('invalid_request')
  const client = authenticateClient(asked, form, { takesSecret: true, status: 400 })
  switch (grantType) {
    case 'authorization_code':
      return byCode(asked, client, form)
    case 'refresh_token':
      return byRefreshToken(asked, client, form)
    case 'client_credentials':
      return byCredentials(asked, client, form)
    default:
      throw new OAuthRefusal('unsupported_grant_type')
  }
}

/**
 * A code for tokens. A used, unknown or late code, a wrong verifier, a scope with an attribute that the client may not
 * read, and a person who has been disabled or deleted since are `invalid_grant` [D]; so is a code whose SSO session was ended since [?], but not one whose session only ran out.
 * Replaying a code revokes nothing [?].
 */
async function byCode(asked: Asked, client: Client, form: URLSearchParams): Promise<Response> {
  const { world } = asked
  if (!allows(client, 'code')) throw new OAuthRefusal('unauthorized_client')
  const code = form.get('code') ?? ''
  const redirectUri = form.get('redirect_uri') ?? ''
  if (code === '' || redirectUri === '') throw new OAuthRefusal('invalid_request')
  asked.uses('AuthorizationCode')
  const found = world.authorizationCodes.redeem(code, client.id)
  if (!found) throw new OAuthRefusal('invalid_grant')
  if (found.redirectUri !== redirectUri) throw new OAuthRefusal('unauthorized_client', 'invalid_redirect')
  if (found.challenge !== undefined) {
    const verifier = await sha256(utf8(form.get('code_verifier') ?? ''))
    if (!sameText(toBase64Url(verifier), found.challenge)) throw new OAuthRefusal('invalid_grant')
  }
  if (!mayRead(client, found.scope)) throw new OAuthRefusal('invalid_grant')
  const session = world.sso.find(found.cookie)
  const user = world.users.bySub(client.poolId, found.sub)
  if (!user?.enabled || !session) throw new OAuthRefusal('invalid_grant')
  const { scope, nonce, resource, authTimeSeconds, entry } = found
  // The record of the SSO session is its browser's; who redeems the code may be a server.
  const browser = entry?.browser ?? world.sender
  const { sessionId: originSessionId } = world.sso.recorded(session, client, user, browser)
  // [D] A grant is activity of the SSO session.
  if (originSessionId !== undefined) world.tracked.touch(user, originSessionId)
  const grant = { ...entry, scope, nonce, resource, authTimeSeconds, originSessionId }
  return tokens(await world.sessions.begin(client, user, grant))
}

/**
 * Refreshes what managed login or the API began, with rotation where the client has it, and nothing of the API's while
 * the pool keeps track of devices [D].
 */
async function byRefreshToken({ world, uses }: Asked, client: Client, form: URLSearchParams): Promise<Response> {
  const text = form.get('refresh_token') ?? ''
  if (text === '') throw new OAuthRefusal('invalid_request')
  uses('UserAuthentication')
  const read = await world.sessions.read(text)
  // [?] What replaying a rotated token says here is not documented.
  const onReuse = () => new CognitoError('NotAuthorizedException', 'Refresh Token has been revoked')
  try {
    return tokens(await world.sessions.refresh(client, read, onReuse))
  } catch (error) {
    if (error instanceof CognitoError) throw new OAuthRefusal('invalid_grant', error.message)
    throw error
  }
}

/**
 * A token for the client itself, for scopes of resource servers: those asked for, or all that the client has [D]. One
 * that the client may not have is `invalid_grant` [D], one that the pool does not have either `invalid_scope` [?].
 */
async function byCredentials({ world, pool, uses }: Asked, client: Client, form: URLSearchParams): Promise<Response> {
  if (!allows(client, 'client_credentials')) throw new OAuthRefusal('unauthorized_client')
  const allowed = (client.settings.AllowedOAuthScopes ?? []).filter((scope) => !SYSTEM_SCOPES.includes(scope))
  const wanted = [...new Set((form.get('scope') ?? '').split(' ').filter((scope) => scope !== ''))]
  const known = world.resourceServers.scopes(pool.id)
  const barred = wanted.filter((scope) => !allowed.includes(scope))
  if (barred.some((scope) => !known.includes(scope) && !SYSTEM_SCOPES.includes(scope))) {
    throw new OAuthRefusal('invalid_scope')
  }
  if (barred.length > 0) throw new OAuthRefusal('invalid_grant')
  uses('ClientAuthentication')
  const made = await machineToken(world, client, wanted.length > 0 ? wanted : allowed)
  return Response.json({ access_token: made.token, expires_in: made.seconds, token_type: 'Bearer' })
}

function allows({ settings }: Client, flow: 'code' | 'client_credentials'): boolean {
  return settings.AllowedOAuthFlowsUserPoolClient === true && (settings.AllowedOAuthFlows?.includes(flow) ?? false)
}

/** Absent tokens are left out: no ID token without `openid`, no refresh token from a refresh without rotation [D]. */
function tokens(result: AuthenticationResultType): Response {
  return Response.json({
    id_token: result.IdToken,
    access_token: result.AccessToken,
    refresh_token: result.RefreshToken,
    expires_in: result.ExpiresIn,
    token_type: result.TokenType,
  })
}
