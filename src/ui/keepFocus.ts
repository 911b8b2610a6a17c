/** Where focus goes when what had it is gone: the innermost of these that is left of what stood around it. */
const places = 'section, dialog, main'
/** Whoever moves focus on purpose, to a new page's heading or out of a dialog, has done so by then. */
const patienceMs = 100

/**
 * Keeps focus in its place for the whole page. A control that was pressed may go away, as "Try again" does with its
 * notice; the browser then has focus on nothing, and whoever goes by the keyboard begins at the top again. The heading of
 * what the control stood in takes it instead, and a screen reader says where that is.
 */
export function keepFocus(): void {
  let around: Element[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const keep = () => {
    if (document.activeElement !== document.body) return
    const place = around.find((element) => element.isConnected)
    around = []
    const heading = place?.querySelector<HTMLElement>('h1, h2, h3') ?? place
    if (!(heading instanceof HTMLElement)) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }

  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) around = [target, ...ancestors(target).filter((element) => element.matches(places))]
  })
  // Whoever presses where there is no control has let go of it themselves.
  document.addEventListener('click', () => {
    const [control] = around
    if (document.activeElement === document.body && control?.isConnected) around = []
  })
  new MutationObserver(() => {
    const [control] = around
    if (control === undefined || control.isConnected || document.activeElement !== document.body) return
    clearTimeout(timer)
    timer = setTimeout(keep, patienceMs)
  }).observe(document.body, { childList: true, subtree: true })
}

function ancestors(element: Element): Element[] {
  const found: Element[] = []
  for (let at = element.parentElement; at !== null; at = at.parentElement) found.push(at)
  return found
}
