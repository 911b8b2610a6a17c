const listeners = new Set<() => void>()
let open = false

/** Whether the drawer with the calls is open: closed by default, and the same on every page. */
export const callsOpen = {
  now: (): boolean => open,
  set(next: boolean): void {
    open = next
    for (const listener of listeners) listener()
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
