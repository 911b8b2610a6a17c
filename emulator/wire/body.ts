import { CognitoError } from '../domain/errors.ts'

/**
 * A request's body, read only as far as `limit` bytes. More is a RequestEntityTooLargeException, which AWS's common
 * errors list with status 413 [D]; its words are ours.
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = request.headers.get('content-length')
  if (announced !== null && /^\d+$/.test(announced)) {
    if (Number(announced) > limit) throw tooLarge(limit)
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (bytes.length > limit) throw tooLarge(limit)
    return bytes
  }
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value)
    length += part.value.length
    if (length > limit) {
      await reader?.cancel()
      throw tooLarge(limit)
    }
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** The refusal of a body of more than `limit` bytes. */
export function tooLarge(limit: number): CognitoError {
  return new CognitoError('RequestEntityTooLargeException', `The request body is larger than ${limit} bytes.`)
}
