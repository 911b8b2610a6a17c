import { t } from '@lingui/core/macro'
import { searchAttributes, searchText, statusText } from '../../lib/userSearch.ts'
import type { MarkState } from '../../ui/StateMark.tsx'
import type { User } from '../../vault/protocol/users.ts'
import { type Find, searchOf, type UsersFilter } from './usersFilter.ts'

export const finds: Record<Find, string> = { ...searchAttributes, group: 'Group' }

/** How an account stands, in a mark and a word. */
export function accountMark({ enabled, status }: Pick<User, 'enabled' | 'status'>): { mark: MarkState; text: string } {
  if (!enabled) return { mark: 'ended', text: t`Disabled` }
  if (status === 'CONFIRMED' || status === 'EXTERNAL_PROVIDER') return { mark: 'live', text: statusText(status) }
  return { mark: status === 'UNKNOWN' ? 'unknown' : 'none', text: statusText(status) }
}

/** Whom a filter looks for, as a sentence goes on: `whose email starts with “ada@”`. */
export function whoseText(filter: UsersFilter): string | undefined {
  if (filter.by === 'group') return filter.text === undefined ? undefined : t`in the group “${filter.text}”`
  const search = searchOf(filter)
  return search && searchText(search, 'are')
}

/** What a user is called: a name where there is one, else the user name. */
export function titleOf({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name === undefined || name.trim() === '' ? username : name
}
