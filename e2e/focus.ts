import type { BrowserContext } from '@playwright/test'

/**
 * Has every page of a context complain in its console when focus falls off what somebody uses: what they were on is gone
 * or hidden, and for half a second nothing has taken its place. By the keyboard they would begin anew at the top.
 */
export async function watchFocus(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    let last: Element | undefined
    let looksWithout = 0
    // Whoever presses where there is no control has let go of it themselves.
    document.addEventListener('click', () => {
      if (document.activeElement === document.body && last?.isConnected) last = undefined
    })
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element) last = target
      looksWithout = 0
    })
    setInterval(() => {
      // Printing keeps focus on a control that stands on no paper; a screen that plays paper does not.
      if (matchMedia('print').matches) last = undefined
      const isLost = last !== undefined && document.activeElement === document.body
      looksWithout = isLost ? looksWithout + 1 : 0
      if (looksWithout !== 3 || last === undefined) return
      const { tagName, textContent } = last
      // oxlint-disable-next-line no-console -- every complaint there fails the test (fixtures.ts)
      console.error(`Focus was lost with <${tagName.toLowerCase()}> ${last.getAttribute('aria-label') ?? textContent}`)
      last = undefined
    }, 250)
  })
}
