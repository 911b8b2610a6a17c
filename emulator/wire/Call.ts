import { readBody } from './body.ts'

/** A request as the API reads it: a `Request`, or what a server has in the place of one. */
export interface Call {
  readonly method: string
  readonly url: string
  /** By names in small letters; null for what is not there. */
  readonly headers: { readonly get: (name: string) => string | null }
  /** Aborts when the caller gives up. */
  readonly signal: AbortSignal
  /** The body; RequestEntityTooLargeException for one of more than `limit` bytes. */
  readonly body: (limit: number) => Promise<Uint8Array<ArrayBuffer>>
}

/** The call that a `Request` is. */
export function callOf(request: Request): Call {
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    get signal() {
      return request.signal
    },
    body: (limit) => readBody(request, limit),
  }
}
