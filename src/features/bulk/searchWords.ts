import { plural, select, t } from '@lingui/core/macro'
import type { Whom } from '../../jobs/source.ts'
import { statusText, type UserSearch } from '../../lib/userSearch.ts'

/** Whom a job is for, as it goes on after "Sign out". */
export function whomText(whom: Whom): string {
  switch (whom.of) {
    case 'group': {
      const { group } = whom
      return t`everyone in the group ${group}`
    }
    case 'pool':
      return t`everyone in the pool`
    case 'list':
      return t`everyone on a list`
    case 'selection': {
      const { count } = whom
      return plural(count, { one: 'a selection of # user', other: 'a selection of # users' })
    }
    case 'search':
      return foundText(whom.search)
    default:
      return whom satisfies never
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
