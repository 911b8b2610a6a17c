/** Which rows are selected. Every cell asks for its own, so that one more costs one cell and not ten thousand rows. */
export class Selection {
  readonly #listeners = new Set<() => void>()
  #keys: ReadonlySet<string> = new Set()

  /** The keys of the selected rows; another object after every change. */
  keys = (): ReadonlySet<string> => this.#keys

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  toggle(key: string): void {
    const keys = new Set(this.#keys)
    if (!keys.delete(key)) keys.add(key)
    this.set(keys)
  }

  set(keys: ReadonlySet<string>): void {
    this.#keys = keys
    for (const listener of this.#listeners) listener()
  }
}
