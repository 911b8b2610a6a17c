import { locale } from '#language'

/**
 * The order of names, as a person expects it: numbers by their value, capitals beside small letters. Comparing so is
 * dear, and a table of ten thousand rows asks again with every letter that is typed: each name finds its place once, when
 * it first turns up.
 */
export class TextOrder {
  #inOrder: readonly string[] = []
  #places: ReadonlyMap<string, number> = new Map()

  /** The places of names, the first being 0; those of others that were asked for before are among them. */
  placesOf(texts: Iterable<string>): ReadonlyMap<string, number> {
    const added = [...new Set(texts)].filter((text) => !this.#places.has(text)).sort(compare)
    if (added.length > 0) {
      this.#inOrder = merged(this.#inOrder, added)
      this.#places = new Map(this.#inOrder.map((text, place) => [text, place]))
    }
    return this.#places
  }
}

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })

/** Names that a collator takes for equal still have an order, always the same one. */
function compare(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other))
}

function merged(one: readonly string[], other: readonly string[]): readonly string[] {
  const all: string[] = []
  let at = 0
  for (const text of one) {
    for (let next = other[at]; next !== undefined && compare(next, text) < 0; next = other[at]) {
      all.push(next)
      at += 1
    }
    all.push(text)
  }
  return [...all, ...other.slice(at)]
}
