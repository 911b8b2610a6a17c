/** Where focus goes when what had it is gone: the innermost of these that is left of what stood around it. */
const places = 'section, dialog, main'
/** Whoever moves focus on purpose, to a new page's heading or out of a dialog, has done so by then. */
const patienceMs = 100

/**
 * Keeps focus in its place for the whole page. A control that was pressed may be taken away or hidden, as "Try again" is
 * with its notice; the browser then has focus on nothing, and whoever goes by the keyboard begins at the top again. The
 * heading of what the control stood in takes it instead, and a screen reader says where that is.
 */
export function keepFocus(): void {
  let around: Element[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const keep = () => {
    timer = undefined
    // A browser takes focus off what is hidden when it draws the page next.
    if (document.activeElement !== document.body && document.activeElement !== around[0]) return
    const place = around.find(isShown)
    around = []
    const heading = place?.querySelector<HTMLElement>('h1, h2, h3') ?? place
    if (!(heading instanceof HTMLElement)) return
    // A heading takes focus only once it may; a control may as it is.
    if (heading.tabIndex < 0) heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }

  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) around = [target, ...ancestors(target).filter((element) => element.matches(places))]
  })
  // Whoever presses where there is no control has let go of it themselves.
  document.addEventListener('click', () => {
    const [control] = around
    if (document.activeElement === document.body && control && isShown(control)) around = []
  })
  new MutationObserver((changes) => {
    const [control] = around
    if (control === undefined) return
    // Whether it shows costs the browser a look at all styles: not for every row that a table draws.
    const isHidden = changes.some(({ type }) => type === 'attributes') && !isShown(control)
    if (control.isConnected && !isHidden) return
    timer ??= setTimeout(keep, patienceMs)
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden'] })
}

/** What is not in the document is not shown either. */
function isShown(element: Element): boolean {
  return element.checkVisibility()
}

function ancestors(element: Element): Element[] {
  const found: Element[] = []
  for (let at = element.parentElement; at !== null; at = at.parentElement) found.push(at)
  return found
}
