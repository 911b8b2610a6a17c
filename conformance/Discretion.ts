/** Anything that looks like a token of Cognito's: the parts of a JWT or JWE. */
const TOKEN = /eyJ[\w-]{8,}(?:\.[\w-]*)*/g

/** Writes what was observed so that it can be shown: without secrets, and alike in every run. */
export class Discretion {
  readonly #names = new Map<string, string>()

  /** From now on `id` is written as `name`. */
  name(id: string, name: string): void {
    if (id !== '') this.#names.set(id, name)
  }

  /** From now on `secret` is not written. */
  hide(secret: string): void {
    this.name(secret, '<secret>')
  }

  /** A text as it may be shown. */
  of(text: string): string {
    let shown = text
    const longestFirst = [...this.#names].toSorted(([a], [b]) => b.length - a.length)
    for (const [id, name] of longestFirst) shown = shown.replaceAll(id, name)
    return shown.replaceAll(TOKEN, '<secret>')
  }
}
