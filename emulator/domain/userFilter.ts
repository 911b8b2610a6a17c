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

/**
 * What ListUsers' `Filter` asks for: one attribute, `=` or `^=` (begins with), a quoted value in which quotes are
 * escaped; nothing means everybody [D]. InvalidParameterException for anything else, in another emulator's words [E].
 */
export function userFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true
  const [, name = '', operator, quoted = ''] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? []
  if (operator === undefined) throw new CognitoError('InvalidParameterException', 'Error while parsing filter')
  if (!Object.hasOwn(SEARCHABLE, name)) {
    throw new CognitoError('InvalidParameterException', `Invalid search attribute: ${name}`)
  }
  const read = SEARCHABLE[name as keyof typeof SEARCHABLE]
  const fold = (value: string) => (CASE_SENSITIVE.includes(name) ? value : value.toLowerCase())
  const wanted = fold(quoted.replaceAll(/\\(.)/g, '$1'))
  return (user) => {
    const value = read(user)
    if (value === undefined) return false
    return operator === '=' ? fold(value) === wanted : fold(value).startsWith(wanted)
  }
}
