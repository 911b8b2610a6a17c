import { text } from '../domain/encoding.ts'
import { readBody } from '../wire/body.ts'

/** The largest form that is read, in bytes. */
const LARGEST_FORM = 1024 * 1024

/** A request's form, or undefined where its body is something else. RequestEntityTooLargeException beyond a megabyte. */
export async function readForm(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return undefined
  return new URLSearchParams(text(await readBody(request, LARGEST_FORM)))
}
