import { select, t } from '@lingui/core/macro'
import { searchAttributes, statusText } from '../../lib/userSearch.ts'
import type { MarkState } from '../../ui/StateMark.tsx'
import type { User } from '../../vault/protocol/users.ts'
import { type Find, groupOf, searchOf, type UsersFilter } from './usersFilter.ts'

export const finds: Record<Find, string> = { ...searchAttributes, group: t`Group` }

/** How an account stands, in a mark and a word. */
export function accountMark({ enabled, status }: Pick<User, 'enabled' | 'status'>): { mark: MarkState; text: string } {
  if (!enabled) return { mark: 'ended', text: t`Disabled` }
  if (status === 'CONFIRMED' || status === 'EXTERNAL_PROVIDER') return { mark: 'live', text: statusText(status) }
  return { mark: status === 'UNKNOWN' ? 'unknown' : 'none', text: statusText(status) }
}

/** Whom a filter looks for: `Everyone whose email starts with “ada@”`. */
export function everyoneText(filter: UsersFilter): string {
  const group = groupOf(filter)
  if (group !== undefined) return t`Everyone in the group “${group}”`
  const search = searchOf(filter)
  if (search === undefined) return t`Everyone in the pool`
  const { attribute, match, value } = search
  if (attribute === 'status' && value.toLowerCase() === 'enabled') return t`Everyone who is enabled`
  if (attribute === 'status' && value.toLowerCase() === 'disabled') return t`Everyone who is disabled`
  const text = attribute === 'cognito:user_status' ? statusText(value) : value
  return match === 'is'
    ? t`Everyone whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} is “${text}”`
    : t`Everyone whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} starts with “${text}”`
}

/** Whom a filter did not find: `Nobody whose email starts with “ada@”`; nothing where it looks for everyone. */
export function nobodyText(filter: UsersFilter): string | undefined {
  const group = groupOf(filter)
  if (group !== undefined) return t`Nobody in the group “${group}”`
  const search = searchOf(filter)
  if (search === undefined) return undefined
  const { attribute, match, value } = search
  if (attribute === 'status' && value.toLowerCase() === 'enabled') return t`Nobody who is enabled`
  if (attribute === 'status' && value.toLowerCase() === 'disabled') return t`Nobody who is disabled`
  const text = attribute === 'cognito:user_status' ? statusText(value) : value
  return match === 'is'
    ? t`Nobody whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} is “${text}”`
    : t`Nobody whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} starts with “${text}”`
}

/** What a user is called: a name where there is one, else the user name. */
export function titleOf({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name === undefined || name.trim() === '' ? username : name
}
