import { utf8 } from '../domain/encoding.ts'

/** What is sent back, as data: only who owns the connection makes a `Response` of it, or bytes. */
export interface Answer {
  readonly status: number
  /** Names in small letters. The length of the body is only there where a fault asked for one: it may be wrong. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The connection is dropped behind this much of the body. */
  readonly isCut?: true
}

/** An answer, or none: then the connection is dropped. */
export type Reply = Answer | 'dropped'

/** Whether an answer of that status has no body, not even an empty one. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}

/** The reply as a `Response`: `Response.error()` for a dropped connection, a body that fails for one that is cut. */
export function responseOf(reply: Reply): Response {
  if (reply === 'dropped') return Response.error()
  const { status, headers, body, isCut } = reply
  return new Response(isCut ? broken(body) : isBodiless(status) ? null : body, { status, headers })
}

function broken(beginning: string): ReadableStream<Uint8Array> {
  let isBegun = false
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isBegun)
        controller.error(new TypeError('The connection was dropped within the answer, as a fault asked for.'))
      else controller.enqueue(utf8(beginning))
      isBegun = true
    },
  })
}
