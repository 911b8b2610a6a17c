/**
 * Where the emulator keeps its records. Reads and writes are synchronous, so that an operation can decide and
 * write in one step that nothing interleaves with; `commit` resolves when what was written would survive, and the
 * wire awaits it before it answers. Values are plain JSON data and are treated as immutable: change by `put`.
 */
export interface Store {
  /** The table of that name, made on first use. Only ordered tables can be paged and counted. */
  table<V>(name: string, options?: { readonly ordered: boolean }): Table<V>
  /** Resolves once every earlier write is as durable as this store makes things. */
  commit(): Promise<void>
  /** Empties every table. */
  clear(): void
  /** Everything that is in it, as JSON data. */
  dump(): Tables
  /** Replaces everything. Tables that nobody has made yet are left out. */
  load(tables: Tables): void
}

/** The entries of every table, by the table's name. */
export type Tables = Readonly<Record<string, readonly (readonly [string, unknown])[]>>

/** One table of a store: string keys, O(1) look-up whatever its size. */
export interface Table<V> {
  get(key: string): V | undefined
  put(key: string, value: V): void
  delete(key: string): void
  /**
   * Up to `limit` entries whose key starts with `prefix`, in key order, beginning after the key `after`.
   * Throws on a table that is not ordered.
   */
  page(prefix: string, after: string | undefined, limit: number): readonly (readonly [string, V])[]
  /** How many keys start with `prefix`. Throws on a table that is not ordered. */
  count(prefix: string): number
  /**
   * Looks at the next `steps` entries of an endless round through the table and deletes those that `isDead` says
   * so of. Called with a small number on each insert, it keeps the table clean at a cost that does not grow.
   */
  prune(isDead: (value: V, key: string) => boolean, steps: number): void
}
