import * as v from 'valibot'

import { isFoundWhole, type UserSearch } from '../../lib/userSearch.ts'
import { longestInAddress } from './pageMarks.ts'

const attributes = ['name', 'email', 'phone_number', 'username', 'sub', 'cognito:user_status', 'status'] as const
const finds = [...attributes, 'group'] as const

/** As many users as can be picked by hand: their names stand in the address. */
export const mostPicked = 60
const longestPicked = 4_000

const text = (most: number) => v.fallback(v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(most))), undefined)
const number = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1_000_000))

/** Text that looks like a number arrives as one when somebody types the address by hand. */
const typed = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.minLength(1), v.maxLength(200))

const FilterSchema = v.object({
  pool: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(55), v.regex(/^[\w-]+_[0-9a-zA-Z]+$/))), undefined),
  by: v.fallback(v.optional(v.picklist(finds)), undefined),
  match: v.fallback(v.optional(v.literal('is')), undefined),
  text: v.fallback(v.optional(typed), undefined),
  /** Cognito's own mark of where this page of the list begins, and which page that is. */
  after: text(longestInAddress),
  page: v.fallback(v.optional(number), undefined),
  picked: v.fallback(
    v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(128))), v.maxLength(mostPicked))),
    undefined,
  ),
})

/** What the page of users shows, as it stands in the address. What makes no sense there counts as not set. */
export type UsersFilter = Partial<v.InferOutput<typeof FilterSchema>>
export type Find = (typeof finds)[number]

/** The filter in an address's parameters. */
export function usersFilterIn(search: Record<string, unknown>): UsersFilter {
  return v.parse(FilterSchema, search)
}

/** Attributes that Cognito finds by their whole value only. */
export function isWhole(by: Find): boolean {
  return by === 'group' || isFoundWhole(by)
}

/** The search that a filter asks for; none where everyone is wanted. */
export function searchOf({ by, match, text }: UsersFilter): UserSearch | undefined {
  if (by === undefined || by === 'group' || text === undefined) return undefined
  return { attribute: by, match: match === 'is' || isWhole(by) ? 'is' : 'starts with', value: text }
}

/** The group that a filter asks for. */
export function groupOf({ by, text }: UsersFilter): string | undefined {
  return by === 'group' ? text : undefined
}

/** The filter with these users picked; undefined where they are more than an address holds. */
export function withPicked(filter: UsersFilter, picked: readonly string[]): UsersFilter | undefined {
  const { picked: _before, ...rest } = filter
  if (picked.length === 0) return rest
  if (picked.length > mostPicked || encodeURIComponent(picked.join('')).length > longestPicked) return undefined
  return { ...rest, picked: [...picked] }
}
