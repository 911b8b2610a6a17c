import { fromBase64Url, text, toBase64Url } from './encoding.ts'
import { CognitoError } from './errors.ts'

/** [D] ListUsers' tokens stop working after an hour; the others are not said to. */
const USERS_TOKEN_MS = 3_600_000

/** A page of a list, and the token for the next if there may be more. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | undefined
}

/**
 * Cuts one page out of a list. `read(after, limit)` gives what follows the item of key `after`, `key` an item's key.
 * The token is opaque and belongs to one list (`of`, such as an operation's name and a pool's id): another list's, or a
 * made-up one, is an InvalidParameterException (words ours [?]).
 */
export function pageOf<T>(wanted: {
  readonly of: string
  readonly token: string | undefined
  readonly limit: number
  readonly nowMs: number
  readonly read: (after: string | undefined, limit: number) => readonly T[]
  readonly key: (item: T) => string
}): Page<T> {
  const after = wanted.token === undefined ? undefined : open(wanted.token, wanted.of, wanted.nowMs)
  const found = wanted.read(after, wanted.limit + 1)
  const items = found.slice(0, wanted.limit)
  const last = items.at(-1)
  const more = found.length > wanted.limit && last !== undefined
  return { items, next: more ? toBase64Url(JSON.stringify([wanted.of, wanted.key(last), wanted.nowMs])) : undefined }
}

function open(token: string, list: string, nowMs: number): string {
  const [of, after, madeAtMs] = parse(token)
  if (of !== list || typeof after !== 'string' || typeof madeAtMs !== 'number')
    throw refused('Invalid pagination token.')
  if (of.startsWith('ListUsers ') && nowMs - madeAtMs >= USERS_TOKEN_MS) throw refused('Pagination token has expired.')
  return after
}

function parse(token: string): readonly unknown[] {
  const bytes = fromBase64Url(token)
  try {
    const value: unknown = bytes && JSON.parse(text(bytes))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function refused(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message)
}
