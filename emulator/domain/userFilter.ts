import { CognitoError } from './errors.ts'
import type { User } from './Users.ts'

/** The attributes that can be searched [D], and where a user has them. */
const SEARCHABLE = {
  username: (user: User) => user.username,
  email: (user: User) => user.attributes['email'],
  phone_number: (user: User) => user.attributes['phone_number'],
  name: (user: User) => user.attributes['name'],
  given_name: (user: User) => user.attributes['given_name'],
  family_name: (user: User) => user.attributes['family_name'],
  preferred_username: (user: User) => user.attributes['preferred_username'],
  'cognito:user_status': (user: User) => user.status,
  status: (user: User) => (user.enabled ? 'Enabled' : 'Disabled'),
  sub: (user: User) => user.sub,
} as const

const CASE_SENSITIVE: readonly string[] = ['username', 'status']

/** Whom a search finds, and in which order. */
export interface UserFilter {
  readonly isWanted: (user: User) => boolean
  /** What the users are sorted by, where it is anything else than their names. */
  readonly place?: (user: User) => string
}

/**
 * What ListUsers' `Filter` asks for: one attribute, `=` or `^=` (begins with), a quoted value in which quotes are
 * escaped; nothing means everybody [D]. Who is found is sorted by that attribute, ascending [D]; that case does not count
 * in it where it does not in the search, and that the same value is sorted by name, is [?]. InvalidParameterException for
 * anything else, in another emulator's words [E].
 */
export function userFilter(filter: string | undefined): UserFilter {
  if (filter === undefined || filter.trim() === '') return { isWanted: () => true }
  const [, name = '', operator, quoted = ''] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? []
  if (operator === undefined) throw new CognitoError('InvalidParameterException', 'Error while parsing filter')
  if (!Object.hasOwn(SEARCHABLE, name)) {
    throw new CognitoError('InvalidParameterException', `Invalid search attribute: ${name}`)
  }
  const read = SEARCHABLE[name as keyof typeof SEARCHABLE]
  const fold = (value: string) => (CASE_SENSITIVE.includes(name) ? value : value.toLowerCase())
  const wanted = fold(quoted.replaceAll(/\\(.)/g, '$1'))
  const valueOf = (user: User) => {
    const value = read(user)
    return value === undefined ? undefined : fold(value)
  }
  // Of one value there is nothing to sort.
  if (operator === '=') return { isWanted: (user) => valueOf(user) === wanted }
  const isWanted = (user: User) => valueOf(user)?.startsWith(wanted) === true
  if (name === 'username') return { isWanted }
  // A line break comes before all that a name can be made of.
  return { isWanted, place: (user) => `${valueOf(user) ?? ''}\n${user.username}` }
}
