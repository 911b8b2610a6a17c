import * as v from 'valibot'

import type { ActivityEntry } from '../../vault/protocol/activity.ts'
import { detailText, doneText, outcomeOf } from './activityText.ts'
import { isOfKind } from './operatorDone.ts'

const kinds = ['sign-in', 'sign-out', 'session ended', 'operator change'] as const
const outcomes = ['under way', 'done', 'proven', 'refused', 'not told', 'not known'] as const

/** The filter as it stands in the address. What makes no sense there counts as not set. */
const FilterSchema = v.object({
  text: v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined)),
  kind: v.optional(v.fallback(v.optional(v.picklist(kinds)), undefined)),
  outcome: v.optional(v.fallback(v.optional(v.picklist(outcomes)), undefined)),
})

export type ActivityFilter = v.InferOutput<typeof FilterSchema>

export const allKinds: readonly ActivityEntry['kind'][] = kinds
export const allOutcomes: readonly ActivityEntry['outcome'][] = outcomes

/** The filter in an address's parameters. */
export function filterIn(search: Record<string, unknown>): ActivityFilter {
  return v.parse(FilterSchema, search)
}

/** The entries that a filter lets through: every word of its text is somewhere in the entry. */
export function filtered(entries: readonly ActivityEntry[], filter: ActivityFilter): readonly ActivityEntry[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    if (filter.kind !== undefined && !isOfKind(entry, filter.kind)) return false
    if (filter.outcome !== undefined && entry.outcome !== filter.outcome) return false
    const { operation, target = '', detail = '', requestId = '' } = entry
    const all = [operation, target, detail, requestId, doneText(entry), outcomeOf(entry), detailText(entry)]
    const text = all.join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
