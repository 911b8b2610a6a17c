/**
 * A look at something, taken one at a time. Whoever asks while one is under way gets the answer to one more: the first may
 * have been given before what they want to know of. Any number of them are one more look, never more.
 */
export class OneMore<T> {
  #underWay: Promise<T> | undefined
  #next: Promise<T> | undefined

  /** Whether nobody looks, and nobody is about to. */
  get rests(): boolean {
    return this.#underWay === undefined && this.#next === undefined
  }

  async take(look: () => Promise<T>): Promise<T> {
    if (this.#underWay === undefined) return this.#begin(look)
    const begin = async () => {
      this.#next = undefined
      return this.#begin(look)
    }
    this.#next ??= this.#underWay.then(begin, begin)
    return this.#next
  }

  async #begin(look: () => Promise<T>): Promise<T> {
    const underWay = look().finally(() => {
      // Whoever comes before the next one has begun belongs to that.
      if (this.#next === undefined) this.#underWay = undefined
    })
    this.#underWay = underWay
    return underWay
  }
}
