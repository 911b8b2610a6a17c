import type { UserSearch } from '../lib/userSearch.ts'
import type { NamedUsers } from './listText.ts'

/** Whom a bulk sign-out is for, before anybody has been counted. */
export type SignOutSource =
  | { of: 'selection'; poolId: string; usernames: readonly string[] }
  | { of: 'group'; poolId: string; group: string }
  | { of: 'search'; poolId: string; search: UserSearch }
  | { of: 'list'; poolId: string; list: NamedUsers }
  | { of: 'pool'; poolId: string }
