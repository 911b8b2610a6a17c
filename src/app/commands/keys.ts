const kept = 'curfew shortcuts'
const listeners = new Set<() => void>()

/** Whether single keys are shortcuts in this browser. Somebody who speaks to their computer may not want that (WCAG 2.1.4). */
export const singleKeys = {
  on: (): boolean => localStorage.getItem(kept) !== 'off',
  set(on: boolean): void {
    if (on) localStorage.removeItem(kept)
    else localStorage.setItem(kept, 'off')
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}

/** How long the second key of two may take, in milliseconds. */
const togetherMs = 1500

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'>

/**
 * Reads presses as shortcuts: `palette`, `help`, two keys such as `g s`, or nothing.
 * @param single whether single keys count; the palette's chord always does
 */
export class Presses {
  #first: { key: string; atMs: number } | undefined

  read(press: Press, single: boolean): string | undefined {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = press
    const first = this.#first
    this.#first = undefined
    if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k') return 'palette'
    if (ctrlKey || metaKey || altKey || !single) return undefined
    if (key === '?') return 'help'
    if (first && timeStamp - first.atMs <= togetherMs) return `${first.key} ${key}`
    if (key === 'g') this.#first = { key, atMs: timeStamp }
    return undefined
  }
}
