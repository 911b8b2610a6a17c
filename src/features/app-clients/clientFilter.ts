import * as v from 'valibot'

import type { ClientRow } from './auditRows.ts'
import type { TextOrder } from './TextOrder.ts'

const sortKeys = ['name', 'pool', 'type', 'revocation', 'access', 'id', 'refresh', 'rotation', 'changed'] as const
const choice = <const T extends readonly string[]>(values: T) =>
  v.optional(v.fallback(v.optional(v.picklist(values)), undefined))
const text = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(200))), undefined))

/** The table's filter, order and view as they stand in the address. What makes no sense there counts as not set. */
const FilterSchema = v.object({
  text,
  revocation: choice(['on', 'off']),
  type: choice(['public', 'confidential']),
  rotation: choice(['on', 'off']),
  pool: text,
  region: text,
  sort: choice(sortKeys),
  order: choice(['ascending', 'descending']),
  view: choice(['findings']),
})

export type ClientFilter = v.InferOutput<typeof FilterSchema>
type SortKey = (typeof sortKeys)[number]

/** The filter in an address's parameters. */
export function filterIn(search: Record<string, unknown>): ClientFilter {
  return v.parse(FilterSchema, search)
}

/** Whether anything is left out. */
export function isFiltered({ sort: _sort, order: _order, view: _view, ...filter }: ClientFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** The rows that a filter lets through, in the order they have. Every word of its text is in the name, the id or the pool. */
export function filtered(rows: readonly ClientRow[], filter: ClientFilter): readonly ClientRow[] {
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const { client, region } = row
    if (filter.revocation !== undefined && client.revocation !== (filter.revocation === 'on')) return false
    if (filter.type !== undefined && client.confidential !== (filter.type === 'confidential')) return false
    if (filter.rotation !== undefined && client.rotation !== (filter.rotation === 'on')) return false
    if (filter.pool !== undefined && client.poolId !== filter.pool) return false
    if (filter.region !== undefined && region !== filter.region) return false
    return words.every((word) => searchedIn(row).includes(word))
  })
}

/** What is searched in each row: made once, and not with every letter. */
const searchedTexts = new WeakMap<ClientRow, string>()

function searchedIn(row: ClientRow): string {
  const known = searchedTexts.get(row)
  if (known !== undefined) return known
  const { client, poolName } = row
  const text = `${client.name}\n${client.id}\n${poolName}\n${client.poolId}`.toLowerCase()
  searchedTexts.set(row, text)
  return text
}

/** The rows in a filter's order; those that are alike in what they are ordered by, by their names. */
export function ordered(
  rows: readonly ClientRow[],
  { sort = 'name', order }: Pick<ClientFilter, 'sort' | 'order'>,
  names: TextOrder,
): readonly ClientRow[] {
  const way = order === 'descending' ? -1 : 1
  const name = ({ client, poolName }: ClientRow) => (sort === 'pool' ? poolName : client.name)
  const value = sort === 'name' || sort === 'pool' ? () => 0 : valueOf[sort]
  const places = names.placesOf(rows.map(name))
  const placed = rows.map((row) => ({ row, value: value(row), place: places.get(name(row)) ?? 0 }))
  placed.sort((one, other) => way * (one.value - other.value || one.place - other.place))
  return placed.map(({ row }) => row)
}

const valueOf = {
  type: ({ client }) => Number(client.confidential),
  revocation: ({ client }) => Number(client.revocation),
  access: ({ client }) => client.accessToken.seconds,
  id: ({ client }) => client.idToken.seconds,
  refresh: ({ client }) => client.refreshToken.seconds,
  rotation: ({ client }) => Number(client.rotation),
  changed: ({ client }) => client.lastModified?.getTime() ?? 0,
} satisfies Record<Exclude<SortKey, 'name' | 'pool'>, (row: ClientRow) => number>

/** The filter after a column's head was pressed: its order, then the other one. */
export function sortedBy(filter: ClientFilter, column: string): ClientFilter {
  const sort = sortKeys.find((key) => key === column)
  const was = filter.sort ?? 'name'
  const order = was === sort && filter.order !== 'descending' ? 'descending' : 'ascending'
  return { ...filter, sort, order }
}
