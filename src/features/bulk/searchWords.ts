import { plural, select, t } from '@lingui/core/macro'
import type { SignOutSource } from '../../jobs/source.ts'
import { statusText, type UserSearch } from '../../lib/userSearch.ts'

/** Whom a job is for, as it goes on after "Sign out". */
export function whomText(source: SignOutSource): string {
  switch (source.of) {
    case 'group': {
      const { group } = source
      return t`everyone in the group ${group}`
    }
    case 'pool':
      return t`everyone in the pool`
    case 'list':
      return t`everyone on a list`
    case 'selection': {
      const count = source.usernames.length
      return plural(count, { one: 'a selection of # user', other: 'a selection of # users' })
    }
    case 'search':
      return foundText(source.search)
    default:
      return source satisfies never
  }
}

function foundText({ attribute, match, value }: UserSearch): string {
  if (attribute === 'status' && value.toLowerCase() === 'enabled') return t`everyone who is enabled`
  if (attribute === 'status' && value.toLowerCase() === 'disabled') return t`everyone who is disabled`
  const text = attribute === 'cognito:user_status' ? statusText(value) : value
  return match === 'is'
    ? t`everyone whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} is “${text}”`
    : t`everyone whose ${select(attribute, {
        name: 'name',
        email: 'email',
        phone_number: 'phone',
        username: 'user name',
        sub: 'sub',
        other: 'status',
      })} starts with “${text}”`
}
