import { t } from '@lingui/core/macro'
/** What Cognito can search users for (ListUsers, Filter), in the words of the console. */
export const searchAttributes = {
  name: 'Name',
  email: 'Email',
  phone_number: 'Phone',
  username: t`User name`,
  sub: t`Sub (user id)`,
  'cognito:user_status': t`Account status`,
  status: t`Enabled or disabled`,
} as const satisfies Readonly<Record<string, string>>

export type SearchAttribute = keyof typeof searchAttributes

/** One attribute, whole or by its start: there is no more in Cognito's grammar. */
export type UserSearch = { attribute: SearchAttribute; match: 'is' | 'starts with'; value: string }

/** Cognito's UserStatus values, in words. */
export const accountStatuses: Readonly<Record<string, string>> = {
  CONFIRMED: 'Confirmed',
  UNCONFIRMED: t`Not confirmed`,
  FORCE_CHANGE_PASSWORD: t`Must change password`,
  RESET_REQUIRED: t`Password reset required`,
  EXTERNAL_PROVIDER: t`Through a provider`,
  ARCHIVED: 'Archived',
  COMPROMISED: 'Compromised',
  UNKNOWN: 'Unknown',
}

/** The values of those attributes that have a fixed set of them. */
export const searchValues: Partial<Record<SearchAttribute, Readonly<Record<string, string>>>> = {
  'cognito:user_status': accountStatuses,
  status: { Enabled: 'Enabled', Disabled: 'Disabled' },
}

const starts: Partial<Record<SearchAttribute, string>> = {
  email: 'an email address',
  phone_number: 'a phone number, with its country code',
  username: 'a user name; capitals count',
}

/** A status in words; one that this version does not know as Cognito writes it. */
export function statusText(status: string): string {
  return Object.hasOwn(accountStatuses, status) ? (accountStatuses[status] ?? status) : status
}

/** Whether Cognito finds an attribute by its whole value only. */
export function isFoundWhole(attribute: SearchAttribute): boolean {
  return attribute === 'sub' || searchValues[attribute] !== undefined
}

/** What Cognito's grammar makes of a search. */
export function searchHint({ attribute, match }: UserSearch): string {
  if (attribute === 'sub') return t`Cognito finds a sub by its whole value only.`
  if (match === 'is') return t`The whole value, as it is written.`
  return t`Cognito can only search by the start of ${starts[attribute] ?? 'a name'}.`
}

/** What is looked for, as a sentence goes on: `whose email starts with “ada@”`; `be` is the verb that the sentence needs. */
export function searchText({ attribute, match, value }: UserSearch, be: 'is' | 'are'): string {
  switch (attribute) {
    case 'status':
      return t`who ${be} ${value.toLowerCase()}`
    case 'cognito:user_status':
      return t`whose status is “${statusText(value)}”`
    case 'sub':
      return t`whose sub is “${value}”`
    default:
      return t`whose ${searchAttributes[attribute].toLowerCase()} ${match} “${value}”`
  }
}
