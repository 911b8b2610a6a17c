/**
 * Rows that keep their places while somebody is at them: what moves under a pointer gets the press that was meant for its
 * neighbour. Rows that are gone leave; new ones follow all others, and find their places once nobody is there.
 */
export class SteadyOrder<Row extends { key: string }> {
  #shown: readonly Row[] = []
  #by: string | undefined

  /**
   * The rows as they are shown next.
   * @param rows in the order that is wanted
   * @param held whether somebody is at them
   * @param by what they are ordered by: another order is somebody's wish, and holds at once
   */
  next(rows: readonly Row[], held: boolean, by: string): readonly Row[] {
    if (rows === this.#shown) return rows
    this.#shown = held && by === this.#by ? this.#inPlace(rows) : rows
    this.#by = by
    return this.#shown
  }

  #inPlace(rows: readonly Row[]): readonly Row[] {
    const fresh = new Map(rows.map((row) => [row.key, row]))
    const known = this.#shown.flatMap(({ key }) => {
      const row = fresh.get(key)
      fresh.delete(key)
      return row === undefined ? [] : [row]
    })
    return [...known, ...fresh.values()]
  }
}
