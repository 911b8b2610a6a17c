import type { Store, Table } from './Store.ts'

/** Told of every change as it is made; `value` is undefined for what was deleted. */
export type OnChange = (table: string, key: string, value: unknown) => void

/**
 * A store that lives as long as the emulator does. `commit` has nothing to wait for. It begins with what `initial`
 * holds, which becomes its own, and of which `onChange` is not told.
 */
export function memoryStore(
  initial: Map<string, Map<string, unknown>> = new Map(),
  onChange: OnChange = () => undefined,
): Store {
  const tables = new Map<string, MemoryTable<unknown>>()
  return {
    table<V>(name: string, options?: { readonly ordered: boolean }): Table<V> {
      let table = tables.get(name)
      if (!table) {
        const values = initial.get(name) ?? new Map<string, unknown>()
        table = new MemoryTable(options?.ordered ?? false, values, (key, value) => onChange(name, key, value))
        tables.set(name, table)
        initial.delete(name)
      }
      return table as MemoryTable<V>
    },
    commit: () => Promise.resolve(),
    clear() {
      for (const table of tables.values()) table.clear()
    },
    dump: () => Object.fromEntries([...initial, ...tables].map(([name, table]) => [name, [...table.entries()]])),
    load(content) {
      for (const [name, table] of tables) {
        table.clear()
        for (const [key, value] of Object.hasOwn(content, name) ? (content[name] ?? []) : []) table.put(key, value)
      }
    },
  }
}

/** Up to this many new keys are put where they belong one by one. */
const FEW = 32

/** A Map, plus a sorted array of its keys where the table can be paged. */
class MemoryTable<V> implements Table<V> {
  readonly #values: Map<string, V>
  readonly #keys: string[] | undefined
  /** Keys that are not among the sorted ones yet: many at once are sorted in much faster than one by one. */
  readonly #fresh: string[] = []
  #round: IterableIterator<[string, V]> | undefined

  readonly #onChange: (key: string, value: V | undefined) => void

  constructor(ordered: boolean, values: Map<string, V>, onChange: (key: string, value: V | undefined) => void) {
    this.#keys = ordered ? [...values.keys()].sort() : undefined
    this.#onChange = onChange
    this.#values = values
  }

  entries(): IterableIterator<[string, V]> {
    return this.#values.entries()
  }

  get(key: string): V | undefined {
    return this.#values.get(key)
  }

  put(key: string, value: V): void {
    const { size } = this.#values
    this.#values.set(key, value)
    if (this.#keys && this.#values.size > size) this.#fresh.push(key)
    this.#onChange(key, value)
  }

  delete(key: string): void {
    if (!this.#values.delete(key)) return
    this.#onChange(key, undefined)
    if (!this.#keys) return
    const keys = this.#ordered()
    keys.splice(firstAtOrAfter(keys, key), 1)
  }

  page(prefix: string, after: string | undefined, limit: number): readonly (readonly [string, V])[] {
    const keys = this.#ordered()
    const found: [string, V][] = []
    let at = firstAtOrAfter(keys, prefix)
    if (after !== undefined && after >= prefix) {
      at = firstAtOrAfter(keys, after)
      if (keys[at] === after) at += 1
    }
    for (let key = keys[at]; key !== undefined && found.length < limit && key.startsWith(prefix); key = keys[++at]) {
      const value = this.#values.get(key)
      if (value !== undefined) found.push([key, value])
    }
    return found
  }

  count(prefix: string): number {
    const keys = this.#ordered()
    return firstAtOrAfter(keys, `${prefix}\uffff`) - firstAtOrAfter(keys, prefix)
  }

  prune(isDead: (value: V, key: string) => boolean, steps: number): void {
    for (let step = 0; step < steps; step += 1) {
      this.#round ??= this.#values.entries()
      const next = this.#round.next()
      if (next.done) {
        this.#round = undefined
        return
      }
      const [key, value] = next.value
      if (isDead(value, key)) this.delete(key)
    }
  }

  clear(): void {
    for (const key of this.#values.keys()) this.#onChange(key, undefined)
    this.#values.clear()
    this.#round = undefined
    if (this.#keys) this.#keys.length = 0
    this.#fresh.length = 0
  }

  #ordered(): string[] {
    if (!this.#keys) throw new Error('this table keeps no order')
    if (this.#fresh.length > FEW) {
      for (const key of this.#fresh) this.#keys.push(key)
      this.#keys.sort()
    } else for (const key of this.#fresh) this.#keys.splice(firstAtOrAfter(this.#keys, key), 0, key)
    this.#fresh.length = 0
    return this.#keys
  }
}

/** The index of the first key that is not before `key`: binary search, so the cost stays flat as a pool grows. */
function firstAtOrAfter(keys: readonly string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}
