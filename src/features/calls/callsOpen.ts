const listeners = new Set<() => void>()
let open = false
/** What had focus as somebody opened the drawer, until they have been brought into it. */
let from: { control: Element | null } | undefined

const set = (next: boolean) => {
  open = next
  for (const listener of listeners) listener()
}

/** Whether the drawer with the calls is open: closed by default, and the same on every page. */
export const callsOpen = {
  now: (): boolean => open,
  toggle: (): void => {
    if (open) callsOpen.close()
    else {
      from = { control: document.activeElement }
      set(true)
    }
  },
  /** Whoever was in it is back on its button; focus elsewhere stays where it is. */
  close(): void {
    from = undefined
    const drawer = document.getElementById('calls')
    const isInside = drawer?.contains(document.activeElement) === true
    set(false)
    if (isInside) document.getElementById('calls-toggle')?.focus()
  },
  /**
   * Whether the drawer, which is there now, is to take focus: once for each time that it is opened, as it stands on every
   * page anew, and not if whoever opened it has gone on meanwhile.
   */
  takesFocus(): boolean {
    const takes = from !== undefined && from.control === document.activeElement
    from = undefined
    return takes
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
