import type { UserSearch } from '../lib/userSearch.ts'
import type { NamedUsers } from './listText.ts'

/** Whom a bulk sign-out is for, before anybody has been counted. */
export type SignOutSource =
  | { of: 'selection'; poolId: string; usernames: readonly string[] }
  | { of: 'group'; poolId: string; group: string }
  | { of: 'search'; poolId: string; search: UserSearch }
  | { of: 'list'; poolId: string; list: NamedUsers }
  | { of: 'pool'; poolId: string }

/** Whom a bulk sign-out is for, as the job keeps it: enough to put into words, in whatever language the page has then. */
export type Whom =
  | Extract<SignOutSource, { of: 'group' | 'search' | 'pool' }>
  | { of: 'selection'; count: number }
  | { of: 'list' }

/** What a job keeps of its source. */
export function whomOf(source: SignOutSource): Whom {
  switch (source.of) {
    case 'selection':
      return { of: 'selection', count: source.usernames.length }
    case 'list':
      return { of: 'list' }
    default:
      return source
  }
}
