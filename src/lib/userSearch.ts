/** What Cognito can search users for (ListUsers, Filter), in the words of the console. */
export const searchAttributes = {
  name: 'Name',
  email: 'Email',
  phone_number: 'Phone',
  username: 'User name',
  sub: 'Sub (user id)',
  'cognito:user_status': 'Account status',
  status: 'Enabled or disabled',
} as const satisfies Readonly<Record<string, string>>

export type SearchAttribute = keyof typeof searchAttributes

/** One attribute, whole or by its start: there is no more in Cognito's grammar. */
export type UserSearch = { attribute: SearchAttribute; match: 'is' | 'starts with'; value: string }

/** Cognito's UserStatus values, in words. */
export const accountStatuses: Readonly<Record<string, string>> = {
  CONFIRMED: 'Confirmed',
  UNCONFIRMED: 'Not confirmed',
  FORCE_CHANGE_PASSWORD: 'Must change password',
  RESET_REQUIRED: 'Password reset required',
  EXTERNAL_PROVIDER: 'Through a provider',
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
  if (attribute === 'sub') return 'Cognito finds a sub by its whole value only.'
  if (match === 'is') return 'The whole value, as it is written.'
  return `Cognito can only search by the start of ${starts[attribute] ?? 'a name'}.`
}

/** What is looked for, as a sentence goes on: `whose email starts with “ada@”`; `be` is the verb that the sentence needs. */
export function searchText({ attribute, match, value }: UserSearch, be: 'is' | 'are'): string {
  switch (attribute) {
    case 'status':
      return `who ${be} ${value.toLowerCase()}`
    case 'cognito:user_status':
      return `whose status is “${statusText(value)}”`
    case 'sub':
      return `whose sub is “${value}”`
    default:
      return `whose ${searchAttributes[attribute].toLowerCase()} ${match} “${value}”`
  }
}
