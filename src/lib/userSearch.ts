import { t } from '@lingui/core/macro'

/** What Cognito can search users for (ListUsers, Filter), in the words of the console. */
export const searchAttributes = {
  name: t`Name`,
  email: t`Email`,
  phone_number: t`Phone`,
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
  CONFIRMED: t`Confirmed`,
  UNCONFIRMED: t`Not confirmed`,
  FORCE_CHANGE_PASSWORD: t`Must change password`,
  RESET_REQUIRED: t`Password reset required`,
  EXTERNAL_PROVIDER: t`Through a provider`,
  ARCHIVED: t`Archived`,
  COMPROMISED: t`Compromised`,
  UNKNOWN: t`Unknown`,
}

/** The values of those attributes that have a fixed set of them. */
export const searchValues: Partial<Record<SearchAttribute, Readonly<Record<string, string>>>> = {
  'cognito:user_status': accountStatuses,
  status: { Enabled: t`Enabled`, Disabled: t`Disabled` },
}

const startHints: Partial<Record<SearchAttribute, string>> = {
  email: t`Cognito can only search by the start of an email address.`,
  phone_number: t`Cognito can only search by the start of a phone number, with its country code.`,
  username: t`Cognito can only search by the start of a user name; capitals count.`,
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
  return startHints[attribute] ?? t`Cognito can only search by the start of a name.`
}
