import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** What the part that a pointer may be over has to tell. */
type Steady = {
  onPointerEnter: (event: PointerEvent) => void
  onPointerLeave: (event: PointerEvent) => void
}

/**
 * Keeps an element where it is seen while a pointer is over it, whatever comes and goes above it: a press would otherwise
 * land on the neighbour of what it was meant for. Where the page cannot be scrolled that far, the element has a gap above
 * it or beneath it until the pointer leaves. A finger is over nothing between two presses: from its first on it is taken
 * to be there until it presses something else.
 * @param element what is kept, in its place among what comes and goes
 * @param onHeld told when a pointer comes, and when it leaves; the same function between renders
 */
export function useSteady(element: RefObject<HTMLElement | null>, onHeld?: (held: boolean) => void): Steady {
  const [by, setBy] = useState<string>()
  const held = by !== undefined

  // Whatever changes above it, whoever draws that: told before the next press can be, and before anything is painted.
  useLayoutEffect(() => {
    const it = element.current
    if (it === null || !held) return undefined
    let stood = topOf(it)
    const observer = new MutationObserver((changes) => {
      if (changes.every(({ target }) => it.contains(target))) return
      scrollAlong(it, topOf(it) - stood)
      stood = topOf(it)
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    // The browser's own way of keeping things in sight would do the same a second time.
    const page = document.documentElement.style
    page.overflowAnchor = 'none'
    return () => {
      observer.disconnect()
      page.overflowAnchor = ''
      it.style.marginTop = ''
      it.style.marginBottom = ''
    }
  }, [element, held])

  useEffect(() => {
    if (!held) return undefined
    onHeld?.(true)
    return () => onHeld?.(false)
  }, [held, onHeld])

  // After the press: what it is meant for must not move either. One that begins to scroll the page is cancelled.
  useEffect(() => {
    if (by !== 'touch') return undefined
    const leave = ({ target }: Event) => {
      if (!(target instanceof Node && element.current?.contains(target))) setBy(undefined)
    }
    const ends = ['click', 'pointercancel'] as const
    for (const end of ends) document.addEventListener(end, leave)
    return () => {
      for (const end of ends) document.removeEventListener(end, leave)
    }
  }, [element, by])

  return {
    // At once: a pointer that comes and presses in one moment presses what it came to.
    onPointerEnter: ({ pointerType }) => flushSync(() => setBy(pointerType)),
    onPointerLeave: ({ pointerType }) => {
      if (pointerType !== 'touch') setBy(undefined)
    },
  }
}

/** Scrolls the page by as much as an element has moved in it. */
function scrollAlong(element: HTMLElement, movedPx: number): void {
  if (movedPx === 0) return
  const wanted = scrollY + movedPx
  if (wanted < 0) element.style.marginTop = `${Number.parseFloat(element.style.marginTop || '0') - movedPx}px`
  else scrollTo({ top: wanted, behavior: 'instant' })
  if (scrollY >= Math.floor(wanted)) return
  element.style.marginBottom = `${innerHeight}px`
  scrollTo({ top: wanted, behavior: 'instant' })
}

/** How far down the page it stands, wherever the page is scrolled to. */
function topOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top + scrollY
}
