import { type Client, hasSecret } from '../domain/Clients.ts'
import { fromBase64, text } from '../domain/encoding.ts'
import { type Asked, OAuthRefusal } from './Asked.ts'

/** The client that a request to /oauth2/token or /oauth2/revoke is from, and how it says so. */
interface Claimed {
  readonly id: string
  readonly secret: string | undefined
}

/**
 * The client that sends the form: by `Authorization: Basic`, or by `client_id` and, where `takesSecret`, `client_secret`
 * in the form [D]. `invalid_client` for one that the pool does not have, for a wrong secret and for a missing one [D],
 * and for a secret that a public client sends [?]; with status 400 at /oauth2/token and 401 at /oauth2/revoke [D].
 */
export function authenticateClient(
  { world, pool, request, isOf }: Asked,
  form: URLSearchParams,
  options: { readonly takesSecret: boolean; readonly status: 400 | 401 },
): Client {
  const refusal = new OAuthRefusal('invalid_client', undefined, options.status)
  const header = request.headers.get('authorization')
  const claimed = header === null ? inForm(form, options.takesSecret) : basic(header)
  const client = claimed && world.clients.find(claimed.id)
  if (!claimed || !client || client.poolId !== pool.id) throw refusal
  isOf(client)
  if (client.secrets.length > 0 !== (claimed.secret !== undefined)) throw refusal
  if (claimed.secret !== undefined && !hasSecret(client, claimed.secret)) throw refusal
  return client
}

function inForm(form: URLSearchParams, takesSecret: boolean): Claimed {
  return { id: form.get('client_id') ?? '', secret: (takesSecret ? form.get('client_secret') : null) ?? undefined }
}

/** RFC 6749 encodes both halves like a form; ids and secrets of Cognito look the same either way but for a plus. */
function basic(header: string): Claimed | undefined {
  const [, encoded = ''] = /^Basic +([\w+/=-]+)$/i.exec(header) ?? []
  const bytes = fromBase64(encoded)
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(bytes ? text(bytes) : '') ?? []
  return id === undefined || secret === undefined ? undefined : { id: decoded(id), secret: decoded(secret) }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
