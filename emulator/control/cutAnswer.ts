import { utf8 } from '../domain/encoding.ts'
import { resultAnswer, type Stamp } from '../wire/answers.ts'

/** What arrives of a body, and how long it was said to be. */
const BEGINNING = '{"'
const ANNOUNCED_BYTES = 1024

/** A good answer that breaks off: status and headers as always, then a few bytes of the body, then an error. */
export function cutAnswer(stamp: Stamp): Response {
  const { status, headers } = resultAnswer({}, stamp)
  headers.set('content-length', String(ANNOUNCED_BYTES))
  let isBegun = false
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isBegun)
        controller.error(new TypeError('The connection was dropped within the answer, as a fault asked for.'))
      else controller.enqueue(utf8(BEGINNING))
      isBegun = true
    },
  })
  return new Response(body, { status, headers })
}
