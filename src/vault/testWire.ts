/* oxlint-disable no-restricted-imports -- the world of the vault's tests holds an emulator; no part of the console imports this file */
import type { Emulator } from '../../emulator/index.ts'
import { responseOf } from '../../emulator/wire/Reply.ts'
import type { Issued } from './testWorld.ts'

/** An emulator is here; a request never leaves the process. */
export const emulatorOrigin = 'http://127.0.0.1:9229'

/** A request as the operation that it asks for: one of the API, or an endpoint of the domain. */
export function readCall(request: Request, text: string): { operation: string; body: Record<string, unknown> } {
  const target = request.headers.get('x-amz-target')?.split('.')[1]
  if (target !== undefined) return { operation: target, body: JSON.parse(text) as Record<string, unknown> }
  const [, operation = ''] = /\/_domain\/[^/]+\/(.+)$/.exec(new URL(request.url).pathname) ?? []
  const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '')
  return {
    operation,
    body: { ...Object.fromEntries(new URLSearchParams(text)), ...(bearer && { AccessToken: bearer }) },
  }
}

/**
 * Hands a request to an emulator, its body having been read, and gives the answer with its text. A call of the API goes in
 * as data and comes back as data: making a `Request` and reading a `Response` costs more than most operations.
 */
export async function forwarded(
  emulator: Emulator,
  { method, url, headers, signal }: Request,
  text: string,
): Promise<{ response: Response; text: string }> {
  if (!headers.has('x-amz-target')) {
    const again = new Request(url, { method, headers, signal, ...(method === 'GET' ? {} : { body: text }) })
    const answer = await emulator.fetch(again)
    if (answer.type === 'error') throw new TypeError('Failed to fetch')
    return { response: asPagesSeeIt(answer), text: await answer.clone().text() }
  }
  const reply = await emulator.call({ method, url, headers, signal, body: async () => new TextEncoder().encode(text) })
  if (reply === 'dropped') throw new TypeError('Failed to fetch')
  return { response: responseOf(reply), text: reply.body }
}

/** A domain's answer without its request id: it exposes no header to a page. */
function asPagesSeeIt(answer: Response): Response {
  const headers = new Headers(answer.headers)
  headers.delete('x-amz-cognito-request-id')
  return new Response(answer.clone().body, { status: answer.status, headers })
}

/** The tokens in an answer, of the API or of the domain; `refresh` only where there is a new one. */
export function tokensIn(answer: Readonly<Record<string, unknown>>): Omit<Issued, 'tab'> | undefined {
  const result = (answer['AuthenticationResult'] ?? {}) as Record<string, string | undefined>
  const { access_token, id_token, refresh_token } = answer as Record<string, string | undefined>
  const access = result['AccessToken'] ?? access_token
  const id = result['IdToken'] ?? id_token
  if (access === undefined || id === undefined) return undefined
  return { access, id, refresh: result['RefreshToken'] ?? refresh_token }
}

/** A call of the API, as a test itself makes it. */
export function requestFor(operation: string, body: unknown): Request {
  return new Request(emulatorOrigin, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  })
}
