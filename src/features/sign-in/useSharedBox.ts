import { type RefCallback, useCallback, useRef } from 'react'

/** The box that says whether this is a shared computer. */
export type SharedBox = {
  /** For the box, wherever it stands. */
  attach: RefCallback<HTMLInputElement>
  isTicked: () => boolean
}

/**
 * One tick for a box that can stand in two places: once the config says that there is no form, the one in the form goes,
 * and another takes over what it was, although the tick may be older than any script.
 */
export function useSharedBox(): SharedBox {
  const box = useRef<HTMLInputElement>(null)
  const before = useRef<boolean>(undefined)
  const attach = useCallback((node: HTMLInputElement) => {
    box.current = node
    if (before.current !== undefined) node.checked = before.current
    return () => {
      before.current = node.checked
      box.current = null
    }
  }, [])
  const isTicked = useCallback(() => box.current?.checked ?? false, [])
  return { attach, isTicked }
}
