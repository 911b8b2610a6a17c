import type { Store, Table } from './Store.ts'

/** A store that lives as long as the emulator does. `commit` has nothing to wait for. */
export function memoryStore(): Store {
  const tables = new Map<string, MemoryTable<unknown>>()
  return {
    table<V>(name: string, options?: { readonly ordered: boolean }): Table<V> {
      let table = tables.get(name)
      if (!table) {
        table = new MemoryTable<unknown>(options?.ordered ?? false)
        tables.set(name, table)
      }
      return table as MemoryTable<V>
    },
    commit: () => Promise.resolve(),
    clear() {
      for (const table of tables.values()) table.clear()
    },
  }
}

/** A Map, plus a sorted array of its keys where the table can be paged. */
class MemoryTable<V> implements Table<V> {
  readonly #values = new Map<string, V>()
  readonly #keys: string[] | undefined
  #round: IterableIterator<[string, V]> | undefined

  constructor(ordered: boolean) {
    this.#keys = ordered ? [] : undefined
  }

  get(key: string): V | undefined {
    return this.#values.get(key)
  }

  put(key: string, value: V): void {
    if (this.#keys && !this.#values.has(key)) this.#keys.splice(firstAtOrAfter(this.#keys, key), 0, key)
    this.#values.set(key, value)
  }

  delete(key: string): void {
    if (!this.#values.delete(key) || !this.#keys) return
    this.#keys.splice(firstAtOrAfter(this.#keys, key), 1)
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
    this.#values.clear()
    this.#round = undefined
    if (this.#keys) this.#keys.length = 0
  }

  #ordered(): string[] {
    if (!this.#keys) throw new Error('this table keeps no order')
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
