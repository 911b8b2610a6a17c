/** How many are kept: of tokens, three megabytes at most. */
const KEPT = 2048

/** What was found out of a token, and stays true: that it is signed, what it says. The oldest makes room for the newest. */
export class Remembered<V> {
  readonly #known = new Map<string, V>()

  get(token: string): V | undefined {
    return this.#known.get(token)
  }

  set(token: string, value: V): void {
    const [oldest] = this.#known.size < KEPT ? [] : this.#known.keys()
    if (oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(token, value)
  }
}
