import { t } from '@lingui/core/macro'
import type { SignOutSource } from '../../jobs/source.ts'
import { searchText } from '../../lib/userSearch.ts'
import { usersText } from './jobText.ts'

/** Whom a job is for, as it goes on after "Sign out". */
export function whomText(source: SignOutSource): string {
  switch (source.of) {
    case 'group':
      return t`everyone in the group ${source.group}`
    case 'pool':
      return 'everyone in the pool'
    case 'list':
      return 'everyone on a list'
    case 'selection':
      return t`a selection of ${usersText(source.usernames.length)}`
    case 'search':
      return t`everyone ${searchText(source.search, 'is')}`
    default:
      return source satisfies never
  }
}
