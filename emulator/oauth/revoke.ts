import { type Endpoint, OAuthRefusal } from './Asked.ts'
import { authenticateClient } from './clientAuthentication.ts'
import { readForm } from './form.ts'

/**
 * POST /oauth2/revoke (facts, 3.3): ends the session of a refresh token, like RevokeToken but with answers of its own.
 * All of them are documented [D] but two: the order of the checks, and what another client's token is answered with
 * [?]; that it must not be revoked is clear. A client with a secret sends it as Basic: in the form it is not
 * documented, and not taken [?]. Success, a token that was revoked before and one that means nothing look the same.
 */
export const revoke: Endpoint = async (asked) => {
  const form = await readForm(asked.request)
  const text = form?.get('token') ?? ''
  if (!form || text === '') throw new OAuthRefusal('invalid_request')
  const client = authenticateClient(asked, form, { takesSecret: false, status: 401 })
  if (client.settings.EnableTokenRevocation === false) throw new OAuthRefusal('invalid_request')
  if (text.split('.').length === 3) throw new OAuthRefusal('unsupported_token_type')
  const read = await asked.world.sessions.read(text)
  if (read && read.clientId !== client.id) throw new OAuthRefusal('invalid_request')
  if (read) asked.world.sessions.revoke(read)
  return new Response('', { status: 200 })
}
